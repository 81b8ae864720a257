"""What can go wrong, as one family of exceptions.

Each class carries its exit code (the command line's contract), its stable word for scripts, its
sentence and its hint. Sentences are English message ids with named placeholders; they are
translated and filled in at the edge, so that no room below it knows a language.
"""

from __future__ import annotations

from typing import ClassVar


def N_(message: str) -> str:  # noqa: N802 - the name message extractors look for
    """Mark a message for the catalogues without translating it here."""
    return message


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - likewise
    """Mark a message whose words depend on a count, for the catalogues."""
    return one, many


def NC_(context: str, message: str) -> str:  # noqa: N802 - likewise
    """Mark a message that means something else in another context, for the catalogues.

    Args:
        context: where it stands; never shown.
        message: the message.

    Returns:
        Both, as `language._` takes them.
    """
    return f"{context}\x04{message}"


class CrmError(Exception):
    """A failure that ends the command with one message; the base is a fault of the program.

    Args:
        hint: what to do next, as a message id; replaces the class's own hint.
        details: values for the placeholders of `sentence` and `hint`.
    """

    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "internal_error"
    sentence: ClassVar[str] = N_("Something went wrong inside crm: {reason}")
    hint: str = ""

    def __init__(self, *, hint: str | None = None, **details: object) -> None:
        super().__init__(details)
        self.details = details
        if hint is not None:
            self.hint = hint


class UsageFault(CrmError):
    """The command line itself cannot be understood."""

    exit_code = 2
    code = "usage"
    sentence = N_("{reason}")


class NotFound(CrmError):
    """A named record or an input file is not there."""

    exit_code = 3
    code = "not_found"
    sentence = N_("{what} was not found.")


class Conflict(CrmError):
    """What is asked contradicts what is there."""

    exit_code = 4
    code = "conflict"
    sentence = N_("{reason}")


class TargetExists(Conflict):
    """Something lies where a file is to be written."""

    code = "target_exists"
    sentence = N_("{path} is there already.")
    hint = N_("Name another file, or replace that one with --force.")


class Refused(CrmError):
    """The data cannot be used, or a rule of the product forbids the change."""

    exit_code = 5
    code = "refused"
    sentence = N_("{reason}")


class StorageFault(CrmError):
    """The book cannot be read or written where it lies."""

    exit_code = 6
    code = "storage"
    sentence = N_("{path} cannot be used: {reason}")


class UnreadableDate(UsageFault):
    """A date phrase that no rule of the grammar reads."""

    code = "unreadable_date"
    sentence = N_("Cannot read {text} as a date.")
    hint = N_("Write it like 2026-12-01, tomorrow, +3d, fri, next fri, 下周三 or 月底.")
    hint_back = N_(
        "Write it like 2026-03-01, yesterday, -3d, 2 weeks ago, mon, last fri or 上周三."
    )


class AmbiguousDate(UsageFault):
    """A date phrase that two rules read differently."""

    code = "ambiguous_date"
    sentence = N_("{text} can be read as {first} or as {second}.")
    hint = N_("Write the date as year-month-day, like {first}.")


class StretchOfDays(AmbiguousDate):
    """A week, month or year where one day is wanted."""

    sentence = N_("{text} is no single day: it goes from {first} to {second}.")
    hint = N_("Name one of its days, like {first}.")


class UnreadableSpan(UsageFault):
    """A length of time such as a cadence that cannot be read."""

    code = "unreadable_span"
    sentence = N_("Cannot read {text} as a length of time.")
    hint = N_("Write it like 10d, 2w, 3m or 1y.")


class NoLength(UnreadableSpan):
    """A length of time of nothing."""

    sentence = N_("{text} is no length of time: it must be at least one day.")


class UnreadableAmount(Refused):
    """An amount of money that cannot be read exactly."""

    code = "unreadable_amount"
    sentence = N_("Cannot read {text} as an amount: {reason}")
    hint = N_("Write it like 12000, 12,000.50, 12k, 1.2万 or EUR 300.")


class UnusableText(Refused):
    """Text that cannot be kept: empty where a value is needed, a NUL, or half a character."""

    code = "unusable_text"
    sentence = N_("{field} cannot be used: {reason}")


class UnusablePhone(Refused):
    """A phone number without enough digits to be one."""

    code = "unusable_phone"
    sentence = N_("{text} is not a phone number.")
    hint = N_("Write it like --phone 13800138000, --phone 021-62345678 or --phone +4930901820.")


class UnusableEmail(Refused):
    """An e-mail address that no mail system would take."""

    code = "unusable_email"
    sentence = N_("{text} is not an e-mail address.")
    hint = N_("Write it like --email wang.fang@example.com.")
