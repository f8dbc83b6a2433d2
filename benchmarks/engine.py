"""Compare the work of two builds and of plain libraries on the same reports, in one run, as one table.

python benchmarks/engine.py --corpus DIR [--files 20] [--repeat 3] [--commit 7cb7702] [--load]

The earlier build is installed from its commit into an environment of its own under ``--work``. Each figure is
the median of ``--repeat`` processes, the builds in turn, so that a busy machine burdens both alike; the
spread stands behind it. Anchors: the bare text of the files by pypdfium2, pySHACL's own entry point and a
bulk load by pyoxigraph on the graph of one of the files.

``--load`` also loads the files into an empty store with each build, loads them again, and reports CPU of all
processes, peak memory of the largest, and disk.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PROBE = Path(__file__).with_name("engine_probe.py")
ROWS = (
    ("first", "first report, with imports and shapes, CPU s"),
    ("report", "one report, file to checked graph, CPU s"),
    ("validation", "of which validation, CPU s"),
    ("triples", "triples a report"),
    ("memory", "peak memory, MB"),
)
LOADS = (
    ("load", "all files into an empty store, CPU s"),
    ("wall", "the same, wall s"),
    ("peak", "largest process, MB"),
    ("disk", "store on disk, MB"),
    ("again", "second load, nothing changed, CPU s"),
    ("one", "one report taken out and loaded again, CPU s"),
)

_BARE = """
import sys, time, json, pypdfium2
start = time.process_time()
for name in sys.argv[1:]:
    pdf = pypdfium2.PdfDocument(name)
    for page in pdf:
        page.get_textpage().get_text_range()
print(json.dumps((time.process_time() - start) / (len(sys.argv) - 1)))
"""
_LIBRARIES = """
import sys, time, json, pyoxigraph
from pathlib import Path
from kg.build.process import process
from kg.rdf.serialise import from_lines, unpack
from kg.validate.convert import to_rdflib
from kg.validate.shapes import load_shapes
import pyshacl, rdflib
lines = unpack(process(Path(sys.argv[1])).graph.packed)
data, shapes = rdflib.Graph(), rdflib.Graph()
for triple in to_rdflib(from_lines(lines)):
    data.add(triple)
loaded = load_shapes()
left_out = {rule.shape for rule in loaded.rules if rule.across}
for triple in loaded.graph:
    if str(triple[0]) not in left_out:
        shapes.add(triple)
start = time.process_time()
pyshacl.validate(data, shacl_graph=shapes, inplace=True)
checked = time.process_time() - start
start = time.process_time()
pyoxigraph.Store().bulk_load(lines, pyoxigraph.RdfFormat.N_TRIPLES)
print(json.dumps([checked, time.process_time() - start]))
"""


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of reports")
    parser.add_argument("--files", type=int, default=20, help="reports to read, drawn by a fixed seed")
    parser.add_argument("--repeat", type=int, default=3, help="processes a figure")
    parser.add_argument("--commit", default="7cb7702", help="the earlier build")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "inspection-kg-engine")
    parser.add_argument("--load", action="store_true", help="load the files into stores too")
    options = parser.parse_args()
    files = sorted(options.corpus.rglob("*.pdf"))
    random.Random(1).shuffle(files)  # noqa: S311
    names = [str(path) for path in files[: options.files]]
    builds = {options.commit: earlier(options.commit, options.work), "working tree": Path(sys.executable)}
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in builds}
    for _ in range(options.repeat):
        for name, python in builds.items():
            measured = json.loads(run(python, str(PROBE), "documents", *names))
            found[name].append(measured | (loaded(python, names) if options.load else {}))
    for line in table(found, ROWS + (LOADS if options.load else ())):
        print(line, flush=True)
    bare = [json.loads(run(Path(sys.executable), "-c", _BARE, *names)) for _ in range(options.repeat)]
    print(f"\nBare text of the same files by pypdfium2: {shown(bare)} CPU s a file.")
    whole, bulk = json.loads(run(Path(sys.executable), "-c", _LIBRARIES, names[0]))
    print(f"Graph of one file: pySHACL {whole:.1f} CPU s, bulk load by pyoxigraph {bulk:.3f}.")
    return 0


def earlier(commit: str, work: Path) -> Path:
    """The interpreter of an environment that has the build of a commit.

    Args:
        commit: what git knows it by.
        work: folder for the environments; one that is there is used again.
    """
    folder = work / commit
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        source = folder / "source"
        source.mkdir(parents=True)
        archive = subprocess.run(
            ["git", "archive", commit], cwd=ROOT, check=True, stdout=subprocess.PIPE
        ).stdout
        subprocess.run(["tar", "x", "-C", str(source)], input=archive, check=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        run(python, "-m", "pip", "install", "--quiet", str(source))
        (folder / "ready").touch()
    return python


def run(python: Path, *arguments: str) -> str:
    """What an interpreter prints; it runs where no checkout is in its way."""
    done = subprocess.run(
        [str(python), *arguments], cwd=tempfile.gettempdir(), check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def loaded(python: Path, names: Sequence[str]) -> dict[str, float]:
    """Load files into an empty store, once more, and once more without one of them."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        start = time.perf_counter()
        load = children(python, "load", *names, "--store", str(store))
        wall = time.perf_counter() - start
        disk = sum(p.stat().st_size for p in {p.stat().st_ino: p for p in store.rglob("*")}.values())
        again = children(python, "load", *names, "--store", str(store))
        children(python, "remove", Path(names[0]).name, "--store", str(store))
        one = children(python, "load", names[0], "--store", str(store))
    return {
        "load": load[0],
        "wall": wall,
        "peak": load[1],
        "disk": disk / 1e6,
        "again": again[0],
        "one": one[0],
    }


def children(python: Path, *arguments: str) -> tuple[float, float]:
    """CPU seconds of one ``kg`` command with its processes, and the peak memory of the largest in MB."""
    with tempfile.TemporaryFile("w+") as told:
        started = subprocess.Popen(
            [str(python), "-m", "kg", *arguments],
            cwd=tempfile.gettempdir(),
            stdout=subprocess.DEVNULL,
            stderr=told,
        )
        # getrusage would give the peak of all children so far, of the other build too
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        if started.returncode not in (0, 1):  # 1 is a file that is refused, which both builds refuse
            told.seek(0)
            raise SystemExit(f"kg {arguments[0]} ended with {started.returncode}:\n{told.read()}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1e3


def table(
    found: Mapping[str, Sequence[Mapping[str, float]]], rows: Sequence[tuple[str, str]]
) -> Iterator[str]:
    """Lines of a Markdown table: a row a measure, a column a build, then how many times less."""
    old, new = found
    yield f"| work | {old} | {new} | times less |"
    yield "|---|---:|---:|---:|"
    for key, label in rows:
        before, after = ([float(run[key]) for run in found[name]] for name in (old, new))
        ratios = [b / a for b, a in zip(before, after, strict=True)]
        yield f"| {label} | {shown(before)} | {shown(after)} | {shown(ratios)} |"


def shown(values: Sequence[float]) -> str:
    """A median, and the least and the most where they differ."""
    least, middle, most = (f"{v:.3g}" if v < 1000 else f"{v:.0f}" for v in spread(values))
    return middle if least == most else f"{middle} ({least} to {most})"


def spread(values: Sequence[float]) -> tuple[float, float, float]:
    """Least, median and most."""
    return min(values), statistics.median(values), max(values)


if __name__ == "__main__":
    sys.exit(main())
