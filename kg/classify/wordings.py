"""Words that govern the text after them: denials, contrasts, beginnings (data in ``wordings.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from kg.classify.tokens import STOPS
from kg.yaml_core import load_file

_DATA: Final = Path(__file__).with_name("wordings.yaml")


@dataclass(frozen=True, slots=True)
class Wordings:
    """Sets of lower-case words; see ``wordings.yaml`` for what each is for."""

    denials: frozenset[str]
    contrasts: frozenset[str]
    clause_starts: frozenset[str]
    turning_starts: frozenset[str]
    pointing_starts: frozenset[str]
    governing: frozenset[str]
    """Words and stops that begin or end what another word governs, or begin a clause."""


@cache
def wordings() -> Wordings:
    """The words that ship with the package."""
    lists = {name: frozenset(words) for name, words in load_file(_DATA).items()}
    lists["clause_starts"] |= lists["contrasts"]
    return Wordings(**lists, governing=STOPS | lists["clause_starts"] | lists["denials"])
