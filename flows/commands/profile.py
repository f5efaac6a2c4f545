"""`copytaster profile`: what is written down of one publisher's pages."""

import re
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import PATHS
from flows.printing import print_text, say

profile = typer.Typer(
    help="Publisher profiles: what is known of one publisher's pages.",
    epilog="Example: copytaster profile new news.example.com captures/",
    no_args_is_help=True,
)
DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z][a-z0-9-]{1,61}")


def _domain(given: str) -> str:
    site = given.strip().lower().removeprefix("www.")
    if DOMAIN.fullmatch(site) is None:
        raise typer.BadParameter(f"{given!r} is no domain: a site is written as in news.example.com")
    return site


@profile.command(epilog="Example: copytaster profile new news.example.com captures/ --output news.example.com.toml")
def new(
    site: Annotated[str, typer.Argument(metavar="SITE", callback=_domain, help="The publisher's domain.")],
    captures: PATHS,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Write it to a new file instead of printing it.")
    ] = None,
) -> None:
    """Propose a profile from captures of a site: at least three articles, saved HTML or text without tags.

    It says where the text stands, what in there is none, which lines prove the site where the tags are gone, and since
    when. Read it, try it, write a golden case for it: CONTRIBUTING.md says how.
    """
    from flows.answers.proposing import proposed, write_new

    text = proposed(site, captures, say)
    if output is None:
        print_text(text.rstrip("\n"))
        return
    write_new(text, output)
    say(f"wrote {output}")
