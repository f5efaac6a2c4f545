"""Write `docs/data-dictionary.md` from the model: `make docs`; a test holds the page against it."""

import ast
import inspect
import sys
import types
from collections.abc import Mapping
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from jinja2 import Environment, StrictUndefined

from schemas.article import Article, Conflict, Dateline, Evidence, Language, Linked, Published, Quality, Source
from schemas.flags import FLAGS
from schemas.page import FIELDS, Role
from schemas.stored import Filing
from tasks.load.shapes import shapes

TEMPLATE = Path(__file__).with_name("dictionary.md.j2")
PARTS: Mapping[str, type] = {
    "`source`": Source,
    "`published` and `modified`": Published,
    "`linked` in a date": Linked,
    "`dateline`": Dateline,
    "`language`": Language,
    "`quality`": Quality,
    "`evidence`, of each field": Evidence,
    "`conflicts` of a piece of evidence": Conflict,
}
"""The parts of a record that have fields of their own, by what they are called."""
NAMES: Mapping[Any, str] = {str: "text", int: "number", float: "number", type(None): "null"}


def page() -> str:
    """Return the data dictionary."""
    environment = Environment(  # Markdown, not HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701
    )
    removed = [role for role in Role if role not in FIELDS and role is not Role.BODY]
    roles = ", ".join(f"`{role}`" for role in removed)
    given = {"rows": rows, "Article": Article, "Filing": Filing, "parts": PARTS, "shapes": shapes(), "roles": roles}
    given["flags"] = FLAGS
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(given)


def rows(model: type) -> str:
    """Return a table's rows: each field of a model, its type and what is written below it."""
    hints, says = get_type_hints(model), wording(model)
    return "\n".join(f"| `{each.name}` | {called(hints[each.name])} | {says[each.name]} |" for each in fields(model))


def wording(model: type) -> dict[str, str]:
    """Return what stands below each field of a dataclass, in one line."""
    found = {}
    definition = ast.parse(inspect.getsource(model)).body[0]
    for field, said in pairwise(ast.iter_child_nodes(definition)):
        match field, said:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = " ".join(text.split())
    return found


def called(hint: Any) -> str:
    """Return a type in the dictionary's words.

    >>> called(str | None), called(tuple[str, ...]), called(int)
    ('text or null', 'list of text', 'number')
    """
    kind, inner = get_origin(hint), get_args(hint)
    if kind in (Union, types.UnionType):
        return " or ".join(called(each) for each in inner)
    if kind is tuple:
        return f"list of {called(inner[0])}s".replace("texts", "text")
    return NAMES.get(hint, "moment" if hint.__name__ == "datetime" else "object")


if __name__ == "__main__":
    sys.stdout.write(page())
