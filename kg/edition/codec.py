"""Encodes the named graphs of one council as a small text: a table a class, a column a property.

The text is lossless: :func:`decode` returns the lines that :func:`encode` received. It is small for three
reasons. Resources are numbered in the order of their text, so that references are small numbers. A column
with few distinct cells is written as one character a cell. Values that follow from other columns (a theme
from the list of themes, the parts of a place from its name) are omitted and restored.

Layout of the text, one record a line, cells separated by tabs::

    K  graph  class  key key ...        the resources of a class; keys as ``kg.edition.keys`` shortens them
    C  graph  class  property  target graph  target class  cell cell ...
    D  graph  class  property  target graph  target class  distinct cell ...  (then one line of characters)
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from kg.namespaces import DEF, ID, PREFIXES, SCHEME

_TYPE: Final = f"<{PREFIXES['rdf']}type>"
_INTEGER: Final = f"^^<{PREFIXES['xsd']}integer>"
_SIGNS: Final = "".join(map(chr, range(33, 127)))
_LISTED: Final = ("theme", "cohort")
_MANY: Final = "\x1f"
_PLACE: Final = re.compile(r"evidence/([0-9a-f]{16})/(\d+)-(\d+)")

Lines = list[str]
Key = tuple[int, str]
"""Number of a graph, and class of its resources."""


def _our(name: str) -> str:
    return f"<{DEF}{name}>"


def _id(rest: str) -> str:
    return f"<{ID}{rest}>"


def implied(said: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterator[str]:
    """The lines that follow from values by subject and property.

    Subjects, properties and values are written as in N-Triples.
    """
    for subject, properties in said.items():
        for name in _LISTED:
            for value in properties.get(_our(name + "List"), ()):
                ids = value.strip('"').split()
                for rank, identifier in enumerate(ids, start=1):
                    concept = f"<{SCHEME}{name}/{identifier}>"
                    yield f"{subject} {_our(name)} {concept} .\n"
                    if rank == 1 and name == "theme":
                        yield f"{subject} {_our('centralTheme')} {concept} .\n"
        found = _PLACE.fullmatch(subject[len(ID) + 1 : -1]) if subject.startswith(f"<{ID}") else None
        if found is not None:
            document, start, end = found.groups()
            yield f"{subject} {_TYPE} {_our('Evidence')} .\n"
            yield f"{subject} <{PREFIXES['oa']}hasSource> {_id(f'document/{document}')} .\n"
            yield f'{subject} {_our("start")} "{start}"{_INTEGER} .\n'
            yield f'{subject} {_our("end")} "{end}"{_INTEGER} .\n'


def encode(graphs: Sequence[Iterable[str]]) -> str:
    """The text of several graphs, each given as lines of N-Triples."""
    said = [_said(lines) for lines in graphs]
    tables = [_tables(graph) for graph in said]
    where: dict[str, tuple[Key, int]] = {}
    for number, classes in enumerate(tables):
        for name, subjects in classes.items():
            for index, subject in enumerate(subjects):
                where.setdefault(subject, ((number, name), index))
    out: list[str] = []
    for number, classes in enumerate(tables):
        for name, subjects in classes.items():
            own = {subject: index for index, subject in enumerate(subjects)}
            out.append("\t".join(["K", str(number), name, *_keys(subjects, where)]))
            out.extend(_columns(number, name, own, said[number], where))
    return "\n".join(out) + "\n"


def decode(text: str) -> list[bytes]:
    """The graphs of a text, each as sorted lines of N-Triples."""
    subjects: dict[Key, Lines] = {}
    columns: list[tuple[Key, str, Key | None, Sequence[str]]] = []
    rows = iter(text.split("\n"))
    for row in rows:
        if not row:
            continue
        sign, number, name, *rest = row.split("\t")
        key = (int(number), name)
        if sign == "K":
            subjects[key] = _names(rest, subjects)
            continue
        predicate, graph, target, *cells = rest
        if sign == "D":
            cells = [cells[_SIGNS.index(c)] for c in next(rows)]
        columns.append((key, predicate, (int(graph), target) if target else None, cells))
    count = 1 + max((number for number, _ in subjects), default=-1)
    said: list[dict[str, dict[str, Lines]]] = [{} for _ in range(count)]
    for (at, _), names in subjects.items():
        for subject in names:
            said[at].setdefault(subject, {})
    for own, prop, points_to, values in columns:
        there = subjects[points_to] if points_to else []
        for index, cell in enumerate(values):
            if cell:
                base = index if points_to and points_to[0] == own[0] else 0
                parts = cell.split(_MANY)
                terms = [there[int(part) + base] for part in parts] if points_to else parts
                said[own[0]][subjects[own][index]].setdefault(prop, []).extend(terms)
    return [_lines(graph) for graph in said]


def _lines(said: Mapping[str, Mapping[str, Sequence[str]]]) -> bytes:
    lines = {f"{s} {p} {o} .\n" for s, ps in said.items() for p, os in ps.items() for o in os}
    lines.update(implied(said))
    return b"".join(sorted(line.encode() for line in lines))


def _said(lines: Iterable[str]) -> dict[str, dict[str, Lines]]:
    """Values of lines by subject and property, minus those that follow from the rest."""
    said: dict[str, dict[str, Lines]] = {}
    for line in lines:
        subject, predicate, value = line.rstrip("\n").removesuffix(" .").split(" ", 2)
        said.setdefault(subject, {}).setdefault(predicate, []).append(value)
    for line in list(implied(said)):
        subject, predicate, value = line.removesuffix(" .\n").split(" ", 2)
        values = said.get(subject, {}).get(predicate, [])
        if value in values:
            values.remove(value)
            if not values:
                del said[subject][predicate]
    return said


def _tables(said: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, Lines]:
    """Subjects by class, in the order of their text; classes that others refer to come first."""

    def place(subject: str) -> tuple[int, str]:
        found = _PLACE.fullmatch(subject[len(ID) + 1 : -1])
        if found is not None:
            return int(found.group(2)), subject
        properties = said.get(subject, {})
        for name in ("evidence", "leadMention"):
            for value in properties.get(_our(name), ()):
                return place(value)[0], subject
        return -1, subject

    classes: defaultdict[str, Lines] = defaultdict(list)
    for subject in said:
        classes[_class_of(subject)].append(subject)
    order = sorted(classes, key=lambda name: (name.startswith("finding"), name))
    return {name: sorted(classes[name], key=place) for name in order}


def _class_of(subject: str) -> str:
    return subject[1:-1].removeprefix(ID).partition("/")[0]


def _keys(subjects: Sequence[str], where: Mapping[str, tuple[Key, int]]) -> Iterator[str]:
    """Short forms of names: the difference from the name before, or the resource that one is named after."""
    start, before = 0, 0
    for subject in subjects:
        rest = subject[1:-1].removeprefix(ID)
        place = _PLACE.fullmatch(rest)
        lead = _id("mention/" + rest.removeprefix("finding/")) if rest.startswith("finding/") else ""
        if place is not None:
            document, first, last = place.groups()
            yield f"p{document}" + f"{int(first) - start},{int(last) - int(first)}"
            start = int(first)
        elif lead in where:
            (graph, name), index = where[lead]
            yield f"f{graph},{name},{index - before}"
            before = index
        else:
            yield "n" + subject


def _names(keys: Sequence[str], subjects: Mapping[Key, Lines]) -> Lines:
    """Undo :func:`_keys`."""
    start, before = 0, 0
    names = []
    for key in keys:
        sign, rest = key[0], key[1:]
        if sign == "p":
            first, length = rest[16:].split(",")
            start += int(first)
            names.append(_id(f"evidence/{rest[:16]}/{start}-{start + int(length)}"))
        elif sign == "f":
            graph, name, step = rest.split(",")
            before += int(step)
            mention = subjects[int(graph), name][before][1:-1].removeprefix(ID)
            names.append(_id("finding/" + mention.removeprefix("mention/")))
        else:
            names.append(rest)
    return names


def _columns(
    number: int,
    name: str,
    own: Mapping[str, int],
    said: Mapping[str, Mapping[str, Sequence[str]]],
    where: Mapping[str, tuple[Key, int]],
) -> Iterator[str]:
    columns: defaultdict[tuple[str, str, str], dict[int, Lines]] = defaultdict(dict)
    for subject, index in own.items():
        for predicate, values in said[subject].items():
            for value in sorted(values):
                if value in where:
                    (graph, target), at = where[value]
                    head = (predicate, str(graph), target)
                    cell = str(at - index if graph == number else at)
                else:
                    head, cell = (predicate, "", ""), value
                columns[head].setdefault(index, []).append(cell)
    for head in sorted(columns):
        cells = [_MANY.join(columns[head].get(index, ())) for index in range(len(own))]
        distinct = sorted(set(cells))
        if len(distinct) <= len(_SIGNS):
            sign = {cell: _SIGNS[at] for at, cell in enumerate(distinct)}
            yield "\t".join(["D", str(number), name, *head, *distinct])
            yield "".join(sign[cell] for cell in cells)
        else:
            yield "\t".join(["C", str(number), name, *head, *cells])
