"""How a merge of two customers looks: field by field before it, and one line after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.erasure_words import COUNTED
from crmcli.language import _, ngettext
from crmcli.render import gate, joined
from crmcli.render.customer import AMOUNTS, due_sentence, grade_sentence, who
from crmcli.render.gate import one_line
from crmcli.render.merging_words import part_told, part_value
from crmcli.render.moved_points import moved_points_text
from crmcli.render.output import Output, show_record
from crmcli.render.width import cut, padded, width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.merging.fields import MergedField
    from crmcli.services.merging.merging import Merged

_UNTOLD = frozenset({
    "obligation", "promise_move", "deal_move", "feedback_step", "grade_change", "tag",
    "field_value", "contact_point",
})  # fmt: skip
"""What moves with something else, or is told field by field."""


_WIDEST = 60


def asked(seen: Merged) -> None:
    """Show on stderr what a merge would do, before somebody is asked."""
    for line in _preview(seen):
        gate.tell(line)


def foreseen(output: Output, seen: Merged) -> None:
    """Show what a merge would do."""
    lines = [*_preview(seen), _("Nothing was merged (dry run).")]
    _show(output, seen, lines)


def merged(output: Output, done: Merged) -> None:
    """Say what was merged, what moved, and what follows."""
    parts = [_("Merged {other} into {keep}: {what}.")]
    what = _moved(done)
    if not what:
        parts = [_("Merged {other} into {keep}.")]
    if any(each.field == "grade" and each.keep != each.result for each in done.fields):
        parts.append(grade_sentence(done.customer, done.verdict))
    parts.append(due_sentence(done.customer))
    noted = [part_told(each.field) for each in done.fields if each.noted]
    if noted:
        parts.append(_("In the notes now: {fields}.").format(fields=joined.items(noted)))
    parts += map(moved_points_text, done.points)
    parts[0] = parts[0].format(
        other=f"{one_line(done.merged.name)} ({done.merged.id})",
        keep=who(done.customer),
        what=what,
    )
    _show(output, done, [joined.sentences(parts)])


def _show(output: Output, result: Merged, told: list[str]) -> None:
    extra = {
        "merged": result.merged,
        "moved": result.moved,
        "merged_fields": result.fields,
        "referral_points": result.points,
        "dry_run": result.dry_run,
    }
    customer = result.customer
    show_record(output, customer, told, key=customer.id, amounts=AMOUNTS, extra=extra)


def _preview(seen: Merged) -> Iterator[str]:
    yield _("{other} goes into {keep}:").format(
        other=f"{one_line(seen.merged.name)} ({seen.merged.id})", keep=who(seen.customer)
    )
    rows = [_row(each) for each in seen.fields]
    room = max((width(name) for name, _told in rows), default=0)
    for name, told in rows:
        yield f"  {padded(name, room)}  {told}"
    if not rows:
        yield "  " + _("No field changes.")
    what = _moved(seen)
    if what:
        yield _("With it move: {what}.").format(what=what)


def _row(row: MergedField) -> tuple[str, str]:
    values = {
        name: _shown(part_value(row.field, getattr(row, name)))
        for name in ("keep", "other", "result")
    }
    told = _("{keep} | {other} → {result}")
    if row.noted:
        told = _("{keep} | {other} → {result}; the rest goes into the notes")
    return part_told(row.field), told.format(**values)


def _shown(text: str) -> str:
    # A note may be a book of its own; in a pipe it is whole.
    return cut(text, _WIDEST) if gate.is_terminal() else text


def _moved(result: Merged) -> str:
    counts = [
        ngettext(one, many, count).format(count=count)
        for table, (one, many) in COUNTED.items()
        if (count := result.moved.get(table, 0)) and table not in _UNTOLD
    ]
    return joined.items(counts)
