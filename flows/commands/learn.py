"""`copytaster learn`: the lines that recur on each site, from the store or from captures."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import SOURCE, STORE
from flows.printing import print_text, say, show_table
from schemas.wording import counted

if TYPE_CHECKING:
    from schemas.template import Templates

OUT = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write the templates to a file, for `clean --templates`.")
]


def learn(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]…", help="Captures to learn from; without, what is stored.")
    ] = None,
    site: Annotated[str, typer.Option(metavar="SITE", help="Of the store, this site only.")] = "",
    source: SOURCE = "clean",
    out: OUT = None,
    workers: Annotated[int, typer.Option(min=0, max=1024, help="Worker processes; 0 is one for each core.")] = 0,
    store: STORE = None,
) -> None:
    """Learn the lines that recur from article to article of a site: menus, appeals, teasers.

    Without paths the templates are kept in the store, and the next ingest uses them; `reprocess` brings them to what
    is stored. With paths nothing is stored, and --out says where the templates go. Captures that name no site have the
    one that --source gives, if they look alike: copytaster learn captures/ --source post.example --out templates.json
    """
    from flows.pages.rendering import expect_place
    from flows.settings import choose_store, quieten_prefect, settings

    choose_store(store)
    settings()
    if out is not None:
        expect_place(out)
    if paths:
        if out is None:
            raise typer.BadParameter("with paths, say where the templates go", param_hint="--out")
        if site:
            raise typer.BadParameter("goes with the store; with paths, --source names the site", param_hint="--site")
        _from_captures(paths, source, out)
        return
    quieten_prefect()
    from flows.answers.opening import opened
    from flows.serving.local import learn_here

    receipt = learn_here(site, workers)
    with opened(None) as catalogue:
        templates = catalogue.templates()
    _show(templates, site)
    print_text(f"\nrun {receipt.id} · {receipt.said} · log {receipt.log}")
    if out is not None:
        _write(templates, out)


def _from_captures(paths: list[str], source: str, out: Path) -> None:
    from flows.answers.learning import observed
    from tasks.clean.templates.recurring import by_site

    seen = list(observed(paths, source))
    templates = by_site(seen)
    _show(templates, "")
    if nameless := sum(each.site is None for each in seen):
        say(
            f"{counted(nameless, 'capture')} without a site taught nothing; if all are of one, --source says its domain"
        )
    _write(templates, out)


def _show(templates: "Templates", site: str) -> None:
    rows = [
        (each.site, each.version, each.articles, len(each.lines), each.lines[0].text if each.lines else "")
        for name, each in sorted(templates.by_site.items())
        if site in ("", name)
    ]
    if rows:
        show_table(
            ["site", "version", "articles", "lines", "most frequent"], rows, right=["version", "articles", "lines"]
        )
    else:
        say("no site has articles enough to learn from: it takes three that differ")


def _write(templates: "Templates", out: Path) -> None:
    from flows.pages.rendering import write_page
    from schemas.template import dumped

    write_page(dumped(templates), out)
    say(f"wrote {out}")
