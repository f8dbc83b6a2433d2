"""Rules over a whole store, by default those of this installation that look across documents."""

from __future__ import annotations

from collections.abc import Iterable

from kg.validate.report import Report
from kg.validate.rules import Asked, Rule, rule_results


def run_rules(store: Asked, rules: Iterable[Rule] | None = None) -> Report:
    """Run rules over a store.

    Args:
        store: any object that answers SELECT, for example a store of :mod:`kg.store`.
        rules: the rules to run; by default those of this installation that look across documents.

    Returns:
        A report, without places in documents.
    """
    if rules is None:
        # reads the shapes with rdflib, which callers that pass their own rules do not need
        from kg.validate.shapes import load_shapes

        rules = [rule for rule in load_shapes().rules if rule.across]
    return Report.of(result for rule in rules for result in rule_results(store, rule))
