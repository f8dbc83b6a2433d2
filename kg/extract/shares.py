"""Assigns items of a document about several authorities to those that they are for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.extract.facts import Recommendation, Section
from kg.extract.named import told_of


def shares(
    items: Sequence[Recommendation],
    sections: Sequence[Section],
    members: Sequence[str],
    codes: Mapping[str, str] | None,
) -> tuple[Recommendation, ...]:
    """Items with the authorities that each is for.

    The addressee is read first, then the item's own words, then the sub-heading above it, then the heading of
    its section. The first that names an authority decides; if none does, or if it names them all, the item is
    for all. Several councils together are a partnership.

    Args:
        items: the items of the document.
        sections: its sections, in printed order.
        members: codes of all authorities that the document is about.
        codes: codes by name of further authorities.
    """
    made = []
    for item in items:
        above = [s.heading for s in sections if s.evidence.span.start <= item.evidence.span.start]
        places = (item.addressee_printed, item.text, item.group, above[-1] if above else None)
        told = next(filter(None, (told_of(said, codes, members) for said in places if said)), frozenset())
        some = tuple(code for code in members if code in told)
        one = len(some) == 1
        role = "partnership" if item.addressee == "la" and not one else item.addressee
        made.append(replace(item, addressee=role, authorities=some if len(some) < len(members) else ()))
    return tuple(made)
