"""Errors that pass from one process to another keep their class and their words."""

from __future__ import annotations

import errno

import pytest

from kg.errors import EnvironmentFault, KgError, StoreDamaged, UnknownName
from kg.sandbox.faults import raised, told


@pytest.mark.parametrize(
    "problem", [StoreDamaged("A file is cut short."), UnknownName("theme", "plan", ("plans",), ())]
)
def test_an_error_of_ours_arrives_as_it_was(problem: KgError) -> None:
    with pytest.raises(type(problem)) as arrived:
        raised(told(problem))
    assert str(arrived.value) == str(problem)


def test_what_the_system_refused_arrives_with_its_number() -> None:
    with pytest.raises(OSError) as arrived:
        raised(told(OSError(errno.ENOSPC, "No space left on device")))
    assert (arrived.value.errno, arrived.value.strerror) == (errno.ENOSPC, "No space left on device")


def test_an_error_of_another_version_is_one_of_the_environment() -> None:
    with pytest.raises(EnvironmentFault, match="It is new"):
        raised({"error": "NoSuchError", "message": "It is new."})


def test_an_answer_is_no_error() -> None:
    raised({"more": False})
