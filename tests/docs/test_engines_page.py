"""The sessions of docs/engines.md, on a server that is started for them. Counts may change."""

from __future__ import annotations

import re
import shlex
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests.docs.sessions import arguments, examples, matches, run
from tests.docs.test_examples import DOCS
from tests.servers import oxigraph

PAGE = DOCS / "engines.md"
ADDRESS = "http://localhost:7878"


def uncounted(lines: list[str]) -> list[str]:
    return [re.sub(r"\b\d[\d,]*\b", "0", line) for line in lines]


def curl(command: str) -> str:
    """What a query sent as on the page prints, whether or not curl is installed."""
    # curl -s ADDRESS -H 'Accept: TYPE' --data-urlencode query@FILE
    _, _, address, _, header, _, sent = shlex.split(command)
    text = (DOCS.parent / sent.removeprefix("query@")).read_text(encoding="utf-8")
    request = urllib.request.Request(  # noqa: S310 - loopback
        address,
        data=urllib.parse.urlencode({"query": text}).encode(),
        headers={"Accept": header.removeprefix("Accept: ")},
    )
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310 - loopback
        return str(response.read().decode("utf-8"))


def test_sessions_print_what_they_say(
    sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in {"COLUMNS": "100", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("KG_STORE", str(sample_store))
    text = PAGE.read_text(encoding="utf-8")
    (tmp_path / "kg.toml").write_text(text.partition("```toml\n")[2].partition("```")[0], encoding="utf-8")
    with oxigraph() as address:
        session = examples(text.replace("```shell-session", "```console").replace(ADDRESS, address))
        asked = [example for example in session if example.command.startswith(("kg ", "curl "))]
        assert len(asked) > 5
        for example in asked:
            if example.command.startswith("curl "):
                printed = curl(example.command)
            else:
                _, printed = run(arguments(example.command, tmp_path))
            assert matches(*map(uncounted, (example.output, printed.splitlines()))), printed
    assert {"exampleshire.nq", "outcomes.xlsx"} <= {path.name for path in tmp_path.iterdir()}
