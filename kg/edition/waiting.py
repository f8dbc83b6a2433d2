"""The message shown while many councils are loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kg.edition.layer import Layer
from kg.edition.scope import Need
from kg.queries.header import Parameter

MANY: Final = 20
"""Number of councils from which a message says that loading them takes a while."""

_TAKES: Final[Mapping[Layer, str]] = {Layer.ROWS: "about 20 seconds", Layer.WHOLE: "minutes"}
"""Time that loading all councils takes on two cores."""


def _fewer(parameter: Parameter, layer: Layer) -> bool:
    """Whether a question with this parameter needs fewer councils; a layer of a region is that of England."""
    if parameter.type == "region":
        return layer is Layer.WHOLE
    return parameter.type == "authority" and "authority" in (parameter.name, parameter.into)


def announcement(need: Need, coming: int, params: Sequence[Parameter] = ()) -> str:
    """The data added to a store before a question is answered, the time it takes, and how to need less.

    Args:
        need: the need of the question.
        coming: number of councils that the store lacks.
        params: parameters of the question.
    """
    what = "" if need.layer is Layer.WHOLE else "the weaknesses and recommendations of "
    why = "this question may need any of them" if params else "any of them may be needed"
    told = f"adding {what}{coming} councils to the store, once, which takes {_TAKES[need.layer]}: {why}"
    options = [p.option for p in params if _fewer(p, need.layer)] if need.codes is None else []
    return f"{told}. Fewer: {' or '.join(options)}" if options else told
