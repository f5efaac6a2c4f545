"""Form 2: an article holds the words and names it is found by and its rank; every document names its form."""

from schemas.stored import canonical_hash, record_of
from schemas.terms import facets, rank, terms
from tasks.load.migration import Document, Migration, Rewrite

FORM = 2


def found_by(article: Document) -> Document:
    """Return an article in form 2, as loading its captures today would make it but for the pipeline's name."""
    said = record_of(article)
    new = {
        **article,
        "pipeline": None,  # nobody knows any more which one made it
        "terms": list(terms(said)),
        "facets": list(facets(said, article["revisions"], len(article["places"]))),
        "rank": rank(article["published_at"], article["_id"]),
        "schema_version": FORM,
        "state": "",
    }
    return {**new, "state": canonical_hash(new)}


MIGRATION = Migration(
    to=FORM,
    says="articles are found by an index of their words and names; every document names its form",
    rewrites={"articles": Rewrite(found_by, guard=("state",))},
    adds={
        "revisions": {"pipeline": None},
        "versions": {"pipeline": None},
        "captures": {"pipeline": None, "held": None, "site": None, "refused": []},
        "quarantine": {"pipeline": None, "site": None},
    },
)
