"""One build of the distributions, and environments that hold them and nothing of the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Installed:
    """A virtual environment with the package installed, and an empty folder to work in."""

    root: Path
    work: Path

    @property
    def scripts(self) -> Path:
        return self.root / ("Scripts" if os.name == "nt" else "bin")

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.scripts / program), *arguments],
            cwd=self.work,
            env=_surroundings(self.work),
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    def kg(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run("kg", *arguments)

    def python(self, code: str) -> str:
        done = self.run("python", "-c", code)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def _surroundings(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "KG_"))}
    places = {name: str(home) for name in ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA")}
    return {**kept, **places, "PYTHONUTF8": "1", "NO_COLOR": "1", "COLUMNS": "120"}


def build(out: Path) -> None:
    """Put the source distribution, and the wheel built from it, into a folder."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(CHECKOUT)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the source distribution, and the wheel built from it."""
    out = tmp_path_factory.mktemp("dist")
    build(out)
    return out


@pytest.fixture(scope="session")
def wheel(distributions: Path) -> Path:
    (path,) = distributions.glob("*.whl")
    return path


@pytest.fixture(scope="session")
def sdist(distributions: Path) -> Path:
    (path,) = distributions.glob("*.tar.gz")
    return path


@pytest.fixture(scope="session")
def from_wheel(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return _install(tmp_path_factory, "it's a wheel", [str(wheel)])


@pytest.fixture(scope="session")
def editable(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return _install(tmp_path_factory, "editable", ["--no-build-isolation", "--editable", str(CHECKOUT)])


def _install(factory: pytest.TempPathFactory, name: str, arguments: Sequence[str]) -> Installed:
    """A fresh environment that borrows the dependencies of this one.

    ``make demo`` installs the dependencies anew; here that would only take time. A folder named in a
    ``.pth`` file is put on the path, but its own ``.pth`` files are not read, so the editable install of
    this environment stays out.
    """
    base = factory.mktemp("environment")
    installed = Installed(base / name, base)
    venv.create(installed.root, with_pip=False, symlinks=os.name != "nt")
    paths = {"base": str(installed.root), "platbase": str(installed.root)}
    packages = Path(sysconfig.get_path("purelib", "venv", vars=paths))
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    python = str(installed.scripts / "python")
    command = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps"]
    # else pip would take what is borrowed for an installation to remove
    command += ["--ignore-installed", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return installed
