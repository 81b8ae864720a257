"""How an import is told: the columns and what becomes of them, the counts, and what was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.language import _, pgettext
from crmcli.render import gate, joined
from crmcli.render.becoming import becomes
from crmcli.render.field_change import field_told, field_value_told
from crmcli.render.gate import one_line
from crmcli.render.import_notes import (
    TOLD,
    tell_card_only,
    tell_kept,
    tell_links,
    tell_own,
    tell_rows,
    tell_sheets,
    tell_update,
)
from crmcli.render.output import show_record
from crmcli.render.words import say, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.render.output import Output
    from crmcli.services.imports.result import ImportAnswer, Imported, Mapped, Preview

_OF_PEOPLE = frozenset({"title", "role", "birthday", "phones", "emails"})
_FEW_ALIKE = 5


def imported(output: Output, result: Imported) -> None:
    """Say what an import did, or would do."""
    if not output.is_json:
        tell_sheets(result)
        tell_rows(_("Refused:"), result.refusals, result.refused)
        if not result.refused or result.dry_run or result.rejects:
            tell_rows(_("Skipped:"), result.skips, result.skipped)
        tell_card_only(result)
        tell_links(result)
    if result.dry_run:
        shown = (*mapping_lines(result), *_preview_lines(result), *_change_lines(result))
        show_record(output, result, [*shown, *count_lines(result)])
        return
    if not output.is_json:
        tell_own(result)
        tell_update(result)
        tell_kept(result)
    show_record(output, result, count_lines(result))


def proposed(result: Imported) -> None:
    """Show what is about to happen, before the question; on stderr."""
    counts = count_lines(result, ahead=True)
    shown = (*mapping_lines(result), *_preview_lines(result), *_change_lines(result))
    for line in (*shown, *counts):
        gate.tell(line)
    tell_sheets(result)
    tell_rows(_("Skipped:"), result.skips, result.skipped)


def mapping_lines(result: ImportAnswer) -> Iterator[str]:
    """Say of each column what becomes of it."""
    told = joined.items(_where(result))
    yield _("Columns of {file} ({where}):").format(file=one_line(result.file), where=told)
    same = [each.column for each in result.mapping if _is_same(each)]
    if len(same) > _FEW_ALIKE:
        yield "  " + _("As they are called: {names}").format(names=one_line(joined.items(same)))
    for each in result.mapping:
        is_told = len(same) > _FEW_ALIKE and _is_same(each)
        if not (each.empty or is_told):
            yield f"  {becomes(one_line(each.column), _fate(each))}"
    empty = [each.column for each in result.mapping if each.empty]
    if empty:
        yield "  " + _("Empty: {names}").format(names=one_line(joined.items(empty)))


def _is_same(mapped: Mapped) -> bool:
    """Tell whether there is nothing to say of a column but its name."""
    return mapped.column == mapped.field and mapped.note is None


def _where(result: ImportAnswer) -> Iterator[str]:
    """Say where the column names stand, and how the text is encoded."""
    if result.encoding:
        yield result.encoding
    if result.sheet is not None:
        yield _("sheet {name}").format(name=one_line(result.sheet))
    first, last = result.header_rows or (1, 1)
    if first != last:
        yield _("rows {first}–{last}").format(first=first, last=last)
    elif first > 1:
        yield _("row {row}").format(row=first)


def _fate(mapped: Mapped) -> str:
    field = one_line(mapped.field or "")
    if mapped.note is not None:
        return _("{field}: {note}").format(field=field, note=one_line(say(mapped.note)))
    ways = {
        "field": field,
        "own": _("{field} (a field of your own)").format(field=field),
        "derived": _("left out: the book works it out"),
        "left_out": _("left out"),
    }
    return ways[mapped.use]


def _preview_lines(result: Imported) -> Iterator[str]:
    if result.preview:
        yield _("The first rows as they would be:")
    for each in result.preview:
        yield f"  {joined.titled(str(each.row), one_line(_described(each)))}"


def _described(row: Preview) -> str:
    parts = [
        row.name,
        row.company or "",
        joined.items(row.people),
        joined.items(row.phones),
        joined.items(row.emails),
        _("grade {grade}").format(grade=row.grade),
    ]
    if row.expected_close is not None:
        parts.append(_("closes {close}").format(close=word(row.expected_close)))
    if row.last_contact is not None:
        parts.append(_("last contact {date}").format(date=word(row.last_contact)))
    return joined.dotted(parts)


def _change_lines(result: Imported) -> Iterator[str]:
    """Say field by field what changes in customers of the book."""
    if result.changes:
        yield _("What would change:")
    for each in result.changes[:TOLD]:
        name = _("{row}: {name} ({id})").format(row=each.row, name=one_line(each.name), id=each.id)
        yield f"  {name}"
        for field, change in each.changes.items():
            yield "    " + _("{field}: {before} → {after}").format(
                field=_changed_field(field),
                before=field_value_told(field, change.before),
                after=field_value_told(field, change.after),
            )
    more = result.updated - min(len(result.changes), TOLD)
    if more > 0:
        yield "  " + pgettext("customers", "and {count} more").format(count=more)


def _changed_field(field: str) -> str:
    """Name a field of a customer, or of one of its people (`people.NAME.FIELD`)."""
    if not field.startswith("people."):
        return field_told(field)
    who = field.removeprefix("people.")
    name, _dot, own = who.rpartition(".")
    if own not in _OF_PEOPLE:
        return _("person {name}").format(name=one_line(who))
    return _("person {name}, {field}").format(name=one_line(name), field=field_told(own))


def count_lines(result: ImportAnswer, *, ahead: bool = False) -> list[str]:
    """Say how many rows were read and what became of them, or would."""
    done = _(
        "{read} read: {created} created, {updated} updated, {unchanged} unchanged,"
        " {skipped} skipped, {refused} refused."
    )
    planned = _(
        "{read} read: {created} to create, {updated} to update, {unchanged} unchanged,"
        " {skipped} to skip, {refused} refused."
    )
    numbers = (planned if result.dry_run or ahead else done).format(
        read=result.read,
        created=result.created,
        updated=result.updated,
        unchanged=result.unchanged,
        skipped=result.skipped,
        refused=result.refused,
    )
    if not result.read:
        return [_("The file has no rows below its header."), numbers]
    if result.dry_run:
        return [_("Nothing was written (dry run)."), numbers]
    return [numbers]
