"""Prefixes that people need not declare in SPARQL of their own."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from kg.errors import QueryError
from kg.namespaces import PREFIXES, SCHEME
from kg.queries.tokens import code

_SCHEMES: Final = ("theme", "cohort", "grade", "state", "level")
KNOWN: Final = {**PREFIXES, **{name: f"{SCHEME}{name}/" for name in _SCHEMES}}
"""Prefixes by name: those of the project, and those of the schemes that questions name most."""


def with_prefixes(text: str) -> str:
    """A query with the prefixes declared that it uses and does not declare, before its first line.

    >>> with_prefixes("ASK { ?s a kg:Finding }")
    'PREFIX kg: <https://w3id.org/inspection-kg/def/> ASK { ?s a kg:Finding }'
    >>> with_prefixes("PREFIX kg: <http://example.org/> ASK { ?s a kg:Finding }")
    'PREFIX kg: <http://example.org/> ASK { ?s a kg:Finding }'
    """
    try:
        tokens = code(text, "query")
    except QueryError:
        return text  # whoever runs it tells what is wrong, with the line of the text as it was written
    declared = {after.text for token, after in pairwise(tokens) if token.is_word("PREFIX")}
    names = [token.text for token in tokens if token.kind == "name" and token.text not in declared]
    used = dict.fromkeys(name.partition(":")[0] for name in names)
    missing = [name for name in used if name in KNOWN and f"{name}:" not in declared]
    return "".join(f"PREFIX {name}: <{KNOWN[name]}> " for name in missing) + text
