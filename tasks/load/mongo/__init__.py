"""MongoDB through pymongo: what the store needs of a server, and no more.

It keeps to what MongoDB, the embedded server and mongomock all do; an error leaves it as one of our tree, and no text
of it holds the address, which may hold a password.
"""

from tasks.load.mongo.address import connect, without_credentials
from tasks.load.mongo.documents import Document
from tasks.load.mongo.writing import Mongo, Written

__all__ = ["Document", "Mongo", "Written", "connect", "without_credentials"]
