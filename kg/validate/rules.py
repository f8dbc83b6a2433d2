"""Rules in SPARQL, run over all instances of a class at once.

SHACL runs a constraint once for each resource, with ``$this`` bound to it before anything else is evaluated.
pySHACL does so literally, which is most of its time. The same SELECT with ``?this a <class>`` set before its
body gives the same rows if the body is one flat group: joining a binding first or last is then the same.
Bodies in which it might not be (a nested group, a union, a sub-query, ``MINUS``, ``VALUES``, aggregates,
limits, ``BOUND($this)``) are refused when the shapes are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kg.namespaces import PREFIXES, SHAPE
from kg.validate.report import Result, Severity

if TYPE_CHECKING:
    import rdflib
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple
    from rdflib.term import Node

    Term = NamedNode | BlankNode | Literal | Triple

_SH = PREFIXES["sh"]
ACROSS = SHAPE + "AcrossDocuments"
WITHIN = SHAPE + "WithinDocument"

_LITERALS = re.compile(r"<[^<>\s]*>|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|#[^\n]*")
_UNSOUND = re.compile(
    r"\b(UNION|MINUS|VALUES|SERVICE|GRAPH|GROUP|HAVING|LIMIT|OFFSET|ORDER|COUNT|SUM|SAMPLE|FROM)\b"
    r"|\bBOUND\s*\(\s*\$this\b|\$(?:PATH|shapesGraph|currentShape)\b",
    re.IGNORECASE,
)
_PREFIXED = re.compile(r"\b([a-z]\w*):(\w+)")
_FREE_PREDICATE = re.compile(r"[?$]\w+\s+[?$]\w+")
_GROUP = re.compile(r"(\w*)\s*\{")
_OPENERS = {"WHERE", "OPTIONAL", "EXISTS"}
_HEAD = re.compile(r"^\s*SELECT\s+(?:DISTINCT\s+)?\$this(?:\s+\?value)?\s+WHERE\s*\{", re.IGNORECASE)


class Answers(Protocol):
    """Rows of a SELECT."""

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of the columns."""

    @property
    def rows(self) -> Iterator[tuple[Term | None, ...]]:
        """The rows; unbound variables are ``None``."""


class Asked(Protocol):
    """Any object that answers a SELECT, as every store does."""

    def select(self, query: str) -> Answers:
        """Answer a SELECT."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A constraint in SPARQL.

    Attributes:
        shape: IRI of the shape that holds it.
        classes: IRIs of the classes whose instances it checks.
        select: the SELECT as written in the shape, with ``$this``.
        prefixes: declared prefixes, by name.
        across: whether it is about the store as a whole, not about one document.
    """

    shape: str
    classes: tuple[str, ...]
    select: str
    prefixes: tuple[tuple[str, str], ...]
    message: str
    severity: Severity
    across: bool

    def query(self) -> str:
        """The SELECT over all instances of the classes."""
        head = _HEAD.match(self.select)
        if head is None:
            raise ValueError(self.select)
        named = "".join(f"PREFIX {name}: <{base}>\n" for name, base in self.prefixes)
        classes = " ".join(f"<{c}>" for c in self.classes)
        target = f" VALUES ?target {{ {classes} }} ?this a ?target .\n"
        if len(self.classes) == 1:
            target = f" ?this a {classes} .\n"
        start = head.group().replace("$this", "?this")
        return named + start + target + self.select[head.end() :].replace("$this", "?this")

    def body(self) -> str:
        """The text between the braces, with empty text in place of literals and IRIs."""
        bare = _LITERALS.sub(" '' ", self.select)
        return bare[bare.index("{") + 1 : bare.rindex("}")]

    def asks_for_classes(self) -> bool:
        """Whether the SELECT may ask for the class of a resource; else only classes that it names matter."""
        return re.search(r"(?:\ba|:type|'')\s+[?$]", self.body()) is not None

    def named(self) -> frozenset[str]:
        """IRIs that the rule names, and ``rdf:type``.

        Triples of other predicates cannot change its rows.
        """
        bare = _LITERALS.sub(" ", self.select)
        whole = {match[1:-1] for match in _LITERALS.findall(self.select) if match.startswith("<")}
        bases = dict(self.prefixes)
        named = {bases[name] + local for name, local in _PREFIXED.findall(bare) if name in bases}
        return frozenset(named | whole | {*self.classes, PREFIXES["rdf"] + "type"})


def rule_results(store: Asked, rule: Rule) -> Iterator[Result]:
    """Results of one rule."""
    answers = store.select(rule.query())
    this = answers.variables.index("this")
    value = answers.variables.index("value") if "value" in answers.variables else None
    for row in answers.rows:
        found = row[value] if value is not None else None
        yield Result(
            severity=rule.severity,
            shape=rule.shape,
            focus=str(row[this])[1:-1],
            path="",
            value="" if found is None else str(found),
            message=rule.message,
        )


def read_rules(shapes: rdflib.Graph) -> tuple[Rule, ...]:
    """The rules in a graph of shapes that :func:`kg.validate.lint.problems` found sound, by shape."""
    from rdflib.namespace import SH

    rules = []
    for shape, rule in shapes.subject_objects(SH.sparql):
        severity: Severity = "violation"
        if shapes.value(shape, SH.severity) == SH.Warning:
            severity = "warning"
        elif shapes.value(shape, SH.severity) == SH.Info:
            severity = "info"
        rules.append(
            Rule(
                shape=str(shape),
                classes=tuple(sorted(str(c) for c in shapes.objects(shape, SH.targetClass))),
                select=str(shapes.value(rule, SH.select)),
                prefixes=tuple(sorted(_prefixes(shapes, rule))),
                message=str(shapes.value(rule, SH.message)),
                severity=severity,
                across=str(shapes.value(shape, SH.group)) == ACROSS,
            )
        )
    return tuple(sorted(rules, key=lambda r: r.shape))


def _prefixes(shapes: rdflib.Graph, rule: Node) -> Iterator[tuple[str, str]]:
    from rdflib.namespace import SH

    for holder in shapes.objects(rule, SH.prefixes):
        for declared in shapes.objects(holder, SH.declare):
            yield str(shapes.value(declared, SH.prefix)), str(shapes.value(declared, SH.namespace))


def unsound(select: str) -> list[str]:
    """Reasons why a SELECT could give other rows if run over all resources at once; empty if it cannot.

    >>> unsound("SELECT $this WHERE { $this a ?class }")
    []
    >>> unsound("SELECT $this WHERE { { $this a ?class } UNION { $this kg:rank 1 } }")
    ['it uses UNION', 'it opens a group of its own']
    """
    bare = _LITERALS.sub(" '' ", select)
    found = [f"it uses {match.group().upper()}" for match in _UNSOUND.finditer(bare)]
    if _HEAD.match(select) is None:
        found.append("it does not begin with SELECT $this ?value WHERE {")
    if _FREE_PREDICATE.search(_HEAD.sub("", bare)):
        found.append("it has a variable for a predicate")
    openers = [match.group(1).upper() for match in _GROUP.finditer(bare)]
    if any(opener not in _OPENERS for opener in openers):
        found.append("it opens a group of its own")
    if len(re.findall(r"\bSELECT\b", bare, re.IGNORECASE)) != 1:
        found.append("it holds a sub-query")
    return found
