"""Words that govern what follows them: denials, contrasts, beginnings (data in ``wordings.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Wordings:
    """Sets of lower-case words; see ``wordings.yaml`` for what each is for."""

    denials: frozenset[str]
    contrasts: frozenset[str]
    clause_starts: frozenset[str]
    turning_starts: frozenset[str]
    pointing_starts: frozenset[str]


@cache
def wordings() -> Wordings:
    """The words that come with the package."""
    from ruamel.yaml import YAML

    text = resources.files("kg.classify").joinpath("wordings.yaml").read_text(encoding="utf-8")
    lists = {name: frozenset(words) for name, words in YAML(typ="safe", pure=True).load(text).items()}
    lists["clause_starts"] |= lists["contrasts"]
    return Wordings(**lists)
