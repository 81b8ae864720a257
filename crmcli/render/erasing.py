"""How erasing looks: the warning before it, and what is left to do after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.errors import N_
from crmcli.language import _, ngettext
from crmcli.render import gate
from crmcli.render.gate import one_line, safe
from crmcli.render.output import show_record
from crmcli.render.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.erasure import Erasable, Erasure
    from crmcli.render.output import Output

_SHOWN = 20
"""How many texts of others are told; JSON lists them all."""

_COUNTS = {
    "contact": (N_("{count} contact"), N_("{count} contacts")),
    "promise": (N_("{count} promise"), N_("{count} promises")),
    "person": (N_("{count} person"), N_("{count} people")),
    "contact_point": (N_("{count} number or address"), N_("{count} numbers and addresses")),
    "grade_change": (N_("{count} grade"), N_("{count} grades")),
    "change": (N_("{count} line of history"), N_("{count} lines of history")),
}
"""What is counted in words; other rows only follow from these."""


def warned(output: Output, found: Erasable) -> None:
    """Say on stderr who is about to be erased, what goes, and that it cannot be undone."""
    if output.is_json:
        # What is read by a program there is an error alone.
        return
    for line in _before(found):
        gate.tell(safe(line))


def foreseen(output: Output, found: Erasable) -> None:
    """Say what would go and what would stay elsewhere."""
    lines = [*_before(found), _("Nothing was erased (dry run).")]
    show_record(output, found.erasure, lines, key=found.erasure.id)


def erased(output: Output, done: Erasure) -> None:
    """Say that a customer is erased, and where its data still is."""
    first = _("Erased customer {id}: {what}.").format(id=done.id, what=_what(done))
    if not done.removed:
        first = _("Erased customer {id}.").format(id=done.id)
    show_record(output, done, [first, *_elsewhere(done)], key=done.id)


def _before(found: Erasable) -> Iterator[str]:
    company = f" · {one_line(found.company)}" if found.company else ""
    who = f"{one_line(found.name)}{company} ({found.erasure.id})"
    yield _("To be erased for good: {who}").format(who=who)
    yield _("With it go: {what}.").format(what=_what(found.erasure))
    yield from _elsewhere(found.erasure)
    yield _("This CANNOT be undone.")


def _what(done: Erasure) -> str:
    counts = [
        ngettext(one, many, count).format(count=count)
        for table, (one, many) in _COUNTS.items()
        if (count := done.removed.get(table, 0))
    ]
    lines = ngettext("{count} saved command line", "{count} saved command lines", done.commands)
    return ", ".join([*counts, lines.format(count=done.commands)])


def _elsewhere(done: Erasure) -> Iterator[str]:
    backups = [each for each in done.backups if each.exists]
    if backups:
        yield _("Backups that still hold it:")
        for backup in backups:
            yield f"  {word(backup.at)}  {one_line(backup.path)}"
    if done.exports:
        yield _("Exports that hold it:")
        for export in done.exports:
            purpose = f"  ({one_line(export.purpose)})" if export.purpose else ""
            gone = "" if export.exists else f"  {_('not there any more')}"
            yield f"  {word(export.at)}  {one_line(export.path)}{purpose}{gone}"
    if done.mentions:
        yield _("Texts of others that still name it:")
        for each in done.mentions[:_SHOWN]:
            whose = "" if each.customer_id is None else f" (id:{each.customer_id})"
            yield f"  {each.record} {each.record_id}{whose}"
        more = len(done.mentions) - _SHOWN
        if more > 0:
            text = ngettext("  … and {count} more", "  … and {count} more", more)
            yield text.format(count=more)
