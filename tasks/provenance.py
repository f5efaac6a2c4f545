"""Which pipeline makes the records: the package's version, and a hash of all that decides what bytes become."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

DECIDING = ("clean", "enrich", "grammar")
"""The packages beneath `tasks` whose code, parameters, profiles and word lists decide what a record says."""
IGNORED = frozenset({".pyc", ".pyo"})
LIBRARIES = ("beautifulsoup4", "langdetect", "lxml", "numpy", "py3langid", "pycld2", "selectolax")
"""The libraries of others that decide with them."""
HASH_DIGITS = 12


@cache
def pipeline(templates: str = "") -> str:
    """Return the version of this pipeline, "0.1.0+3f2a9c51d0be": equal ones make equal records of equal bytes.

    `templates` is the digest of what is known to recur on the sites: "0.1.0+3f2a9c51d0be.91c5f0d2a7b3" with them.
    """
    root = Path(__file__).parent
    files = (path for name in DECIDING for path in (root / name).rglob("*"))
    libraries = {name: version(name) for name in LIBRARIES}
    made_by = f"{version('copytaster')}+{fingerprint(root, files, libraries)}"
    return f"{made_by}.{templates}" if templates else made_by


def fingerprint(root: Path, files: Iterable[Path], libraries: dict[str, str]) -> str:
    """Return a hash of files, by their names beneath `root` and their bytes, and of the libraries' versions."""
    total = hashlib.sha256()
    kept = (path for path in files if path.suffix not in IGNORED and path.is_file())
    for path in sorted(kept, key=lambda each: each.relative_to(root).as_posix()):
        name, data = path.relative_to(root).as_posix(), path.read_bytes()
        total.update(f"{name}\n{len(data)}\n".encode() + data)
    for name, number in sorted(libraries.items()):
        total.update(f"{name}=={number}\n".encode())
    return total.hexdigest()[:HASH_DIGITS]


def templates_of(made_by: str) -> str:
    """Return the digest of the templates in a pipeline's version, "" where there were none.

    >>> templates_of("0.1.0+3f2a9c51d0be.91c5f0d2a7b3"), templates_of("0.1.0+3f2a9c51d0be")
    ('91c5f0d2a7b3', '')
    """
    return made_by.partition("+")[2].partition(".")[2]


def release(made_by: str) -> str:
    """Return the package's version in a pipeline's.

    >>> release("0.1.0+3f2a9c51d0be")
    '0.1.0'
    """
    return made_by.partition("+")[0]
