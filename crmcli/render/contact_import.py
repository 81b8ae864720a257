"""How an import of contacts is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.language import _, ngettext
from crmcli.render import joined
from crmcli.render.record_import import told_ahead, told_import
from crmcli.render.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.render.output import Output
    from crmcli.services.contacts.import_result import ContactPreview, ContactsImported


def imported(output: Output, result: ContactsImported) -> None:
    """Say what an import did, or would do."""
    told_import(output, result, _previews(result), _following(result))


def proposed(result: ContactsImported) -> None:
    """Show what is about to happen, before the question; on stderr."""
    told_ahead(result, _previews(result))


def _following(result: ContactsImported) -> Iterator[str]:
    if result.moved:
        moved = ngettext(
            "Due dates of {count} customer moved.",
            "Due dates of {count} customers moved.",
            result.moved,
        )
        yield moved.format(count=result.moved)


def _previews(result: ContactsImported) -> list[str]:
    return [joined.titled(str(each.row), _described(each)) for each in result.preview]


def _described(row: ContactPreview) -> str:
    parts = [f"{row.customer} ({row.customer_id})", word(row.at), word(row.via), row.note]
    if row.author is not None:
        parts.append(_("by {author}").format(author=row.author))
    return joined.dotted(each for each in parts if each)
