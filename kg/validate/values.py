"""Finds values that a store cannot compare, before any library tries."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from kg.namespaces import SHAPE
from kg.rdf.comparable import fault
from kg.validate.paths import compact
from kg.validate.report import Result
from kg.validate.terms import Terms

SHAPE_IRI: Final = SHAPE + "ComparableValue"
"""The shape that results name; the rule is code, since validators rewrite literals or pass them."""


def split(terms: Terms) -> tuple[Terms, list[Result]]:
    """The triples whose values a store can compare, and a violation for each of the others."""
    wrong = {
        name: [(subject, value) for subject, value in pairs if _fault(value)]
        for name, pairs in terms.pairs()
        if any(value[0] == '"' and value[-1] == ">" and _fault(value) for value in terms.objects(name))
    }
    if not wrong:
        return terms, []
    sound = Terms(
        {name: [pair for pair in pairs if pair not in wrong.get(name, ())] for name, pairs in terms.pairs()}
    )
    results = []
    for name, pairs in sorted(wrong.items()):
        path = compact(name[1:-1])
        results += [
            Result(
                severity="violation",
                shape=SHAPE_IRI,
                focus=subject[1:-1],
                path=path,
                value=value,
                message=f"A store cannot compare this value of {path}: {_fault(value)}.",
            )
            for subject, value in pairs
        ]
    return sound, results


@lru_cache(maxsize=65536)
def _fault(term: str) -> str | None:
    """Why a store cannot compare a term of N-Triples; ``None`` if it can, or if it is not a typed literal."""
    text, mark, datatype = term[1:-1].rpartition('"^^<')
    return fault(text, datatype) if mark and term[0] == '"' and term[-1] == ">" else None
