"""Run every check of the project: `python -m tests`; arguments go to pytest."""

from __future__ import annotations

import compileall
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import IO

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
_ENOUGH = 4 << 30


def main() -> int:
    """Run the checks in turn and stop at the first that fails."""
    with ExitStack() as stack:
        return _run(_quick_place(stack))


def _quick_place(stack: ExitStack) -> list[str]:
    """Let the books of the tests lie in memory, where there is room for them.

    A disk confirms each commit; the tests would wait for that longer than for everything else.
    """
    given = any(each.startswith("--basetemp") for each in sys.argv)
    if given or not _MEMORY.is_dir() or shutil.disk_usage(_MEMORY).free < _ENOUGH:
        return []
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="crm-tests-", dir=_MEMORY))
    return [f"--basetemp={folder}/books"]


def _run(place: list[str]) -> int:
    python = sys.executable
    # Programs that are started by the tests would each compile what they load.
    compileall.compile_dir("crmcli", quiet=1, workers=2)
    quick = [
        (python, "-m", "ruff", "check", "."),
        (python, "-m", "ruff", "format", "--check", "."),
        (python, "-c", "from importlinter.cli import lint_imports_command as l; l()"),
    ]
    for command in quick:
        if code := _told(command).wait():
            return code
    # Types are checked beside the tests: it takes a minute of one processor alone.
    with tempfile.TemporaryFile() as found:
        types = _told((python, "-m", "mypy"), found)
        code = _told((python, "-m", "pytest", *place, *sys.argv[1:])).wait()
        faults = types.wait()
        found.seek(0)
        sys.stdout.write(found.read().decode())
        return code or faults


def _told(command: tuple[str, ...], output: IO[bytes] | None = None) -> subprocess.Popen[bytes]:
    """Start a command, and say so."""
    print("$", *command[1:], flush=True)  # noqa: T201 - a runner speaks
    return subprocess.Popen(command, stdout=output, stderr=output)


if __name__ == "__main__":
    sys.exit(main())
