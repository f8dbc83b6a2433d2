"""Kinds of inspections, as the folders of frameworks describe them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from kg.months import month_of

_DEFAULT_TIER: Final = "ofsted-report"


@dataclass(frozen=True, slots=True)
class KnownBy:
    """How to recognise an inspection of a kind that a report mentions without naming the kind.

    Attributes:
        areas: areas that all inspections of the kind covered, by the ids of ``earlier`` in ``shared.yaml``.
        first: the month in which the first of them began, by :func:`kg.months.month_of`.
        last: the month in which the last of them began.
    """

    areas: frozenset[str]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of inspection.

    Attributes:
        id: id of the concept in the scheme ``kind``.
        family: the kind without inferred parts; names of inspections use it.
        tier: evidence tier of the document that reports it.
        body: form of the id of the inspected body (``partnership/{}-send``, with the authority's
            code), or ``None`` for the authority itself.
        body_label: form of that body's label, with the authority's name.
        shared_body: the same if several authorities are inspected at once; kinds with ``body`` need none.
        overall_of: subject of its overall grade, if not all services.
        learned_as: group of frameworks that the classifier distinguishes; ``None`` for the last.
        known_by: how reports refer to its inspections without naming the kind; ``None`` if they do not.
        apart: two inspections of one body are always more than this number of months apart. Nearer dates
            belong to one inspection, and nearer months of two areas may.
    """

    id: str
    family: str
    tier: str = _DEFAULT_TIER
    body: str | None = None
    body_label: str = "{}"
    shared_body: str | None = None
    overall_of: str | None = None
    learned_as: str | None = None
    known_by: KnownBy | None = None
    apart: int = 0

    def inspected(self, codes: Sequence[str]) -> str | None:
        """Id of the body that an inspection of authorities covers; ``None`` for the authority itself."""
        form = self.body or (self.shared_body if len(codes) > 1 else None)
        return form.format("-".join(codes)) if form else None


def kind_of(name: str, said: Mapping[str, Any], areas: Collection[str]) -> Kind:
    """A kind from its entry in ``framework.yaml``.

    Args:
        name: its id.
        said: the fields of the entry.
        areas: ids of the areas of work by which an inspection can be known (``earlier`` in ``shared.yaml``).

    Raises:
        KeyError, TypeError, ValueError: a field is missing, unknown or wrong, or an area is not one of these.
    """
    fields = {"id": name, "family": name, **said}
    if said.get("known_by") is not None:
        fields["known_by"] = _known_by(said["known_by"], areas)
    return Kind(**fields)


def _known_by(said: Mapping[str, Any], areas: Collection[str]) -> KnownBy:
    if unknown := sorted(set(said["areas"]) - set(areas)):
        raise ValueError(f"known_by names areas that earlier in shared.yaml lacks: {', '.join(unknown)}")
    first, last = (month_of(date.fromisoformat(f"{said[end]}-01")) for end in ("from", "until"))
    return KnownBy(frozenset(said["areas"]), first, last)
