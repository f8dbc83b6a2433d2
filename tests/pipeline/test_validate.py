"""Checking without storing: a file, or a store as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import kg
from kg.cli import main
from kg.pipeline.validate import check_files, check_store
from kg.store.manifest import Refusal

VALID = Path(__file__).parents[1] / "shapes" / "valid" / "ilacs-2022.ttl"
LOST = """
<https://w3id.org/inspection-kg/id/judgement/0000000000000000/care-leavers>
    a <https://w3id.org/inspection-kg/def/Judgement> .
"""


def test_a_store_of_samples_conforms_as_a_whole(
    sample_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_store(sample_store).ok
    assert main(["validate", "--store", str(sample_store)]) == 0
    assert "the store as a whole: conforms" in capsys.readouterr().out


def test_files_are_checked_together_and_told_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def backwards(paths: Sequence[Path], **named: object) -> Iterator[tuple[Path, Refusal]]:
        calls.append(len(paths))
        assert named == {"workers": 3}
        return ((path, Refusal("", path.name, "UnreadableFile", path.name)) for path in reversed(paths))

    monkeypatch.setattr("kg.pipeline.validate.process_all", backwards)
    for name in ("a.pdf", "b.ttl", "c.pdf", "d.pdf"):
        (tmp_path / name).write_text("", encoding="utf-8")
    found = [check.lines[-1] for check in kg.check_shapes([tmp_path, tmp_path / "a.pdf"], workers=3)]
    assert found == ["refused   a.pdf", "b.ttl: conforms", "refused   c.pdf", "refused   d.pdf"]
    assert calls == [3]


def test_turtle_that_breaks_a_shape_is_told_with_the_shape(tmp_path: Path) -> None:
    path = tmp_path / "lost.ttl"
    path.write_text(LOST, encoding="utf-8")
    (found,) = check_files([path])
    assert not found.ok
    assert any("JudgementShape-grade" in line for line in found.lines)
    assert main(["validate", str(path)]) == 1


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ('"9.5E-1"^^xsd:decimal', "write it as 0.95. Found: 9.5E-1."),
        ('"2022-03-09T06:48:22"^^xsd:date', "write it as 2022-03-09. Found: 2022-03-09T06:48:22."),
        ('"2022-02-30"^^xsd:date', "no such day. Found: 2022-02-30."),
        ('"2022-03-09Z"^^xsd:date', "write it as 2022-03-09. Found: 2022-03-09Z."),
        ("0.1234567890123456789", "18 decimal places; round it. Found: 0.1234567890123456789."),
        ('"yes"^^xsd:boolean', "true or false. Found: yes."),
    ],
)
def test_a_value_that_no_store_compares_is_refused_as_the_file_has_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], value: str, told: str
) -> None:
    text = VALID.read_text(encoding="utf-8")
    for property_ in ("startEarliest", "startLatest"):  # a pair that a shape compares
        old = f'kg:{property_} "2022-01-17"^^xsd:date'
        assert old in text
        text = text.replace(old, f"kg:{property_} {value}")
    path = tmp_path / "one.ttl"
    path.write_text(text, encoding="utf-8")
    assert main(["validate", str(path)]) == 1
    out, err = capfd.readouterr()
    assert err == "" and told in out and "[ComparableValue; id/inspection/" in out
    assert {line for line in out.splitlines() if "ComparableValue" not in line} == {"one.ttl: 4 violations"}


def test_a_sound_value_is_shown_as_the_file_has_it(tmp_path: Path) -> None:
    path = tmp_path / "one.ttl"
    path.write_text(VALID.read_text(encoding="utf-8").replace("kg:confidence 0.90", "kg:confidence 1.90"))
    assert any("Found: 1.90." in line for line in next(check_files([path])).lines)


def test_what_the_validator_cannot_do_is_an_error_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **_named: object) -> None:
        raise TypeError("not supported between instances")

    monkeypatch.setattr("pyshacl.shape.Shape.validate", fail)
    path = tmp_path / "one.ttl"
    path.write_text(VALID.read_text(encoding="utf-8"), encoding="utf-8")
    assert main(["validate", str(path)]) == 1
    assert "kg: The graph cannot be validated: not supported" in capsys.readouterr().err
