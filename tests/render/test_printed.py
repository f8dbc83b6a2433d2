"""Whole tables as people see them: flat and grouped, on wide and narrow terminals.

They are files in the folder ``printed``. After a change that is meant, look at what differs, and write the
files again: ``python -m tests.render.test_printed``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.queries.header import Header
from kg.queries.run import answer
from kg.render.formats import to_text
from tests.queries.graphs import MemoryStore

HERE = Path(__file__).parent / "printed"

WEAKNESSES = """
SELECT ?body ?theme ?state ?run_length ?share ?reason ?beside ?start ?level ?same_matter
       ?page ?paragraph ?sentence ?wording ?sha256 ?document ?published ?confidence ?url WHERE {
  VALUES (?body ?theme ?state ?run_length ?share ?reason) {
    ("Ambleford" "Plans and reviews" "Persistent" 2 0.5
      "Plans were late at each inspection that looked at them.")
    ("Ambleford" "Supervision" "New" 1 0.25 UNDEF)
    ("Brackwater" "Supervision" "Long-running" 3 1.0 "Managers seldom meet.")
  }
  VALUES (?body ?theme ?start ?level ?same_matter ?page ?paragraph ?sentence
          ?sha256 ?document ?published ?confidence ?url) {
    ("Ambleford" "Plans and reviews" "2019-03-04" "Recommendation" UNDEF 4 "12"
      "Plans are written late and are seldom shared with children or with those who look after them."
      "a1" "first.pdf" "2019-04-30" 0.91 "https://example.org/1")
    ("Ambleford" "Plans and reviews" "2023-05-15" "Criticised in the text" "No" 2 UNDEF "Plans drift."
      "a2" "second.pdf" "2023-07-03" 0.8 UNDEF)
    ("Ambleford" "Supervision" "2023-05-15" "Priority action" UNDEF 3 UNDEF UNDEF
      "a2" "second.pdf" "2023-07-03" UNDEF "https://example.org/2")
    ("Brackwater" "Supervision" "2018-01-15" "Recommendation" UNDEF 1 "3"
      "Managers should meet staff each month." "b1" "first.pdf" "2018-02-26" 0.7 UNDEF)
    ("Brackwater" "Supervision" "2021-11-01" "Recommendation" "Yes" 6 "4" "Managers should meet staff."
      "b2" "third.pdf" "2021-12-13" 0.75 UNDEF)
  }
  BIND ("quoted" AS ?wording) BIND (?none AS ?beside)
}
"""

COUNCILS = """
SELECT ?council ?gss ?grade ?last_inspection ?share WHERE {
  VALUES (?council ?gss ?grade ?last_inspection ?share) {
    ("Ambleford" "E0600001" "Requires improvement to be good" "2023-05-15" "25%")
    ("Brackwater and Exampleshire" "E0600002" "Inadequate" "2021-11-01" "100%")
    ("Brackwater and Exampleshire" "E0600002" "Good" "2018-01-15" "7%")
    ("Cold Harbour" UNDEF "Good" "2018-01-15" "50%")
  }
}
"""

SHOWN = ("body", "theme", "state", "run_length", "share", "reason", "beside", "start", "level", "same_matter")
BY_THEME = Header(
    summary="Weaknesses",
    columns={"run_length": "Inspections in the run", "same_matter": "Same matter as before", "share": "No."},
    show=SHOWN,
    group=("body", "theme"),
    covers="Reports that are loaded.",
)
FLAT = Header(summary="Weaknesses", columns=BY_THEME.columns, show=SHOWN)
PLAIN = Header(summary="Councils")
ONE = WEAKNESSES.replace("BIND (?none", 'FILTER (?body = "Brackwater") BIND (?none')
PRINTED = {
    f"{name}-{width}": (text, header, width)
    for name, text, header in (
        ("grouped", WEAKNESSES, BY_THEME),
        ("flat", WEAKNESSES, FLAT),
        ("one-council", ONE, FLAT),
        ("councils", COUNCILS, PLAIN),
    )
    for width in (40, 72, 110, 160)
}


@pytest.mark.parametrize("name", PRINTED)
def test_a_table_looks_as_it_did(name: str) -> None:
    assert printed(name) == (HERE / f"{name}.txt").read_text(encoding="utf-8")


def printed(name: str) -> str:
    text, header, width = PRINTED[name]
    return to_text(answer(MemoryStore(), text, header=header), "table", width=width)


def main() -> None:
    """Write the files again."""
    for name in PRINTED:
        (HERE / f"{name}.txt").write_text(printed(name), encoding="utf-8")


if __name__ == "__main__":
    main()
