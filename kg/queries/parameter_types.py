"""The types of parameters: the texts that each type accepts, and the terms that they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.closest import closest
from kg.errors import BadParameter, CallError, QueryError, UnknownName
from kg.frameworks import grade_scales
from kg.namespaces import ID
from kg.queries import scalars
from kg.queries.binding import Value
from kg.queries.header import Parameter
from kg.queries.lookup import find, find_one
from kg.queries.names import Name, Names
from kg.rdf.iris import document_key

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
"""Types whose values are the labelled resources of a class of the ontology."""

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
"""Types whose values are resources under ``id/<type>/``, written as IRI or key."""


@dataclass(frozen=True, slots=True)
class ParameterType:
    """A type of parameter.

    Attributes:
        hint: what to write, for help texts.
        terms: turns a text into one term, or into several that share the name.
        choices: all possible values, for completion; none if there are too many.
    """

    hint: str
    terms: Callable[[str, Parameter, Names], tuple[Value, ...]]
    choices: Callable[[Parameter, Names], Sequence[Name]] = lambda _parameter, _names: ()


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


def _schemes(parameter: Parameter) -> tuple[str, ...]:
    if parameter.type == "grade":
        return grade_scales()
    return (parameter.scheme,) if parameter.scheme else SCHEMES[parameter.type]


def _concepts(parameter: Parameter, names: Names) -> list[Name]:
    return [name for scheme in _schemes(parameter) for name in names.concepts(scheme)]


def _concept_terms(text: str, parameter: Parameter, names: Names) -> tuple[Value, ...]:
    what = (parameter.scheme or parameter.type).replace("-", " ")
    if parameter.type == "grade" and re.fullmatch(r"(grade *)?[0-9]", text.casefold()):
        raise BadParameter(
            f"{text!r}: a number means a different grade on each scale; write the grade's name"
        )
    return tuple(NamedNode(name.iri) for name in find(what, text, _concepts(parameter, names)))


def _theme_terms(text: str, parameter: Parameter, names: Names) -> tuple[Value, ...]:
    """A theme, or the themes of a group: documents are labelled with themes, never with a group."""
    (theme,) = _concept_terms(text, parameter, names)[:1]
    members = names.members(theme.value)
    if members and not parameter.many:
        told = ", ".join(iri.rpartition("/")[2] for iri in members)
        raise BadParameter(f"{text!r} is a group of {len(members)} themes; name one of them: {told}")
    return tuple(map(NamedNode, members)) or (theme,)


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
    """Resources of one class by IRI or key; of any class by IRI or ``class/key``."""
    kind = parameter.kind or (parameter.type if parameter.type in THINGS else "")
    within = f"{kind}/" if kind else ""
    key = text.removeprefix(ID).removeprefix(within)
    thing = scalars.iri(f"{ID}{within}{key}")
    if names.exists(thing.value):
        return (thing,)
    what, _, rest = f"{within}{key}".partition("/")
    near = names.things(what, f"{ID}{what}/{rest[:3]}") if _plain(f"{what}/{rest}") else ()
    raise UnknownName(kind or "thing", text, closest(key, [iri.removeprefix(ID + within) for iri in near]))


def _keys(kind: str, names: Names) -> Sequence[Name]:
    within = f"{ID}{kind}/"
    keys = (iri.removeprefix(within) for iri in names.things(kind, within))
    return [Name(f"{within}{key}", key, key) for key in keys]


def _text_terms(text: str, parameter: Parameter, names: Names) -> tuple[Value, ...]:
    """A text unchanged, or one of the choices of a parameter."""
    if not parameter.choices:
        return scalars.text_terms(text, parameter, names)
    choices = _text_choices(parameter, names)
    return (Literal(find_one(parameter.name.replace("_", " "), text.strip(), choices).id),)


def _text_choices(parameter: Parameter, _names: Names) -> Sequence[Name]:
    return [Name("", choice, choice) for choice in parameter.choices]


def _plain(key: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9./-]+", key) is not None


TYPES: Final[Mapping[str, ParameterType]] = {
    "authority": ParameterType(
        "name or code of an authority", _authority_terms, lambda _parameter, names: names.authorities()
    ),
    **{name: ParameterType("id or label", _concept_terms, _concepts) for name in (*SCHEMES, "concept")},
    "theme": ParameterType("id or label", _theme_terms, _concepts),
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
    """The faults of the types that a header declares."""
    problems = []
    for parameter in params.values():
        try:
            parameter_type(parameter)
        except CallError as error:
            problems.append(str(error))
    return problems
