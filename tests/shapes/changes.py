"""Small changes that break a valid graph, written as ``<verb> <class> <property> <value>``.

``drop`` takes the property away from every instance of the class, ``set`` replaces its values, ``add`` adds
to them; ``drop-judgement <area>`` takes a whole judgement away; ``sparql`` is an update as it stands.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import RdfFormat, Store, Triple

from kg.namespaces import ID, PREFIXES, SCHEME

HERE = Path(__file__).parent
VALID = sorted((HERE / "valid").glob("*.ttl"))
INVALID = sorted((HERE / "invalid").glob("*.toml"))

_SCHEMES = (
    "addressee-role", "authority-type", "change", "code-scheme", "cohort", "extent", "form", "framework",
    "grade", "grade-2009", "kind", "level", "national-framework", "neighbours-edition", "no-overall-reason",
    "persistence-basis", "polarity", "published-basis", "state", "theme", "tier", "time", "timescale", "trend",
)  # fmt: skip
_PREFIXES = {
    **PREFIXES,
    **{scheme: f"{SCHEME}{scheme}/" for scheme in _SCHEMES},
    "area": SCHEME + "judgement-area/",
    "id": ID,
}
_PROLOGUE = "".join(f"PREFIX {name}: <{base}>\n" for name, base in sorted(_PREFIXES.items()))


def cases(path: Path) -> Iterator[tuple[str, str]]:
    """Name of the shape and change, for each change in a file of ``invalid/``."""
    for shape, changes in tomllib.loads(path.read_text(encoding="utf-8")).items():
        for change in changes:
            yield shape, change


def load(*paths: Path) -> Store:
    """The triples of Turtle files in one store."""
    store = Store()
    for path in paths:
        store.load(path=str(path), format=RdfFormat.TURTLE)
    return store


def triples(store: Store) -> list[Triple]:
    """What a store holds."""
    return [quad.triple for quad in store]


def changed(store: Store, change: str) -> Store:
    """The store after a change, which must change something."""
    before = set(store)
    store.update(_PROLOGUE + _update(change))
    assert set(store) != before, f"{change} changes nothing"
    return store


def _update(change: str) -> str:
    verb, _, rest = change.partition(" ")
    if verb == "sparql":
        return rest
    if verb == "drop-judgement":
        return f"""DELETE {{ ?thing ?does ?judgement . ?judgement ?says ?value }}
            WHERE {{ ?judgement a kg:Judgement ; kg:area {rest} ; ?says ?value . ?thing ?does ?judgement }}"""
    kind, _, rest = rest.partition(" ")
    name, _, value = rest.partition(" ")
    old = f"?thing {name} ?old"
    if verb == "drop":
        return f"DELETE {{ {old} }} WHERE {{ ?thing a {kind} ; {name} ?old }}"
    if verb == "set":
        return (
            f"DELETE {{ {old} }} INSERT {{ ?thing {name} {value} }} WHERE {{ ?thing a {kind} ; {name} ?old }}"
        )
    assert verb == "add", f"unknown verb in {change}"
    return f"INSERT {{ ?thing {name} {value} }} WHERE {{ ?thing a {kind} }}"
