"""Every stored query on every engine: rows and hashes, printed and written to docs/engines-agreement.md.

    python benchmarks/engines.py [--store DIR] [--seconds N] [--output FILE]

Asks the calls of the fixtures, each on its own small graph, and each query on the sample graph or on a store
of yours. Each engine runs in a process of its own and is stopped where one answer takes too long, which
rdflib's do on larger graphs. Jena ARQ is asked where its packages are installed, as make agreement does.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.agreement.calls import (
    Call,
    fixture_calls,
    fixture_lines,
    fixtures,
    lines_of,
    make_sample,
    sample_calls,
)
from tests.agreement.engines import digest, engine, jena_missing, rows_of
from tests.day import fix_day

ENGINES = {
    "embedded": "Oxigraph, embedded",
    "server": "Oxigraph server, HTTP",
    "rdflib": "rdflib",
    "jena": "Jena ARQ",
}
_PATIENCE = 3
_OUTPUT = Path(__file__).resolve().parent.parent / "docs" / "engines-agreement.md"


@dataclass(frozen=True, slots=True)
class Told:
    """What an engine said to one call: a number of rows and their hash, or why there is none."""

    rows: int | None
    told: str


def main() -> int:
    """Print and write the tables; 1 where engines differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--store", type=Path, help="a store; by default the sample reports are loaded into one"
    )
    parser.add_argument("--seconds", type=float, default=400.0, help="longest time for one answer")
    parser.add_argument("--output", type=Path, default=_OUTPUT)
    arguments = parser.parse_args()
    fix_day()
    names = [name for name in ENGINES if name != "jena" or not jena_missing()]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = arguments.store or Path(folder) / "store"
        if arguments.store is None:
            make_sample(store)
        parts = [(fixture_lines(name), fixture_calls(name)) for name in fixtures()]
        small = _table(names, parts, arguments.seconds)
        large = _table(names, [(lines_of(store), sample_calls(store))], arguments.seconds)
    triples = lines_of(store).count(b"\n") if arguments.store else None
    text = _page(names, small, large, triples)
    print(text)
    arguments.output.write_text(text, encoding="utf-8", newline="\n")
    return int("**" in text)


_Rows = list[tuple[Call, list[Told]]]


def _table(names: Sequence[str], parts: Sequence[tuple[bytes, list[Call]]], seconds: float) -> _Rows:
    calls = [(lines, call) for lines, some in parts for call in some]
    columns = [list(answers(name, calls, seconds)) for name in names]
    return [(call, [column[at] for column in columns]) for at, (_, call) in enumerate(calls)]


def answers(name: str, calls: Sequence[tuple[bytes, Call]], seconds: float) -> Iterator[Told]:
    """What an engine says to calls, each on its graph; after three that take too long it is asked no more."""
    context = multiprocessing.get_context("spawn")
    done = slow = 0
    while done < len(calls):
        if slow == _PATIENCE:
            yield from [Told(None, "not asked")] * (len(calls) - done)
            return
        here, there = context.Pipe()
        process = context.Process(target=_serve, args=(name, calls[done:], there))
        process.start()
        there.close()
        if here not in wait([here, process.sentinel]):
            raise SystemExit(f"{name} could not be started; what it said stands above")
        here.recv()
        while done < len(calls) and here.poll(seconds):
            yield here.recv()
            done += 1
        if done < len(calls):
            yield Told(None, f"stopped after {seconds:g} s")
            done += 1
            slow += 1
            process.terminate()
        process.join()


def _serve(name: str, calls: Sequence[tuple[bytes, Call]], out: Connection) -> None:
    with engine(name) as asked:
        held = b""
        out.send("ready")
        for lines, call in calls:
            if lines != held:
                asked.load(lines)
                held = lines
            try:
                rows = rows_of(asked.select(call.sparql))
            except Exception as problem:  # an engine's own error is a result of this comparison
                out.send(Told(None, f"{type(problem).__name__}: {str(problem)[:80]}"))
            else:
                out.send(Told(len(rows), digest(rows)))


def _page(names: Sequence[str], small: _Rows, large: _Rows, triples: int | None) -> str:
    which = "the sample graph" if triples is None else f"a store of {triples:,} triples"
    lines = [
        "# The same rows on every engine",
        "",
        "Made by `make agreement`; do not edit. A cell is a hash of the rows in their order, with numbers to "
        "nine decimal places and each value in one spelling. Cells in bold differ from the first engine's.",
        "",
        f"{_summary(names, small)} {_summary(names, large, f'on {which}')}",
        "",
        "## Calls of the fixtures, each on its own small graph",
        "",
        *_rendered(names, small),
        "",
        f"## Every query on {which}",
        "",
        *_rendered(names, large),
        "",
    ]
    return "\n".join(lines)


def _summary(names: Sequence[str], rows: _Rows, where: str = "on fixtures") -> str:
    some = sum(1 for _, told in rows if told[0].rows)
    parts = [
        f"{ENGINES[name]} {sum(1 for _, told in rows if told[at] == told[0])}"
        for at, name in enumerate(names)
        if at
    ]
    return (
        f"{len(rows)} calls {where}, {some} with rows; the same as {ENGINES[names[0]]}: {', '.join(parts)}."
    )


def _rendered(names: Sequence[str], rows: _Rows) -> Iterator[str]:
    yield f"| query | call | rows | {' | '.join(ENGINES[name] for name in names)} |"
    yield "|---|---|---:|" + "---|" * len(names)
    for call, told in rows:
        cells = [one.told if _agrees(one, told[0]) else f"**{one.told}**" for one in told]
        shown = "" if told[0].rows is None else str(told[0].rows)
        yield f"| {call.query} | {call.about.replace('|', '/')} | {shown} | {' | '.join(cells)} |"


def _agrees(one: Told, first: Told) -> bool:
    return one == first or one.told.startswith(("stopped", "not asked"))


if __name__ == "__main__":
    sys.exit(main())
