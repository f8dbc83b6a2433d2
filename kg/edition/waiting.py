"""What people are told who wait while many councils are taken in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kg.edition.layer import Layer
from kg.edition.scope import Need
from kg.queries.header import Parameter

MANY: Final = 20
"""From how many councils on it is reported that taking them in takes a while."""

_TAKES: Final[Mapping[Layer, str]] = {Layer.ROWS: "about 20 seconds", Layer.WHOLE: "minutes"}
"""How long all councils take on two cores."""


def _fewer(parameter: Parameter, layer: Layer) -> bool:
    """Whether a question with this parameter needs fewer councils; a layer of a region is that of England."""
    if parameter.type == "region":
        return layer is Layer.WHOLE
    return parameter.type == "authority" and "authority" in (parameter.name, parameter.into)


def announcement(need: Need, coming: int, params: Sequence[Parameter] = ()) -> str:
    """What is added to a store before a question is answered, how long that takes, and how to need less.

    Args:
        need: what the question needs.
        coming: number of councils that the store lacks.
        params: of the question.
    """
    what = "" if need.layer is Layer.WHOLE else "the weaknesses and recommendations of "
    why = "this question may need any of them" if params else "any of them may be needed"
    told = f"adding {what}{coming} councils to the store, once, which takes {_TAKES[need.layer]}: {why}"
    options = [p.option for p in params if _fewer(p, need.layer)] if need.codes is None else []
    return f"{told}. Fewer: {' or '.join(options)}" if options else told
