"""The types of parameters: what people write, turned into the terms that a query is bound with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import BadParameter, CallError, QueryError, UnknownName
from kg.namespaces import ID, PREFIXES
from kg.queries.binding import Value
from kg.queries.dates import bounds
from kg.queries.header import Parameter
from kg.queries.names import Name, Names, find, find_one

Given = str | int | float | Decimal | date
"""One value as a caller writes it."""

_XSD: Final = PREFIXES["xsd"]
_LONGEST: Final = 2000

SCHEMES: Final[Mapping[str, tuple[str, ...]]] = {
    "theme": ("theme",),
    "cohort": ("cohort",),
    "area": ("judgement-area",),
    "kind": ("kind",),
    "framework": ("framework",),
    "grade": ("grade", "grade-2009", "grade-annual", "grade-apa"),
    "polarity": ("polarity",),
    "state": ("state",),
    "level": ("level",),
    "tier": ("tier",),
    "neighbours-edition": ("neighbours-edition",),
}
"""Types whose values are the concepts of schemes, by the schemes' ids.

Scales of different years have grades of one name: ``inadequate`` then means each of them.
"""

LABELLED: Final[Mapping[str, str]] = {"region": "Region"}
"""Types whose values are the labelled things of a class of the ontology."""

THINGS: Final = (
    "inspection",
    "finding",
    "recommendation",
    "mention",
    "judgement",
    "trajectory",
    "run",
    "statement",
)
"""Types whose values are things under ``id/<type>/``, written as IRI or key."""


@dataclass(frozen=True, slots=True)
class ParameterType:
    """A type of parameter.

    Attributes:
        hint: what to write, for help texts.
        terms: from a text to one term, or to several that share the name.
        choices: all that there is to choose from, for completion; none where there are too many.
    """

    hint: str
    terms: Callable[[str, Parameter, Names], tuple[Value, ...]]
    choices: Callable[[Parameter, Names], Sequence[Name]] = lambda _parameter, _names: ()


def terms_of(
    params: Mapping[str, Parameter], given: Mapping[str, object], names: Names, *, of: str
) -> dict[str, tuple[Value, ...]]:
    """The terms of all parameters of a query.

    Args:
        params: as the header declares them.
        given: as the caller wrote them: a value, a list of values, or ``None`` for not given.
        names: where names are looked up.
        of: the query's name, for errors.

    Raises:
        UnknownName: no such parameter, or a value names nothing.
        BadParameter: a value does not fit its type, is missing, or there are too many.
    """
    for name in given:
        if name not in params:
            near = [known for known in params if known.startswith(name[:3])] or list(params)[:3]
            raise UnknownName(f"parameter of {of}", name, near)
    terms: dict[str, tuple[Value, ...]] = {}
    for name, parameter in params.items():
        values = _listed(given.get(name)) or parameter.default
        if not values and parameter.required:
            example = f", for example {parameter.option} {parameter.example}" if parameter.example else ""
            raise BadParameter(f"{of} needs {parameter.option}{example}")
        if len(values) > 1 and not parameter.many:
            raise BadParameter(f"{parameter.option} takes one value, not {len(values)}")
        found = (term for value in values for term in _parse(value, parameter, names))
        terms[name] = tuple(dict.fromkeys(found))
    return terms


def parameter_type(parameter: Parameter) -> ParameterType:
    """The type that a parameter declares.

    Raises:
        QueryError: there is no such type, or it lacks its scheme or class.
    """
    known = TYPES.get(parameter.type)
    if known is None:
        raise QueryError(
            f"Parameter {parameter.name}: no type {parameter.type!r}; types are {', '.join(TYPES)}"
        )
    if parameter.type == "concept" and not parameter.scheme:
        raise QueryError(f"Parameter {parameter.name}: type concept needs a scheme")
    return known


def _listed(value: object) -> tuple[object, ...]:
    if value is None:
        return ()
    if isinstance(value, list | tuple | set | frozenset):
        return tuple(sorted(value, key=str) if isinstance(value, set | frozenset) else value)
    return (value,)


def _parse(value: object, parameter: Parameter, names: Names) -> tuple[Value, ...]:
    if not isinstance(value, Given) or (isinstance(value, bool) and parameter.type != "boolean"):
        raise BadParameter(f"{parameter.option}: {value!r} is neither text, number nor date")
    text = value.isoformat()[:10] if isinstance(value, date) else str(value)
    try:
        _check_characters(text)
        known = parameter_type(parameter)
        return known.terms(text if parameter.type == "text" else text.strip(), parameter, names)
    except BadParameter as error:
        raise BadParameter(f"{parameter.option}: {error}") from None


def _check_characters(text: str) -> None:
    if not text.strip():
        raise BadParameter("the value is empty")
    if len(text) > _LONGEST:
        raise BadParameter(f"the value has {len(text)} characters; {_LONGEST} are allowed")
    for char in text:
        # Unassigned and private characters are data; these are not text at all, and engines differ on them.
        control = unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n\r"
        if control or 0xFDD0 <= ord(char) <= 0xFDEF or ord(char) & 0xFFFE == 0xFFFE:
            raise BadParameter(f"the value holds the character U+{ord(char):04X}, which is not text")


def _schemes(parameter: Parameter) -> tuple[str, ...]:
    return (parameter.scheme,) if parameter.scheme else SCHEMES[parameter.type]


def _concepts(parameter: Parameter, names: Names) -> list[Name]:
    return [name for scheme in _schemes(parameter) for name in names.concepts(scheme)]


def _concept_terms(text: str, parameter: Parameter, names: Names) -> tuple[Value, ...]:
    what = (parameter.scheme or parameter.type).replace("-", " ")
    return tuple(NamedNode(name.iri) for name in find(what, text, _concepts(parameter, names)))


def _labelled(parameter: Parameter, names: Names) -> Sequence[Name]:
    return names.labelled(LABELLED[parameter.type])


def _labelled_terms(text: str, parameter: Parameter, names: Names) -> tuple[Value, ...]:
    return (NamedNode(find_one(parameter.type, text, _labelled(parameter, names)).iri),)


def _authority_terms(text: str, _parameter: Parameter, names: Names) -> tuple[Value, ...]:
    return (NamedNode(find_one("authority", text, names.authorities(), councils=True).iri),)


def _document_terms(text: str, _parameter: Parameter, names: Names) -> tuple[Value, ...]:
    if re.fullmatch(r"[0-9a-fA-F]{8,64}", text):
        found = names.things("document", f"{ID}document/{text[:16].lower()}")
        if len(found) > 1:
            raise BadParameter(f"{len(found)} documents begin with {text}; write more of the hash")
        if found:
            return (NamedNode(found[0]),)
    iri = text if text.startswith(ID) else None
    if iri and names.exists(_iri(iri).value):
        return (NamedNode(iri),)
    return (NamedNode(find_one("document", text, names.documents()).iri),)


def _thing_terms(text: str, parameter: Parameter, names: Names) -> tuple[Value, ...]:
    """Things of one class by IRI or key; of any class by IRI or ``class/key``."""
    kind = parameter.kind or (parameter.type if parameter.type in THINGS else "")
    within = f"{kind}/" if kind else ""
    key = text.removeprefix(ID).removeprefix(within)
    thing = _iri(f"{ID}{within}{key}")
    if names.exists(thing.value):
        return (thing,)
    what, _, rest = f"{within}{key}".partition("/")
    near = names.things(what, f"{ID}{what}/{rest[:3]}") if _plain(f"{what}/{rest}") else ()
    raise UnknownName(kind or "thing", text, _closest(key, [iri.removeprefix(ID + within) for iri in near]))


def _plain(key: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9./-]+", key) is not None


def _closest(key: str, keys: Sequence[str]) -> list[str]:
    import difflib

    return difflib.get_close_matches(key, keys[:5000], n=3, cutoff=0.6)


def _iri(text: str) -> NamedNode:
    if not re.match(r"https?://[^/]", text):
        raise BadParameter(f"{text!r} is not an IRI that begins with http:// or https://")
    try:
        return NamedNode(text)
    except ValueError as error:
        raise BadParameter(f"{text!r} is not an IRI: {error}") from None


def _iri_terms(text: str, _parameter: Parameter, _names: Names) -> tuple[Value, ...]:
    return (_iri(text),)


def _date_terms(text: str, parameter: Parameter, _names: Names) -> tuple[Value, ...]:
    first, last = (date.today(),) * 2 if text.lower() == "today" else bounds(text)
    bound = parameter.bound or {"since": "first", "until": "last", "on": "last"}.get(parameter.name)
    if bound is None and first != last:
        raise BadParameter(f"{text!r} names no single day; write it as 2022-03-09 or '9 March 2022'")
    day = first if bound == "first" else last
    return (Literal(day.isoformat(), datatype=NamedNode(_XSD + "date")),)


def _integer_terms(text: str, parameter: Parameter, _names: Names) -> tuple[Value, ...]:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        raise BadParameter(f"{text!r} is not a whole number")
    number = int(text)
    _check_range(text, number, parameter)
    return (Literal(str(number), datatype=NamedNode(_XSD + "integer")),)


def _decimal_terms(text: str, parameter: Parameter, _names: Names) -> tuple[Value, ...]:
    if not re.fullmatch(r"[+-]?([0-9]{1,18}(\.[0-9]{0,18})?|\.[0-9]{1,18})", text):
        raise BadParameter(f"{text!r} is not a number")
    number = Decimal(text)
    _check_range(text, number, parameter)
    return (Literal(f"{number:f}", datatype=NamedNode(_XSD + "decimal")),)


def _boolean_terms(text: str, _parameter: Parameter, _names: Names) -> tuple[Value, ...]:
    truth = {"yes": "true", "true": "true", "no": "false", "false": "false"}.get(text.strip().lower())
    if truth is None:
        raise BadParameter(f"{text!r} is neither yes nor no")
    return (Literal(truth, datatype=NamedNode(_XSD + "boolean")),)


def _check_range(text: str, number: int | Decimal, parameter: Parameter) -> None:
    if parameter.minimum is not None and number < parameter.minimum:
        raise BadParameter(f"{text} is less than {parameter.minimum:g}")
    if parameter.maximum is not None and number > parameter.maximum:
        raise BadParameter(f"{text} is more than {parameter.maximum:g}")


def _text_terms(text: str, _parameter: Parameter, _names: Names) -> tuple[Value, ...]:
    return (Literal(text),)


TYPES: Final[Mapping[str, ParameterType]] = {
    "authority": ParameterType(
        "name or code of an authority", _authority_terms, lambda _parameter, names: names.authorities()
    ),
    **{name: ParameterType("id or label", _concept_terms, _concepts) for name in (*SCHEMES, "concept")},
    **{name: ParameterType("name or code", _labelled_terms, _labelled) for name in LABELLED},
    **{name: ParameterType("key or IRI", _thing_terms) for name in (*THINGS, "thing")},
    "document": ParameterType(
        "hash or file name", _document_terms, lambda _parameter, names: names.documents()
    ),
    "iri": ParameterType("IRI", _iri_terms),
    "date": ParameterType("date", _date_terms),
    "integer": ParameterType("whole number", _integer_terms),
    "decimal": ParameterType("number", _decimal_terms),
    "boolean": ParameterType("yes or no", _boolean_terms),
    "text": ParameterType("text", _text_terms),
}
"""All types, by name."""


def check_types(params: Mapping[str, Parameter]) -> list[str]:
    """What is wrong with the types that a header declares."""
    problems = []
    for parameter in params.values():
        try:
            parameter_type(parameter)
        except CallError as error:
            problems.append(str(error))
    return problems
