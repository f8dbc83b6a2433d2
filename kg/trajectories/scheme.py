"""The schemes of cohorts, themes, areas, kinds and focuses, as trajectories need them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.namespaces import SCHEME
from kg.rdf.terms import our
from kg.resources import folder
from kg.store.base import Store
from kg.trajectories.derive_queries import local, rows

Sets = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Scope:
    """The subjects of a kind of inspection, or of the focus of a visit."""

    areas: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    cohorts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scheme:
    """Hierarchies and usual areas, by id.

    Attributes:
        broader: cohorts broader than a cohort, over any number of steps.
        cohort_areas: usual areas of a cohort.
        theme_areas: usual areas of a theme.
        groups: top concepts of a theme.
        cohort_needed: themes that mean nothing without a narrower cohort, so that all children never
            represent their groups.
        today: current areas that correspond to an area of any framework.
        scopes: scope of kinds and focuses, by IRI.
        broader_kinds: kinds broader than a kind, by IRI.
    """

    broader: Sets
    cohort_areas: Sets
    theme_areas: Sets
    groups: Sets
    cohort_needed: frozenset[str]
    today: Sets
    scopes: Mapping[str, Scope]
    broader_kinds: Sets

    def overlap(self, first: str, second: str) -> bool:
        """Whether two cohorts are equal or one is broader than the other."""
        return (
            first == second or first in self.broader.get(second, ()) or second in self.broader.get(first, ())
        )


def read_scheme(store: Store) -> Scheme:
    """Read the schemes of a store."""
    cohorts = list(rows(store, "cohorts"))
    themes = list(rows(store, "themes"))
    kinds = list(rows(store, "kinds"))
    return Scheme(
        broader=_sets((r["cohort"], r["broader"]) for r in cohorts),
        cohort_areas=_sets((r["cohort"], r["area"]) for r in cohorts),
        theme_areas=_sets((r["theme"], r["area"]) for r in themes),
        groups=_sets((r["theme"], r["top"]) for r in themes),
        cohort_needed=frozenset(local(r["theme"] or "") for r in themes if r["needed"] == "true"),
        today=_sets((r["area"], r["today"]) for r in rows(store, "areas")),
        scopes=_scopes(kinds),
        broader_kinds=_sets(((r["concept"], r["broader"]) for r in kinds), whole=True),
    )


@cache
def tiers() -> tuple[str, ...]:
    """Ids of the tiers of documents, the best first, by their rank in the scheme.

    >>> tiers()[:2], tiers()[-1]
    (('ofsted-report', 'ofsted-letter'), 'derived')
    """
    ranks: dict[str, int] = {}
    for triple in parse(path=folder("ontology") / "schemes" / "document.ttl", format=RdfFormat.TURTLE):
        about, rank = triple.subject, triple.object
        if triple.predicate == our("rank") and isinstance(about, NamedNode) and isinstance(rank, Literal):
            ranks[about.value] = int(rank.value)
    found = (iri for iri in ranks if iri.startswith(f"{SCHEME}tier/"))
    return tuple(local(iri) for iri in sorted(found, key=ranks.__getitem__))


def _sets(pairs: Iterable[tuple[str | None, str | None]], *, whole: bool = False) -> Sets:
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        if one is not None and other is not None:
            key, value = (one, other) if whole else (local(one), local(other))
            found.setdefault(key, set()).add(value)
    return {key: frozenset(values) for key, values in found.items()}


def _scopes(kinds: list[dict[str, str | None]]) -> dict[str, Scope]:
    parts: dict[str, tuple[set[str], set[str], set[str]]] = {}
    for row in kinds:
        concept, area, match = row["concept"], row["area"], row["match"]
        if concept is None:
            continue
        areas, themes, cohorts = parts.setdefault(concept, (set(), set(), set()))
        if area is not None:
            areas.add(local(area))
        if match is not None:
            (themes if "/theme/" in match else cohorts).add(local(match))
    return {c: Scope(*(frozenset(part) for part in found)) for c, found in parts.items()}
