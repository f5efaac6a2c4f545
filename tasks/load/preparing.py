"""Preparing a store at connect: its form, its validators where they work, and its indexes."""

from schemas.errors import ConfigurationError
from schemas.stored import SCHEMA_VERSION
from tasks.load import archiving, indexes, migrating, validators, views
from tasks.load.mongo import Mongo
from tasks.load.probing import works


def prepare(mongo: Mongo) -> None:
    """Make what is missing; of a store that is ready this asks one question.

    Raises:
        ConfigurationError: a newer program wrote the store: this one could harm it.
    """
    stored = mongo.by_ids("meta", ["schema"]).get("schema", {"version": 0})
    if stored["version"] > SCHEMA_VERSION:
        raise ConfigurationError(
            f"a newer copytaster wrote the store at {mongo.shown} (schema {stored['version']}): update this one"
        )
    ready = {
        "_id": "schema",
        "version": SCHEMA_VERSION,
        "indexes": indexes.fingerprint(),
        "validators": validators.fingerprint(),
        "views": views.fingerprint(),
    }
    if stored == ready:
        return
    if 0 < stored["version"] < SCHEMA_VERSION:
        migrating.migrate(mongo, stored["version"])
    validators.install(mongo)  # after the last document: programs of the older form wrote until now
    indexes.build(mongo, real=works(mongo, "array indexes"))
    if works(mongo, "views"):
        views.build(mongo)
    # Last: a start that was killed before is made up for by the next one.
    mongo.replace("meta", [ready])


def form(mongo: Mongo) -> str:
    """Return the form a store is in, for people: its version, and what was begun and not ended."""
    version = mongo.by_ids("meta", ["schema"]).get("schema", {"version": 0})["version"]
    begun = [("a migration", migrating.unfinished(mongo) is not None), ("an import", archiving.unfinished(mongo))]
    open_ = ", ".join(f"{what} was begun and not ended" for what, is_open in begun if is_open)
    return f"{version}, as this program writes it{f'; {open_}' if open_ else ''}"
