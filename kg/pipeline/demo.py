"""``kg demo``: the main job on what ships, in a store of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from kg import resources
from kg.errors import BadParameter
from kg.pipeline.load import load
from kg.queries.catalogue import Catalogue
from kg.queries.names import StoreNames
from kg.queries.run import run as run_query
from kg.render.result import Result
from kg.store.cancellable import CancellableStore


def run(tell: Callable[[str], None]) -> int:
    """Load the made-up reports into a store that is thrown away, and ask which weaknesses persisted.

    Args:
        tell: is given each line of output.

    Returns:
        How many reports the store had.
    """
    samples = _samples()
    reports = sorted(samples.glob("*.pdf"))
    with tempfile.TemporaryDirectory(prefix="kg-demo-", ignore_cleanup_errors=True) as folder:
        tell(f"$ kg load {samples.name}/*.pdf")
        report = load(reports, Path(folder), registers=[samples / "register.ttl"])
        tell(f"{len(report.loaded)} reports on a made-up authority, {report.triples:,} triples")
        for refusal in report.refused:
            tell(f"refused   {refusal.message}")
        store = CancellableStore(Path(folder))
        names = StoreNames(store)
        name = next(n for n in names.authorities() if n.iri.endswith("/999"))
        tell(f"$ kg query persistent-weaknesses --authority {name.label}")
        found = run_query(store, Catalogue().get("persistent-weaknesses"), {"authority": name.label}, names)
        tell(str(Result(found, names.label)))
        del store, names
    return len(report.loaded)


def keep(store: Path) -> int:
    """Load the made-up reports and letters into a store to practise on.

    Args:
        store: a folder that is empty or not there, so that what is made up never lies beside what is real.

    Returns:
        How many documents the store has of the made-up authority.

    Raises:
        BadParameter: the folder holds something.
    """
    if store.exists() and (not store.is_dir() or any(store.iterdir())):
        raise BadParameter(f"{store} is not empty. Name a new folder for the samples.")
    samples = _samples()
    return len(load([samples], store, registers=[samples / "register.ttl"]).loaded)


def _samples() -> Path:
    return resources.folder("documents") / "samples"
