"""A role for every block: the publisher's profile, then what lines declare, the opening, the tables, then the model."""

from collections.abc import Mapping
from types import MappingProxyType

from schemas.page import Decision, Page, Role
from tasks.clean.containers import container_role
from tasks.clean.lists import cue_roles
from tasks.clean.opening import opening_roles
from tasks.clean.sentences import whole
from tasks.clean.shapes import dropped_role
from tasks.clean.sheet import Roles, Sheet, sheet
from tasks.clean.tables import table_cells

NOWHERE: Mapping[int, str] = MappingProxyType({})


def decide(
    page: Page, probabilities: tuple[float, ...], cutoff: float, declared: Roles, known: Mapping[int, str] = NOWHERE
) -> tuple[Decision, ...]:
    """Return what each block of the page is.

    `declared` are the decisions of the publisher's profile: nothing overrules them. `known` are the blocks that recur
    on the site, or stand where its articles do not, and the rule that says so: they are taken for nothing the model
    would keep.
    """
    odds = tuple(0.0 if row in known else each for row, each in enumerate(probabilities))
    seen = sheet(page, odds if known else probabilities, cutoff)
    roles = _agreed(cue_roles(seen), declared)
    roles.update(opening_roles(seen, roles))
    roles.update((index, cell) for index, cell in table_cells(seen) if index not in roles and index not in known)
    decisions = tuple(
        roles.get(index) or _modelled(seen, index, known.get(index, "model")) for index in range(len(page.blocks))
    )
    return decisions if page.capture.format == "html" else whole(decisions)


def _agreed(cues: Roles, declared: Roles) -> dict[int, Decision]:
    """Return both together: where a profile only says that a line is the site's own, a cue may say more of it."""
    vague = (index for index, decision in declared.items() if decision.role is Role.NAVIGATION and index in cues)
    return {**cues, **declared, **{index: cues[index] for index in vague}}


def _modelled(seen: Sheet, index: int, rule: str) -> Decision:
    """Return the decision of the model, or of what is known of the site, which only ever drops.

    What is dropped has the role that its container or its length suggests.
    """
    block, probability = seen.blocks[index], seen.probabilities[index]
    if seen.keeps(index):
        return Decision(block, Role.BODY, probability, rule)
    role = container_role(block.path)
    if role is not None:
        return Decision(block, role, 1 - probability, "container")
    return Decision(block, dropped_role(block.text), 1 - probability, rule)
