"""Pieces of N-Triples as files that end after each batch."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pyoxigraph import RdfFormat, Store

from kg.store import batches
from kg.store.batches import Batches


def line(number: int) -> bytes:
    return b'<urn:s> <urn:p> "%d" .\n' % number


def test_a_batch_ends_with_the_piece_that_fills_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH_BYTES", 2 * len(line(0)))
    stream = Batches(iter([line(0), b"", line(1) + line(2), line(3), line(4), line(5)]))
    found = []
    while stream.more():
        found.append(b"".join(iter(lambda: stream.read(5), b"")))
    assert found == [line(0) + line(1) + line(2), line(3) + line(4), line(5)]


def test_nothing_to_load_is_no_batch() -> None:
    assert not Batches(iter([b"", b""])).more()


def test_what_goes_wrong_with_a_piece_is_kept() -> None:
    def pieces() -> Iterator[bytes]:
        yield line(0)
        raise KeyError("gone")

    stream = Batches(pieces())
    assert stream.more()
    with pytest.raises(Exception):  # noqa: B017 - as the engine wraps it
        Store().bulk_load(stream, RdfFormat.N_TRIPLES)  # type: ignore[arg-type]
    assert isinstance(stream.problem, KeyError)
