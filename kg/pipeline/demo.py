"""``kg demo``: runs the main task on shipped data, in a separate store."""

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


def run(write_line: Callable[[str], None]) -> int:
    """Load the invented reports into a temporary store, and query which weaknesses persisted.

    Args:
        write_line: called with each line of output.

    Returns:
        Number of reports in the store.
    """
    samples = _samples()
    reports = sorted(samples.glob("*.pdf"))
    with tempfile.TemporaryDirectory(prefix="kg-demo-", ignore_cleanup_errors=True) as folder:
        write_line(f"$ kg load {samples.name}/*.pdf")
        report = load(reports, Path(folder), registers=[samples / "register.ttl"])
        write_line(f"{len(report.loaded)} reports on a made-up authority, {report.triples:,} triples")
        for refusal in report.refused:
            write_line(f"refused   {refusal.message}")
        store = CancellableStore(Path(folder))
        names = StoreNames(store)
        name = next(n for n in names.authorities() if n.iri.endswith("/999"))
        write_line(f"$ kg query persistent-weaknesses --authority {name.label}")
        found = run_query(store, Catalogue().get("persistent-weaknesses"), {"authority": name.label}, names)
        write_line(str(Result(found, names.label)))
        del store, names
    return len(report.loaded)


def keep(store: Path) -> int:
    """Load the invented reports and letters into a store to practise on.

    Args:
        store: a folder that is empty or does not exist, so that invented data is never stored with real data.

    Returns:
        Number of documents in the store about the invented authority.

    Raises:
        BadParameter: the folder is not empty.
    """
    if store.exists() and (not store.is_dir() or any(store.iterdir())):
        raise BadParameter(f"{store} is not empty. Name a new folder for the samples.")
    samples = _samples()
    return len(load([samples], store, registers=[samples / "register.ttl"]).loaded)


def _samples() -> Path:
    return resources.folder("documents") / "samples"
