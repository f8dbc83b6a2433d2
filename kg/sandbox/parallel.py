"""Several processes that share out a list of tasks: each takes the next one that nobody has begun."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar


class Worker(Protocol):
    """Does one task at a time, in a process of its own."""

    def end(self) -> None:
        """End the process, whatever it is doing."""


W = TypeVar("W", bound=Worker)
T = TypeVar("T")
R = TypeVar("R")


def shared_out(
    tasks: Sequence[T], workers: Sequence[W], work: Callable[[W, T], R], *, ahead: int | None = None
) -> Iterator[tuple[T, R]]:
    """Have workers do tasks; a thread for each worker waits for its process.

    Args:
        tasks: what is to be done, once each.
        workers: are ended when the last task is done, one failed, or nobody wants the rest.
        work: has a worker do one task.
        ahead: how many tasks may be begun before the results of earlier ones are taken; results then come in
            the order of the tasks. By default they come as tasks are done.

    Yields:
        Each task with its result.

    Raises:
        Exception: what ``work`` raised for one of them.
    """
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[int, R] | BaseException] = queue.SimpleQueue()

    def attend(worker: W) -> None:
        try:
            while (number := waiting.get()) >= 0:
                done.put((number, work(worker, tasks[number])))
        except BaseException as problem:
            done.put(problem)
        finally:
            worker.end()

    begun = len(tasks) if ahead is None else min(ahead, len(tasks))
    for number in range(begun):
        waiting.put(number)
    found: dict[int, R] = {}
    try:
        for worker in workers:
            threading.Thread(target=attend, args=(worker,), daemon=True).start()
        for turn in range(len(tasks)):
            number = -1 if ahead is None else turn
            while number not in found:
                answer = done.get()
                if isinstance(answer, BaseException):
                    raise answer
                found[answer[0]] = answer[1]
                number = answer[0] if ahead is None else turn
            if begun < len(tasks):
                waiting.put(begun)
                begun += 1
            yield tasks[number], found.pop(number)
    finally:
        for _ in workers:
            waiting.put(-1)
        for worker in workers:
            worker.end()
