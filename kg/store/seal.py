"""The seal of a generation: size and SHA-256 of each of its files, written once they are all on the disk.

The file ``current`` holds the hash of the seal, and the seal those of the files, including the manifest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.regular import at_once, read_regular
from kg.store import durable

SEAL: Final = "seal.json"
FORMAT: Final = 1

_LARGE: Final = (".sst", ".sqlite")
"""Files of which only the size is compared when a store is opened; the engine checks tables on reading."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """Size in bytes and SHA-256 of a file."""

    size: int
    sha256: str


def seal(folder: Path, before: Path | None = None) -> str:
    """Synchronise all files of a new generation to the disk, and record their sizes and hashes.

    Args:
        folder: folder of the generation.
        before: folder of an earlier generation; files that are links to its files are not read again.

    Returns:
        SHA-256 of the seal.

    Raises:
        OSError: the disk refuses.
    """
    known = _known(before) if before is not None else {}
    files: dict[str, list[int | str]] = {}
    folders = {folder}
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name != SEAL):
        name = path.relative_to(folder).as_posix()
        folders.add(path.parent)
        status = path.stat()
        sealed = known.get((name, status.st_dev, status.st_ino))
        if sealed is None or sealed.size != status.st_size:
            durable.sync_file(path)
            sealed = Sealed(status.st_size, _hash(path))
        files[name] = [sealed.size, sealed.sha256]
    content = json.dumps({"format": FORMAT, "files": files}, indent=1, sort_keys=True).encode()
    # Names first: if the seal exists, all files must exist.
    durable.sync_folders(sorted(folders, reverse=True))
    durable.write(folder / SEAL, content)
    durable.sync_folder(folder.parent)
    return hashlib.sha256(content).hexdigest()


def problems(folder: Path, digest: str = "", *, deep: bool = False) -> Iterator[str]:
    """Differences from the seal, one line each; empty if the generation is undamaged.

    Args:
        folder: folder of the generation.
        digest: SHA-256 that the seal must have; empty accepts any seal.
        deep: read all files; otherwise only the size of the large ones is checked.
    """
    try:
        content = read_regular(folder / SEAL)
        files = _files(content)
    except FileNotFoundError:
        yield f"{SEAL} is missing"
        return
    except (OSError, ValueError, KeyError, TypeError):
        yield f"{SEAL} cannot be read"
        return
    if digest and hashlib.sha256(content).hexdigest() != digest:
        yield f"{SEAL} is not the one that was written last"
        return
    for name, sealed in files.items():
        path = folder / name
        try:
            size = path.stat().st_size
            if size != sealed.size:
                yield f"{name} has {size:,} bytes in place of {sealed.size:,}"
            elif (deep or path.suffix not in _LARGE) and _hash(path) != sealed.sha256:
                yield f"{name} is damaged"
        except FileNotFoundError:
            yield f"{name} is missing"
        except OSError as error:
            yield f"{name} cannot be read ({error.strerror or error})"


def sealed_hash(folder: Path, name: str) -> str:
    """SHA-256 that a file of a generation had when it was sealed; empty if the seal does not have it."""
    try:
        return _files(read_regular(folder / SEAL))[name].sha256
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _known(folder: Path) -> Mapping[tuple[str, int, int], Sealed]:
    try:
        files = _files(read_regular(folder / SEAL))
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    found = {}
    for name, sealed in files.items():
        try:
            status = (folder / name).stat()
        except OSError:
            continue
        found[name, status.st_dev, status.st_ino] = sealed
    return found


def _files(content: bytes) -> dict[str, Sealed]:
    raw: Any = json.loads(content)
    if raw["format"] != FORMAT:
        raise ValueError(f"format {raw['format']}")
    return {str(name): Sealed(int(size), str(sha256)) for name, (size, sha256) in raw["files"].items()}


def _hash(path: Path) -> str:
    with open(path, "rb", opener=at_once) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
