#!/usr/bin/env bash
# In each new zsh, the first Tab completes nothing with typer, the second with click.
#
# Versions: typer 0.29.2, click 8.5.1; zsh 5.9, which has to be there.
# Expected: Tab completes the values of an option each time, and in both spellings that the programs take,
#           "--grade good" and "--grade=good".
# Seen:     The script that typer's --install-completion writes only registers its function when zsh loads it,
#           and completes nothing that time (https://github.com/stephrobert/dsoxlab/issues/134). Click's, in a
#           folder of fpath, calls its function when it is loaded, and registers it, in place of completing, at
#           the second Tab: the repair of the first (https://github.com/pallets/click/pull/2544) moved the gap.
#           After "=" typer completes nothing, and click drops the name of the option, so that the value is an
#           argument (https://github.com/pallets/click/issues/2847).
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1;
# with 2 if zsh is not installed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
command -v zsh >/dev/null || { echo 'zsh is not installed.'; exit 2; }
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet typer==0.29.2 click==8.5.1
mkdir commands functions
cat >commands/by-typer <<PYTHON
#!$folder/venv/bin/python
import enum
import typer
Grade = enum.Enum("Grade", {"good": "good", "inadequate": "inadequate"}, type=str)
app = typer.Typer()
@app.command()
def main(grade: Grade = Grade.good): ...
app()
PYTHON
cat >commands/by-click <<PYTHON
#!$folder/venv/bin/python
import click
@click.command()
@click.option("--grade", type=click.Choice(["good", "inadequate"]))
def main(grade): ...
main()
PYTHON
chmod +x commands/*
cat >check.py <<'PYTHON'
import os
import pty
import re
import subprocess
import sys

OWN_TERMINAL = """
import fcntl, os, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp("zsh", ["zsh", "-i"])
"""
PREPARE = (
    'shown() { print -rn -- "<<$BUFFER>>" }; zle -N shown; bindkey "^T" shown; unsetopt beep;'
    " unsetopt auto_menu auto_list; PS1=; RPS1=; echo rea''dy\n"
)


def tabs(lines):
    """What the Tab key makes of each line, one after the other, in a new zsh."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", OWN_TERMINAL]
    shell = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)

    def until(pattern):
        text = ""
        while not (found := re.search(pattern, text)):
            text += os.read(ours, 4096).decode()
        return found[1]

    os.write(ours, PREPARE.encode())
    until("(ready)")
    for line in lines:
        os.write(ours, f"\x15{line}\t\x14".encode())
        print(f"  {line!r} and Tab: {until('<<(.*?)>>')!r}")
    shell.kill()
    shell.wait()
    os.close(ours)


for name in ("by-typer", "by-click"):
    print(name)
    tabs([f"{name} --grade in"] * 4 + [f"{name} --grade=in"])
PYTHON
export HOME=$folder ZDOTDIR=$folder PATH="$folder/commands:$PATH" TERM=xterm
zsh -fc 'by-typer --install-completion; true' >install.txt 2>errors.txt || { cat errors.txt; exit 1; }
_BY_CLICK_COMPLETE=zsh_source by-click >.zfunc/_by-click
timeout 100 venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
by-typer
  'by-typer --grade in' and Tab: 'by-typer --grade in'
  'by-typer --grade in' and Tab: 'by-typer --grade inadequate '
  'by-typer --grade in' and Tab: 'by-typer --grade inadequate '
  'by-typer --grade in' and Tab: 'by-typer --grade inadequate '
  'by-typer --grade=in' and Tab: 'by-typer --grade=in'
by-click
  'by-click --grade in' and Tab: 'by-click --grade inadequate '
  'by-click --grade in' and Tab: 'by-click --grade in'
  'by-click --grade in' and Tab: 'by-click --grade inadequate '
  'by-click --grade in' and Tab: 'by-click --grade inadequate '
  'by-click --grade=in' and Tab: 'by-click inadequate '
EXPECTED
