"""The stored queries for other tools: plain SPARQL, SIB SPARQL examples in Turtle, copies that grlc serves.

Plain SPARQL and the Turtle (of https://github.com/sib-swiss/sparql-examples), one file a query, are bound
with the header's example, so that they have answers as written. grlc (https://github.com/CLARIAH/grlc)
reads decorators ``#+`` and parameters ``?_name``: in its copies, parameters that always have a value are such
parameters, and optional ones stay open.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.errors import EnvironmentFault, UnknownName
from kg.frameworks import scheme_files
from kg.namespaces import PREFIXES, QUERY
from kg.queries.catalogue import Catalogue
from kg.queries.header import StoredQuery
from kg.queries.names import StoreNames
from kg.queries.parameters import terms_of
from kg.queries.read_only import form
from kg.queries.ready import body
from kg.queries.ready import ready as ready_of
from kg.queries.tokens import code, tokens
from kg.resources import files
from kg.store.embedded import in_memory

KINDS: Final = ("sparql", "sib", "grlc")
"""Kinds of files as which stored queries are exported."""

ENDPOINT: Final = "http://localhost:7878/query"
"""Default endpoint in examples: an Oxigraph server on the reader's machine."""

_HEAD: Final = """\
@prefix query: <{query}> .
@prefix rdfs: <{rdfs}> .
@prefix schema: <{schema}> .
@prefix sh: <{sh}> .
@prefix xsd: <{xsd}> .
"""
_USED: Final = {name: PREFIXES[name] for name in ("rdfs", "schema", "sh", "xsd")}
_PROPERTY: Final = {"SELECT": "select", "CONSTRUCT": "construct", "ASK": "ask", "DESCRIBE": "describe"}


class ShippedNames(StoreNames):
    """Names of the ontology and the register. Resources of documents are unchecked: none are loaded here."""

    def __init__(self) -> None:
        paths = [*scheme_files(), *files("ontology", "register/*.ttl")]
        quads = (quad for path in paths for quad in parse(path=path, format=RdfFormat.TURTLE))
        super().__init__(in_memory(quad.triple for quad in quads))

    def exists(self, iri: str) -> bool:
        """True for any IRI."""
        return True


def ready(query: StoredQuery, names: StoreNames) -> str:
    """The query as plain SPARQL, with the values of its example.

    Raises:
        CallError: the example names something that does not exist.
    """
    return ready_of(query, query.header.example, names).text


def turtle(query: StoredQuery, names: StoreNames, endpoint: str = ENDPOINT) -> str:
    """One query as an example in Turtle.

    Args:
        query: the query.
        names: names for the values of its example.
        endpoint: the address that the example names.
    """
    text = ready(query, names).rstrip()
    kind = _PROPERTY[form(text)]
    keywords = [json.dumps(tag, ensure_ascii=False) for tag in query.header.tags]
    lines = [
        f"query:{query.name} a sh:SPARQLExecutable, sh:SPARQL{kind.capitalize()}Executable ;",
        f"    rdfs:label {_text(query.name)} ;",
        f"    rdfs:comment {_text(_comment(query))}@en ;",
        f"    sh:prefixes <{QUERY}> ;",
        f"    sh:{kind} {long_text(text)} ;",
        *([f"    schema:keywords {', '.join(keywords)} ;"] if keywords else []),
        f"    schema:target <{endpoint}> .",
    ]
    return _HEAD.format(query=QUERY, **_USED) + "\n" + "\n".join(lines) + "\n"


def prefixes(queries: list[StoredQuery]) -> str:
    """The prefixes that the queries declare, as the Turtle that each example's ``sh:prefixes`` points to."""
    used: dict[str, str] = {}
    for query in queries:
        used |= declared(query.text)
    parts = [_HEAD.format(query=QUERY, **_USED), f"<{QUERY}> sh:declare"]
    entries = [
        f"    <{QUERY}prefix/{name}>" + (" ," if at < len(used) - 1 else " .")
        for at, name in enumerate(sorted(used))
    ]
    parts += entries
    for name in sorted(used):
        parts.append(
            f"\n<{QUERY}prefix/{name}> sh:prefix {_text(name)} ;\n"
            f"    sh:namespace {_text(used[name])}^^xsd:anyURI ."
        )
    return "\n".join(parts) + "\n"


def declared(text: str) -> dict[str, str]:
    r"""Prefixes that a query declares, with their namespaces.

    >>> declared("PREFIX kg: <https://example.org/>\nSELECT ?s {}")
    {'kg': 'https://example.org/'}
    """
    words = code(text)
    return {
        words[at + 1].text[:-1]: words[at + 2].text[1:-1]
        for at, word in enumerate(words[:-2])
        if word.is_word("PREFIX")
    }


def grlc(query: StoredQuery, names: StoreNames, endpoint: str = ENDPOINT) -> str:
    """One query as grlc serves it.

    Args:
        query: the query.
        names: names for defaults and the values of its example.
        endpoint: the address that grlc should query.

    Raises:
        CallError: the example names something that does not exist.
    """
    header = query.header
    values = terms_of(header.params, header.example, names, of=query.name)
    fixed = {name: values[name][0] for name, parameter in header.params.items() if parameter.always_bound}
    lines = [
        f"#+ summary: {json.dumps(header.summary, ensure_ascii=False)}",
        f"#+ form: {form(query.text)}",  # second: see kg.queries.lint.guessed_form
        f"#+ description: {json.dumps(_comment(query), ensure_ascii=False)}",
        f"#+ endpoint: {json.dumps(endpoint)}",
        "#+ method: GET",
    ]
    if header.tags:
        lines += ["#+ tags:", *(f"#+   - {json.dumps(tag, ensure_ascii=False)}" for tag in header.tags)]
    if fixed:
        lines.append("#+ defaults:")
        lines += [f"#+   - {_plain(name)}: {json.dumps(term.value)}" for name, term in fixed.items()]
    text = body(_with_parameters(query.text, fixed))
    if any("_xsd_" in _variable(name, term) for name, term in fixed.items()) and "xsd" not in declared(text):
        text = f"PREFIX xsd: <{PREFIXES['xsd']}>\n{text}"
    return "\n".join(lines) + "\n\n" + text + "\n"


def _with_parameters(text: str, fixed: Mapping[str, NamedNode | Literal]) -> str:
    """The query with grlc's variables, whose names contain the parameter's type."""
    return "".join(
        _variable(token.text[1:], fixed[token.text[1:]])
        if token.kind == "variable" and token.text[0] == "$" and token.text[1:] in fixed
        else token.text
        for token in tokens(text)
    )


def _variable(name: str, term: NamedNode | Literal) -> str:
    if isinstance(term, NamedNode):
        return f"?_{_plain(name)}_iri"
    datatype = term.datatype.value.removeprefix(PREFIXES["xsd"])
    return f"?_{_plain(name)}" if datatype == "string" else f"?_{_plain(name)}_xsd_{datatype}"


def _plain(name: str) -> str:
    # grlc splits a variable's name at underscores to find its type
    return name.replace("_", "")


def _comment(query: StoredQuery) -> str:
    header = query.header
    covers = f"Covers: {header.covers}" if header.covers else ""
    return " ".join(part for part in (f"{header.summary}.", header.description, covers) if part)


def _text(value: str) -> str:
    return str(Literal(value))


def long_text(value: str) -> str:
    """A text as a Turtle literal that preserves its lines."""
    marks = '"' if value.endswith('"') else '""'
    escaped = value.replace("\\", "\\\\").replace(marks, '\\"' * len(marks))
    return f'"""{escaped}"""'


def write(folder: Path, kind: str, endpoint: str = ENDPOINT) -> int:
    """Write the shipped stored queries to a folder, one file a query.

    Args:
        folder: target folder, created if it does not exist.
        kind: ``sparql``, ``sib`` or ``grlc``.
        endpoint: the address that SIB examples and copies for grlc name.

    Returns:
        The number of queries.

    Raises:
        UnknownName: no such kind.
        EnvironmentFault: a file cannot be written.
    """
    queries, names = list(Catalogue()), ShippedNames()
    makers: dict[str, tuple[str, Callable[[StoredQuery], str]]] = {
        "sparql": (".rq", lambda query: ready(query, names)),
        "sib": (".ttl", lambda query: turtle(query, names, endpoint)),
        "grlc": (".rq", lambda query: grlc(query, names, endpoint)),
    }
    if kind not in makers:
        raise UnknownName("kind of query files", kind, known=KINDS)
    suffix, make = makers[kind]
    made = {f"{query.name}{suffix}": make(query) for query in queries}
    if kind == "sib":
        made["prefixes.ttl"] = prefixes(queries)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in made.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as problem:
        raise EnvironmentFault(f"{folder} cannot be written: {problem.strerror or problem}") from None
    return len(queries)
