"""The types of parameters: what people write, turned into the terms that a query is bound with."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from numbers import Integral
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import BadParameter, CallError, QueryError, UnknownName
from kg.frameworks import grade_scales
from kg.namespaces import ID
from kg.queries import scalars
from kg.queries.binding import Value
from kg.queries.header import Parameter
from kg.queries.names import Name, Names, find, find_one
from kg.rdf.mint import document_key

SCHEMES: Final[Mapping[str, tuple[str, ...]]] = {
    "theme": ("theme",),
    "cohort": ("cohort",),
    "area": ("judgement-area",),
    "kind": ("kind",),
    "framework": ("framework",),
    "grade": ("grade",),
    "polarity": ("polarity",),
    "state": ("state",),
    "level": ("level",),
    "tier": ("tier",),
    "neighbours-edition": ("neighbours-edition",),
}
"""Types whose values are the concepts of schemes, by the schemes' ids.

Grades are those of the scales of all frameworks, which share names: ``inadequate`` then means each of them.
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
            raise UnknownName(f"parameter of {of}", name, _closest_names(name, params))
    terms: dict[str, tuple[Value, ...]] = {}
    for name, parameter in params.items():
        values = _listed(given.get(name), parameter) or parameter.default
        if not values and parameter.required:
            example = f", for example {parameter.option} {parameter.example}" if parameter.example else ""
            raise BadParameter(f"{of} needs {parameter.option}{example}")
        if len(values) > 1 and not parameter.many:
            raise BadParameter(f"{parameter.option} takes one value, not {len(values)}")
        found = (term for value in values for term in _parse(value, parameter, names))
        terms[name] = tuple(dict.fromkeys(found))
    _check_order(terms)
    for name, parameter in params.items():
        if parameter.into and terms[name]:
            terms[parameter.into] = _within(terms[name], terms[parameter.into], parameter, names)
    return terms


def _within(
    regions: Sequence[Value], given: Sequence[Value], parameter: Parameter, names: Names
) -> tuple[Value, ...]:
    """The authorities of regions; of those that were given themselves, the ones that lie there."""
    there = [NamedNode(iri) for region in regions for iri in names.within(region.value)]
    chosen = [term for term in given if term in there] if given else there
    if not chosen:
        raise BadParameter(f"{parameter.option}: no authority that is asked for lies there")
    return tuple(dict.fromkeys(chosen))


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


def _closest_names(name: str, params: Mapping[str, Parameter]) -> list[str]:
    close = difflib.get_close_matches(name, params, n=3, cutoff=0.6)
    return close or [known for known in params if known.startswith(name[:3])] or list(params)[:3]


def _check_order(terms: Mapping[str, tuple[Value, ...]]) -> None:
    """Refuse a time that ends before it begins, which no row can fit."""
    since, until = (next((term.value for term in terms.get(name, ())), None) for name in ("since", "until"))
    if since and until and since > until:
        raise BadParameter(f"--since {since} is after --until {until}; nothing lies between")


def _listed(value: object, parameter: Parameter) -> tuple[object, ...]:
    """The values given: one, or those of a list, a set, a column of a data frame."""
    if value is None:
        return ()
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
        return (value,)
    values = tuple(sorted(value, key=str) if isinstance(value, set | frozenset) else value)
    if not values:
        # A filter that came out empty must not turn into no filter at all.
        raise BadParameter(f"{parameter.option}: the list is empty; leave it out to ask for all")
    return values


def _parse(value: object, parameter: Parameter, names: Names) -> tuple[Value, ...]:
    try:
        text = _written(value, parameter)
        scalars.check_characters(text)
        known = parameter_type(parameter)
        if parameter.type == "text" and not parameter.choices:
            return known.terms(text, parameter, names)
        return _several(text.strip(), parameter, known, names)
    except BadParameter as error:
        raise BadParameter(f"{parameter.option}: {error}") from None


def _written(value: object, parameter: Parameter) -> str:
    """A value as a person would write it; data frames turn whole numbers into floats of their own kinds."""
    match value:
        case bool() if parameter.type == "boolean":
            return str(value)
        case bool():
            pass
        case str():
            return value
        case date():
            return value.isoformat()[:10]
        case Integral():
            return str(int(value))
        case float() | Decimal() if Decimal(value).is_finite():
            return f"{Decimal(str(value)).normalize():f}"
    raise BadParameter(f"{value!r} is neither text, number nor date")


def _several(text: str, parameter: Parameter, known: ParameterType, names: Names) -> tuple[Value, ...]:
    """The terms of one name, or of names separated by commas if the whole is not a name."""
    try:
        return known.terms(text, parameter, names)
    except UnknownName as whole:
        parts = [part.strip() for part in re.split("[,;]", text) if part.strip()]
        if len(parts) < 2 or not parameter.many:
            raise
        found: list[Value] = []
        unknown: UnknownName | None = None
        for part in parts:
            try:
                found += known.terms(part, parameter, names)
            except UnknownName as error:
                unknown = unknown or error
        if unknown is not None:
            raise (unknown if found and unknown.near else whole) from None
        return tuple(found)


def _schemes(parameter: Parameter) -> tuple[str, ...]:
    if parameter.type == "grade":
        return grade_scales()
    return (parameter.scheme,) if parameter.scheme else SCHEMES[parameter.type]


def _concepts(parameter: Parameter, names: Names) -> list[Name]:
    return [name for scheme in _schemes(parameter) for name in names.concepts(scheme)]


def _concept_terms(text: str, parameter: Parameter, names: Names) -> tuple[Value, ...]:
    what = (parameter.scheme or parameter.type).replace("-", " ")
    if parameter.type == "grade" and re.fullmatch(r"(grade *)?[0-9]", text.casefold()):
        raise BadParameter(f"{text!r}: a number is another grade on each scale; write the grade's name")
    return tuple(NamedNode(name.iri) for name in find(what, text, _concepts(parameter, names)))


def _labelled(parameter: Parameter, names: Names) -> Sequence[Name]:
    return names.labelled(LABELLED[parameter.type])


def _labelled_terms(text: str, parameter: Parameter, names: Names) -> tuple[Value, ...]:
    return (NamedNode(find_one(parameter.type, text, _labelled(parameter, names)).iri),)


def _authority_terms(text: str, _parameter: Parameter, names: Names) -> tuple[Value, ...]:
    return (NamedNode(find_one("authority", text, names.authorities(), councils=True).iri),)


def _document_terms(text: str, _parameter: Parameter, names: Names) -> tuple[Value, ...]:
    if re.fullmatch(r"[0-9a-fA-F]{8,64}", text):
        found = names.things("document", f"{ID}document/{document_key(text.lower())}")
        if len(found) > 1:
            raise BadParameter(f"{len(found)} documents begin with {text}; write more of the hash")
        if found:
            return (NamedNode(found[0]),)
    iri = text if text.startswith(ID) else None
    if iri and names.exists(scalars.iri(iri).value):
        return (NamedNode(iri),)
    return (NamedNode(find_one("document", text, names.documents()).iri),)


def _thing_terms(text: str, parameter: Parameter, names: Names) -> tuple[Value, ...]:
    """Things of one class by IRI or key; of any class by IRI or ``class/key``."""
    kind = parameter.kind or (parameter.type if parameter.type in THINGS else "")
    within = f"{kind}/" if kind else ""
    key = text.removeprefix(ID).removeprefix(within)
    thing = scalars.iri(f"{ID}{within}{key}")
    if names.exists(thing.value):
        return (thing,)
    what, _, rest = f"{within}{key}".partition("/")
    near = names.things(what, f"{ID}{what}/{rest[:3]}") if _plain(f"{what}/{rest}") else ()
    raise UnknownName(kind or "thing", text, _closest(key, [iri.removeprefix(ID + within) for iri in near]))


def _keys(kind: str, names: Names) -> Sequence[Name]:
    within = f"{ID}{kind}/"
    keys = (iri.removeprefix(within) for iri in names.things(kind, within))
    return [Name(f"{within}{key}", key, key) for key in keys]


def _text_terms(text: str, parameter: Parameter, names: Names) -> tuple[Value, ...]:
    """A text as it stands, or one of the choices that a parameter has."""
    if not parameter.choices:
        return scalars.text_terms(text, parameter, names)
    choices = _text_choices(parameter, names)
    return (Literal(find_one(parameter.name.replace("_", " "), text.strip(), choices).id),)


def _text_choices(parameter: Parameter, _names: Names) -> Sequence[Name]:
    return [Name("", choice, choice) for choice in parameter.choices]


def _plain(key: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9./-]+", key) is not None


def _closest(key: str, keys: Sequence[str]) -> list[str]:
    return difflib.get_close_matches(key, keys[:5000], n=3, cutoff=0.6)


TYPES: Final[Mapping[str, ParameterType]] = {
    "authority": ParameterType(
        "name or code of an authority", _authority_terms, lambda _parameter, names: names.authorities()
    ),
    **{name: ParameterType("id or label", _concept_terms, _concepts) for name in (*SCHEMES, "concept")},
    **{name: ParameterType("name or code", _labelled_terms, _labelled) for name in LABELLED},
    **{name: ParameterType("key or IRI", _thing_terms) for name in (*THINGS, "thing")},
    "inspection": ParameterType(
        "key or IRI", _thing_terms, lambda _parameter, names: _keys("inspection", names)
    ),
    "document": ParameterType(
        "hash or file name", _document_terms, lambda _parameter, names: names.documents()
    ),
    "iri": ParameterType("IRI", scalars.iri_terms),
    "date": ParameterType("date", scalars.date_terms),
    "integer": ParameterType("whole number", scalars.integer_terms),
    "decimal": ParameterType("number", scalars.decimal_terms),
    "boolean": ParameterType("yes or no", scalars.boolean_terms),
    "text": ParameterType("text", _text_terms, _text_choices),
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
