"""One request to an endpoint: when it is sent again, and what is shown of an answer."""

from __future__ import annotations

import io
import urllib.error
from email.message import Message
from typing import NoReturn

import pytest

from kg.errors import EndpointError
from kg.store.endpoints import Endpoint
from kg.store.transport import fetch, first_line


def test_an_endpoint_is_not_asked_again_when_its_time_is_up() -> None:
    """By a clock that stands still: half a second fits into one, a whole second does not."""
    pauses: list[float] = []

    def busy(_: float) -> NoReturn:
        raise urllib.error.HTTPError("http://a.example/", 503, "busy", Message(), io.BytesIO())

    with pytest.raises(EndpointError, match="busy"):
        fetch(Endpoint("council", "", seconds=1.0), busy, sleep=pauses.append, clock=lambda: 0.0)
    assert pauses == [0.5]


def test_an_attempt_has_the_rest_of_the_time_and_a_tenth_of_a_second_at_least() -> None:
    """The second one starts when 0.03 of the one second are left."""
    times = iter([0.0, 0.0, 0.0, 0.97, 0.97])
    given: list[float] = []

    def busy(seconds: float) -> NoReturn:
        given.append(seconds)
        raise urllib.error.HTTPError("http://a.example/", 503, "busy", Message(), io.BytesIO())

    with pytest.raises(EndpointError, match="busy"):
        fetch(Endpoint("council", "", seconds=1.0), busy, sleep=lambda _: None, clock=lambda: next(times))
    assert given == [1.0, 0.1]


@pytest.mark.parametrize(("length", "shown"), [(200, "x" * 200), (201, "x" * 199 + "…")])
def test_what_an_endpoint_says_is_cut_to_200_characters(length: int, shown: str) -> None:
    assert first_line(b"\n" + b"x" * length + b"\nmore") == shown


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        (400, "refused"),
        (401, "requires credentials"),
        (403, "does not allow this"),
        (404, "has no service at this address"),
        (405, "does not accept this kind of request"),
        (499, "refused"),
        (500, "failed"),
    ],
)
def test_what_the_code_of_a_refusal_means_is_said(code: int, meaning: str) -> None:
    def refuse(_: float) -> NoReturn:
        raise urllib.error.HTTPError("http://a.example/", code, "", Message(), io.BytesIO(b"why"))

    with pytest.raises(EndpointError, match=rf"^Endpoint council {meaning}.*\(HTTP {code}\): why\.$"):
        fetch(Endpoint("council", ""), refuse)
