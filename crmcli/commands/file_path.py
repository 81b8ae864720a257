"""Reading the path of a file from the command line."""

from __future__ import annotations

from pathlib import Path


def path_of(text: str) -> Path:
    """Read a path; a `~` stands for the home folder, if it has one to stand for."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)
