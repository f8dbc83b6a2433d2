"""Values that a store cannot compare, found before any library tries."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kg.namespaces import SHAPE
from kg.rdf.comparable import fault
from kg.validate.paths import compact
from kg.validate.report import Result

if TYPE_CHECKING:
    from pyoxigraph import Triple

SHAPE_IRI: Final = SHAPE + "ComparableValue"
"""What results name as their shape; the rule is code, since validators rewrite literals or pass them."""


def split(triples: Iterable[Triple]) -> tuple[list[Triple], list[Result]]:
    """The triples whose values a store can compare, and a violation for each of the others."""
    from pyoxigraph import Literal

    sound: list[Triple] = []
    results: list[Result] = []
    for triple in triples:
        value = triple.object
        wrong = _fault(value.value, value.datatype.value) if isinstance(value, Literal) else None
        if wrong is None:
            sound.append(triple)
            continue
        results.append(
            Result(
                severity="violation",
                shape=SHAPE_IRI,
                focus=str(triple.subject)[1:-1],
                path=compact(triple.predicate.value),
                value=str(value),
                message=f"A store cannot compare this value of {compact(triple.predicate.value)}: {wrong}.",
            )
        )
    return sound, results


@lru_cache(maxsize=4096)
def _fault(text: str, datatype: str) -> str | None:
    return fault(text, datatype)
