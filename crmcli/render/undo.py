"""How taking back looks: the line after it, and the list of what can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.undo import UndoChoice
from crmcli.language import _, ngettext
from crmcli.render import gate
from crmcli.render.gate import one_line
from crmcli.render.moved_points import moved_points_text, purchase_points_text
from crmcli.render.output import Format, Listing, show_list, show_record
from crmcli.render.width import cut
from crmcli.render.words import say, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.undo import UndoChoices, Undone
    from crmcli.render.layout import Layout
    from crmcli.render.output import Output

_SHOWN = 20
_LONGEST = 60
"""How many columns a text takes at most, such as a note that was taken back."""
_NAMED = 5
"""Of how many customers at most it is told that their points moved."""


def undone(output: Output, result: Undone) -> None:
    """Say what was taken back or brought back, and what can follow."""
    # What it had done reads otherwise as what holds now.
    text, after = _("Took back {command} ({at}) and undid: {what}"), _UNDONE
    if result.redone:
        text, after = _("Brought back {command} ({at}): {what}"), _REDONE
    lines = [_told(text, result), *_points(result), after]
    show_record(output, result, lines, key=result.id)


def _points(result: Undone) -> Iterator[str]:
    if result.points_change:
        yield purchase_points_text(result.points_change)
    moved = result.referral_points
    yield from map(moved_points_text, moved[:_NAMED])
    if len(moved) > _NAMED:
        left = len(moved) - _NAMED
        yield ngettext(
            "Points for referrals of {count} more customer moved.",
            "Points for referrals of {count} more customers moved.",
            left,
        ).format(count=left)


def foreseen(output: Output, choice: UndoChoice) -> None:
    """Say what would be taken back or brought back."""
    show_record(output, choice, [foretold(choice)], key=choice.id)


def foretold(choice: UndoChoice) -> str:
    """Say in a line what would be taken back or brought back."""
    text = _("Would take back {command} ({at}) and undo: {what}")
    if choice.redo:
        text = _("Would bring back {command} ({at}): {what}")
    return _told(text, choice)


def most_shown(output: Output) -> int | None:
    """Return how many commands a list shows by itself; None for all."""
    return _SHOWN if output.list_format is Format.TABLE else None


def show_choices(output: Output, choices: UndoChoices, *, told: bool) -> None:
    """List what can be brought back and taken back.

    Args:
        output: how this run answers.
        choices: the commands.
        told: whether to say that there are more.
    """
    show_list(output, _CHOICES, choices.rows)
    if told and choices.more:
        gate.tell(_("There are more: see them with --limit N."))


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column("", lambda row: _("redo") if row.redo else _("undo")),
            Column(_("When"), lambda row: word(row.at), needs=50),
            Column(_("Command"), lambda row: row.command, needs=70),
            Column(_("What it did"), _what, wraps=True),
            Column(_("Reason"), lambda row: row.reason or "", needs=120),
        )
    )


def _what(choice: UndoChoice) -> str:
    told = say(choice.summary, _LONGEST)
    other = choice.blocked_by
    if other is None:
        return told
    blocked = _("{what} (blocked by `{command}` of {other}, {at})")
    return blocked.format(what=told, other=other.author, command=other.command, at=word(other.at))


_CHOICES = Listing(
    kind=UndoChoice,
    key=lambda row: row.id,  # type: ignore[attr-defined]
    layout=_layout,
    empty=_("There is nothing to undo or redo."),
)


_UNDONE = _("`crm redo` brings it back.")
_REDONE = _("`crm undo` takes it back again.")


def _told(text: str, command: Undone | UndoChoice) -> str:
    return text.format(
        command=f"`crm {cut(one_line(command.line or command.command), _LONGEST)}`",
        at=word(command.at),
        what=one_line(say(command.summary, _LONGEST)),
    )
