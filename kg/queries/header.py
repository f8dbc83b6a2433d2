"""The header of a stored query: ``#+`` lines in YAML before SPARQL that is valid as it stands.

::

    #+ summary: Judgements of one authority, newest first
    #+ form: SELECT
    #+ description: Every graded judgement with its inspection, date and source page.
    #+ tags: [judgement]
    #+ question: Q6
    #+ covers: Inspection reports that are loaded.
    #+ params:
    #+   authority: {type: authority, required: true}
    #+   area: {type: area, many: true}
    #+ columns:
    #+   area: Judgement area
    #+ show: [area, grade]
    #+ group: [area]
    #+ example: {authority: Surrey}

An unknown key is an error that names it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kg.errors import QueryError

RESERVED: Final = frozenset(
    {"store", "format", "output", "endpoint", "queries", "limit", "seconds", "help", "sparql"}
)
"""Names that options of the command line take, so that no parameter may have them."""

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*\Z")
_KEYS: Final = frozenset(
    {
        "summary",
        "form",
        "description",
        "tags",
        "question",
        "covers",
        "params",
        "columns",
        "show",
        "group",
        "example",
        "labels",
        "needs",
        "instead",
    }
)
_PARAM_KEYS: Final = frozenset(
    {
        "type",
        "scheme",
        "class",
        "required",
        "default",
        "many",
        "description",
        "example",
        "bound",
        "minimum",
        "maximum",
        "choices",
        "into",
    }
)

Scalar = str | int | float | bool
"""A value as YAML gives it."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as its header declares it.

    Attributes:
        name: as in the query's text, without ``$`` or ``?``.
        type: name of a type in :mod:`kg.queries.parameters`.
        scheme: id of the concept scheme, for the types that need one.
        kind: class of thing, the path segment after ``id/``; the header's key is ``class``.
        required: whether a value must be given.
        default: value used where none is given, as a user would write it.
        many: whether several values may be given.
        bound: ``first`` or ``last`` day of a date that names only its month or year.
        minimum: least number allowed.
        maximum: greatest number allowed.
        choices: the only values of a text; none if any text will do.
        into: the parameter whose values this one chooses: a region stands for its authorities.
    """

    name: str
    type: str
    scheme: str | None = None
    kind: str | None = None
    required: bool = False
    default: tuple[str, ...] = ()
    many: bool = False
    description: str = ""
    example: str | None = None
    bound: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    into: str | None = None

    @property
    def option(self) -> str:
        """The option of the command line: ``min_run`` is ``--min-run``."""
        return "--" + self.name.replace("_", "-")

    @property
    def always_bound(self) -> bool:
        """Whether the parameter has exactly one value in every call, so that ``$name`` can stand for it."""
        return (self.required or bool(self.default)) and not self.many


@dataclass(frozen=True, slots=True)
class Instead:
    """Another query that may have rows where one has none.

    Attributes:
        query: its name.
        tells: what its rows are.
        values: values of its parameters, beside those that both queries share.
    """

    query: str
    tells: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Header:
    """What a stored query says of itself.

    Attributes:
        summary: one line.
        form: the form of query as the header states it, ``SELECT`` for example; empty if it does not.
        description: what a row is, and what counts.
        tags: words to find it by.
        question: the question of users that it answers, ``Q1`` to ``Q30``.
        covers: what records the answer rests on; printed with it.
        params: its parameters.
        columns: what columns hold, for those whose names do not say it.
        show: the columns that tables for people show, in order; none for all.
        group: columns whose common values head a group of rows in tables for people; none for no groups.
        example: values of parameters of a call that works.
        labels: whether data formats give label columns too; no for files that another command reads.
        needs: reports of one authority that the query compares at least.
        instead: other queries to name if this one has no rows.
    """

    summary: str
    description: str = ""
    tags: tuple[str, ...] = ()
    question: str | None = None
    covers: str = ""
    params: Mapping[str, Parameter] = field(default_factory=lambda: MappingProxyType({}))
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    show: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    example: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    labels: bool = True
    needs: int = 1
    instead: tuple[Instead, ...] = ()
    form: str = ""


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """A stored query: its name (the file's, without ``.rq``), header, whole text and place."""

    name: str
    header: Header
    text: str
    path: Path | None = None


def header_text(text: str) -> str:
    r"""The YAML of the ``#+`` lines, with as many lines as the file has before them.

    >>> header_text("#+ summary: All\n#+ tags: [a]\nSELECT * {}")
    'summary: All\ntags: [a]'
    """
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("#+"):
            lines.append(line[3:] if line.startswith("#+ ") else line[2:])
        elif lines and not line.startswith("#"):
            break
        else:
            lines.append("")
    return "\n".join(lines).rstrip("\n")


def parse_header(text: str, where: str) -> Header:
    """Read the header of a stored query.

    Args:
        text: the whole file.
        where: the file's name, for errors.

    Raises:
        QueryError: there is no header, it is not YAML, or a key or value has no meaning here.
    """
    # Imported here: a query given as plain SPARQL needs no YAML.
    from kg.queries.yaml_core import load

    yaml = header_text(text)
    if not yaml.strip():
        raise QueryError(f"{where}: no header; begin the file with '#+ summary: ...'")
    fields = _mapping(load(yaml, f"{where}, header"), where, "the header")
    _known(fields, _KEYS, where, "header")
    if not fields.get("summary"):
        raise QueryError(f"{where}: the header lacks a summary")
    params = {
        name: _parameter(name, _mapping(spec, where, f"parameter {name}"), where)
        for name, spec in _mapping(fields.get("params") or {}, where, "params").items()
    }
    for name, parameter in params.items():
        target = params.get(parameter.into or name)
        if parameter.into and (target is None or (target.type, target.many) != ("authority", True)):
            raise QueryError(f"{where}: parameter {name}: into names no parameter of many authorities")
    question = fields.get("question")
    if question is not None and not re.fullmatch(r"Q([1-9]|[12][0-9]|30)", str(question)):
        raise QueryError(f"{where}: question is Q1 to Q30, not {question!r}")
    example = {
        name: _texts(value, where, f"example of {name}")
        for name, value in _mapping(fields.get("example") or {}, where, "example").items()
    }
    for name in example:
        if name not in params:
            raise QueryError(f"{where}: the example names {name}, which is no parameter")
    columns = _mapping(fields.get("columns") or {}, where, "columns")
    return Header(
        summary=_text(fields["summary"]),
        description=_text(fields.get("description")),
        tags=_texts(fields.get("tags") or (), where, "tags"),
        question=None if question is None else str(question),
        covers=_text(fields.get("covers")),
        params=MappingProxyType(params),
        columns=MappingProxyType({name: _text(label) for name, label in columns.items()}),
        show=_texts(fields.get("show") or (), where, "show"),
        group=_texts(fields.get("group") or (), where, "group"),
        example=MappingProxyType(example),
        labels=_flag(fields.get("labels", True), where, "labels"),
        needs=int(_number(fields.get("needs", 1), where, "needs") or 1),
        instead=tuple(_instead(one, where) for one in _list(fields.get("instead", ()), where, "instead")),
        form=_text(fields.get("form")).upper(),
    )


def parse_query(text: str, name: str, path: Path | None = None) -> StoredQuery:
    """A stored query from the text of its file."""
    return StoredQuery(name, parse_header(text, str(path or name)), text, path)


def _parameter(name: str, spec: Mapping[str, object], where: str) -> Parameter:
    place = f"parameter {name}"
    if not _NAME.match(name):
        raise QueryError(f"{where}: {place}: a name has lower-case letters, digits and _ only")
    if name in RESERVED:
        raise QueryError(f"{where}: {place}: the name is reserved for an option of the command line")
    _known(spec, _PARAM_KEYS, where, place)
    if not spec.get("type"):
        raise QueryError(f"{where}: {place}: no type")
    parameter = Parameter(
        name=name,
        type=_text(spec["type"]),
        scheme=_optional_text(spec.get("scheme")),
        kind=_optional_text(spec.get("class")),
        required=_flag(spec.get("required"), where, f"{place}: required"),
        default=_texts(spec.get("default", ()), where, f"{place}: default"),
        many=_flag(spec.get("many"), where, f"{place}: many"),
        description=_text(spec.get("description")),
        example=_optional_text(spec.get("example")),
        bound=_optional_text(spec.get("bound")),
        minimum=_number(spec.get("minimum"), where, f"{place}: minimum"),
        maximum=_number(spec.get("maximum"), where, f"{place}: maximum"),
        choices=_texts(spec.get("choices", ()), where, f"{place}: choices"),
        into=_optional_text(spec.get("into")),
    )
    if parameter.choices and parameter.type != "text":
        raise QueryError(f"{where}: {place}: choices are of type text, not {parameter.type}")
    if parameter.required and parameter.default:
        raise QueryError(f"{where}: {place}: it is required and has a default; leave one out")
    if len(parameter.default) > 1 and not parameter.many:
        raise QueryError(f"{where}: {place}: several defaults, but not many: true")
    if parameter.bound not in (None, "first", "last"):
        raise QueryError(f"{where}: {place}: bound is first or last, not {parameter.bound!r}")
    return parameter


def _instead(value: object, where: str) -> Instead:
    spec = _mapping(value, where, "instead")
    _known(spec, frozenset({"query", "tells", "values"}), where, "instead")
    values = _mapping(spec.get("values") or {}, where, "values of instead")
    return Instead(_text(spec.get("query")), _text(spec.get("tells")), MappingProxyType(dict(values)))


def _list(value: object, where: str, what: str) -> tuple[object, ...]:
    if isinstance(value, list | tuple):
        return tuple(value)
    raise QueryError(f"{where}: {what} should be a list")


def _mapping(value: object, where: str, what: str) -> Mapping[str, object]:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise QueryError(f"{where}: {what} should be names with values (name: value)")
    return value


def _known(fields: Mapping[str, object], known: frozenset[str], where: str, what: str) -> None:
    for key in fields:
        if key not in known:
            hint = "; put a text that holds a comma in quotes" if fields[key] is None else ""
            known_keys = ", ".join(sorted(known))
            raise QueryError(f"{where}: {what}: unknown key {key!r}; known are {known_keys}{hint}")


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _optional_text(value: object) -> str | None:
    return None if value is None else _text(value)


def _texts(value: object, where: str, what: str) -> tuple[str, ...]:
    values = value if isinstance(value, list | tuple) else (value,)
    if not all(isinstance(one, Scalar) for one in values):
        raise QueryError(f"{where}: {what} should be a value or a list of values")
    return tuple(str(one).lower() if isinstance(one, bool) else str(one) for one in values)


def _flag(value: object, where: str, what: str) -> bool:
    if value is None or isinstance(value, bool):
        return bool(value)
    raise QueryError(f"{where}: {what} is true or false, not {value!r}")


def _number(value: object, where: str, what: str) -> float | None:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    raise QueryError(f"{where}: {what} is a number, not {value!r}")
