"""Derives the trajectories of one authority: its weaknesses, their inspections, and their states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode, Quad

from kg.curation.follow_ups import FollowUpKey, FollowUpReading
from kg.curation.rows import RowDecision
from kg.curation.strengths import StrengthKey, StrengthReading
from kg.namespaces import ID, thing
from kg.rdf.iris import derived_graph
from kg.rdf.terms import Graph
from kg.store.base import Store
from kg.trajectories.decisions import decided, unsettled
from kg.trajectories.derive_queries import local, rows
from kg.trajectories.follow_ups import add_follow_up, follow_ups
from kg.trajectories.history import History, read_past
from kg.trajectories.level_model import LevelModel, shipped
from kg.trajectories.levels import observe
from kg.trajectories.listing import rated
from kg.trajectories.matters import Matters
from kg.trajectories.model import Contribution, Observation, Rules, Unit
from kg.trajectories.nesting import nested
from kg.trajectories.quads import METHOD, add_names, add_software, add_strength, add_trajectory
from kg.trajectories.read import read_names, read_sentences
from kg.trajectories.relevel import Ground
from kg.trajectories.rows import add_unsettled
from kg.trajectories.same_inspection import canonical
from kg.trajectories.scheme import Scheme, read_scheme
from kg.trajectories.strengths import LEAST, add_lost, as_read
from kg.trajectories.trajectory import Trajectory
from kg.trajectories.units import reach_of, units_of, without_subsets
from kg.trajectories.walk import (
    UNKNOWN_LEVELS,
    Run,
    Step,
    claimed_runs,
    steps_of,
    strong_runs,
    walk,
)

NOTHING_READ: Final[Mapping[FollowUpKey, FollowUpReading]] = MappingProxyType({})
"""No readings about recommendations."""

NO_STRENGTH_READ: Final[Mapping[StrengthKey, StrengthReading]] = MappingProxyType({})
"""No readings about strengths."""


def derive(
    store: Store,
    authority: str,
    rules: Rules | None = None,
    decisions: Iterable[RowDecision] = (),
    readings: Mapping[FollowUpKey, FollowUpReading] = NOTHING_READ,
    praised: Mapping[StrengthKey, StrengthReading] = NO_STRENGTH_READ,
) -> list[Quad]:
    """Everything derived for one authority, as quads of its derived graph.

    The result depends only on the data in the store about the authority, its board and its predecessors, and
    on the decisions and readings: not on the order of loading, not on the day.

    Args:
        store: a store that holds ontology, register and documents; derived graphs in it are not read.
        authority: the Department's three-digit code.
        rules: thresholds, the defaults of docs/trajectories.md if none.
        decisions: people's decisions about rows, of any authority; they override the rule.
        readings: people's readings of recommendations, of any authority; they override the rule.
        praised: people's readings of strengths, of any authority; they override the rule.
    """
    name = NamedNode(derived_graph(authority))
    triples = sorted(derived(store, authority, rules, decisions, readings, praised), key=str)
    return [Quad(t.subject, t.predicate, t.object, name) for t in triples]


def derived(
    store: Store,
    authority: str,
    rules: Rules | None = None,
    decisions: Iterable[RowDecision] = (),
    readings: Mapping[FollowUpKey, FollowUpReading] = NOTHING_READ,
    praised: Mapping[StrengthKey, StrengthReading] = NO_STRENGTH_READ,
) -> Graph:
    """Like :func:`derive`, as the graph that is stored."""
    rules, decisions = rules or Rules(), tuple(decisions)
    scheme = read_scheme(store)
    past = read_past(store, authority, scheme)
    graph = Graph()
    add_names(graph, past.names)
    sentences: dict[str, set[str]] = {}
    answers = sorted({ID + read.answer for read in readings.values() if read.answer})
    quoted = read_sentences(store, thing("authority", authority), answers) if answers else ()
    for inspection, sentence in quoted:
        sentences.setdefault(past.names.get(inspection, inspection), set()).add(sentence)
    for history in past.histories:
        ground = Ground(history, scheme, rules, shipped(), Matters(history))
        followed = list(trajectories(history, scheme, rules, ground.reading, ground.matters))
        as_decided = [decided(trajectory, decisions, ground) for trajectory in followed]
        for trajectory in as_decided:
            add_trajectory(graph, history, trajectory, rules)
        rule = (rated(t, rules, shipped(), None) for t in strengths(history, scheme, rules))
        strong = [as_read(t, praised, ground) for t in rule]
        for follow_up in follow_ups(history, [*as_decided, *(s.found for s in strong)], readings, sentences):
            add_follow_up(graph, METHOD, history.authority, follow_up)
        add_unsettled(graph, history, unsettled(followed, decisions, ground))
        for strength in strong:
            add_strength(graph, history, strength.found, rules)
            add_lost(graph, history, strength.lost)
    if len(graph):
        add_software(graph, rules)
    return graph


def named(store: Store, authority: str) -> Graph:
    """The part of :func:`derived` with the name under which each inspection of an authority is shown."""
    scheme = read_scheme(store)
    graph = Graph()
    add_names(graph, canonical(read_names(store, thing("authority", authority)), scheme.broader_kinds))
    return graph


def affected(store: Store, authorities: Iterable[str]) -> list[str]:
    """Codes of the authorities whose trajectories may change if documents about some authorities change.

    A successor's trajectories show its predecessors' inspections.
    """
    codes = set(authorities)
    for code in sorted(codes):
        codes |= {local(str(row["other"])) for row in rows(store, "successors", thing("authority", code))}
    return sorted(codes)


def trajectories(
    history: History,
    scheme: Scheme,
    rules: Rules,
    reading: LevelModel | None = None,
    matters: Matters | None = None,
) -> Iterator[Trajectory]:
    """The weak units of one body, each with its state and runs; subsets are dropped.

    The cohort of a unit itself occurs in a weak finding, a recommendation or a claim of weakness.

    Args:
        history: inspections and their findings.
        scheme: hierarchies and scopes.
        rules: thresholds.
        reading: the model of careful reading, by default the shipped one.
        matters: the words of the findings, read from the history if not given.
    """
    reading, matters = reading or shipped(), matters or Matters(history)
    found: dict[Unit, Trajectory] = {}
    beside: dict[Unit, tuple[Observation, ...]] = {}
    for unit, observations in observed(history, scheme, rules, weak=True, reading=reading):
        steps = steps_of(observations)
        outcome = walk(steps, lapsed=history.ended)
        claimed = claimed_runs(steps)
        if outcome is not None or (claimed and not _read_since(steps, claimed[-1])):
            found[unit] = Trajectory(unit, observations, outcome, claimed)
        else:
            beside[unit] = observations
    kept = list(_kept(found, history, scheme, weak=True, beside=beside))
    for trajectory in nested(kept, scheme):
        yield rated(trajectory, rules, reading, matters, lapsed=history.ended)


def strengths(history: History, scheme: Scheme, rules: Rules) -> Iterator[Trajectory]:
    """The units of one body that were strong in two or more consecutive inspections in scope."""
    found: dict[Unit, Trajectory] = {}
    for unit, observations in observed(history, scheme, rules, weak=False):
        runs = tuple(r for r in strong_runs(steps_of(observations)) if len(r.steps) >= LEAST)
        if runs:
            found[unit] = Trajectory(unit, observations, None, strong=runs)
    yield from _kept(found, history, scheme, weak=False)


def _like(history: History, *, weak: bool) -> list[Contribution]:
    """The contributions that make units: everything weak, or all strengths."""
    everything = [f for some in history.found.values() for f in some]
    return [f for f in everything if (f.weak if weak else f.polarity == "strength")]


def observed(
    history: History, scheme: Scheme, rules: Rules, *, weak: bool, reading: LevelModel | None = None
) -> Iterator[tuple[Unit, tuple[Observation, ...]]]:
    """Each unit with its level in every inspection.

    Args:
        history: inspections and their findings.
        scheme: hierarchies and scopes.
        rules: thresholds.
        weak: units of weaknesses, else of strengths.
        reading: the model of careful reading, by default the shipped one.
    """
    like = _like(history, weak=weak)
    for theme, units in groupby(units_of(like), key=lambda unit: unit.theme):
        found = history.on(theme)
        makers = [f for f in like if theme in f.themes]
        for unit in units:
            reach = reach_of(unit, makers, scheme, board=history.board)
            yield unit, tuple(observe(i, reach, found[i.iri], rules, reading) for i in history.inspections)


def _read_since(steps: Sequence[Step], claimed: Run) -> bool:
    """Whether inspectors reported on the unit after others claimed it weak; then the report counts."""
    after = steps[claimed.steps[-1] + 1 :]
    return any(step.level not in UNKNOWN_LEVELS and step.level != "out-of-scope" for step in after)


def _kept(
    found: dict[Unit, Trajectory],
    history: History,
    scheme: Scheme,
    *,
    weak: bool,
    beside: Mapping[Unit, tuple[Observation, ...]] | None = None,
) -> Iterator[Trajectory]:
    """Without subsets; of equal units the one whose cohort is named most stays, then the broader, then by id.

    Units ``beside`` have no separate row; the row that has all their findings names them.
    """
    named = Counter(
        Unit(theme, cohort) for f in _like(history, weak=weak) for theme in f.themes for cohort in f.cohorts
    )
    order = sorted(found, key=lambda u: (-named[u], len(scheme.broader.get(u.cohort, ())), u))
    rests = [(u, _speaking(found[u].observations)) for u in order]
    kept = {unit: list(dropped) for unit, dropped in without_subsets(rests).items()}
    sets = dict(rests)
    for unit, observations in sorted((beside or {}).items()):
        speaking = _speaking(observations)
        wider = [k for k in kept if k.theme == unit.theme and speaking and speaking <= sets[k]]
        if wider:
            kept[min(wider, key=lambda k: (len(sets[k]), k))].append(unit)
    for unit, dropped in sorted(kept.items()):
        yield replace(found[unit], dropped=tuple(sorted(dropped)))


def _speaking(observations: Iterable[Observation]) -> frozenset[str]:
    return frozenset(f.iri for o in observations for f in o.speaking)
