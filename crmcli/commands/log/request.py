"""From what was typed to the contact that is logged; what is missing is asked on a terminal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crmcli.commands.asking import ask, ask_until, chosen, load_writers, standard_input
from crmcli.commands.past_instant import past_instant
from crmcli.domain.channel import Channel
from crmcli.domain.choice import read_choice
from crmcli.domain.contact import ContactDraft, Direction, NewFacts, Outcome, Purpose
from crmcli.domain.grade import Grade, Need
from crmcli.domain.promise import PromiseDraft
from crmcli.domain.text import clean, clean_name
from crmcli.errors import N_, UsageFault
from crmcli.language import _
from crmcli.render.choices import answer, answers
from crmcli.render.placeholders import argument_named
from crmcli.services.contacts.log import LogRequest

if TYPE_CHECKING:
    from crmcli.session import Session


class MissingPart(UsageFault):
    """Something a contact needs was not given, and nobody can be asked."""

    code = "missing_argument"
    sentence = N_("{name} is missing.")
    hint = N_("See crm log add --help.")


class ContradictoryFacts(UsageFault):
    """`--keep` together with facts or a grade."""

    code = "contradictory_options"
    sentence = N_("--keep leaves the grade as it is; it does not go with {name}.")


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed, as text; None where nothing was."""

    customer: str | None
    note: str | None
    via: str | None
    at: str | None
    purpose: str | None
    outcome: str | None
    said: str | None
    incoming: bool | None
    minutes: int | None
    people: tuple[str, ...]
    also: tuple[str, ...]
    need: str | None
    close: str | None
    grade: str | None
    reason: str | None
    keep: bool
    next_step: str | None
    by: str | None
    theirs: bool
    kept: tuple[int, ...]
    kept_all: bool


def request_of(session: Session, given: Given) -> LogRequest:
    """Read what was typed, and ask for what is missing where someone can be asked.

    Raises:
        MissingPart: a script left out the customer, the channel or the date of the next step.
        ContradictoryFacts: `--keep` goes with no facts.
        CrmError: something cannot be read.
    """
    if session.interactive and None in {given.customer, given.via}:
        given = asked(session, given)
    for name, value in ((argument_named("CUSTOMER"), given.customer), ("--via", given.via)):
        if not value:
            raise MissingPart(name=name)
    # What is cheap to read is read before anybody is asked which customer is meant.
    facts, contact, promise = (
        _facts(session, given),
        _contact(session, given),
        _promise(session, given),
    )
    return LogRequest(
        customer=chosen(session, given.customer or ""),
        contact=contact,
        people=given.people,
        also=tuple(chosen(session, each) for each in given.also),
        facts=facts,
        next_step=promise,
        kept=given.kept,
        kept_all=given.kept_all,
    )


def asked(session: Session, given: Given) -> Given:
    """Ask for the customer, the channel, the note, kept promises and the next step."""
    load_writers()
    if given.customer is None:
        customer = ask_until(_("Customer"), lambda text: chosen(session, _filled(text)))
    else:
        customer = chosen(session, given.customer)
    typed: dict[str, object] = {"customer": customer}
    if given.via is None:
        question = _("How ({channels})").format(channels=answers(Channel))
        typed["via"] = ask_until(
            question, lambda text: read_choice(Channel, text, "--via"), answer(Channel.PHONE)
        )
    if given.note is None:
        typed["note"] = ask(_("What was said"))
    if not given.kept and not given.kept_all:
        typed["kept"] = _asked_kept(session, customer)
    if given.close is None and given.need is None and given.grade is None and not given.keep:
        question = _("New expected close (Enter: as it is)")
        typed["close"] = ask_until(question, lambda text: _date_text(session, text))
    if given.next_step is None:
        typed["next_step"] = ask(_("Next step (Enter: none)")) or None
    if typed.get("next_step", given.next_step) and given.by is None:
        question = _("By when")
        typed["by"] = ask_until(question, lambda text: _date_text(session, text), "+1w")
    return replace(given, **typed)  # type: ignore[arg-type]


def _channel(text: str) -> Channel:
    return read_choice(Channel, text, "--via")


def _filled(text: str) -> str:
    if not text:
        raise MissingPart(name=argument_named("CUSTOMER"))
    return text


def _date_text(session: Session, text: str) -> str | None:
    """Return a date phrase that can be read as ISO text; None for an empty answer."""
    return session.day(text).isoformat() if text else None


def _asked_kept(session: Session, customer: str) -> tuple[int, ...]:
    from crmcli.render.promise import open_lines  # only to ask
    from crmcli.services.promises.reading import listed

    promises = list(listed(session.book, customer))
    if not promises:
        return ()
    open_lines(promises)
    words = ask(_("Which are kept? (ids, Enter: none)")).replace(",", " ").split()
    known = {str(each.id) for each in promises}
    return tuple(int(each) for each in words if each in known)


def _contact(session: Session, given: Given) -> ContactDraft:
    at, day = past_instant(session, given.at)
    purpose, outcome = given.purpose, given.outcome
    note = standard_input() if given.note == "-" else given.note or ""
    return ContactDraft(
        at=at,
        on=day,
        via=read_choice(Channel, given.via or "", "--via"),
        direction=Direction.IN if given.incoming else Direction.OUT,
        purpose=None if purpose is None else read_choice(Purpose, purpose, "--purpose"),
        outcome=Outcome.REACHED if outcome is None else read_choice(Outcome, outcome, "--outcome"),
        note=clean(note, argument_named("NOTE")),
        said=clean(given.said or "", "--said"),
        minutes=given.minutes,
    )


def _facts(session: Session, given: Given) -> NewFacts:
    if given.keep:
        for name in ("need", "close", "grade"):
            if getattr(given, name) is not None:
                raise ContradictoryFacts(name=f"--{name}")
    return NewFacts(
        need=None if given.need is None else read_choice(Need, given.need, "--need"),
        expected_close=None if given.close is None else session.day(given.close),
        grade=None if given.grade is None else read_choice(Grade, given.grade, "--grade"),
        reason=given.reason,
        keep=given.keep,
    )


def _promise(session: Session, given: Given) -> PromiseDraft | None:
    if given.next_step is None:
        if given.by is not None or given.theirs:
            raise MissingPart(name="--next")
        return None
    if given.by is None:
        raise MissingPart(name="--by")
    return PromiseDraft(clean_name(given.next_step, "--next"), session.day(given.by), given.theirs)
