"""Corrected sentences are joined to a report, and only they are labelled."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from kg import resources
from kg.build.base import authority_codes
from kg.classify.context import in_context
from kg.classify.labels import ALL, LEANS_COLUMN, POLARITIES, TIME_COLUMNS
from kg.classify.training import corrected
from kg.classify.training.gold import Report
from kg.documents import read
from kg.errors import RecordError
from kg.extract import extract
from kg.rdf.sentences import mention_keys

CORPUS = resources.folder("documents") / "samples"
read_facts = partial(extract, authority_codes=authority_codes([CORPUS / "register.ttl"]))


@pytest.fixture(autouse=True)
def made_up_councils(monkeypatch: pytest.MonkeyPatch) -> None:
    """The corpus is the samples, whose councils no real register knows."""
    monkeypatch.setattr(corrected, "extract", read_facts)


@pytest.fixture(scope="module")
def keys() -> list[str]:
    """Keys of the mentions of the first sample report."""
    pdf = min(CORPUS.rglob("*.pdf"))
    document = read(pdf)
    facts = read_facts(document, file_name=pdf.name)
    assert len(in_context(facts)) == len(facts.mentions)
    return [f"mention/{document.sha256[:16]}/{key}" for key in mention_keys(facts.mentions)]


def rows(folder: Path, items: dict[str, tuple[str, str]]) -> Path:
    """A folder of one authority's corrections; the sheet says strength, plans, all-children of each."""
    lines = [{"authority": "Ashby", "code": "900", "gss": "E00"}]
    lines += [{"item": key, "wrong": wrong, "right": right} for key, (wrong, right) in items.items()]
    (folder / "Ashby.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    seen = [{"item": k, "polarity": "S", "themes": "plans", "cohorts": "all-children"} for k in items]
    sheet = {"authority": {}, "rows": [{"observations": [{"items": seen}]}]}
    (folder / "Ashby.sheet.json").write_text(json.dumps(sheet), encoding="utf-8")
    return folder


def one(folder: Path, items: dict[str, tuple[str, str]], labelled: list[Report] | None = None) -> Report:
    (report,) = corrected.load(rows(folder, items), CORPUS, labelled or [])
    return report


def test_only_corrected_sentences_are_labelled(tmp_path: Path, keys: list[str]) -> None:
    report = one(tmp_path, {keys[4]: ("polarity", "W"), keys[9]: ("theme", "assessment plans")})
    assert report.used.nonzero()[0].tolist() == [4, 9]
    assert report.truth[4, POLARITIES.index("weakness")] == 1
    assert report.truth[4, ALL.index("plans")] == 1
    assert report.truth[9, POLARITIES.index("strength")] == 1
    assert report.truth[9, ALL.index("assessment")] == 1
    assert not report.told.any()


def test_time_and_standing_alone_are_told(tmp_path: Path, keys: list[str]) -> None:
    report = one(
        tmp_path,
        {
            keys[1]: ("past or quoted event", "until July"),
            keys[2]: ("past or quoted event", "what staff said"),
            keys[3]: ("leans on another sentence", "the one before"),
        },
    )
    assert report.told.nonzero()[0].tolist() == [1, 2, 3]
    assert report.truth[1:4, TIME_COLUMNS].argmax(axis=1).tolist() == [1, 2, 0]
    assert report.truth[1:4, LEANS_COLUMN].tolist() == [0, 0, 1]


def test_a_correction_that_is_no_label_is_left_out(tmp_path: Path, keys: list[str]) -> None:
    report = one(
        tmp_path, {keys[4]: ("polarity", "W (leans on the one before)"), keys[5]: ("theme", "see page 3")}
    )
    assert report.used.nonzero()[0].tolist() == [4]


def test_labels_of_a_whole_report_win(tmp_path: Path, keys: list[str]) -> None:
    first = one(tmp_path, {keys[4]: ("polarity", "W"), keys[5]: ("polarity", "W")})
    whole = Report(
        first.path,
        first.sha256,
        first.kind,
        ({"text": first.sentences[4].text, "polarity": "S", "themes": [], "cohorts": []},),
        first.sentences[4:5],
        first.truth[4:5],
        first.used[4:5],
        first.told[4:5],
    )
    again = one(tmp_path, {keys[4]: ("polarity", "W"), keys[5]: ("polarity", "W")}, [whole])
    assert again.used.nonzero()[0].tolist() == [5]


def test_corrections_without_their_sheet_are_refused(tmp_path: Path, keys: list[str]) -> None:
    rows(tmp_path, {keys[4]: ("polarity", "W")})
    (tmp_path / "Ashby.sheet.json").unlink()
    with pytest.raises(RecordError, match=r"Ashby\.sheet\.json"):
        corrected.load(tmp_path, CORPUS, [])


def test_the_folder_of_an_authority_is_found_by_its_documents(tmp_path: Path, keys: list[str]) -> None:
    rows(tmp_path, {keys[4]: ("polarity", "W")})
    found = corrected.authorities(tmp_path, CORPUS)
    assert found == {"Ashby": min(CORPUS.rglob("*.pdf")).relative_to(CORPUS).parts[0]}
