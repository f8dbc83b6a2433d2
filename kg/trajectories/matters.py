"""Decides by their words whether two inspections are about the same matter within a theme.

A theme is wide: "plans" are missing for some children at one inspection, and late for others at the next. The
likeness of two findings is the cosine of the words of their sentences, weighted by all findings of the body's
inspections, so that words which every report uses count for little.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from operator import attrgetter
from typing import Final

from kg.findings.words import content_words, cosine
from kg.trajectories.history import History
from kg.trajectories.model import WEAK, Contribution, Observation
from kg.trajectories.trajectory import Trajectory
from kg.trajectories.walk import Outcome

SAME: Final = 0.12
"""Least likeness of two inspections that are about the same matter."""

Kind = Callable[[Contribution], bool]
WEAKNESS: Final[Kind] = attrgetter("weak")
PRAISE: Final[Kind] = attrgetter("praises")


class Matters:
    """The words of all findings in a body's inspections.

    Args:
        history: inspections and their findings.
    """

    def __init__(self, history: History) -> None:
        texts = {
            f.lead.iri: Counter(content_words(f.lead.quote))
            for some in history.found.values()
            for f in some
            if f.lead is not None
        }
        spread = Counter(word for words in texts.values() for word in words)
        rare = {word: math.log((1 + len(texts)) / times) for word, times in spread.items()}
        self._vectors = {iri: _unit(words, rare) for iri, words in texts.items()}

    def link(self, earlier: Observation, later: Observation) -> float:
        """Likeness of the weaknesses of two inspections: that of the two most similar findings, 0 to 1."""
        return self._most(self._weaknesses(earlier), self._weaknesses(later))

    def speaks(self, observation: Observation) -> bool:
        """Whether the weaknesses of an inspection have words to compare."""
        return bool(self._weaknesses(observation))

    def proof(self, weak: Observation, strong: Observation) -> float:
        """Likeness of a weakness and of the strengths that answer it, 0 to 1."""
        return self._most(self._weaknesses(weak), _leads(strong, PRAISE))

    def of(self, found: Trajectory, outcome: Outcome) -> float:
        """Likeness that a row rests on: of its best link, or of its proof; 0 if it has neither."""
        places = [at for run in outcome.runs for at in run.steps if found.observations[at].level in WEAK]
        if outcome.state == "resolved" and places:
            return self.proof(found.observations[max(places)], found.observations[outcome.now])
        links = pairwise(found.observations[at] for at in sorted(places))
        return max((self.link(earlier, later) for earlier, later in links), default=0.0)

    def _weaknesses(self, observation: Observation) -> list[str]:
        """Sentences of the weaknesses; if only a person says that the unit is weak, the quoted ones."""
        told = observation.rule_level and observation.level in WEAK
        quoted = [iri for iri in observation.shown if iri in self._vectors] if told else []
        return _leads(observation, WEAKNESS) or quoted

    def _most(self, ours: Iterable[str], theirs: Iterable[str]) -> float:
        others = [self._vectors[iri] for iri in theirs]
        return max((cosine(self._vectors[iri], other) for iri in ours for other in others), default=0.0)


def _leads(observation: Observation, kind: Kind) -> list[str]:
    return sorted(f.lead.iri for f in observation.speaking if f.lead is not None and kind(f))


def _unit(words: Mapping[str, int], rare: Mapping[str, float]) -> dict[str, float]:
    weights = {word: (1 + math.log(times)) * rare[word] for word, times in sorted(words.items())}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))  # 0 only if there are no words
    return {word: weight / length for word, weight in weights.items()}
