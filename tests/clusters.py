"""A Dask scheduler and its workers as processes on the loopback, for tests and benchmarks."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class Cluster:
    """A scheduler, and as many workers with one thread each as are asked for.

    Args:
        folder: where it writes what it says.
        failures: how many workers may die on a task before the scheduler gives it up.
    """

    def __init__(self, folder: Path, failures: int = 3) -> None:
        self._folder = folder
        self._environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", ""))).rstrip(os.pathsep),
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(failures),
        }
        self._scheduler: subprocess.Popen[bytes] | None = None
        self.address = ""
        self.workers: list[subprocess.Popen[bytes]] = []

    def have(self, count: int) -> str:
        """See to it that the scheduler runs and has so many workers, and give its address."""
        if self._scheduler is None or self._scheduler.poll() is not None:
            self._start()
        self.workers = [one for one in self.workers if one.poll() is None]
        while len(self.workers) > count:
            kill(self.workers.pop())
        while len(self.workers) < count:
            self.workers.append(self._run("dask_worker", self.address, "--no-nanny", "--nthreads", "1"))
        with import_module("distributed").Client(self.address, set_as_default=False, timeout=60) as client:
            until = time.monotonic() + 120
            while client.scheduler_info()["n_workers"] != count:
                assert time.monotonic() < until, f"{count} workers are not there"
                time.sleep(0.05)
        return self.address

    def end_scheduler(self) -> None:
        """End the scheduler at once."""
        if self._scheduler is not None:
            kill(self._scheduler)

    def end(self) -> None:
        """End all processes."""
        for process in self.workers:
            kill(process)
        self.end_scheduler()

    def _start(self) -> None:
        self.end()
        self.workers = []
        told = self._folder / "scheduler.json"
        told.unlink(missing_ok=True)
        self._scheduler = self._run("dask_scheduler", "--port", "0", "--scheduler-file", str(told))
        until = time.monotonic() + 60
        while True:
            with contextlib.suppress(OSError, ValueError):
                self.address = json.loads(told.read_text(encoding="utf-8"))["address"]
                return
            assert time.monotonic() < until, "no scheduler"
            time.sleep(0.05)

    def _run(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{program}", *words]
        with (self._folder / f"{program}.log").open("ab") as log:
            return subprocess.Popen(
                [*command, "--host", "127.0.0.1", "--no-dashboard"],
                cwd=self._folder,
                env=self._environment,
                stdout=log,
                stderr=log,
            )


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process at once, as a power cut of its machine would."""
    process.kill()
    process.wait()
