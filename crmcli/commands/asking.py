"""Asking the user: only on a terminal, never in a script."""

from __future__ import annotations

import sys
import threading
from importlib import import_module
from typing import TYPE_CHECKING

import typer

from crmcli.errors import N_, UsageFault
from crmcli.language import _
from crmcli.render import gate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.domain.lookup import Candidate
    from crmcli.session import Session


class NotConfirmed(UsageFault):
    """A change of many records that nobody confirmed."""

    code = "not_confirmed"
    sentence = N_("This change was not confirmed ({count}).")
    hint = N_("Look first with --dry-run, then confirm with --yes.")


class ReasonMissing(UsageFault):
    """A change that needs a reason and was given none."""

    code = "reason_missing"
    sentence = N_("This needs a reason.")
    hint = N_("Say why, as in --reason 'asked for it'.")


def standard_input() -> str:
    """Read all of stdin as UTF-8 text, without its last newline."""
    return sys.stdin.buffer.read().decode("utf-8", "surrogateescape").removesuffix("\n")


def ask(question: str, default: str | None = None) -> str:
    """Ask for a line of text on the terminal; an empty answer gives the default."""
    shown = f"{question} [{default}]: " if default else f"{question}: "
    sys.stderr.write(gate.safe(shown))
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise typer.Abort
    return line.strip() or default or ""


def confirm(session: Session, question: str, count: int, *, yes: bool) -> None:
    """Have a change of many records confirmed.

    Args:
        session: the run.
        question: what is about to happen.
        count: how many records it changes.
        yes: whether `--yes` was given.

    Raises:
        NotConfirmed: nobody can be asked, or the answer was no.
    """
    if yes:
        return
    if not session.interactive:
        raise NotConfirmed(count=count)
    if ask(f"{question} {_('[y/N]')}").lower() not in {"y", "yes", "是", "好"}:
        raise NotConfirmed(count=count)


def pick(text: str, candidates: Sequence[Candidate]) -> str:
    """Have one of several customers picked; returns how to name it without doubt."""
    gate.tell(_("Several customers match {text}:").format(text=gate.safe(text)))
    for number, each in enumerate(candidates, 1):
        company = f" · {each.company}" if each.company else ""
        gate.tell(gate.safe(f"  {number}  {each.name}{company} ({each.id})"))
    while True:
        answer = ask(_("Which one?"))
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(candidates):
            return f"id:{candidates[int(answer) - 1].id}"


def chosen(session: Session, text: str, *, archived: bool = False) -> str:
    """Return the name of a customer without doubt where someone can be asked; else as given."""
    if not session.interactive:
        return text
    from crmcli.services.naming import AmbiguousCustomer, resolve

    try:
        return f"id:{resolve(session.book, text, archived=archived).id}"
    except AmbiguousCustomer as error:
        return pick(text, error.candidates)


def reason_of(session: Session, given: str | None) -> str:
    """Return the reason that a change needs, asking for it on a terminal.

    Raises:
        ReasonMissing: none was given and nobody can be asked.
    """
    if given is None:
        if not session.interactive:
            raise ReasonMissing
        load_writers()
        given = ask(_("Why?"))
    from crmcli.domain.text import clean_name

    return clean_name(given, "reason")


def load_writers() -> None:
    """Load the writing side in the background, while a question waits for its answer."""
    threading.Thread(target=import_module, args=("crmcli.store.transaction",), daemon=True).start()
