"""Which of some captures are taken for copies or rewrites of each other: of unrelated pages, none may be.

    python -m benchmarks.derivation CAPTURES… [--store mongodb://…]

Ingests the captures into an empty store (an embedded one in a temporary folder unless an address is given, whose
database must be empty) and prints every link with the two titles, and how many pairs there were.
"""

import argparse
import tempfile
from pathlib import Path

from flows.ingest import Request, run
from tasks.load.connecting import open_store
from tasks.pool import Processes


def main() -> None:
    """Ingest and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("captures", nargs="+")
    parser.add_argument("--store")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, open_store(given.store, Path(folder)) as store, Processes(2) as pool:
        receipt = run(Request(tuple(given.captures)), store, pool, Path(folder, "logs"))
        filed = {each["article"] for each in store.captures() if each["article"]}
        links = {link["_id"]: link for article in sorted(filed) for link in store.links(article)}
        for link in links.values():
            (one, other) = (store.article(link[side]) for side in "ab")
            print(link["kind"], link["direction"], one and one["title"], "←", other and other["title"], sep=" · ")
        articles = store.counts()["articles"]
    print(f"{receipt.seen} captures, {articles} articles, {articles * (articles - 1) // 2} pairs, {len(links)} links")


if __name__ == "__main__":
    main()
