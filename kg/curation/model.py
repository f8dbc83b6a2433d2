"""A person's decision about one sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field
from typing import Final

ALONE: Final = "-"
"""Value of ``same_as`` for a sentence whose content is in no other sentence."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's decision about one sentence. ``None`` keeps the model's label.

    Attributes:
        document: key of the document, the first 16 digits of its SHA-256.
        sentence: key of the sentence in it (:func:`kg.rdf.iris.sentence_key`).
        by: the person who decided: a role or initials.
        why: the reason.
        polarity: polarity id.
        themes: theme ids, the central one first; empty for none.
        cohorts: cohort ids; empty for none.
        extent: extent id.
        change: id of the declared change, or ``"-"`` for none.
        same_as: key of a sentence of the same document that says the same, or :data:`ALONE`.
        supports: keys of recommendations that the sentence's finding supports (``la-3``); a key with ``!``
            before it is one that the finding does not support.
        where: file and line, for messages.
    """

    document: str
    sentence: str
    by: str
    why: str
    polarity: str | None = None
    themes: tuple[str, ...] | None = None
    cohorts: tuple[str, ...] | None = None
    extent: str | None = None
    change: str | None = None
    same_as: str | None = None
    supports: tuple[str, ...] = ()
    where: str = field(default="", compare=False)

    @property
    def place(self) -> tuple[str, str]:
        """Document and sentence that it is about."""
        return self.document, self.sentence

    @property
    def labels(self) -> bool:
        """Whether it overrides a label."""
        fields = (self.polarity, self.themes, self.cohorts, self.extent, self.change)
        return any(field is not None for field in fields)

    @property
    def decides(self) -> bool:
        """Whether it overrides anything, label or link."""
        return self.labels or self.same_as is not None or bool(self.supports)


def of_document(corrections: Iterable[Correction], document: str) -> tuple[Correction, ...]:
    """The corrections of one document, in the order of their sentences' keys."""
    return tuple(sorted((c for c in corrections if c.document == document), key=lambda c: c.sentence))


def corrections_fingerprint(corrections: Iterable[Correction]) -> str:
    """Hash of corrections: one of the inputs of a document's graph. Empty for none."""
    told = sorted(repr(astuple(c)[:-1]) for c in corrections)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16] if told else ""
