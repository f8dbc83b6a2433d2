"""Tables in the layouts of the sector's tools, filled from the graph. docs/layouts.md describes columns."""

from __future__ import annotations

from datetime import date

from pyoxigraph import Literal, NamedNode

from kg.export.layouts.definitions import LAYOUTS, layout
from kg.export.layouts.rows import cells, inspected
from kg.namespaces import PREFIXES
from kg.queries.answer import Answer
from kg.queries.names import Names
from kg.store.base import Solutions, Store

__all__ = ["LAYOUTS", "table"]

_DATE = NamedNode(PREFIXES["xsd"] + "date")


def table(store: Store, names: Names, name: str, authority: str | None = None) -> Answer:
    """One row an inspection, in the columns of another tool.

    Args:
        store: on disk or remote.
        names: the names to look up.
        name: name of the layout: ``d2i`` or ``ofsted``.
        authority: as people write it; by default all.

    Raises:
        UnknownName: there is no such layout or authority.
        UnknownValue: the layout has no column or spelling for a framework or grade.
    """
    chosen = layout(name)
    rows = [tuple(map(_term, row)) for row in cells(inspected(store, names, authority), chosen)]
    heads = tuple(column.name for column in chosen.columns)
    return Answer(lambda: Solutions(heads, iter(rows)), name=name)


def _term(value: str | date | None) -> Literal | None:
    if value is None:
        return None
    return Literal(value.isoformat(), datatype=_DATE) if isinstance(value, date) else Literal(value)
