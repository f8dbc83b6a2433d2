"""Turns the values that people write for parameters of a query into terms."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from numbers import Integral
from typing import Final

from pyoxigraph import NamedNode

from kg.closest import closest
from kg.errors import BadParameter, CallError, UnknownName
from kg.queries import scalars
from kg.queries.binding import Value
from kg.queries.called import CALLED
from kg.queries.header import Parameter
from kg.queries.names import Names
from kg.queries.parameter_types import ParameterType, parameter_type

_NAMED: Final = ("authority", "region", "theme", "cohort")
"""Types whose values people confuse: a region is written as a council, a group of children as a theme."""


def terms_of(
    params: Mapping[str, Parameter], given: Mapping[str, object], names: Names, *, of: str
) -> dict[str, tuple[Value, ...]]:
    """The terms of all parameters of a query.

    Args:
        params: as the header declares them.
        given: as the caller wrote them: a value, a list of values, or ``None`` for not given.
        names: the names to look up.
        of: the query's name, for errors.

    Raises:
        UnknownName: there is no such parameter, or a value is an unknown name.
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
        found = (term for value in values for term in _parse(value, parameter, params, names))
        terms[name] = tuple(dict.fromkeys(found))
    _check_order(terms)
    for name, parameter in params.items():
        if parameter.into and terms[name]:
            terms[parameter.into] = _within(terms[name], terms[parameter.into], parameter, names)
    return terms


def _within(
    regions: Sequence[Value], given: Sequence[Value], parameter: Parameter, names: Names
) -> tuple[Value, ...]:
    """The authorities of regions; if authorities were given too, only those in these regions."""
    there = [NamedNode(iri) for region in regions for iri in names.within(region.value)]
    chosen = [term for term in given if term in there] if given else there
    if not chosen:
        raise BadParameter(f"{parameter.option}: none of the authorities that you named is there")
    return tuple(dict.fromkeys(chosen))


def _closest_names(name: str, params: Mapping[str, Parameter]) -> list[str]:
    if CALLED.get(name) in params:
        return [CALLED[name]]
    close = closest(name, params)
    return close or [known for known in params if known.startswith(name[:3])] or list(params)[:3]


def _check_order(terms: Mapping[str, tuple[Value, ...]]) -> None:
    """Refuse a period that ends before it begins, which no row can match."""
    since, until = (next((term.value for term in terms.get(name, ())), None) for name in ("since", "until"))
    if since and until and since > until:
        raise BadParameter(f"--since {since} is after --until {until}; no day is between them")


def _listed(value: object, parameter: Parameter) -> tuple[object, ...]:
    """The values given: one, or those of a list, a set, a column of a data frame."""
    if value is None:
        return ()
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
        return (value,)
    values = tuple(sorted(value, key=str) if isinstance(value, set | frozenset) else value)
    if not values:
        # An empty filter must not become no filter at all.
        raise BadParameter(f"{parameter.option}: the list is empty; leave it out to ask for all")
    return values


def _parse(
    value: object, parameter: Parameter, params: Mapping[str, Parameter], names: Names
) -> tuple[Value, ...]:
    try:
        text = _written(value, parameter)
        scalars.check_characters(text)
        known = parameter_type(parameter)
        if parameter.type == "text" and not parameter.choices:
            return known.terms(text, parameter, names)
        return _several(text.strip(), parameter, known, names)
    except UnknownName as unknown:
        for other in _taking(unknown.name, parameter, params, names):
            article = "an" if other.type[0] in "aeiou" else "a"
            helps = f"It is the name of {article} {other.type}: {other.option} {shlex.quote(unknown.name)}"
            raise UnknownName(unknown.what, unknown.name, helps=helps) from None
        raise
    except BadParameter as error:
        raise BadParameter(f"{parameter.option}: {error}") from None


def _taking(
    text: str, parameter: Parameter, params: Mapping[str, Parameter], names: Names
) -> Iterator[Parameter]:
    """Other parameters that accept a name that is unknown to this one."""
    for other in params.values():
        if other.type in _NAMED and other.type != parameter.type:
            try:
                parameter_type(other).terms(text, other, names)
            except CallError:
                continue
            yield other


def _written(value: object, parameter: Parameter) -> str:
    """A value as a person would write it; data frames turn whole numbers into their own float types."""
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
