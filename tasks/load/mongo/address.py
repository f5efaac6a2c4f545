"""The address of a server: connecting to it, and telling of it without its password."""

from pymongo import MongoClient
from pymongo.errors import ConfigurationError as BadAddress
from pymongo.errors import PyMongoError

from schemas.errors import ConfigurationError
from tasks.load.mongo.documents import Document
from tasks.load.mongo.writing import Mongo

DATABASE = "copytaster"
SCHEMES = ("mongodb://", "mongodb+srv://")
SELECTION_MS = 10_000
"""How long a store may stay silent before it counts as down: a run must say so within 30 s."""
SOCKET_MS = 120_000
EMBEDDED = "nx_27017"
"""What the embedded server calls itself in `buildInfo`."""


def connect(uri: str) -> Mongo:
    """Connect to the server of an address and return its database, `copytaster` unless the address names one.

    Raises:
        ConfigurationError: the address is wrong or the login refused.
        StoreUnavailable: nobody answers.
    """
    shown = without_credentials(uri)
    if not uri.startswith(SCHEMES):  # pymongo would take anything else for the name of a host
        raise ConfigurationError("the store's address is not valid: it starts with mongodb:// or mongodb+srv://")
    try:
        client: MongoClient[Document] = MongoClient(
            uri,
            tz_aware=True,
            serverSelectionTimeoutMS=SELECTION_MS,
            connectTimeoutMS=SELECTION_MS,
            socketTimeoutMS=SOCKET_MS,
            appname="copytaster",
        )
    except (BadAddress, PyMongoError, ValueError) as error:
        # No cause: pymongo quotes the address, and the address may hold a password.
        raise ConfigurationError(f"the store's address is not valid ({type(error).__name__})") from None
    name = client.get_default_database(DATABASE).name
    try:
        store = Mongo(client, name, shown)
        store.count("meta", {"_id": "schema"})  # the first real question: also settles login and rights
        return Mongo(client, name, shown, embedded=True) if store.server()[0] == EMBEDDED else store
    except BaseException:
        client.close()
        raise


def without_credentials(uri: str) -> str:
    """Return the hosts of an address, for people.

    >>> without_credentials("mongodb://user:secret@db.example.org:27017/news?tls=true")
    'db.example.org:27017'
    """
    rest = uri.split("://", 1)[-1].rsplit("@", 1)[-1]
    return rest.split("/", 1)[0].split("?", 1)[0]
