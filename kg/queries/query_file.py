"""The header of a stored query: ``#+`` lines in YAML before SPARQL that is valid as written.

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
    #+ row: {by: [inspection, area], one: judgement, many: judgements}
    #+ example: {authority: Surrey}

An unknown key is an error that names it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kg.errors import QueryError
from kg.queries.header import MARKS, Chart, Counted, Header, Instead, Parameter, Reads, StoredQuery

RESERVED: Final = frozenset(
    {"store", "format", "output", "endpoint", "queries", "limit", "seconds", "help", "sparql"}
)
"""Names of options of the command line, which no parameter may have."""

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
        "row",
        "example",
        "labels",
        "needs",
        "reads",
        "instead",
        "chart",
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
"""A value as read from YAML."""


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
        row=_counted(fields["row"], where) if fields.get("row") else Counted(),
        example=MappingProxyType(example),
        labels=_flag(fields.get("labels", True), where, "labels"),
        needs=int(_number(fields.get("needs", 1), where, "needs") or 1),
        instead=tuple(_instead(one, where) for one in _list(fields.get("instead", ()), where, "instead")),
        form=_text(fields.get("form")).upper(),
        reads=_reads(fields.get("reads", Reads.COUNCIL), where),
        chart=_chart(fields["chart"], where) if fields.get("chart") else None,
    )


def parse_query(text: str, name: str, path: Path | None = None) -> StoredQuery:
    """A stored query from the text of its file."""
    return StoredQuery(name, parse_header(text, str(path or name)), text, path)


def _reads(value: object, where: str) -> Reads:
    try:
        return Reads(str(value))
    except ValueError:
        raise QueryError(f"{where}: reads is one of {', '.join(Reads)}, not {value!r}") from None


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


def _counted(value: object, where: str) -> Counted:
    spec = _mapping(value, where, "row")
    _known(spec, frozenset({"by", "one", "many", "joined"}), where, "row")
    if not spec.get("one") or not spec.get("many"):
        raise QueryError(f"{where}: row: say what one is called, and many")
    return Counted(
        by=_texts(spec.get("by") or (), where, "by of row"),
        one=_text(spec["one"]),
        many=_text(spec["many"]),
        joined=_texts(spec.get("joined") or (), where, "joined of row"),
    )


def _chart(value: object, where: str) -> Chart:
    spec = _mapping(value, where, "chart")
    _known(spec, frozenset({"mark", "x", "y", "color", "one"}), where, "chart")
    for key in ("mark", "x", "y"):
        if not spec.get(key):
            raise QueryError(f"{where}: chart: no {key}")
    if spec["mark"] not in MARKS:
        raise QueryError(f"{where}: chart: mark is {', '.join(MARKS)}, not {spec['mark']!r}")
    return Chart(
        mark=_text(spec["mark"]),
        x=_text(spec["x"]),
        y=_text(spec["y"]),
        color=_optional_text(spec.get("color")),
        one=_texts(spec.get("one") or (), where, "one of chart"),
    )


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
