"""Every command of the README runs as written, in a fresh shell, in a copy of the project.

``make test`` is left out, since this is one of the tests. Of the lines that install, those run whose tool is
there (``make wheel-test`` installs pipx and uv), and the ``kg`` of each answers and writes xlsx.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.docs.sessions import blocks

from .conftest import CHECKOUT

pytestmark = [pytest.mark.wheel, pytest.mark.xdist_group("wheel")]

LEFT_OUT = {"make test"}
INSTALLERS = ("pipx", "uv", "pip")


def commands() -> list[str]:
    page = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    lines = [line for block in blocks(page) if block.kind == "indented" for line in block.text.splitlines()]
    return [command for line in lines if (command := line.partition("  #")[0].strip())]


def _tools(folder: Path) -> None:
    """Put pipx and uv into a folder of their own: beside them may lie a ``kg`` of this checkout."""
    folder.mkdir()
    for tool in ("pipx", "uv"):
        found = shutil.which(tool) or shutil.which(tool, path=str(Path(sys.executable).parent))
        if found is not None:
            (folder / tool).symlink_to(found)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A fresh clone: the tracked files, and a folder of reports as the README asks for."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, check=True).stdout
    project = tmp_path / "project"
    for name in filter(None, listed.decode().split("\0")):
        if (CHECKOUT / name).is_file():
            (project / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(CHECKOUT / name, project / name)
    (project / "reports").mkdir()
    for report in (project / "documents" / "samples").glob("*.pdf"):
        shutil.copy(report, project / "reports")
    return project


@pytest.mark.skipif(os.name == "nt", reason="the commands of the README are for a POSIX shell")
def test_every_command_runs_as_written(copy: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    venv.create(tmp_path / "venv", with_pip=True)
    _tools(tmp_path / "tools")
    # where each line puts the command
    placed = {"pipx": home / "pipx-bin", "uv": home / "uv-bin", "pip": tmp_path / "venv" / "bin"}
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("KG_", "PYTHON", "VIRTUAL_"))
    }
    surroundings = {
        **kept,
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "UV_TOOL_DIR": str(home / "tools"),
        "UV_TOOL_BIN_DIR": str(placed["uv"]),
        "PIPX_HOME": str(home / "pipx"),
        "PIPX_BIN_DIR": str(placed["pipx"]),
        "PATH": os.pathsep.join([str(placed["pip"]), str(tmp_path / "tools"), os.environ["PATH"]]),
        "PYTHON": sys.executable,
    }
    ran: list[str] = []
    for command in commands():
        tool = command.split()[0]
        if command in LEFT_OUT or (
            tool in INSTALLERS and shutil.which(tool, path=surroundings["PATH"]) is None
        ):
            continue
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=copy,
            env=surroundings,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        assert "command not found" not in done.stderr
        ran.append(command)
        if tool in placed:
            said = copy / f"{tool}.xlsx"
            question = ["query", "statements", "--authority", "Surrey", "-o", str(said)]
            subprocess.run([placed[tool] / "kg", *question], cwd=tmp_path, env=surroundings, check=True)
            assert said.stat().st_size > 0
    assert sum(command.startswith("kg ") for command in ran) >= 6
    assert any(command.startswith(INSTALLERS) for command in ran)
    assert (copy / "statements.xlsx").stat().st_size > 0
