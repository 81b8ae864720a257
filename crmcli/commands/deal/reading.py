"""What the options of deals say, read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.commands.asking import standard_input
from crmcli.domain.price import Price
from crmcli.domain.text import clean, clean_label, clean_name
from crmcli.errors import N_, UsageFault
from crmcli.language import _

if TYPE_CHECKING:
    from crmcli.domain.deals.deal import Lesson
    from crmcli.domain.money import Money
    from crmcli.services.deals.moving import Step
    from crmcli.session import Session

_MOST = 100


class UnreadablePercent(UsageFault):
    """A chance that is no percentage."""

    code = "unreadable_percent"
    sentence = N_("Cannot read {text} as a chance in percent.")
    hint = N_("Give a whole number from 0 to 100, like --probability 60.")


def amount_of(session: Session, text: str | None, *, free: bool) -> Money | None:
    """Read what a deal is worth; on a terminal zero is asked for again.

    Args:
        session: the run.
        text: what was typed; None is nothing, or zero where it is free.
        free: whether it is to be sold for nothing.

    Raises:
        UnreadableAmount: it cannot be kept exactly.
        ZeroAmount, FreeAtAPrice: it is zero, or is not, as nobody said.
    """
    if text is None and not free:
        return None
    from crmcli.commands.price import or_asked, price_of

    return or_asked(
        session, lambda: price_of(session, text, free=free), lambda: ask_amount(session)
    )


def ask_amount(session: Session) -> Money | None:
    """Ask what a deal is worth; nobody need know it yet."""
    from crmcli.commands.asking import ask_until, load_writers
    from crmcli.commands.price import price_of

    load_writers()
    question = _("How much (Enter: not known yet)")
    return ask_until(question, lambda typed: price_of(session, typed) if typed else None)


def price_given(session: Session, text: str | None, *, free: bool) -> Price | None:
    """Return what a deal is worth as it was typed, for it may be in the deal's own currency.

    Args:
        session: the run.
        text: what was typed; None is nothing, or zero where it is free.
        free: whether it is to be sold for nothing.

    Raises:
        UnreadableAmount: it cannot be kept exactly. A terminal is asked again where it is zero.
    """
    if text is None and not free:
        return None
    if free or not session.interactive:
        return Price(text, free)
    from crmcli.commands.asking import ask_until
    from crmcli.commands.price import or_asked, price_of

    def checked(typed: str) -> Price:
        price_of(session, typed)
        return Price(typed)

    return or_asked(session, lambda: checked(text or ""), lambda: ask_until(_("How much"), checked))


def percent_of(text: str) -> int:
    """Read a chance in percent.

    Raises:
        UnreadablePercent: it is no whole number from 0 to 100.
    """
    digits = text.strip().removesuffix("%").removesuffix("％").strip()
    if not (digits.isascii() and digits.isdigit() and len(digits.lstrip("0")) <= len(str(_MOST))):
        raise UnreadablePercent(text=text)
    if int(digits) > _MOST:
        raise UnreadablePercent(text=text)
    return int(digits)


def note_of(text: str | None, field: str = "--note") -> str | None:
    """Read a note, from stdin where it is `-`; None for none, or an empty one."""
    if text is None:
        return None
    return clean(standard_input() if text == "-" else text, field) or None


def step_of(session: Session, at: str | None, note: str | None) -> Step:
    """Read when a deal was moved, and what is said of that."""
    from crmcli.commands.past_instant import names_time, past_instant
    from crmcli.services.deals.moving import Step

    instant, day = past_instant(session, at)
    return Step(instant, day, note_of(note), names_time(session, at))


def lesson_of(
    why: str | None, repeat: str | None, avoid: str | None, objection: str | None
) -> Lesson:
    """Read what was learnt.

    Raises:
        UnusableText: something is empty.
    """
    from crmcli.domain.deals.deal import Lesson

    return Lesson(
        objection=None if objection is None else clean_label(objection, "--objection"),
        why=None if why is None else clean_name(why, "--why"),
        repeat=None if repeat is None else clean_name(repeat, "--repeat"),
        avoid=None if avoid is None else clean_name(avoid, "--avoid"),
    )
