"""Results of a validation, as plain data that any process can pass to another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from kg.namespaces import BASE, PREFIXES, SHAPE

Severity = Literal["violation", "warning", "info"]

_ORDER: dict[Severity, int] = {"violation": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Result:
    """One fault that a shape found.

    Attributes:
        severity: ``violation`` keeps a document out of the store; ``warning`` and ``info`` do not.
        shape: IRI of the shape that fired.
        focus: IRI of the resource at fault.
        path: the checked path, as a SPARQL property path with prefixed names; empty for the resource itself.
        value: the offending value as an N-Triples term; empty if a value is missing.
        message: what is wrong and what to do.
        where: place in the source document (``"page 3, paragraph 12"``); empty if unknown.
    """

    severity: Severity
    shape: str
    focus: str
    path: str
    value: str
    message: str
    where: str = ""

    def sort_key(self) -> tuple[int, str, str, str, str]:
        """Most severe first, then by shape, resource, path and value."""
        return _ORDER[self.severity], self.shape, self.focus, self.path, self.value

    def line(self) -> str:
        """The result in one line: what is wrong, what to do, where."""
        value = f" Found: {shortened(self.value)}." if self.value else ""
        place = f", {self.where}" if self.where else ""
        return (
            f"{self.severity}: {self.message}{value}"
            f" [{self.shape.removeprefix(SHAPE)}; {self.focus.removeprefix(BASE)}{place}]"
        )


@dataclass(frozen=True)
class Report:
    """All results of one validation, sorted and without duplicates."""

    results: tuple[Result, ...] = ()

    @classmethod
    def of(cls, results: Iterable[Result]) -> Report:
        """A report of results in any order."""
        return cls(tuple(sorted(set(results), key=lambda r: (r.sort_key(), r.message, r.where))))

    @property
    def conforms(self) -> bool:
        """Whether no result keeps the data out of the store."""
        return not self.violations

    @cached_property
    def violations(self) -> tuple[Result, ...]:
        """Results that keep a document out of the store."""
        return tuple(r for r in self.results if r.severity == "violation")

    @cached_property
    def warnings(self) -> tuple[Result, ...]:
        """Results that are stored and counted."""
        return tuple(r for r in self.results if r.severity == "warning")

    def lines(self) -> list[str]:
        """One line of text a result, most severe first."""
        return [result.line() for result in self.results]

    def to_turtle(self) -> str:
        """The report in SHACL's vocabulary as Turtle, without blank nodes; equal reports give equal text."""
        return _turtle(self)


def shortened(term: str) -> str:
    """An N-Triples term as a person reads it.

    >>> shortened('"2022-01-17"^^<http://www.w3.org/2001/XMLSchema#date>')
    '2022-01-17'
    >>> shortened("<https://w3id.org/inspection-kg/scheme/grade/good>")
    'scheme/grade/good'
    """
    if term.startswith("<"):
        return term[1:-1].removeprefix(BASE)
    return term[1 : term.rindex('"')] if term.startswith('"') else term


def _turtle(report: Report) -> str:
    used = ("rdf", "sh", "xsd")
    lines = [f"@prefix {name}: <{PREFIXES[name]}> ." for name in used]
    nodes = [(_node(result), result) for result in report.results]
    digest = hashlib.sha256("".join(node for node, _ in nodes).encode()).hexdigest()[:16]
    links = "".join(f" ;\n    sh:result <{node}>" for node, _ in nodes)
    lines.append("")
    lines.append(
        f"<{BASE}id/validation-report/{digest}> a sh:ValidationReport ;\n"
        f"    sh:conforms {str(not report.results).lower()}{links} ."
    )
    for node, result in nodes:
        parts = [
            "a sh:ValidationResult",
            f"sh:focusNode <{result.focus}>",
            f"sh:resultMessage {_quoted(result.message)}@en",
            f"sh:resultSeverity sh:{result.severity.capitalize()}",
            f"sh:sourceShape <{result.shape}>",
        ]
        path = _predicate(result.path)
        if path is not None:
            parts.append(f"sh:resultPath <{path}>")
        if result.value:
            parts.append(f"sh:value {result.value}")
        lines.append(f"\n<{node}> " + " ;\n    ".join(parts) + " .")
    return "\n".join(lines) + "\n"


def _node(result: Result) -> str:
    key = "\n".join((result.shape, result.focus, result.path, result.value))
    return f"{BASE}id/validation-result/{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def _predicate(path: str) -> str | None:
    """IRI of a path that is one predicate; others have no name and are left to the shape."""
    prefix, _, local = path.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES and local.isidentifier() else None


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'
