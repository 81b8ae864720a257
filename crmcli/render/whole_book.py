"""How the export and the import of a whole book are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.foreign import foreign_told
from crmcli.domain.path_text import quoted
from crmcli.language import _, ngettext
from crmcli.render import gate, joined
from crmcli.render.backup import fault_lines, since
from crmcli.render.gate import one_line
from crmcli.render.output import show_record
from crmcli.render.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.whole_book import BookExported, BookImported
    from crmcli.render.output import Output

_STDOUT = "-"


def book_exported(output: Output, result: BookExported) -> None:
    """Say where the book went, and that everybody is in it."""
    count = result.exported
    told = ngettext(
        "Exported the whole book: {count} customer, {rows} rows.",
        "Exported the whole book: {count} customers, {rows} rows.",
        count,
    ).format(count=count, rows=result.rows)
    if result.path == _STDOUT:
        # The data has stdout for itself.
        if not output.quiet:
            gate.tell(told)
    else:
        text = _("{told} It lies at {path}, readable by you alone.")
        line = text.format(told=told, path=one_line(result.path))
        show_record(output, result, [line], key=result.id)
    if result.foreign and not output.quiet:
        text = _("Not in it, since crm did not make it: {names}")
        gate.tell(text.format(names=one_line(say(foreign_told(result.foreign)))))


def book_proposed(result: BookImported) -> None:
    """Say what is about to happen, before the question; on stderr."""
    for line in _held(result):
        gate.tell(line)


def book_imported(output: Output, result: BookImported) -> None:
    """Say what an import of a whole book did, or would do."""
    show_record(output, result, _imported_lines(result), key=one_line(result.path))


def _imported_lines(result: BookImported) -> Iterator[str]:
    path = one_line(result.path)
    if result.unchanged:
        text = _("{path} is this book already: nothing was written.")
        yield text.format(path=path)
    elif result.dry_run:
        yield from _held(result)
    else:
        told = ngettext(
            "Imported {file} into {path}: {count} customer.",
            "Imported {file} into {path}: {count} customers.",
            result.customers,
        ).format(file=one_line(result.file), path=path, count=result.customers)
        yield joined.sentences((told, since(result.last)))
    if result.dry_run and not result.unchanged:
        yield _("Nothing was written (dry run).")
    numbers = _("{read} rows read: {created} created, {updated} updated, {unchanged} unchanged.")
    if result.dry_run:
        numbers = _(
            "{read} rows read: {created} to create, {updated} to update, {unchanged} unchanged."
        )
    yield numbers.format(
        read=result.read,
        created=result.created,
        updated=result.updated,
        unchanged=result.unchanged,
    )
    if result.saved is not None:
        text = _("The empty book before it is kept: {path}")
        yield text.format(path=one_line(quoted(result.saved)))
    if not result.dry_run:
        yield from _warnings(result)


def _held(result: BookImported) -> Iterator[str]:
    told = ngettext(
        "{file} is whole: {count} customer.",
        "{file} is whole: {count} customers.",
        result.customers,
    ).format(file=one_line(result.file), count=result.customers)
    yield joined.sentences((told, since(result.last)))
    yield from _warnings(result)


def _warnings(result: BookImported) -> Iterator[str]:
    if result.erased:
        ids = joined.items(map(str, result.erased))
        text = _("It brings back who was erased since it was made: {ids}")
        if not result.dry_run:
            text = _("Erased before, and back with this file: {ids}. Erase them again.")
        yield text.format(ids=ids)
    yield from fault_lines(result.faults)
