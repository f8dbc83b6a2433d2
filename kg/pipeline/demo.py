"""``kg demo``: the main job on what ships, in a store of its own that is thrown away."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from kg import resources
from kg.pipeline.load import load


def run(tell: Callable[[str], None]) -> None:
    """Load the made-up reports and ask which weaknesses persisted.

    Args:
        tell: is given each line of output.
    """
    from kg import api

    samples = resources.folder("documents") / "samples"
    reports = sorted(samples.glob("*.pdf"))
    with tempfile.TemporaryDirectory(prefix="kg-demo-", ignore_cleanup_errors=True) as folder:
        tell(f"$ kg load {samples.name}/*.pdf")
        report = load(reports, Path(folder), registers=[samples / "register.ttl"])
        tell(f"{len(report.loaded)} reports on a made-up authority, {report.triples:,} triples")
        for refusal in report.refused:
            tell(f"refused   {refusal.message}")
        graph = api.open(folder)
        name = next(n for n in graph.names.authorities() if n.iri.endswith("/999"))
        tell(f"$ kg query persistent-weaknesses --authority {name.label}")
        tell(str(graph.query("persistent-weaknesses", authority=name.label)))
        del graph
