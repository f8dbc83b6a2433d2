"""``kg review --rows``: exports rows of a store as a sheet, and applies people's decisions about them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from kg.curation.book import FOLDER
from kg.curation.levels import UNREAD
from kg.curation.rows import (
    CONFIRMED,
    KEPT,
    OTHER,
    REFUSED,
    WITHDRAWN,
    RowDecision,
    RowKey,
    read_rows,
    row_decision,
    shipped_rows,
    to_lines,
    together,
)
from kg.curation.sheet import SheetRow
from kg.curation.sheet_in import read_sheet
from kg.edition.merge import rows_of_edition
from kg.errors import RecordError
from kg.namespaces import ID
from kg.pipeline.review.corrections import folder_to_review, swapped
from kg.pipeline.review.standing import Fields, Standing, local, quotable, standing_of
from kg.pipeline.settle.taken import take_files
from kg.pipeline.settle.trajectories import derive_for
from kg.queries.beside import put_beside
from kg.store.manifest import Manifest
from kg.store.writer import writing
from kg.trajectories.nesting import WEAK_NOW
from kg.trajectories.relevel import disagreement, leads_to
from kg.trajectories.walk import Step

_GIVEN: Final = (
    "long-running persistent recurrent deteriorated new first-recorded resolved easing not-re-raised"
)


@dataclass(slots=True)
class Taken:
    """The result of applying a sheet.

    Attributes:
        added: decisions about rows that were not decided.
        altered: decisions that differ from the store's.
        withdrawn: decisions that no longer count.
        unchanged: number of decisions that the store already had.
        authorities: codes of the authorities whose trajectories changed.
    """

    added: list[RowDecision] = field(default_factory=list)
    altered: list[RowDecision] = field(default_factory=list)
    withdrawn: list[RowDecision] = field(default_factory=list)
    unchanged: int = 0
    authorities: list[str] = field(default_factory=list)


def take(sheet: Path | str, store: Path | str | None = None) -> Taken:
    """Check the decisions of a sheet, keep them in a store and apply them: all of them, or none.

    Args:
        sheet: as ``kg review --rows`` writes it, filled in.
        store: folder of the store; by default the user's own.

    Raises:
        RecordError: a decision is malformed or matches no row of the store; the message names each row and
            line.
        StoreMissing: there is no store.
        StoreLocked: a load is running.
    """
    sheet = Path(sheet)
    place = folder_to_review(store)
    with writing(place.root, finish=put_beside) as writer:
        rows = read_sheet(sheet)
        if not rows:
            raise RecordError(f"{sheet.name}: no row is decided; fill in decision, by and why")
        _refuse_without_words(writer.manifest, rows)
        named = {key for row in rows for key in (row.proof, *(r.best for r in row.readings)) if "/" in key}
        given = _checked(
            rows, standing_of(writer.store, [row.key for row in rows]), quotable(writer.store, sorted(named))
        )
        shipped = shipped_rows()
        kept = place.root / FOLDER / KEPT
        own = read_rows([kept]) if kept.exists() else {}
        others = read_rows(p for p in sorted(kept.parent.glob("*.jsonl")) if p != kept)
        _refuse_twice(given, others)
        fresh = _merged(own, given, shipped)
        before, after = together(shipped, {**others, **own}), together(shipped, {**others, **fresh})
        told = _account(before, after, {d.key for d in given})
        take_files(writer)
        told.authorities = derive_for(writer, sorted({d.code for d in given}), after)
        with swapped(writer, KEPT, to_lines(fresh.values()).encode() if fresh else None):
            writer.commit()
    return told


def _checked(
    rows: Iterable[SheetRow], standing: Mapping[RowKey, Standing], items: Mapping[str, tuple[str, str]]
) -> list[RowDecision]:
    """The decisions of a sheet, checked against their rows and the quotable sentences.

    Raises:
        RecordError: some do not match; all are named.
    """
    given: list[RowDecision] = []
    problems: list[str] = []
    for row in rows:
        try:
            given.append(_decision(row, standing.get(row.key), items))
        except RecordError as problem:
            problems.append(str(problem))
    if problems:
        raise RecordError("\n".join(("Nothing was kept:", *problems)))
    return given


def _decision(row: SheetRow, now: Standing | None, items: Mapping[str, tuple[str, str]]) -> RowDecision:
    state = row.right_state if row.decision == OTHER else row.state
    fields = {
        "body": row.body,
        "theme": row.theme,
        "cohort": row.cohort,
        "inspections": list(row.inspections),
        "decision": row.decision,
        "state": state,
        "proof": row.proof,
        "declared": row.declared,
        "levels": {r.inspection: r.right_level for r in row.readings if r.right_level},
        "shown": {r.inspection: r.best for r in row.readings if r.best},
        "by": row.by,
        "why": row.why,
    }
    one = row_decision(fields, row.where)
    wrong = next(_misfits(row, one, now, items), None)
    if wrong is not None:
        raise RecordError(f"{row.where}: {wrong}")
    if one.decision == CONFIRMED and one.state == "resolved" and now is not None:
        return replace(one, proof=one.proof or now.proof)
    return one


def _misfits(
    row: SheetRow, one: RowDecision, now: Standing | None, items: Mapping[str, tuple[str, str]]
) -> Iterator[str]:
    """The mismatches between a decision and its current row in the store."""
    last = one.inspections[-1] if one.inspections else ""
    praise = {
        *(now.proofs if now else ()),
        *(key for key, told in items.items() if told == (last, "strength")),
    }
    if one.decision == WITHDRAWN:
        return
    if now is None:
        yield "the store does not have this row; write the sheet again: kg review --rows"
    elif now.inspections != one.inspections:
        yield "its inspections have changed since the sheet was written; write it again: kg review --rows"
    elif row.state != now.state:
        yield f"its state is {now.state} now, not {row.state}; write the sheet again: kg review --rows"
    elif row.right_state and one.decision != OTHER:
        yield f"right_state is for the decision {OTHER}"
    elif (wrong := next(_misread(one, now, items), None)) is not None:
        yield wrong
    elif one.decision == CONFIRMED and one.proof and one.proof not in praise:
        yield _no_proof(one, now)
    elif one.decision == OTHER:
        if one.state not in _GIVEN.split():
            yield f"right_state {one.state!r}: expected one of {', '.join(_GIVEN.split())}"
        elif one.state in (now.state, now.last_known):
            yield f"right_state {one.state} is the state it has; confirm it"
        elif not now.read:
            yield "it rests on what others say; confirm or refuse it"
        elif one.state == "resolved" and one.proof not in praise and not _proved(one, praise):
            yield _no_proof(one, now)


def _misread(one: RowDecision, now: Standing, items: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """The levels and sentences of inspections in a decision that do not match the row."""
    rule = {inspection: level for _, inspection, level in now.levels}
    grounds = {inspection: now.grounds[observation] for observation, inspection, _ in now.levels}
    levels, picks = rule | dict(one.levels), dict(one.shown)
    for inspection, best in one.shown:
        told = f"best {best!r} of {inspection}"
        rests = {ground["item"] for ground in grounds[inspection]}
        if ID + best not in rests and items.get(best, ("", ""))[0] != inspection:
            yield f"{told}: expected a sentence or recommendation of its report, by its mark or its key"
        elif levels[inspection] == "silent":
            yield f"{told}: a silent inspection has nothing to quote"
        elif levels[inspection] == "strong" and best.startswith("recommendation/"):
            yield f"{told}: expected a sentence; a recommendation cannot show a strength"
    if not one.levels or one.decision == REFUSED:
        return
    for inspection, level in one.levels:
        if level != rule[inspection] and inspection not in picks and not _shows(level, grounds[inspection]):
            yield f"right_level {level} of {inspection}: nothing has this label; name what shows it (best)"
    states = leads_to([Step(level, inherited=key[:3] != one.code) for key, level in levels.items()])
    if now.state == "lapsed" or (now.state == "unknown" and states and states[0] in WEAK_NOW):
        states += (now.state,)
    wrong = disagreement(states, one.state)
    if wrong is not None:
        yield f"{wrong}; correct the levels, or the state (right_state)"


def _shows(level: str, grounds: Iterable[Fields]) -> bool:
    """Whether any evidence of an inspection has a label that its level requires."""
    wanted = {"silent": None, "strong": {"strength", "mixed"}}.get(level, {"weakness", "mixed", ""})
    return wanted is None or any(local(ground["polarity"]) in wanted for ground in grounds)


def _proved(one: RowDecision, praise: Container[str]) -> bool:
    """Whether the sentence that shows the last inspection best proves that it is strong."""
    last = [key for key in one.inspections if not key.endswith(UNREAD)][-1]
    return dict(one.levels).get(last) == "strong" and dict(one.shown).get(last, "") in praise


def _no_proof(one: RowDecision, now: Standing) -> str:
    wanted = ", ".join(now.proofs) or "none there: give another state, or correct the sentence"
    return f"proof {one.proof!r}: expected a sentence of strength of the last inspection ({wanted})"


def _refuse_without_words(manifest: Manifest, rows: Iterable[SheetRow]) -> None:
    """Refuse rows of councils whose trajectories are the edition's: a decision cannot be applied there."""
    stuck = {row.body.rpartition("/")[2][:3] for row in rows} & rows_of_edition(manifest)
    if stuck:
        raise RecordError(
            f"Nothing was kept: the rows of {', '.join(sorted(stuck))} are those of the edition. "
            "Load the reports first: kg fetch --authority CODE, then kg load."
        )


def _refuse_twice(given: Iterable[RowDecision], others: Mapping[RowKey, RowDecision]) -> None:
    twice = [
        f"{d.where}: decided already in {others[d.key].where}; keep one" for d in given if d.key in others
    ]
    if twice:
        raise RecordError("\n".join(("Nothing was kept:", *twice)))


def _merged(
    own: Mapping[RowKey, RowDecision], given: Iterable[RowDecision], shipped: Mapping[RowKey, RowDecision]
) -> dict[RowKey, RowDecision]:
    """A store's decisions merged with those of a sheet; one that withdraws nothing shipped is dropped."""
    found = {**own, **{d.key: d for d in given}}
    return {key: d for key, d in found.items() if d.decision != WITHDRAWN or key in shipped}


def _account(before: Iterable[RowDecision], after: Iterable[RowDecision], given: set[RowKey]) -> Taken:
    was, now = {d.key: d for d in before}, {d.key: d for d in after}
    return Taken(
        added=[now[key] for key in sorted(now.keys() - was.keys())],
        altered=[now[key] for key in sorted(now.keys() & was.keys()) if now[key] != was[key]],
        withdrawn=[was[key] for key in sorted(was.keys() - now.keys())],
        unchanged=sum(key in was and now.get(key) == was[key] for key in given),
    )
