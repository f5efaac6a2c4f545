"""Exporting: a folder with the articles, or with the whole store, and a manifest that says what must be in it.

The folder is written beside its place under another name and takes its place when it is whole: a reader never sees
half of it, and what a killed export left is swept away by the next. A manifest holds no time: two exports of the same
articles are equal in every byte.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from schemas.errors import ConfigurationError
from schemas.stored import SCHEMA_VERSION
from tasks.load import archiving, journal
from tasks.load.asking import every
from tasks.load.exchange import Export
from tasks.load.mongo import Document, Mongo
from tasks.load.running import Running
from tasks.load.writing import FORMATS

MANIFEST = "manifest.json"
Hook = Callable[[str], None]


def export(mongo: Mongo, running: Running, wanted: Export, hook: Hook = lambda _: None) -> dict[str, Any]:
    """Write an export and return its manifest.

    Raises:
        ConfigurationError: the folder is there already, or what is wanted cannot be had.
    """
    target = wanted.target.absolute()
    if target.exists():
        raise ConfigurationError(f"{target} is there already: an export makes its own folder")
    about: dict[str, Any] = {
        "format": wanted.form,
        "kind": "archive" if wanted.full else "articles",
        "schema_version": SCHEMA_VERSION,
    }
    work = target.with_name(f"{target.name}.partial")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    if wanted.full:
        about |= archiving.write(mongo, work, hook)
    else:
        about |= {"as_of": wanted.as_of, "query": wanted.query, "parameters": dict(wanted.parameters)}
        name = f"articles.{wanted.form}"
        about["documents"] = {name: FORMATS[wanted.form](work / name, _articles(mongo, running, wanted))}
    hook("files")
    manifest = about | {"files": {path.name: _seal(path) for path in sorted(work.iterdir())}}
    (work / MANIFEST).write_text(json.dumps(manifest, indent=2, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    _sync(work / MANIFEST)
    hook("manifest")
    work.rename(target)
    _sync(target.parent)
    return manifest


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of an export, whose files are what it says.

    Raises:
        ConfigurationError: there is none, or a file is missing, cut or changed.
    """
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        files: Mapping[str, Any] = manifest["files"]
        kinds = manifest["kind"], manifest["schema_version"]
    except (OSError, ValueError, KeyError, TypeError):
        raise ConfigurationError(f"{folder} holds no export: its {MANIFEST} cannot be read") from None
    for name, said in files.items():
        path = folder / name
        if Path(name).name != name or not path.is_file() or _digest(path) != said.get("sha256"):
            raise ConfigurationError(f"{path} is not the file that was exported: it is missing, cut or changed")
    return manifest | {"kind": kinds[0], "schema_version": kinds[1]}


def _articles(mongo: Mongo, running: Running, wanted: Export) -> Iterable[Document]:
    if wanted.query is not None:
        return every(mongo, wanted.query, wanted.parameters, journal.KEPT)
    if wanted.as_of is None:
        return journal.articles_after(mongo, journal.reached(mongo))
    receipt = running.get(wanted.as_of)
    if receipt is None:
        raise ConfigurationError(f"no run has an id that starts with {wanted.as_of!r}")
    if receipt.journal is None:
        raise ConfigurationError(f"run {receipt.id} has not ended, or ended before the store kept a journal")
    return journal.articles_after(mongo, receipt.journal)


def _seal(path: Path) -> dict[str, Any]:
    _sync(path)
    return {"bytes": path.stat().st_size, "sha256": _digest(path)}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
