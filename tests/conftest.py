"""What many tests stand on: the sample reports that ship, loaded once."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kg import resources
from kg.pipeline.load import LoadReport, load
from tests import faked_clock
from tests.day import fix_day

fix_day()

collect_ignore = ["ahead", "faked"]
"""Not tests: modules of the name that Python imports by itself, which some systems have of their own."""

# A shell lets what runs behind it ignore Ctrl-C, and so would every process that a test stops with it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes is the machine's business: the rules are what is tested.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

SAMPLES = resources.folder("documents") / "samples"
REGISTER = SAMPLES / "register.ttl"


def pytest_sessionstart() -> None:
    """Refuse to run under a clock that stops waits."""
    if fault := faked_clock.fault():
        pytest.exit(fault, returncode=3)


@pytest.fixture(scope="session")
def sample_load(tmp_path_factory: pytest.TempPathFactory) -> LoadReport:
    """The account of loading the sample reports; its ``store`` is the store."""
    return load([SAMPLES], tmp_path_factory.mktemp("sample") / "store", registers=[REGISTER])


@pytest.fixture(scope="session")
def sample_store(sample_load: LoadReport) -> Path:
    """A store that holds the sample reports. Tests that change it take :func:`own_store`."""
    return sample_load.store


@pytest.fixture
def own_store(sample_store: Path, tmp_path: Path) -> Path:
    """A copy of the sample store that a test may change."""
    return Path(shutil.copytree(sample_store, tmp_path / "store"))
