"""Which cohorts overlap, from the hierarchy in ``ontology/schemes/cohort.ttl``."""

from __future__ import annotations

from functools import cache

from kg.resources import folder

_BROADER = "http://www.w3.org/2004/02/skos/core#broader"
_SCHEME = "/scheme/cohort/"


@cache
def broader() -> dict[str, frozenset[str]]:
    """For each cohort, the cohorts broader than it over any number of steps, by id."""
    from pyoxigraph import NamedNode, RdfFormat, parse

    above: dict[str, set[str]] = {}
    for quad in parse(path=str(folder("ontology") / "schemes" / "cohort.ttl"), format=RdfFormat.TURTLE):
        if (
            isinstance(quad.subject, NamedNode)
            and isinstance(quad.object, NamedNode)
            and quad.predicate.value == _BROADER
            and _SCHEME in quad.subject.value
        ):
            above.setdefault(_id(quad.subject), set()).add(_id(quad.object))
    return {cohort: frozenset(_closure(cohort, above)) for cohort in above}


def overlap(first: str, second: str) -> bool:
    """Whether two cohorts overlap: equal, or one broader than the other.

    >>> overlap("missing-from-home", "missing-from-care"), overlap("out-of-area", "children-in-care")
    (False, True)
    """
    above = broader()
    return first == second or first in above.get(second, ()) or second in above.get(first, ())


def _id(node: object) -> str:
    return str(getattr(node, "value", node)).rpartition("/")[2]


def _closure(cohort: str, above: dict[str, set[str]]) -> set[str]:
    """The cohorts above a cohort, over any number of steps.

    >>> sorted(_closure("babies", {"babies": {"under-fives"}, "under-fives": {"children"}}))
    ['children', 'under-fives']
    """
    found: set[str] = set()
    waiting = sorted(above.get(cohort, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(sorted(above.get(one, ())))
    return found
