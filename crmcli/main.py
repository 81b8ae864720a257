"""The `crm` program: the only place where an error becomes a message and an exit code."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

from crmcli.configuration import user_settings
from crmcli.errors import CrmError
from crmcli.language import bind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import FrameType

INTERRUPTED = 130
_NEW_OBJECTS = 100_000


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run crm and leave with the exit code of interface.md section 3.

    Args:
        arguments: the command line without the program's name; that of the process if None.
    """
    # A command lives for a tenth of a second: collecting garbage while modules are loaded, and
    # taking the interpreter down piece by piece at the end, would be a quarter of that.
    gc.set_threshold(_NEW_OBJECTS)
    code = run(list(sys.argv[1:] if arguments is None else arguments))
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code; nothing is raised but faults of Python."""
    # Help texts are made while modules are loaded, so the language comes before everything else.
    settings, broken = _settings()
    bind(_language(arguments, settings))
    signal.signal(signal.SIGTERM, _interrupt)
    from crmcli.commands.parsing import group
    from crmcli.commands.tree import TREE
    from crmcli.render.failure import report
    from crmcli.render.gate import PipeClosed
    from crmcli.session import Session

    if "_CRM_COMPLETE" in os.environ:
        from crmcli.commands.completing import register

        register(arguments)
    session = Session(line=tuple(arguments), settings=settings)
    if broken is not None:
        return report(broken, session, arguments)
    try:
        code = group("crm", TREE).main(
            args=arguments,
            prog_name="crm",
            complete_var="_CRM_COMPLETE",
            standalone_mode=False,
            obj=session,
        )
    except PipeClosed:
        return _left_alone()
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the one place where every failure ends
        try:
            return report(error, session, arguments)
        except PipeClosed:
            return _left_alone()
    return code if isinstance(code, int) else 0


def _settings() -> tuple[dict[str, str], CrmError | None]:
    try:
        return user_settings(), None
    except CrmError as error:
        return {}, error


def _language(arguments: list[str], settings: Mapping[str, str]) -> str | None:
    """Say which language was asked for; None for what the locale says."""
    for at, word in enumerate(arguments):
        if word == "--lang" and at + 1 < len(arguments):
            return arguments[at + 1]
        if word.startswith("--lang="):
            return word.partition("=")[2]
    return os.environ.get("CRM_LANG") or settings.get("lang")


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    del number, frame
    raise KeyboardInterrupt


def _left_alone() -> int:
    # Whoever read us has gone: nothing may be flushed into the broken pipe on the way out.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
