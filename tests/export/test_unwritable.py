"""Places that cannot be written, full disks and interrupted runs: no half file, and a line that says why."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.cli import main
from kg.errors import EnvironmentFault
from kg.export import FORMATS, Selection, export
from kg.render.files import whole

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and devices are those of POSIX")
FORMS = pytest.mark.parametrize("form", sorted(FORMATS))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("where", ["none/all.ttl", "file/all.ttl", "."])
def test_a_place_that_cannot_be_written_is_named(
    sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    place = tmp_path / where
    assert main(["export", "--store", str(sample_store), "--format", "turtle", "-o", str(place)]) == 3
    assert f"{place} cannot be written" in capsys.readouterr().err
    assert names(tmp_path) == ["file"]


@FORMS
def test_a_full_disk_keeps_the_old_file(sample_store: Path, tmp_path: Path, form: str) -> None:
    class Full:
        """A disk on which twenty thousand bytes are left."""

        left = 20_000

        def write(self, data: bytes) -> int:
            self.left -= len(data)
            if self.left < 0:
                raise OSError(28, "No space left on device")
            return len(data)

        def flush(self) -> None:
            pass

    target = tmp_path / "all"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(EnvironmentFault, match="all cannot be written: No space left"), whole(target) as part:
        part.write_text("half", encoding="utf-8")
        export(Full(), FORMATS[form], store=sample_store, selection=Selection())  # type: ignore[arg-type]
    assert names(tmp_path) == ["all"] and target.read_text(encoding="utf-8") == "old"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@FORMS
def test_a_full_standard_output_is_told_in_one_line(sample_store: Path, form: str) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(command(sample_store, "--format", form), stdout=full, stderr=subprocess.PIPE)
    assert ended.returncode == 3
    assert ended.stderr.decode() == "kg: standard output cannot be written: No space left on device\n"


def test_a_device_is_written_to_and_not_replaced(sample_store: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    running = subprocess.Popen(command(sample_store, "--format", "nt", "-o", str(pipe)))
    assert pipe.read_bytes().endswith(b" .\n")
    assert running.wait() == 0 and pipe.is_fifo() and names(tmp_path) == ["pipe"]


def test_a_link_stays_a_link(sample_store: Path, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "all.nt"
    link.symlink_to(tmp_path / "there" / "real.nt")
    assert main(["export", "--store", str(sample_store), "-o", str(link)]) == 0
    assert link.is_symlink() and names(tmp_path / "there") == ["real.nt"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_export_leaves_no_half_file(
    sample_store: Path, tmp_path: Path, number: signal.Signals
) -> None:
    target = tmp_path / "all.nt"
    target.write_text("old", encoding="utf-8")
    slow = (
        "import sys, time; from kg.cli import main; from kg.export import write;"
        "lines = write.merged;"
        "write.merged = lambda streams: (time.sleep(0.05) or line for line in lines(streams));"
        "sys.exit(main(sys.argv[1:]))"
    )
    arguments = ["export", "--store", str(sample_store), "-o", str(target)]
    running = subprocess.Popen([sys.executable, "-c", slow, *arguments], stderr=subprocess.PIPE)
    part = tmp_path / "all.nt.part"
    while running.poll() is None and not part.exists():
        time.sleep(0.01)
    running.send_signal(number)
    running.communicate()
    assert running.returncode == 128 + number
    assert names(tmp_path) == ["all.nt"] and target.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_that_python_drops_is_raised_again(
    sample_store: Path, tmp_path: Path, number: signal.Signals
) -> None:
    """As it does when a signal comes while a weak reference is cleared."""
    deaf = (
        "import sys, time, weakref\n"
        "from kg.cli import main\n"
        "from kg.export import write\n"
        "class Old: pass\n"
        "def slowly(_):\n"
        "    print('deaf', flush=True)\n"
        "    time.sleep(60)\n"
        "def lines(streams):\n"
        "    old = Old()\n"
        "    kept = weakref.ref(old, slowly)\n"
        "    del old\n"
        "    while True:\n"
        "        time.sleep(0.01)\n"
        "        yield b'<urn:a> <urn:b> <urn:c> .\\n'\n"
        "write.merged = lines\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    arguments = ["export", "--store", str(sample_store), "-o", str(tmp_path / "all.nt")]
    running = subprocess.Popen(
        [sys.executable, "-c", deaf, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdout is not None and running.stdout.readline() == b"deaf\n"
    running.send_signal(number)
    running.communicate()
    assert running.returncode == 128 + number
    assert not names(tmp_path)


def command(store: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "kg", "export", "--store", str(store), *arguments]
