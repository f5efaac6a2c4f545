"""One ingest into an embedded store, without Prefect: what the kill and the equality tests start again and again.

    python -m benchmarks.plain_ingest FOLDER DATA_DIR [WORKERS]

Prints the run's counts and the hash of the store as one JSON object.
"""

import json
import sys
from pathlib import Path


def main(folder: str, data: str, workers: int) -> None:
    """Ingest and print."""
    from flows.ingest import Request, run  # here: each worker process imports what stands above
    from tasks.load.connecting import open_store
    from tasks.pool import Processes

    with open_store(None, Path(data)) as store, Processes(workers) as pool:
        receipt = run(Request((folder,), workers=workers), store, pool, Path(data, "logs"))
        answer = {"run": receipt.id, "counts": dict(receipt.counts), "hash": store.store_hash()}
    print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 2)
