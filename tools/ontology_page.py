"""Write the ontology as one HTML page with pyLODE; as a hook of MkDocs, add it to the site.

python -m tools.ontology_page [--out site/ontology-terms.html]

pyLODE and MkDocs belong to the group ``docs`` of dependencies.
"""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.namespaces import DEF
from kg.resources import files, folder

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from rdflib import Graph, URIRef

ROOT = Path(__file__).resolve().parents[1]
NAME = "ontology-terms.html"


def page() -> str:
    """The page as HTML, one section a term.

    Raises:
        SystemExit: pyLODE is not installed.
    """
    logger = logging.getLogger()
    handlers, level = list(logger.handlers), logger.level
    try:
        from pylode import OntPub
    except ImportError:
        raise SystemExit("pyLODE is not installed: pip install --group docs") from None
    finally:
        # importing it turns on debugging messages of the whole process
        logger.handlers[:], logger.level = handlers, level
    html: str = OntPub(ontology=own(folder("ontology") / "kg.ttl")).make_html()
    return html


def own(path: Path) -> Graph:
    """What a file says of our own terms, and which of our classes have which property.

    That it declares terms of others would fill the page with them.
    """
    from rdflib import SDO, Graph

    found, kept = Graph().parse(path, format="turtle"), Graph()
    kept.bind("kg", DEF)
    for triple in sorted(found):
        if str(triple[0]).startswith(DEF):
            kept.add(triple)
    for term, owner in sorted(domains()):
        if (term, None, None) in kept:
            kept.add((term, SDO.domainIncludes, owner))
    return kept


def domains() -> set[tuple[URIRef, URIRef]]:
    """Our properties with the classes whose things have them, as the shapes say."""
    from rdflib import SH, Graph, URIRef

    shapes = Graph()
    for path in files("shapes", "*.ttl"):
        shapes.parse(path, format="turtle")
    return {
        (term, owner)
        for shape, owner in shapes.subject_objects(SH.targetClass)
        for about in shapes.objects(shape, SH.property)
        for term in shapes.objects(about, SH.path)
        if isinstance(term, URIRef)
        and isinstance(owner, URIRef)
        and term.startswith(DEF)
        and owner.startswith(DEF)
    }


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the page to the site; see https://www.mkdocs.org/user-guide/configuration/#hooks."""
    from mkdocs.structure.files import File

    files.append(File.generated(config, NAME, content=page()))
    return files


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description="Write the ontology as an HTML page.")
    parser.add_argument("--out", type=Path, default=ROOT / "site" / NAME)
    out: Path = parser.parse_args().out
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page(), encoding="utf-8", newline="\n")
    sys.stderr.write(f"{out} written\n")


if __name__ == "__main__":
    main()
