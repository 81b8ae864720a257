"""What an import tells beside its counts, on stderr: what was left, kept elsewhere, or skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.language import _, ngettext, own, pgettext
from crmcli.render import gate, joined
from crmcli.render.gate import one_line
from crmcli.render.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.services.imports.record_result import RecordAnswer
    from crmcli.services.imports.result import ImportAnswer, Imported, RowReason

TOLD = 20
"""How many rows are told on the terminal; JSON lists them all."""

_IN_BOOK = "already in the book"


def tell_sheets(result: ImportAnswer) -> None:
    """Tell on stderr which sheet was read, where others hold tables too."""
    if result.other_sheets:
        told = _("Read the sheet {name}; not read: {others}. Each can be named with --sheet.")
        others = one_line(joined.items(result.other_sheets))
        gate.tell(told.format(name=one_line(result.sheet or ""), others=others))


def tell_rows(title: str, rows: Sequence[RowReason], count: int) -> None:
    """Tell on stderr which rows are refused or skipped and why; of many the first ones."""
    if not rows:
        return
    gate.tell(title)
    for each in rows[:TOLD]:
        line = _("row {row}: {reason}").format(row=each.row, reason=say(each.reason))
        gate.tell(f"  {one_line(line)}")
    more = count - min(len(rows), TOLD)
    if more > 0:
        gate.tell("  " + pgettext("rows of a file", "and {count} more").format(count=more))


def tell_own(result: Imported) -> None:
    """Say which columns were not taken as they are, so that nothing is dropped in silence."""
    arrow = own("→")
    kept = [
        each.column if each.field in {None, each.column} else f"{each.column} {arrow} {each.field}"
        for each in result.mapping
        if each.use == "own" and not each.empty
    ]
    if kept and result.created + result.updated:
        names = one_line(joined.items(kept))
        gate.tell(_("Kept as fields of your own: {names}").format(names=names))
    tell_left(result)


def tell_left(result: ImportAnswer) -> None:
    """Tell on stderr which columns were left out, and of which something was."""
    for each in result.mapping:
        if each.note is not None:
            told = _("{column}: {note}.").format(column=each.column, note=say(each.note))
            gate.tell(one_line(told))
    left = [each.column for each in result.mapping if each.use in {"derived", "left_out"}]
    if left:
        gate.tell(_("Columns left out: {names}").format(names=one_line(joined.items(left))))


def tell_links(result: Imported) -> None:
    """Say how many customers are left without who referred them, and why."""
    if result.refused and not (result.dry_run or result.rejects):
        return
    if result.unlinked:
        told = ngettext(
            "{count} customer was referred by somebody who is not in the file.",
            "{count} customers were referred by somebody who is not in the file.",
            result.unlinked,
        )
        gate.tell(told.format(count=result.unlinked))
    if result.in_circle:
        told = ngettext(
            "{count} customer referred its own referrer: that is left out.",
            "{count} customers referred their own referrers: that is left out.",
            result.in_circle,
        )
        gate.tell(told.format(count=result.in_circle))


def tell_kept(result: Imported | RecordAnswer) -> None:
    """Say what was kept beside the records: rejected rows, and the mapping."""
    if result.rejects is not None:
        count = result.refused + result.skipped
        told = ngettext(
            "{count} row is in {path}: put it right, or say in the column action what to do.",
            "{count} rows are in {path}: put them right, or say in the column action what to do.",
            count,
        )
        gate.tell(told.format(count=count, path=one_line(result.rejects)))
    if result.mapping_saved is not None:
        gate.tell(_("Mapping saved: --mapping {name}").format(name=one_line(result.mapping_saved)))


def tell_card_only(result: Imported) -> None:
    """Say what of vCards no field takes."""
    for each in result.card_only[:TOLD]:
        gate.tell(_("Kept on the card alone: {what}").format(what=one_line(each)))
    more = len(result.card_only) - TOLD
    if more > 0:
        gate.tell("  " + ngettext("and {count} more", "and {count} more", more).format(count=more))


def tell_update(result: Imported) -> None:
    """Say how what skipped rows say otherwise is taken over."""
    known = any(each.reason.text.startswith(_IN_BOOK) for each in result.skips)
    if known and result.rejects is None and not result.refused:
        gate.tell(_("To take over what these rows say otherwise: --update"))
