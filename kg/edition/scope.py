"""Which councils a question is about, so that no others need be taken in before it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, parse

from kg import resources
from kg.namespaces import ID, PREFIXES
from kg.queries.header import StoredQuery
from kg.queries.names import Names, find_one

_BEYOND: Final = frozenset({"neighbours", "repeat-rates"})
"""Stored queries that compare the council that is named with others."""
_ORIGINAL: Final = PREFIXES["org"] + "originalOrganization"
_RESULTING: Final = PREFIXES["org"] + "resultingOrganization"


def councils_of(query: StoredQuery, given: Mapping[str, object], names: Names) -> list[str] | None:
    """Codes of the councils that a stored query needs, with those they came from or became.

    Args:
        query: the query.
        given: its parameters as people write them.
        names: of the store.

    Returns:
        The codes, or ``None`` where the query may need all.

    Raises:
        UnknownName: no authority has the name.
    """
    value = given.get("authority")
    parameter = query.header.params.get("authority")
    if not value or parameter is None or parameter.type != "authority" or query.name in _BEYOND:
        return None
    wanted = [value] if isinstance(value, str) else list(value) if isinstance(value, list | tuple) else None
    if wanted is None or not all(isinstance(one, str) for one in wanted):
        return None
    known = names.authorities()
    codes = {find_one("authority", one, known, councils=True).iri.rpartition("/")[2] for one in wanted}
    return sorted({*codes, *(other for code in codes for other in _kin().get(code, ()))})


@cache
def _kin() -> dict[str, frozenset[str]]:
    """Councils that a council came from or became, by code, as the register has them."""
    kin: dict[str, set[str]] = {}
    changes: dict[str, set[str]] = {}
    for path in resources.files("ontology", "register/*.ttl"):
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            if quad.predicate.value in (_ORIGINAL, _RESULTING) and isinstance(quad.object, NamedNode):
                code = quad.object.value.removeprefix(ID + "authority/")
                changes.setdefault(str(quad.subject), set()).add(code)
    for codes in changes.values():
        for code in codes:
            kin.setdefault(code, set()).update(codes)
    return {code: frozenset(others) for code, others in kin.items()}
