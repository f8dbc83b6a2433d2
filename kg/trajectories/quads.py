"""Trajectories as triples, each with its evidence and the rule that derived it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from kg.namespaces import thing
from kg.rdf.terms import Graph, in_scheme, share, text, truth, whole
from kg.trajectories.confidence import of_run, of_state
from kg.trajectories.derive_queries import local
from kg.trajectories.history import History
from kg.trajectories.model import VERSION, WEAK, Observation, Rules, Unit, class_of
from kg.trajectories.rows import add_items, add_row
from kg.trajectories.scheme import tiers
from kg.trajectories.trajectory import Trajectory
from kg.trajectories.walk import UNKNOWN_LEVELS, Run

_QUOTED = ("firstQuoted", "secondQuoted", "thirdQuoted")
METHOD = NamedNode(thing("software", VERSION))


def add_names(graph: Graph, names: Mapping[str, str]) -> None:
    """Add the name under which each inspection is shown, and the names that belong to one inspection."""
    for iri, shown in names.items():
        graph.add(NamedNode(iri), "canonical", NamedNode(shown))
        if iri != shown:
            graph.add(NamedNode(iri), "sameInspection", NamedNode(shown))
            graph.add(NamedNode(shown), "sameInspection", NamedNode(iri))


def add_software(graph: Graph, rules: Rules) -> None:
    """Add the rule as the software that derived everything."""
    graph.a(METHOD, "Software")
    graph.add(METHOD, "dcterms:title", text(VERSION.rpartition("-")[0]))
    graph.add(METHOD, "dcterms:hasVersion", text(rules.version.partition("-")[2]))


def add_trajectory(graph: Graph, history: History, found: Trajectory, rules: Rules) -> None:
    """Add a weak unit: its observations, runs, repeats and state."""
    node = _unit(graph, history, found, rules)
    outcome = found.outcome
    observed = _add_observations(graph, history, found)
    state = outcome.state if outcome else "lapsed" if history.ended else "unknown"
    graph.add(node, "state", in_scheme("state", state))
    graph.add(node, "tier", in_scheme("tier", "derived"))
    if outcome is not None:
        if outcome.last_known is not None:
            graph.add(node, "lastKnownState", in_scheme("state", outcome.last_known))
        for level in outcome.between:
            graph.add(node, "between", in_scheme("level", level))
        graph.add(node, "betweenList", text(" ".join(outcome.between)) if outcome.between else None)
        if state == "resolved":
            graph.add(node, "proof", NamedNode(found.observations[outcome.now].proof or ""))
        for number, (earlier, later) in enumerate(outcome.repeats):
            same = found.same[number] if number < len(found.same) else None
            _add_repeat(graph, node, history, found, observed, earlier, later, same=same)
    official = outcome.runs if outcome else ()
    own = [r for r in official if found.observations[r.steps[0]].inspection.predecessor is None]
    longest = {at for run in own if len(run.steps) > 1 for at in run.steps}
    claimed = [r for r in found.claimed if not longest & set(r.steps)]
    runs = [*official, *claimed]
    nodes = [_add_run(graph, history, found, run, n, observed) for n, run in enumerate(runs, start=1)]
    for run_node in nodes:
        graph.add(node, "run", run_node)
    latest = len(official) - 1 if official else len(runs) - 1
    graph.add(node, "latestRun", nodes[latest])
    graph.add(node, "leastConfidence", share(of_state(found, runs[latest])))
    graph.add(node, "latestRead", observed[outcome.now] if outcome else None)
    graph.add(node, "shownBy", _telling(found, runs[latest]))
    graph.add(node, "declared", truth(runs[latest].declared))
    add_row(graph, node, found)
    add_items(graph, node, found)


def add_strength(graph: Graph, history: History, found: Trajectory, rules: Rules) -> None:
    """Add a unit that was strong in several consecutive inspections."""
    node = _unit(graph, history, found, rules)
    add_row(graph, node, found)
    observed = _add_observations(graph, history, found)
    for number, run in enumerate(found.strong, start=1):
        run_node = NamedNode(thing("run", f"{_key(history, found)}/{number}"))
        graph.add(node, "run", run_node)
        graph.a(run_node, "Run")
        graph.add(run_node, "order", whole(number))
        _add_extent(graph, found, run, run_node, observed)


def _row(history: History, unit: Unit) -> NamedNode:
    return NamedNode(thing("trajectory", f"{history.key}/{unit.theme}/{unit.cohort}"))


def _node(history: History, found: Trajectory) -> NamedNode:
    return NamedNode(thing("trajectory", _key(history, found)))


def _unit(graph: Graph, history: History, found: Trajectory, rules: Rules) -> NamedNode:
    node = _node(history, found)
    graph.a(node, "SustainedStrength" if found.strong else "Trajectory")
    graph.add(node, "authority", NamedNode(history.authority))
    graph.add(node, "inspectedBody", NamedNode(history.body))
    graph.add(node, "theme", in_scheme("theme", found.unit.theme))
    graph.add(node, "cohort", in_scheme("cohort", found.unit.cohort))
    for unit in found.dropped:
        graph.add(node, "includedCohort", in_scheme("cohort", unit.cohort))
    if found.dropped:
        graph.add(node, "includedCohortList", text(" ".join(unit.cohort for unit in found.dropped)))
    if found.wider is not None:
        graph.add(node, "widerUnit", _row(history, found.wider))
    for unit in found.narrower:
        graph.add(node, "exceptFor", _row(history, unit))
    graph.add(node, "method", METHOD)
    graph.add(node, "ruleVersion", text(rules.version))
    scoped = [o for o in found.observations if o.level != "out-of-scope"]
    graph.add(node, "inspectionsRead", _listed(o for o in scoped if o.level not in UNKNOWN_LEVELS))
    graph.add(node, "inspectionsUnread", _listed(o for o in scoped if o.level in UNKNOWN_LEVELS))
    graph.add(
        node, "inspectionsOutOfScope", _listed(o for o in found.observations if o.level == "out-of-scope")
    )
    return node


def _listed(observations: Iterable[Observation]) -> Literal | None:
    parts = [
        f"{o.inspection.began} {local(o.inspection.kind)}"
        + (f" ({local(o.inspection.predecessor)})" if o.inspection.predecessor else "")
        for o in observations
    ]
    return text("; ".join(parts)) if parts else None


def _add_observations(graph: Graph, history: History, found: Trajectory) -> dict[int, NamedNode]:
    """Add the observations of the inspections in scope; return the node of each place in the sequence."""
    trajectory = _node(history, found)
    nodes: dict[int, NamedNode] = {}
    previous: NamedNode | None = None
    scoped = [at for at, o in enumerate(found.observations) if o.level != "out-of-scope"]
    for order, at in enumerate(scoped, start=1):
        observation = found.observations[at]
        key = f"{_key(history, found)}/{observation.inspection.key}"
        nodes[at] = node = NamedNode(thing("observation", key))
        graph.a(node, "Observation")
        graph.add(trajectory, "observation", node)
        graph.add(node, "ofInspection", NamedNode(observation.inspection.iri))
        graph.add(node, "order", whole(order))
        graph.add(node, "previousObservation", previous)
        previous = node
        graph.add(node, "level", in_scheme("level", observation.level))
        rule = observation.rule_level
        graph.add(node, "ruleLevel", in_scheme("level", rule) if rule else None)
        graph.add(node, "method", METHOD)
        if observation.inspection.predecessor is not None:
            graph.add(node, "predecessor", NamedNode(observation.inspection.predecessor))
        if observation.level == "unread":
            continue
        _add_grounds(graph, node, observation)
        # The chance is the model's; it does not apply to a class of levels that a person gave instead.
        if observation.chances and (not rule or class_of(rule) == class_of(observation.level)):
            likely = observation.chances.get(class_of(observation.level), 0.0)
            graph.add(node, "levelConfidence", share(likely))
    return nodes


def _add_grounds(graph: Graph, node: NamedNode, observation: Observation) -> None:
    """Add the evidence of an observation, and the few sentences to quote for it."""
    graph.add(
        node, "weakCount", whole(sum(f.weak and f.sort != "recommendation" for f in observation.speaking))
    )
    graph.add(node, "strongCount", whole(sum(f.polarity == "strength" for f in observation.speaking)))
    graph.add(node, "declared", truth(bool(observation.declared_in)))
    graph.add(node, "tier", in_scheme("tier", _tier(observation)))
    for found in observation.speaking:
        graph.add(node, "restsOn", NamedNode(found.iri))
    for name, iri in zip(_QUOTED, observation.shown, strict=False):
        graph.add(node, "shownBy", NamedNode(iri))
        graph.add(node, name, NamedNode(iri))
    for iri in observation.declared_in:
        graph.add(node, "declaredIn", NamedNode(iri))


def _telling(found: Trajectory, latest: Run) -> NamedNode | None:
    """The one sentence to quote for a trajectory: the newest about it, else that of its last run."""
    now = found.outcome.now if found.outcome else latest.steps[-1]
    shown = found.observations[now].shown or found.observations[latest.steps[-1]].shown
    return NamedNode(shown[0]) if shown else None


def _tier(observation: Observation) -> str:
    """The best standing among the documents an observation rests on."""
    speaking = {f.tier for f in observation.speaking}
    return next((tier for tier in tiers() if tier in speaking), tiers()[0])


def _add_run(
    graph: Graph,
    history: History,
    found: Trajectory,
    run: Run,
    number: int,
    observed: Mapping[int, NamedNode],
) -> NamedNode:
    node = NamedNode(thing("run", f"{_key(history, found)}/{number}"))
    graph.a(node, "Run")
    _add_extent(graph, found, run, node, observed)
    graph.add(node, "order", whole(number))
    graph.add(node, "severity", in_scheme("level", run.severity))
    graph.add(node, "trend", in_scheme("trend", run.trend))
    graph.add(node, "declared", truth(run.declared))
    claimed = any(found.observations[at].level not in WEAK for at in run.steps)
    basis = "claimed" if claimed else "declared" if run.declared else "inferred"
    graph.add(node, "basis", in_scheme("persistence-basis", basis))
    return node


def _add_extent(
    graph: Graph, found: Trajectory, run: Run, node: NamedNode, observed: Mapping[int, NamedNode]
) -> None:
    inspections = [found.observations[at].inspection for at in run.steps]
    graph.add(node, "firstInspection", NamedNode(inspections[0].iri))
    graph.add(node, "lastInspection", NamedNode(inspections[-1].iri))
    graph.add(node, "runLength", whole(len(run.steps)))
    graph.add(node, "leastConfidence", share(of_run(found.observations, run)))
    graph.add(node, "ended", truth(run.ended))
    if run.ended_by is not None:
        graph.add(node, "endedBy", in_scheme("level", run.ended_by))
    for at in run.steps:
        graph.add(node, "observation", observed[at])
    shown = found.observations[run.steps[-1]].shown
    graph.add(node, "shownBy", NamedNode(shown[0]) if shown else None)


def _add_repeat(
    graph: Graph,
    trajectory: NamedNode,
    history: History,
    found: Trajectory,
    observed: Mapping[int, NamedNode],
    earlier: int,
    later: int,
    *,
    same: bool | None,
) -> None:
    """Add a link between two consecutive inspections; it names the prior findings."""
    key = f"{_key(history, found)}/{found.observations[later].inspection.key}"
    node = NamedNode(thing("repeat", key))
    graph.a(node, "Repeat")
    graph.add(trajectory, "repeat", node)
    graph.add(node, "earlierObservation", observed[earlier])
    graph.add(node, "laterObservation", observed[later])
    graph.add(node, "method", METHOD)
    graph.add(node, "sameMatter", None if same is None else truth(same))
    for prior in _weak(found.observations[earlier]):
        graph.add(node, "restsOn", NamedNode(prior))


def _weak(observation: Observation) -> Sequence[str]:
    return [f.iri for f in observation.speaking if f.weak]


def _key(history: History, found: Trajectory) -> str:
    key = f"{history.key}/{found.unit.theme}/{found.unit.cohort}"
    return f"{key}/strength" if found.strong else key
