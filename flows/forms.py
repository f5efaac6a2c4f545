"""What a flow is asked: the forms of the Prefect UI, and the same rules for whoever else starts a run.

Titles, descriptions, examples and bounds stand here once: Prefect draws the form from them, and its server refuses
what they do not allow before there is a run.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from flows.patterns import expecting
from flows.roots import within_roots

MOST_PATHS = 1000
"""Paths in one form; a folder holds as many captures as it likes."""

CapturePath = Annotated[str, Field(min_length=1, max_length=4096, json_schema_extra=within_roots)]


class Form(BaseModel):
    """A form: it takes what it shows and nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid")


WORKERS = Field(default=0, title="Worker processes", description="0 is one for each core.", ge=0, le=1024)
SITE = Field(default="", title="Site", description="Its domain, as in `tass.com`.", max_length=253)
"""Fields that several forms have."""


class IngestForm(Form):
    """Which captures to read, and how much may go wrong."""

    paths: list[CapturePath] = Field(
        title="Files and folders",
        description="Absolute paths on the machine that does the work. A folder is read with all it holds; "
        "`*`, `?` and `**` work as in a shell.",
        examples=[["/captures"], ["/captures/2017-*/**/*.html", "/captures/extra.txt"]],
        min_length=1,
        json_schema_extra={"maxItems": MOST_PATHS},
    )
    source: str = Field(
        default="default",
        title="Source",
        description="The collection's name. It is part of where a capture was met, and a source has one run at a time.",
        examples=["archive"],
        min_length=1,
        max_length=200,
        json_schema_extra=expecting(r"^[^\u0000-\u001f]+$(?!\n)", "a name in one line"),
    )
    when_busy: Literal["end", "wait"] = Field(
        default="end",
        title="If the source has a run already",
        description="`end`: this run ends as AlreadyRunning. `wait`: it begins when the other has ended, "
        "or ends as AlreadyRunning after an hour.",
    )
    max_quarantined: float = Field(
        default=100.0,
        title="Stop when more per cent are quarantined",
        description="Looked at after each batch. The run then fails; what was stored until then stays.",
        examples=[5],
        ge=0,
        le=100,
    )
    alarm_quarantined: float = Field(
        default=20.0,
        title="Raise an event when more per cent are quarantined",
        description="The event is `copytaster.run.quarantined-many`; a Prefect automation can tell somebody.",
        ge=0,
        le=100,
    )
    workers: int = WORKERS


class LearnForm(Form):
    """Whose pages to learn from."""

    site: str = Field(
        default="",
        title="Site",
        description="Its domain, or the name of a source that is called like one; empty is all sites.",
        examples=["tass.com"],
        max_length=253,
    )
    workers: int = WORKERS


class Depth(StrEnum):
    """How many of the captures' bytes a verification reads."""

    SAMPLE = "sample"
    EVERY = "every"


class VerifyForm(Form):
    """What to check."""

    run: str = Field(
        default="",
        title="Run",
        description="The id of a run, or how it begins; empty is the last one.",
        examples=["3f2a9c"],
        max_length=32,
        json_schema_extra=expecting("^[0-9a-f]*$", "an id of digits and letters a to f, or its start"),
    )
    raw: Depth = Field(
        default=Depth.SAMPLE,
        title="Bytes of the captures",
        description="`sample` reads one capture in sixteen, `every` reads them all.",
    )


class Chore(StrEnum):
    """Something `maintain` does."""

    CLOSE_DEAD_RUNS = "close dead runs"
    SKIP_LATE_RUNS = "skip late runs"
    REPORT_DRIFT = "report drift"


class MaintainForm(Form):
    """What to look after."""

    chores: list[Chore] = Field(
        default=list(Chore),
        title="Chores",
        description="`close dead runs`: runs whose process is gone get a receipt, here and in Prefect; those "
        "that were claimed and never begun wait again. "
        "`skip late runs`: of a schedule's missed runs the last one catches up, the others are skipped. "
        "`report drift`: sites whose captures of the last days came out worse than before.",
        min_length=1,
        json_schema_extra={"uniqueItems": True},
    )
    recent_days: int = Field(
        default=7, title="Recent days", description="The days that are held against those before.", ge=1, le=365
    )
    drop: float = Field(
        default=10.0,
        title="Drift, in points",
        description="A site has drifted when its mean quality fell by so many points of 100.",
        ge=1,
        le=100,
    )
