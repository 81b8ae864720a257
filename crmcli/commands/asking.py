"""Asking the user: only on a terminal, never in a script."""

from __future__ import annotations

import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar
from unicodedata import normalize

import typer

from crmcli.domain.message import counted
from crmcli.errors import N_, CrmError, UnusableText, UsageFault
from crmcli.interrupts import wait_for_answer
from crmcli.language import _, own, pgettext
from crmcli.render import gate, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crmcli.domain.deals.candidate import DealCandidate
    from crmcli.domain.lookup import Candidate
    from crmcli.services.campaigns.naming import CampaignCandidate
    from crmcli.session import Session


T = TypeVar("T")


class NotConfirmed(UsageFault):
    """A change of many records that nobody confirmed."""

    code = "not_confirmed"
    sentence = N_("This change was not confirmed ({records}).")
    hint = N_("Look first with --dry-run, then confirm with --yes.")

    def __init__(self, count: int, *, hint: str | None = None) -> None:
        records = counted("{count} record", "{count} records", count)
        super().__init__(hint=hint, records=records)


class ReasonMissing(UsageFault):
    """A change that needs a reason and was given none."""

    code = "reason_missing"
    sentence = N_("{what} needs a reason.")
    hint = N_("Say why, as in --reason 'asked for it'.")


class Declined(UsageFault):
    """A change that was asked about and turned down."""

    code = "declined"
    sentence = N_("Nothing was changed.")


class NoText(UnusableText):
    """Bytes typed at a question that are no text."""

    sentence = N_("What was typed cannot be used: it is no text in the terminal's encoding.")


def standard_input() -> str:
    """Read all of stdin as UTF-8 text, without its last newline."""
    return sys.stdin.buffer.read().decode("utf-8", "surrogateescape").removesuffix("\n")


def ask(question: str, default: str | None = None, source: TextIO | None = None) -> str:
    """Ask for a line of text on the terminal; an empty answer gives the default.

    Args:
        question: what to ask.
        default: what an empty answer stands for.
        source: what the answer is read from; stdin unless told.
    """
    source = source or sys.stdin
    try:
        sys.stderr.write(gate.one_line(_asked(question, default)))
        sys.stderr.flush()
        wait_for_answer(source.fileno())
        line = source.readline()
    except UnicodeDecodeError:
        raise NoText from None
    except KeyboardInterrupt:
        gate.tell("")
        raise
    if not line:
        # What the shell says next begins a line of its own.
        gate.tell("")
        raise typer.Abort
    return line.strip() or default or ""


def _asked(question: str, default: str | None) -> str:
    if default:
        frame = pgettext("a question with the answer that Enter gives", "{question} [{default}]: ")
        return frame.format(question=question, default=default)
    if question.endswith(("?", "？")):
        return f"{question} "
    return pgettext("a question that is no sentence", "{question}: ").format(question=question)


def ask_until(question: str, read: Callable[[str], T], default: str | None = None) -> T:
    """Ask until the answer can be read; what is wrong with one is told at once.

    Args:
        question: what to ask.
        read: reads an answer, or raises a `CrmError`.
        default: what an empty answer stands for.
    """
    while True:
        try:
            return read(ask(question, default))
        except CrmError as error:
            tell_error(error)


def tell_error(error: CrmError) -> None:
    """Say what is wrong with an answer, and what would be right."""
    gate.tell(gate.one_line(words.sentence(error)))
    advice = words.hint(error)
    if advice:
        gate.tell(gate.one_line(advice))


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
        raise NotConfirmed(count)
    if not is_yes(ask(_yes_or_no(question))):
        raise Declined


def may_ask_beside(session: Session) -> bool:
    """Tell whether a question can be asked while stdin is read for something else."""
    if session.no_input or not sys.stderr.isatty():
        return False
    try:
        _TERMINAL.open("rb").close()
    except OSError:
        return False
    return True


def is_agreed(question: str) -> bool:
    """Ask whether something may be done, on the terminal and not by stdin; see `may_ask_beside`."""
    with _TERMINAL.open(encoding="utf-8", errors="replace") as terminal:
        return is_yes(ask(_yes_or_no(question), source=terminal))


_TERMINAL = Path("/dev/tty")


def _yes_or_no(question: str) -> str:
    return _("{question} [y/N]").format(question=question)


def is_yes(answer: str) -> bool:
    """Tell whether an answer agrees, in English or in Chinese; anything else does not."""
    return normalize("NFKC", answer).strip().lower().rstrip("。.!") in _AGREEING


_AGREEING = frozenset(
    ("y", "yes", "ok", "是", "是的", "好", "好的", "对", "对的", "行", "可以", "确定")
)


def pick(text: str, candidates: Sequence[Candidate]) -> str:
    """Have one of several customers picked; returns how to name it without doubt."""
    gate.tell(_("Several customers match {text}:").format(text=gate.one_line(text)))
    shown = []
    for each in candidates:
        company = own(" · ") + each.company if each.company else ""
        gone = "" if each.in_book else own(" · ") + _("in the history alone")
        shown.append((each.id, f"{each.name}{company}{gone}"))
    return _picked(shown)


def _picked(shown: Sequence[tuple[int, str]]) -> str:
    from crmcli.domain.sought import sought

    many = len(shown)
    room = len(str(many))
    for number, (key, told) in enumerate(shown, 1):
        gate.tell(gate.one_line(f"  {number:{room}}  {told} ({key})"))
    ids = {str(key): key for key, _told in shown}
    ids |= {str(number): key for number, (key, _told) in enumerate(shown, 1)}
    while True:
        answer = sought(ask(_("Which one?"))).text
        if answer in ids:
            return f"id:{ids[answer]}"
        gate.tell(_("Type a number from 1 to {many}, or Ctrl-C to leave.").format(many=many))


def pick_campaign(text: str, candidates: Sequence[CampaignCandidate]) -> str:
    """Have one of several campaigns picked; returns how to name it without doubt."""
    gate.tell(_("Several campaigns match {text}:").format(text=gate.one_line(text)))
    return _picked([(each.id, each.name) for each in candidates])


def pick_deal(text: str, candidates: Sequence[DealCandidate]) -> str:
    """Have one of several deals picked; returns how to name it without doubt."""
    gate.tell(_("Several deals match {text}:").format(text=gate.one_line(text)))
    return _picked(
        [
            (each.id, own(" · ").join((each.title, each.customer, words.label(each.stage))))
            for each in candidates
        ]
    )


def chosen(session: Session, text: str, *, archived: bool = False) -> str:
    """Return the name of a customer without doubt where someone can be asked; else as given."""
    if not session.interactive:
        return text
    from crmcli.services.naming.customers import AmbiguousCustomer, by_id_or_tail, resolve

    either = by_id_or_tail(session.book, text)
    if either:
        return pick(text, either)
    try:
        return f"id:{resolve(session.book, text, archived=archived).id}"
    except AmbiguousCustomer as error:
        return pick(text, error.candidates)


def tell_of_endings(session: Session, text: str) -> None:
    """Say, where nobody was asked, whose phone numbers end with digits that were read as an id."""
    from crmcli.render.output import Format

    if session.quiet or session.interactive or session.format is Format.JSON:
        return
    from crmcli.services.naming.customers import by_id_or_tail

    either = by_id_or_tail(session.book, text)
    if either:
        told = _(
            "{digits} is read as an id. Phone numbers that end so: {names}. Type tel:{digits}."
        )
        names = ", ".join(f"{each.name} ({each.id})" for each in either[1:])
        gate.tell(gate.one_line(told.format(digits=text.strip(), names=names)))


def reason_of(session: Session, given: str | None, what: str) -> str:
    """Return the reason that a change needs, asking for it on a terminal.

    Args:
        session: the run.
        given: the option's text.
        what: the command or option that needs it, for the message.

    Raises:
        ReasonMissing: none was given and nobody can be asked.
    """
    if given is None:
        if not session.interactive:
            raise ReasonMissing(what=what)
        load_writers()
        return ask_until(_("Why?"), _reason)
    return _reason(given)


def _reason(text: str) -> str:
    from crmcli.domain.text import clean_name

    return clean_name(text, "--reason")


def load_writers() -> None:
    """Load the writing side in the background, while a question waits for its answer."""
    threading.Thread(target=import_module, args=("crmcli.store.transaction",), daemon=True).start()
