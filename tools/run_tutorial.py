"""Run docs/tutorial.ipynb from top to bottom and keep what it shows, without times.

python -m tools.run_tutorial [--out docs/tutorial.ipynb]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

PLACE = Path(__file__).resolve().parents[1] / "docs" / "tutorial.ipynb"
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def run(text: str) -> str:
    """The notebook with the outputs of a fresh run.

    Args:
        text: the notebook, as JSON.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell fails.
    """
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.reads(text, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3", record_timing=False).execute()
    for cell in notebook.cells:
        cell.metadata.clear()
    notebook.metadata = nbformat.from_dict(KERNEL)
    nbformat.validate(notebook)
    written: str = nbformat.writes(notebook)
    return written.rstrip() + "\n"


def main() -> None:
    """Run it and write it."""
    parser = argparse.ArgumentParser(description="Run the tutorial and keep what it shows.")
    parser.add_argument("--out", type=Path, default=PLACE)
    out: Path = parser.parse_args().out
    out.write_text(run(PLACE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    sys.stderr.write(f"{out} written\n")


if __name__ == "__main__":
    main()
