"""The `crm` program: the only place where an error becomes a message and an exit code."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from crmcli.configuration import user_settings
from crmcli.errors import CrmError
from crmcli.interrupts import heed_interrupts, interrupts_as_before, was_interrupted
from crmcli.language import LANGUAGES, _, bind, known
from crmcli.local_time import bind_zone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.session import Session

INTERRUPTED = 130
_NEW_OBJECTS = 100_000

_UNEXPECTED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What this program raises where it is at fault, or reads a value that no book can hold."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run crm and leave with the exit code of interface.md section 3.

    Args:
        arguments: the command line without the program's name; that of the process if None.
    """
    # A command lives for a tenth of a second: collecting garbage while modules are loaded, and
    # taking the interpreter down piece by piece at the end, would be a quarter of that.
    gc.set_threshold(_NEW_OBJECTS)
    _open_missing_streams()
    code = _run(list(sys.argv[1:] if arguments is None else arguments))
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _open_missing_streams() -> None:
    """Give a program that was started without stdin, stdout or stderr an empty one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # Its number is free, so this is the file that takes it.
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - for good


def run(arguments: list[str]) -> int:
    """Run one command line in a process that goes on, and return its exit code.

    Nothing is raised but faults of Python.
    """
    with interrupts_as_before():
        return _run(arguments)


def _run(arguments: list[str]) -> int:
    heed_interrupts()
    try:
        return _answered(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED


def _answered(arguments: list[str]) -> int:
    # Help texts are made while modules are loaded, so the language comes before everything else.
    settings, broken = _settings()
    bind(_language(arguments, settings))
    bind_zone(os.environ.get("CRM_TZ") or settings.get("timezone"))
    from crmcli.commands.parsing import group
    from crmcli.commands.tree import TREE
    from crmcli.render.gate import PipeClosed
    from crmcli.session import Session

    if "_CRM_COMPLETE" in os.environ:
        from crmcli.commands.completing import register

        register(arguments)
    _tell_unknown_language()
    session = Session(line=tuple(arguments))
    if broken is not None:
        return _reported(broken, session, arguments)
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
    except Exception as error:  # noqa: BLE001 - the one place where every failure ends
        if was_interrupted():
            return INTERRUPTED
        blamed = _blamed(error, session)
        _advise(blamed, session)
        return _reported(blamed, session, arguments)
    return code if isinstance(code, int) else 0


def _reported(error: Exception, session: Session, arguments: list[str]) -> int:
    from crmcli.render.failure import report  # few commands fail

    return report(error, session, arguments)


def _tell_unknown_language() -> None:
    """Say on a terminal that CRM_LANG asks for a language there is not; scripts are left alone."""
    name = os.environ.get("CRM_LANG")
    if not name or known(name) is not None:
        return
    from crmcli.render import gate

    if gate.is_terminal(2) and "_CRM_COMPLETE" not in os.environ:
        told = _("CRM_LANG is {name}: there is no such language; there are {names}.")
        gate.tell(told.format(name=gate.one_line(name), names=", ".join(LANGUAGES)))


def _blamed(error: Exception, session: Session) -> Exception:
    """Give what is wrong with the book where that is why a command failed; else its error."""
    if not isinstance(error, _UNEXPECTED) or "book" not in vars(session):
        return error
    from crmcli.services.checks.blame import fault_of

    found = fault_of(session.book)
    if found is None:
        return error
    found.__cause__ = error
    return found


def _advise(error: Exception, session: Session) -> None:
    """Name the backups of a book that is not there."""
    if isinstance(error, CrmError) and error.code in {"no_book", "not_a_book"}:
        from crmcli.domain.path_text import quoted
        from crmcli.services.backups.listing import advise

        with contextlib.suppress(OSError):
            # Whatever lies there is no reason for another failure.
            advise(session.book, error, f" --db {quoted(session.db)}" if session.db else "")


def _settings() -> tuple[dict[str, str], CrmError | None]:
    try:
        return user_settings(), None
    except CrmError as error:
        return {}, error


def _language(arguments: list[str], settings: Mapping[str, str]) -> str | None:
    """Say which language was asked for; None for what the locale says.

    One that crm does not speak is passed over: the command says so of an option, and what the
    environment has for other programs breaks nothing.
    """
    asked = (_option(arguments), os.environ.get("CRM_LANG"), settings.get("lang"))
    return next(filter(None, (known(each) for each in asked if each)), None)


def _option(arguments: list[str]) -> str | None:
    """Give the last value of `--lang` before its words are parsed."""
    found, rest = None, iter(arguments)
    for word in rest:
        if word == "--":
            break
        if word == "--lang":
            found = next(rest, found)
        elif word.startswith("--lang="):
            found = word.partition("=")[2]
    return found


def _left_alone() -> int:
    # Whoever read us has gone: nothing may be flushed into the broken pipe on the way out.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
