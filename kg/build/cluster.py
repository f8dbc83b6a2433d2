"""A connection to a Dask scheduler whose machines read documents as this one does.

Only the scheduler is contacted.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from kg.build.process import LARGEST
from kg.build.worker import differences, versions
from kg.errors import BadParameter, EnvironmentFault, KgError, MissingExtra
from kg.text import visible

REACH: Final = 10.0
"""Seconds within which a scheduler must answer and have a worker."""
_ADDRESS: Final = re.compile(r"(?:(?:tcp|tls)://)?(?:[\w.-]+|\[[\w.:%]+\]):\d{1,5}")


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler that is connected.

    Attributes:
        client: Dask's client for it.
        address: its address as the user gave it.
        here: :func:`kg.build.worker.versions` of this machine.
    """

    client: Any
    address: str
    here: Mapping[str, str]

    @contextmanager
    def reaching(self) -> Iterator[None]:
        """Convert any error of a call of the client into an error of this project."""
        try:
            yield
        except KgError:
            raise
        except Exception as problem:
            raise self.lost(problem) from problem

    def lost(self, problem: object) -> EnvironmentFault:
        """The error for a lost connection."""
        return EnvironmentFault(
            f"The connection to the scheduler at {self.address} (--scheduler) was lost: "
            f"{first_line(problem)}. Nothing was stored: repeat the command."
        )


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """Connect to a scheduler.

    Args:
        address: host and port, as ``tcp://192.0.2.7:8786``; TLS is set up in Dask's own configuration.

    Raises:
        BadParameter: it is not an address.
        MissingExtra: Dask is not installed.
        EnvironmentFault: nothing answers there, there are no workers, or a machine has different versions.
    """
    if not _ADDRESS.fullmatch(address):
        raise BadParameter(f"--scheduler: {address!r} is not an address such as tcp://192.0.2.7:8786.")
    try:
        dask, distributed = import_module("dask"), import_module("distributed")
    except ImportError as problem:
        raise MissingExtra("dask distributed", "dask") from problem
    large = {"distributed.admin.large-graph-warning-threshold": 10 * LARGEST}  # documents travel with tasks
    with dask.config.set(large), _quiet("distributed", "tornado"):
        try:
            _knock(distributed, address)
            client = distributed.Client(
                address, timeout=REACH, set_as_default=False, direct_to_workers=False, name="inspection-kg"
            )
        except Exception as problem:
            raise EnvironmentFault(
                f"No Dask scheduler answers at {address} (--scheduler): {first_line(problem)}. "
                "Start one with: dask scheduler"
            ) from problem
        try:
            cluster = Cluster(client, address, versions())
            with cluster.reaching():
                _compare(cluster)
            yield cluster
        finally:
            client.close(timeout=REACH)


def _knock(distributed: Any, address: str) -> None:
    """Exchange a greeting with the listener at an address: Dask's client would wait for one for ever.

    Raises:
        OSError: it does not answer in time.
    """
    how = distributed.Security().get_connection_args("client")

    async def greeted() -> None:
        connecting = import_module("distributed.comm").connect(address, timeout=REACH, **how)
        (await asyncio.wait_for(connecting, REACH)).abort()

    try:
        with ThreadPoolExecutor(1) as thread:  # the caller may run its own event loop, as in a notebook
            thread.submit(asyncio.run, greeted()).result()
    except TimeoutError as problem:
        raise OSError(f"the program that listens there did not answer within {REACH:g} seconds") from problem


def _compare(cluster: Cluster) -> None:
    """Compare the versions on all machines.

    Raises:
        EnvironmentFault: there are no workers, or a machine has different versions.
    """
    client, address = cluster.client, cluster.address
    try:
        client.wait_for_workers(1, timeout=REACH)
    except TimeoutError as problem:
        raise EnvironmentFault(
            f"The scheduler at {address} (--scheduler) has no workers. Start some with: dask worker {address}"
        ) from problem
    told: dict[str, object] = {f"The worker {at}": there for at, there in _told_by_workers(client).items()}
    try:
        told["The machine"] = client.run_on_scheduler(versions)
    except ImportError as problem:
        told["The machine"] = problem
    for name, there in told.items():
        if isinstance(there, dict):
            wrong = differences(there, cluster.here)
        else:
            wrong = f"inspection-kg cannot be used there: {first_line(there)}"
        if wrong:
            raise EnvironmentFault(
                f"{visible(name)} of the scheduler at {address} (--scheduler) would read documents "
                f"differently: {wrong}. Install the same versions on each machine."
            )


def _told_by_workers(client: Any) -> dict[str, object]:
    """The versions of each worker, or the error that it returns instead."""
    told: dict[str, object] = client.run(versions, on_error="return")
    return told


def first_line(problem: object) -> str:
    """The first line of an error's message, or its kind if there is no message."""
    lines = visible(str(problem)).strip().splitlines()
    return lines[0][:300].rstrip(".") if lines else type(problem).__name__


@contextmanager
def _quiet(*libraries: str) -> Iterator[None]:
    """Keep libraries from writing to the terminal: errors are raised."""
    known = [log for name, log in logging.root.manager.loggerDict.items() if name.split(".")[0] in libraries]
    handlers = [(log, log.handlers) for log in known if isinstance(log, logging.Logger) and log.handlers]
    for log, _ in handlers:
        log.handlers = [logging.NullHandler()]
    try:
        yield
    finally:
        for log, before in handlers:
            log.handlers = before
