"""Marks the parts of a report that say nothing about its subject: contents pages and legal notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.documents.drafts import Draft

_CONTENTS = re.compile(r"contents", re.IGNORECASE)
_LEGAL = re.compile(
    r"the office for standards in education, children|any complaints about the inspection"
    r"|if you would like a copy of this document|if you are not happy with the inspection"
    r"|© crown copyright|this publication is available at|you may reuse this information|piccadilly gate"
    r"|this document may be reproduced|further copies of this report",
    re.IGNORECASE,
)


def mark_furniture(drafts: Sequence[Draft]) -> None:
    """Turn contents pages, and the publisher's notes from their first words on, into furniture.

    The notes close a report. A heading on a later page opens another report that is bound in after it.
    """
    contents_page = None
    legal = 0
    for draft in drafts:
        text = " ".join(draft.texts).strip()
        if _CONTENTS.fullmatch(text):
            contents_page = draft.page
        if draft.page == contents_page:
            draft.kind = "furniture"
            continue
        if _LEGAL.match(text):
            legal = legal or draft.page
        elif legal and draft.kind == "heading" and draft.page > legal:
            legal = 0
        if legal:
            draft.kind = "furniture"
        # notes on an inner cover end with their page
        if legal and draft.page <= 2:
            legal = 0
