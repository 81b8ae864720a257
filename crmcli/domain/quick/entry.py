"""What a sentence says of a contact, before anybody is looked for in the book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.contact import Direction, Outcome, Purpose
from crmcli.errors import N_, Refused, UsageFault

if TYPE_CHECKING:
    from crmcli.domain.channel import Channel
    from crmcli.domain.grade import Need
    from crmcli.domain.promise import PromiseDraft
    from crmcli.domain.quick.amounts import Quoted
    from crmcli.domain.quick.titles import Called
    from crmcli.domain.when import When


class SaidTwice(UsageFault):
    """Two things that may be the one that is meant."""

    code = "said_twice"
    sentence = N_("Which of them is meant is not clear: {first}, or {second}.")
    hint = N_("Say one of them, and the other in an entry of its own.")


class Corrected(UsageFault):
    """A sentence that takes back what it says."""

    code = "said_twice"
    sentence = N_("The sentence corrects itself ({text}), so what is meant is not plain.")
    hint = N_("Say it once, as it was.")


class OnlyPlanned(Refused):
    """A sentence that tells what is to be done, and nothing that was."""

    code = "future_contact"
    sentence = N_("What {text} tells has not happened yet.")
    hint = N_("Plan it as a promise: crm promise add CUSTOMER TEXT --by DATE.")


class NotPlainlyMade(Refused):
    """A sentence whose contact was planned, wished for, denied or asked about."""

    code = "doubtful_contact"
    sentence = N_("{text} does not say plainly that there was a contact.")
    hint = N_(
        "Say what was done, as in 电话王总 or called Anna Smith; what is to be done is a promise:"
        " crm promise add CUSTOMER TEXT --by DATE."
    )


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the sentence where a customer may be named.

    Args:
        text: the part as it was typed.
        called: who is called in it by surname and title.
        slot: what is a name as a whole, if nothing else is; None where there is none.
    """

    text: str
    called: tuple[Called, ...]
    slot: str | None


@dataclass(frozen=True, slots=True)
class QuickEntry:
    """A contact as one sentence tells it.

    Args:
        text: the whole sentence.
        when: when it was; None where nothing is said.
        via: how it was made; None where nothing is said.
        direction: who made it.
        outcome: what came of it.
        purpose: what it was for, where it was to greet and no more.
        regions: where to look for the customer, the likeliest part first.
        quoted: what was quoted.
        promise: what is to be done, and by when.
        need: the need, where it is stated.
        close: the expected close, where it is stated.
        said: what the customer said.
        left: what looks like a quote or a promise, and is left to the note.
    """

    text: str
    when: When | None
    via: Channel | None
    direction: Direction
    outcome: Outcome
    regions: tuple[Region, ...]
    quoted: Quoted | None
    promise: PromiseDraft | None
    need: Need | None
    close: date | None
    said: str
    left: tuple[str, ...] = ()
    purpose: Purpose | None = None
