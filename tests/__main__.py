"""Run every check of the project: `python -m tests`; arguments go to pytest."""

from __future__ import annotations

import subprocess
import sys


def main() -> int:
    """Run the checks in turn and stop at the first that fails."""
    python = sys.executable
    commands = [
        (python, "-m", "ruff", "check", "."),
        (python, "-m", "ruff", "format", "--check", "."),
        (python, "-m", "mypy"),
        (python, "-c", "from importlinter.cli import lint_imports_command as l; l()"),
        (python, "-m", "pytest", *sys.argv[1:]),
    ]
    for command in commands:
        print("$", *command[1:], flush=True)  # noqa: T201 - a runner speaks
        code = subprocess.run(command, check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
