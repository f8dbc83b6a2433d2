"""A hash of all rules that turn a file into quads, so that unchanged files are not rebuilt."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from kg import frameworks, resources

_STAGES = ("documents", "extract", "classify", "findings", "curation", "rdf", "validate")
_ORDER = ("report.py", "warnings.py")
"""Modules beside this one that run the stages in order and decide which warnings of the shapes are kept."""


@cache
def rules_hash(*more: str) -> str:
    """Hash of the code, models, layouts, shapes and schemes that a document's graph depends on.

    Args:
        more: further stages.
    """
    package = Path(__file__).resolve().parent.parent
    files = [p for stage in (*_STAGES, *more) for p in (package / stage).rglob("*") if _counts(p)]
    files += [Path(__file__).with_name(name) for name in _ORDER]
    files += resources.files("shapes", "*.ttl") + resources.files("ontology", "**/*.ttl")
    files += frameworks.all_files()
    digest = hashlib.sha256()
    for path in sorted(files, key=lambda p: p.as_posix()):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def made_from(sha256: str, *extra: str) -> str:
    """Hash of a file together with the rules."""
    return hashlib.sha256("\0".join((sha256, rules_hash(), *extra)).encode()).hexdigest()[:32]


def made_from_prose(sha256: str, *extra: str) -> str:
    """Like :func:`made_from`, for graphs of the prose reader."""
    return made_from(sha256, rules_hash("prose"), *extra)


def _counts(path: Path) -> bool:
    """Whether a file affects a graph; compiled code and the text of the model card do not."""
    return path.is_file() and path.suffix not in (".pyc", ".md") and "__pycache__" not in path.parts
