"""Rules about a single resource: resources with the same values are checked once.

Some rules compare the values of a resource with each other: that its list of themes names each of its themes.
In a document of a thousand sentences many have the same values, and next to none break a rule. Values known
to break no rule are remembered, and SPARQL checks the rest, one resource for all that have the same values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kg.validate.report import Result
from kg.validate.rules import Asked, Rule, rule_results
from kg.validate.terms import Terms

_MOST: Final = 8192
"""Most sets of values that are remembered for a rule; all of England has fewer."""

_CALL: Final = re.compile(r"\b(?:FILTER|BIND)\s*\(", re.IGNORECASE)
_STATED: Final = re.compile(
    r"\s*(?:OPTIONAL\s*\{\s*\$this\s+(?P<maybe>\w+:\w+)\s+\?(?P<bound>\w+)\s*\.?\s*\}"
    r"|\$this\s+(?P<name>\w+:\w+)\s+\?\w+\s*\.)\s*",
    re.IGNORECASE,
)
_CHANCE: Final = re.compile(r"\b(?:RAND|NOW|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)

Said = tuple[tuple[str, ...], ...]
"""The values of some predicates of a resource, as N-Triples writes them."""


@dataclass(frozen=True)
class Own:
    """A rule whose rows follow from the values that a resource has for some predicates.

    Attributes:
        rule: the rule.
        valued: the predicates, as N-Triples writes them.
        present: predicates for which only the presence of a value counts.
        sound: sets of values that do not break the rule.
    """

    rule: Rule
    valued: tuple[str, ...]
    present: tuple[str, ...]
    sound: set[Said] = field(default_factory=set, compare=False)

    def new(self, terms: Terms) -> dict[Said, list[str]]:
        """The resources of a graph by their values, without those that are known not to break the rule.

        Raises:
            Unusual: the graph holds terms that the checks do not know.
        """
        valued = [terms.values(name) for name in self.valued]
        present = [(name, terms.values(name)) for name in self.present]
        groups: dict[Said, list[str]] = {}
        for thing in {thing for name in self.rule.classes for thing in terms.members(f"<{name}>")}:
            values = [table[thing] for table in valued]
            said = (
                *[tuple(some) if len(some) < 2 else tuple(sorted(some)) for some in values],
                tuple([name for name, table in present if thing in table]),
            )
            if said not in self.sound:
                groups.setdefault(said, []).append(thing)
        return groups

    def keep(self, sound: set[Said]) -> None:
        """Remember sets of values that do not break the rule."""
        if len(self.sound) + len(sound) > _MOST:
            self.sound.clear()
        self.sound.update(sound)


def own(rule: Rule) -> Own | None:
    """The values that a rule depends on, if it is about a single resource; ``None`` if it is not."""
    names = dict(rule.prefixes)
    bare = rule.body()
    if _CHANCE.search(bare):
        return None
    stated, at = _without_calls(bare), 0
    valued: list[str] = []
    present: list[str] = []
    while found := _STATED.match(stated, at):
        prefix, _, local = (found["maybe"] or found["name"]).partition(":")
        if prefix not in names:
            return None
        only_bound = found["bound"] and _only_bound(found["bound"], bare)
        (present if only_bound else valued).append(f"<{names[prefix]}{local}>")
        at = found.end()
    whole = at == len(stated) and bare.count("$this") == len(valued) + len(present) > 0
    return Own(rule, tuple(valued), tuple(present)) if whole else None


def _without_calls(text: str) -> str:
    """A body without its filters and bindings."""
    while found := _CALL.search(text):
        end, depth = found.end(), 1
        while depth and end < len(text):
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        text = f"{text[: found.start()]} {text[end:]}"
    return text


def _only_bound(variable: str, text: str) -> bool:
    """Whether a variable occurs in one pattern and otherwise only in ``BOUND``, and is not selected."""
    times = len(re.findall(rf"[?$]{variable}\b", text))
    bound = len(re.findall(rf"\bBOUND\s*\(\s*[?$]{variable}\s*\)", text, re.IGNORECASE))
    return variable != "value" and times == 1 + bound


def own_results(rules: Sequence[Own], terms: Terms, ask: Callable[[bytes], Asked]) -> Iterator[Result]:
    """Results of such rules.

    Args:
        rules: from :func:`own`.
        terms: the graph.
        ask: takes N-Triples and returns an object that answers SELECT over them.

    Raises:
        Unusual: the graph holds terms that the checks do not know.
    """
    new = [(one, groups) for one in rules if (groups := one.new(terms))]
    if not new:
        return
    names = {f"<{name}>" for one, _ in new for name in one.rule.named()}
    first = {things[0] for _, groups in new for things in groups.values()}
    store = ask(terms.lines(names, first))
    for one, groups in new:
        alike = {things[0]: things for things in groups.values()}
        broken: set[str] = set()
        for result in rule_results(store, one.rule):
            thing = f"<{result.focus}>"
            broken.add(thing)
            yield from (replace(result, focus=other[1:-1]) for other in alike.get(thing, ()))
        one.keep({said for said, things in groups.items() if things[0] not in broken})
