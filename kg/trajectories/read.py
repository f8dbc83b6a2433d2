"""Reads the data of the trajectories of one authority from a store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from kg.frameworks import report_tiers
from kg.rdf.terms import PLACES
from kg.store.base import Store
from kg.trajectories.derive_queries import Row, local, rows
from kg.trajectories.model import Contribution, Declaration, Name, Said, Sentence
from kg.trajectories.scheme import Scheme


def read_names(store: Store, authority: str) -> list[Name]:
    """Every name of every inspection of an authority and of its board.

    If documents give one name different bounds, the earliest and the latest count.
    """
    names = []
    for iri, group in _by(rows(store, "inspections", authority), "inspection"):
        names.append(
            Name(
                iri=iri,
                kind=_one(group, "kind"),
                body=next(iter(sorted(_all(group, "body"))), None),
                focus=_all(group, "focus"),
                start_earliest=_day(group, "start_earliest", min),
                start_latest=_day(group, "start_latest", max),
                end_earliest=_day(group, "end_earliest", min),
                end_latest=_day(group, "end_latest", max),
                official=any(local(tier) in report_tiers() for tier in _all(group, "tier")),
            )
        )
    return names


def read_found(store: Store, authority: str, scheme: Scheme) -> list[Contribution]:
    """Findings, recommendations and claims about an authority's inspections.

    Findings of documents not written by inspectors are claims.
    """
    leads = _leads(store, authority)
    persists: dict[str, list[Declaration]] = {}
    for row in rows(store, "declarations", authority):
        told = Declaration(str(row["mention"]), local(str(row["theme"])))
        persists.setdefault(str(row["finding"]), []).append(told)
    said, asked = _said(store, authority), _asked(store, authority)
    items: list[Contribution] = []
    areas: dict[str, frozenset[str]] = {}
    for iri, group in _by(rows(store, "recommendations", authority), "recommendation"):
        items.append(item := replace(_recommendation(iri, group, scheme), said=asked.get(iri, ())))
        areas.update(
            {finding: areas.get(finding, frozenset()) | item.areas for finding in _all(group, "finding")}
        )
    found = [
        replace(
            _finding(iri, group, scheme, leads.get(iri), tuple(persists.get(iri, ()))), said=said.get(iri, ())
        )
        for iri, group in _by(rows(store, "findings", authority), "finding")
    ]
    found = [_placed(f, areas.get(f.iri, frozenset()), scheme) for f in found]
    found += [_placed(item, frozenset(), scheme) for item in items]
    found += [_claim(iri, group) for iri, group in _by(rows(store, "claims", authority), "claim")]
    return found


def read_sentences(store: Store, authority: str, among: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The inspection and the IRI of each given sentence that is about an authority's inspections."""
    found = rows(store, "mentions", authority, among)
    return ((str(row["inspection"]), str(row["mention"])) for row in found)


def _placed(found: Contribution, supported: frozenset[str], scheme: Scheme) -> Contribution:
    """A contribution outside the judged sections, in a summary or list, with the areas that it belongs to.

    These are the areas in which the recommendation that it states has its support, else those in which its
    cohorts are usually reported. All children are reported everywhere, so a contribution that is only about
    them gets no area.
    """
    if found.areas:
        return found
    cohorts = found.cohorts - {"all-children"}
    usual = frozenset(a for c in cohorts for a in scheme.cohort_areas.get(c, ()))
    return replace(found, areas=supported or usual)


def _finding(
    iri: str, group: list[Row], scheme: Scheme, lead: Sentence | None, persists: tuple[Declaration, ...]
) -> Contribution:
    tier = local(_one(group, "tier"))
    return Contribution(
        iri=iri,
        sort="finding" if tier in report_tiers() else "claim",
        inspection=_one(group, "inspection"),
        polarity=local(_one(group, "polarity")),
        themes=_ids(group, "theme"),
        central=next(iter(sorted(_ids(group, "central"))), None),
        cohorts=_ids(group, "cohort"),
        areas=_today(group, scheme),
        tier=tier,
        extent=next(iter(sorted(_ids(group, "extent"))), None),
        change=next(iter(sorted(_ids(group, "change"))), None),
        confidence=_sure(group),
        lead=lead,
        persists=persists,
    )


def _recommendation(iri: str, group: list[Row], scheme: Scheme) -> Contribution:
    tier = local(_one(group, "tier"))
    sort = "priority-action" if group[0]["priority"] == "true" else "recommendation"
    return Contribution(
        iri=iri,
        sort=sort if tier in report_tiers() else "claim",
        inspection=_one(group, "inspection"),
        polarity="weakness",
        themes=_ids(group, "theme"),
        central=next(iter(sorted(_ids(group, "central"))), None),
        cohorts=_ids(group, "cohort"),
        areas=_today(group, scheme),
        tier=tier,
        confidence=_sure(group),
        sequence=int(group[0]["sequence"] or 0),
        text=group[0]["text"] or "",
    )


def _sure(group: list[Row]) -> float:
    """Confidence of a contribution; people's decisions have none and are certain."""
    confidence = group[0]["confidence"]
    return 1.0 if confidence is None else float(confidence)


def _claim(iri: str, group: list[Row]) -> Contribution:
    return Contribution(
        iri=iri,
        sort="claim",
        inspection=_one(group, "inspection"),
        polarity="weakness",
        themes=_ids(group, "theme"),
        central=None,
        cohorts=_ids(group, "cohort"),
        areas=frozenset(),
        tier=local(_one(group, "tier")),
    )


def _leads(store: Store, authority: str) -> dict[str, Sentence]:
    return {
        str(row["finding"]): Sentence(
            iri=str(row["mention"]),
            form=local(row["form"] or "paragraph"),
            start=int(row["start"] or 0),
            quote=row["quote"] or "",
        )
        for row in rows(store, "leads", authority)
    }


def _said(store: Store, authority: str) -> dict[str, tuple[Said, ...]]:
    """The labels of each finding's sentences, in the order of the sentences' names."""
    found: dict[str, list[Said]] = {}
    for row in rows(store, "said", authority):
        if row["themes"] is None and row["cohorts"] is None:
            continue
        labels = replace(
            _labels(row, float(row["sure"] or 0), row["recommendation"]),
            now=row["time"] is None or local(row["time"]) == "now",
            iri=str(row["mention"]),
        )
        found.setdefault(str(row["finding"]), []).append(labels)
    return {finding: tuple(some) for finding, some in found.items()}


def _asked(store: Store, authority: str) -> dict[str, tuple[Said, ...]]:
    """The labels of each recommendation."""
    return {
        iri: (_labels(row, 1.0, iri),)
        for row in rows(store, "asked", authority)
        if (iri := row["recommendation"]) is not None and (row["themes"] or row["cohorts"])
    }


def _labels(row: Row, sure: float, recommendation: str | None) -> Said:
    themes = {name: (rank, share) for rank, (name, share) in enumerate(_listed(row, "theme"), start=1)}
    return Said(themes, dict(_listed(row, "cohort")), sure, recommendation)


def _listed(row: Row, scheme: str) -> Iterator[tuple[str, float]]:
    """The themes or cohorts of a resource in their order, each with its confidence."""
    for place, name in zip(PLACES, (row[f"{scheme}s"] or "").split(), strict=False):
        yield name, float(row[f"{place}_{scheme}"] or 0)


def _today(group: list[Row], scheme: Scheme) -> frozenset[str]:
    return frozenset(t for area in _ids(group, "area") for t in scheme.today.get(area, ()))


def _by(found: Iterable[Row], key: str) -> Iterator[tuple[str, list[Row]]]:
    """Rows grouped by resource; the queries are ordered by it."""
    for iri, group in groupby(found, key=lambda row: row[key]):
        if iri is not None:
            yield iri, list(group)


def _all(group: list[Row], key: str) -> frozenset[str]:
    return frozenset(value for row in group if (value := row[key]) is not None)


def _one(group: list[Row], key: str) -> str:
    return min(_all(group, key))


def _ids(group: list[Row], key: str) -> frozenset[str]:
    return frozenset(local(value) for value in _all(group, key))


def _day(group: list[Row], key: str, pick: Callable[[Iterable[date]], date]) -> date | None:
    days = [date.fromisoformat(value) for value in sorted(_all(group, key))]
    return pick(days) if days else None
