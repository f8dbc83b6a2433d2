"""Tasks that several workers share out."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from kg.sandbox.parallel import shared_out


class Clerk:
    """A worker without a process."""

    def __init__(self) -> None:
        self.ended = threading.Event()

    def end(self) -> None:
        self.ended.set()


def clerks(number: int = 2) -> list[Clerk]:
    return [Clerk() for _ in range(number)]


def test_each_task_is_done_once_and_the_workers_end() -> None:
    workers = clerks(3)
    found = list(shared_out(range(50), workers, lambda _, task: task * 2))
    assert sorted(found) == [(task, task * 2) for task in range(50)]
    assert all(worker.ended.is_set() for worker in workers)


def test_what_is_done_first_comes_first() -> None:
    last = threading.Event()

    def work(_: Clerk, task: str) -> str:
        if task == "long":
            assert last.wait(30)
        return task

    found = shared_out(["long", "short"], clerks(), work)
    assert next(found)[0] == "short"
    last.set()
    assert next(found)[0] == "long"


def test_in_order_few_tasks_are_begun_before_their_turn() -> None:
    begun: list[int] = []
    third = threading.Event()

    def work(_: Clerk, task: int) -> int:
        begun.append(task)
        if task == 2:
            third.set()
        return task

    found = shared_out(range(9), clerks(), work, ahead=3)
    assert next(found) == (0, 0)
    assert third.wait(30)
    assert max(begun) <= 3
    assert [task for task, _ in found] == list(range(1, 9))


def test_a_failure_ends_all_workers() -> None:
    workers = clerks()

    def work(_: Clerk, task: int) -> int:
        if task == 1:
            raise ValueError("the second one")
        return task

    with pytest.raises(ValueError, match="the second one"):
        list(shared_out(range(9), workers, work, ahead=4))
    assert all(worker.ended.is_set() for worker in workers)


def test_nothing_goes_on_when_nobody_wants_the_rest() -> None:
    workers = clerks()
    found: Iterator[Any] = shared_out(range(9), workers, lambda _, task: task)
    next(found)
    found.close()  # type: ignore[attr-defined]
    assert all(worker.ended.is_set() for worker in workers)


def test_without_tasks_nothing_happens() -> None:
    assert list(shared_out([], clerks(), lambda _, task: task)) == []
