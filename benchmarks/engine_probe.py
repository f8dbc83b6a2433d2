"""Measure one installed build: what :mod:`benchmarks.engine` runs in the interpreter of each build.

python benchmarks/engine_probe.py documents FILE ...
python benchmarks/engine_probe.py queries STORE NAME=VALUE,... NAME= ...

It uses only functions that every build since 7cb7702 has, and prints one JSON object. CPU seconds are of the
process, after one file (or one query) that pays for imports and for reading the shapes.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Result = dict[str, Any]


def cpu(work: Callable[[], object]) -> tuple[float, Any]:
    """CPU seconds of some work, and what it gave."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def documents(paths: Sequence[Path]) -> Result:
    """CPU seconds of whole reports, and of validating their graphs again.

    Args:
        paths: the reports; the first only warms up and is then measured with the others.
    """
    try:
        from kg.build.process import Processed, process
    except ModuleNotFoundError:  # builds before the stages had a package of their own
        from kg.pipeline.process import Processed, process  # type: ignore[no-redef,import-untyped]
    from kg.rdf.serialise import from_lines, unpack
    from kg.validate import validate_document

    first, _ = cpu(lambda: process(paths[0]))
    whole, checked, triples, read = 0.0, 0.0, 0, 0
    for path in paths:
        seconds, made = cpu(lambda path=path: process(path))  # type: ignore[misc]
        whole += seconds
        if isinstance(made, Processed):
            graph = list(from_lines(unpack(made.graph.packed)))
            checked += cpu(lambda graph=graph: validate_document(graph))[0]  # type: ignore[misc]
            triples += len(graph)
            read += 1
    return {
        "first": first,
        "report": whole / len(paths),
        "validation": checked / max(read, 1),
        "triples": triples / max(read, 1),
        "memory": peak(),
    }


def queries(store: Path, calls: Sequence[str]) -> Result:
    """CPU seconds and rows of stored queries.

    Args:
        store: folder of the store.
        calls: ``name=`` for a query without parameters, ``name=parameter:value`` for one with.
    """
    from kg.queries.catalogue import Catalogue
    from kg.queries.names import StoreNames
    from kg.queries.run import prepare
    from kg.store.folder import open_store

    opened = open_store(store)
    names, catalogue = StoreNames(opened), Catalogue()
    found: Result = {}
    for call in calls:
        name, _, given = call.partition("=")
        values = dict(part.split(":", 1) for part in given.split(",") if part)
        text = prepare(catalogue.get(name), values, names)
        seconds, rows = cpu(lambda text=text: sum(1 for _ in opened.select(text).rows))  # type: ignore[misc]
        found[call] = {"seconds": seconds, "rows": rows}
    return found | {"memory": peak()}


def peak() -> float:
    """Most memory of this process so far, in megabytes."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1e6 if sys.platform == "darwin" else 1e3)


def main() -> int:
    """Print what was measured."""
    what, *rest = sys.argv[1:]
    if what == "documents":
        print(json.dumps(documents([Path(one) for one in rest])))
    else:
        print(json.dumps(queries(Path(rest[0]), rest[1:])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
