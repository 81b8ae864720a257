"""A cell that cannot be used, and why, to be said in the reader's language."""

from __future__ import annotations

from crmcli.domain.birthday import UnreadableBirthday
from crmcli.domain.choice import UnknownChoice
from crmcli.domain.listed import sentences
from crmcli.domain.message import Message
from crmcli.errors import N_, CrmError, Refused, UnreadableDate


class BadCell(Refused):
    """A cell that cannot be used."""

    code = "bad_cell"
    sentence = N_("{column}: {reason}")


def reason_of(error: CrmError, cell: str = "") -> Message:
    """Give what an error says, to be said in the reader's language later.

    Of a date also what would be right, which no other sentence of an import tells.

    Args:
        error: it.
        cell: the cell as it stands, since a birthday is read with the calendar that its column, or
            the cell beside it, says.
    """
    told = _told(error)
    if cell and isinstance(error, UnreadableBirthday):
        told = Message(told.text, {**told.details, "text": _shown(cell)})
    if isinstance(error, (UnreadableDate, UnreadableBirthday)) and error.hint:
        return sentences([told, Message(error.hint, told.details)])
    return told


_NO_CHOICE = N_("it cannot be {text}; it is one of {choices}.")
"""What stands behind the name of a column, which need not be said twice."""


def _told(error: CrmError) -> Message:
    details = {
        name: Message(value) if name == "reason" and isinstance(value, str) else _shown(value)
        for name, value in error.details.items()
    }
    return Message(_NO_CHOICE if type(error) is UnknownChoice else error.sentence, details)


_MOST_SHOWN = 200


def _shown(value: object) -> object:
    # A cell may hold megabytes, and an answer tells of many.
    if isinstance(value, str) and len(value) > _MOST_SHOWN:
        return f"{value[: _MOST_SHOWN - 1]}…"
    return value
