#!/usr/bin/env bash
# Oxigraph reads all values of an optional property if some fifteen patterns come before it.
#
# Versions: oxigraph 0.5.13 (the program).
# Expected: One thing is asked for its properties; an OPTIONAL that looks up one value more reads one value,
#           however many patterns stand before it.
# Seen:     Up to twelve patterns it is a loop that reads one value. With fifteen it becomes a hash join that
#           reads the property of every thing in the store: estimated sizes are multiplied, reach the largest
#           number there is, and then a loop no longer looks cheaper. The rows are the same, so nobody sees it
#           but by --explain. Put something selective into the optional group, or ask for less.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet oxigraph==0.5.13
cat >check.py <<'PYTHON'
import json
import subprocess

LINES = ["<urn:me> a <urn:Asked> ."]
LINES += [f'<urn:me> <urn:p{i}> "{i}" .' for i in range(20)]
LINES += [f'<urn:other{i}> <urn:note> "{i}" .' for i in range(1000)] + ['<urn:me> <urn:note> "mine" .']
with open("data.ttl", "w", encoding="utf-8") as file:
    file.write("\n".join(LINES) + "\n")
subprocess.run(["venv/bin/oxigraph", "load", "--location", "store", "--file", "data.ttl"], check=True, capture_output=True)


def read(step: dict, what: str) -> int:
    own = step["number of results"] if step["name"].startswith("QuadPattern") and what in step["name"] else 0
    return own + sum(read(child, what) for child in step["children"])


def names(step: dict) -> list[str]:
    return [step["name"].split("(")[0], *(name for child in step["children"] for name in names(child))]


def asked(patterns: int, optional: str) -> str:
    before = " ".join(f"; <urn:p{i}> ?v{i}" for i in range(patterns))
    return f"SELECT * {{ ?me a <urn:Asked> {before} OPTIONAL {{ {optional} }} }}"


for patterns, optional in (
    (9, "?me <urn:note> ?note"),
    (12, "?me <urn:note> ?note"),
    (15, "?me <urn:note> ?note"),
    (18, "?me <urn:note> ?note"),
    (18, "?me a <urn:Asked> ; <urn:note> ?note"),
):
    command = ["venv/bin/oxigraph", "query", "-l", "store", "-q", asked(patterns, optional), "--stats"]
    command += ["--results-file", "rows.csv", "--explain-file", "plan.json"]
    subprocess.run(command, check=True, capture_output=True)
    with open("plan.json", encoding="utf-8") as file:
        plan = json.load(file)["plan"]
    join = next(name for name in names(plan) if "LeftJoin" in name)
    with open("rows.csv", encoding="utf-8") as file:
        rows = len(file.readlines()) - 1
    print(f"{patterns} patterns, {optional}: {rows} row, {join} reads {read(plan, 'urn:note')} notes")
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
9 patterns, ?me <urn:note> ?note: 1 row, ForLoopLeftJoin reads 1 notes
12 patterns, ?me <urn:note> ?note: 1 row, ForLoopLeftJoin reads 1 notes
15 patterns, ?me <urn:note> ?note: 1 row, LeftJoin reads 1001 notes
18 patterns, ?me <urn:note> ?note: 1 row, LeftJoin reads 1001 notes
18 patterns, ?me a <urn:Asked> ; <urn:note> ?note: 1 row, LeftJoin reads 1 notes
EXPECTED
