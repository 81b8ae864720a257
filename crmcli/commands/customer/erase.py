"""`crm customer erase`: remove a person for good, which cannot be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.errors import N_, UsageFault
from crmcli.language import _

if TYPE_CHECKING:
    from crmcli.domain.erasure import Erasable, Erasure
    from crmcli.domain.run import Run
    from crmcli.session import Session

app = verbs()


class NotOrdered(UsageFault):
    """An erasure that nobody confirmed, or without a word on whose order."""

    code = "not_confirmed"
    sentence = N_("Erasing customer {id} cannot be undone: it needs --yes and --reason.")
    hint = N_("Look first with --dry-run; then --yes --reason 'asked by letter'.")


class OtherNumber(UsageFault):
    """Another number was typed than that of whom to erase."""

    code = "declined"
    sentence = N_("That is not {id}: nothing was erased.")


@app.command(
    "erase",
    short_help=_("Erase a person for good; this CANNOT be undone."),
    help=_(
        "Erase a person for good: the customer, all that belongs to it, its history, its search"
        " entries, its saved command lines and retry keys, and the free pages of the file. A stone"
        " stays: the number, when, and on whose order. Backups and exports that still hold it are"
        " named. So are texts of others that name it; --texts leaves it out of them, with … in its"
        " place. Older notes on others, which the history keeps, lose its full names and numbers in"
        " any case; given names alone, what others were called, and notes on somebody of the same"
        " name, with --texts. This CANNOT be undone."
    ),
    epilog=examples(
        "crm customer erase 王芳 --dry-run",
        _("crm customer erase id:17 --yes --reason 'asked by letter of 1 March'"),
        _("crm customer erase id:17 --texts --called 'Mrs Wang' --called 13800138000"),
    ),
)
def erase(
    context: typer.Context,
    customer: Annotated[
        str, typer.Argument(metavar="CUSTOMER", help=_("Name, id, phone or e-mail."))
    ],
    reason: Annotated[
        str | None, typer.Option("--reason", help=_("On whose order; kept on the stone."))
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Say what would go, and erase nothing."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask for the id again."))] = False,
    texts: Annotated[
        bool, typer.Option("--texts", help=_("Leave it out of the texts of others too."))
    ] = False,
    called: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TEXT",
            help=_(
                "What else it is called or reached by, as in --called 'Mrs Wang'; repeatable. With"
                " it one that is erased is looked for again."
            ),
        ),
    ] = None,
    key: Annotated[
        str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
    ] = None,
) -> None:
    session = session_of(context)
    from crmcli.services.erasure import erasing

    run = session.run("customer erase", reason=reason, key=key)
    if not dry_run:
        done = erasing.first_erasure(session.book, run)
        if done is None and not called:
            done = erasing.unswept(session.book, customer)
        if done is not None:
            _finish(session, done)
            return
    found = _found(session, run, customer, called=_called(called), texts=texts)
    if dry_run:
        from crmcli.render.erasing import foreseen

        foreseen(session.output, found)
        return
    asked = session.interactive and not (yes and reason is not None)
    run = _ordered(session, run, found, yes=yes)
    _finish(session, erasing.erase(session.book, run, found), asked=asked)


def _called(given: list[str] | None) -> tuple[str, ...]:
    """Read what else a customer is called."""
    from crmcli.domain.text import clean_label

    return tuple(clean_label(each, "--called") for each in given or ())


def _found(
    session: Session, run: Run, customer: str, *, called: tuple[str, ...], texts: bool
) -> Erasable:
    from crmcli.commands.asking import pick
    from crmcli.services.erasure.erasable import find
    from crmcli.services.naming.customers import AmbiguousCustomer

    try:
        return find(session.book, run, customer, called=called, texts=texts)
    except AmbiguousCustomer as error:
        if not session.interactive:
            raise
        picked = pick(customer, error.candidates)
        return find(session.book, run, picked, called=called, texts=texts)


def _ordered(session: Session, run: Run, found: Erasable, *, yes: bool) -> Run:
    """Say what is about to go; return the run with its reason once somebody has confirmed it."""
    number = found.erasure.id
    if not session.interactive and not (yes and run.reason):
        raise NotOrdered(id=number)
    from crmcli.commands.asking import ask, ask_until
    from crmcli.domain.sought import sought
    from crmcli.domain.text import clean_name
    from crmcli.render.erasing import warned
    from crmcli.services.erasure.erasing import check_told

    def told(text: str) -> Run:
        with_reason = replace(run, reason=clean_name(text, "--reason"))
        check_told(found.traces, with_reason)
        return with_reason

    ordered = None if run.reason is None else told(run.reason)
    warned(session.output, found, asking=not (yes and ordered), named=not yes)
    if ordered is None:
        ordered = ask_until(_("On whose order?"), told)
    if not yes:
        question = _("Type {id} to erase {name} for good")
        typed = ask(question.format(id=number, name=found.name or _("this customer")))
        if sought(typed).number != number:
            raise OtherNumber(id=number)
    return ordered


def _finish(session: Session, done: Erasure, *, asked: bool = False) -> None:
    """Sweep the file after an erasure and say what was done, also where it could not be swept."""
    from crmcli.render import gate, words
    from crmcli.render.erasing import erased
    from crmcli.render.progress import progress
    from crmcli.services.erasure.erasing import NotSwept, interrupted, sweep

    try:
        with progress(_("Sweeping")) as (advance,):
            swept = done if done.swept else sweep(session.book, done, advance)
    except NotSwept:
        erased(session.output, done, asked=asked)
        raise
    except KeyboardInterrupt:
        left = interrupted(session.book, done)
        gate.tell(gate.safe(f"{words.sentence(left)} {words.hint(left)}"))
        raise
    erased(session.output, swept, asked=asked)
