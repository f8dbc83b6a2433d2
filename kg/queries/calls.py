"""Calls as people type them, for messages that name the command that helps."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence

from kg.queries.header import StoredQuery


def call(words: Sequence[str]) -> str:
    """A command as people type it.

    >>> call(["kg", "reports", "--authority", "St Helens"])
    "kg reports --authority 'St Helens'"
    """
    return shlex.join(words)


def question(query: StoredQuery, values: Mapping[str, object], where: Sequence[str] = ()) -> str:
    """The command that asks a stored query.

    Args:
        query: the query.
        values: values of its parameters as people write them; empty ones are omitted.
        where: words of the command line that name the store.
    """
    words = ["kg", "query", query.name]
    for name, value in values.items():
        parameter = query.header.params[name]
        listed = value if isinstance(value, list | tuple) else [] if value is None else [value]
        for one in listed:
            if parameter.type == "boolean" and (one is True or one == "yes"):
                words.append(parameter.option)  # an option without a value means yes
            else:
                words += [parameter.option, "no" if one is False else str(one)]
    return call([*words, *where])
