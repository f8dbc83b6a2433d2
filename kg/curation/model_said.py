"""The model's labels that a person's decision replaces, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.classify.base import Label, Labels
from kg.curation.model import Correction


def model_said(one: Correction, model: Labels | None) -> str:
    """The model's labels for each field that a correction decides, with confidence; empty if only links are.

    >>> model_said(Correction("d", "s", "JS", "why", polarity="mixed"), Labels(Label("weakness", 0.52)))
    'polarity weakness 0.52'
    """
    pairs = _pairs(one, model) if model is not None else ()
    return "; ".join(f"{name} {' '.join(_sure(label) for label in said) or '-'}" for name, said, _ in pairs)


def difference(one: Correction, model: Labels | None) -> str:
    """The change that a correction makes to the model's labels, or that it confirms them.

    >>> difference(Correction("d", "s", "JS", "why", polarity="mixed"), Labels(Label("weakness", 0.52)))
    'polarity weakness -> mixed'
    """
    changed = []
    for name, said, wanted in _pairs(one, model) if model is not None else ():
        before = " ".join(label.id for label in said) or "-"
        if before != wanted:
            changed.append(f"{name} {before} -> {wanted}")
    if one.same_as is not None:
        changed.append("stands alone" if one.same_as == "-" else f"says the same as {one.same_as}")
    for item in one.supports:
        changed.append(f"does not support {item[1:]}" if item.startswith("!") else f"supports {item}")
    return "; ".join(changed) or "as the model said"


def _pairs(one: Correction, model: Labels) -> Iterator[tuple[str, Sequence[Label], str]]:
    """Name of each decided field, the model's labels and the decision."""
    if one.polarity is not None:
        yield "polarity", (model.polarity,), one.polarity
    if one.themes is not None:
        yield "themes", model.themes, " ".join(one.themes) or "-"
    if one.cohorts is not None:
        yield "cohorts", model.cohorts, " ".join(one.cohorts) or "-"
    if one.extent is not None:
        yield "extent", (model.extent,), one.extent
    if one.change is not None:
        yield "change", (model.change,) if model.change is not None else (), one.change


def _sure(label: Label) -> str:
    return f"{label.id} {label.confidence:.2f}"
