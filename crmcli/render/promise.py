"""How promises look: the line after a change, and the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.promise import Promise
from crmcli.language import _, pgettext
from crmcli.render import gate, joined
from crmcli.render.consent import tell_unwelcome
from crmcli.render.gate import one_line
from crmcli.render.output import Listing, Output, show_list, show_record
from crmcli.render.words import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from crmcli.domain.message import Message
    from crmcli.render.layout import Layout


def made(output: Output, promise: Promise, refused: Message | None) -> None:
    """Say that a promise was made, by whom and until when.

    Args:
        output: how this run answers.
        promise: the promise.
        refused: that the customer may not be contacted; None if it may.
    """
    text = _("Promised {customer} ({customer_id}): {text} by {by} (promise {id}).")
    if promise.theirs:
        text = _("{customer} ({customer_id}) promised: {text} by {by} (promise {id}).")
    _said(output, promise, text, extra={"may_contact": refused is None})
    if refused is not None:
        tell_unwelcome(promise.customer, refused)


def moved(output: Output, promise: Promise) -> None:
    """Say that a promise was moved, and to which day."""
    text = _("Moved promise {id}, {customer} ({customer_id}): {text}. Now due {by}.")
    _said(output, promise, text)


def dropped(output: Output, promise: Promise) -> None:
    """Say that a promise was dropped."""
    _said(output, promise, _("Dropped promise {id}, {customer} ({customer_id}): {text}."))


def kept(output: Output, promises: tuple[Promise, ...]) -> None:
    """Say which promises were kept: one is a record, several are a list."""
    if len(promises) == 1 or not _is_for_machines(output):
        for promise in promises:
            _said(output, promise, _("Kept promise {id}, {customer} ({customer_id}): {text}."))
    else:
        show_list(output, PROMISES, promises)


def open_lines(promises: Iterable[Promise]) -> None:
    """Show open promises on stderr, before a question about them."""
    gate.tell(_("Open promises:"))
    for each in promises:
        text = _("  {id}  {by}  {text} (theirs)") if each.theirs else _("  {id}  {by}  {text}")
        gate.tell(text.format(id=each.id, by=each.by, text=one_line(each.text)))


def show_promises(output: Output, promises: Iterable[Promise], today: date, *, all_: bool) -> None:
    """Write a list of promises; a table says how late each is."""

    def layout() -> Layout:
        return _layout(today, all_=all_)

    empty = _("No promises here.") if all_ else _("No open promises.")
    listing = Listing(Promise, key=PROMISES.key, layout=layout, empty=empty)
    show_list(output, listing, promises)


def _said(
    output: Output, promise: Promise, text: str, extra: Mapping[str, object] | None = None
) -> None:
    told = text.format(
        id=promise.id,
        customer=one_line(promise.customer),
        customer_id=promise.customer_id,
        text=joined.without_stop(one_line(promise.text)),
        by=promise.by,
    )
    show_record(output, promise, [told], key=promise.id, extra=extra)


def _is_for_machines(output: Output) -> bool:
    return output.is_json or output.format is not None


def _layout(today: date, *, all_: bool) -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    def style(promise: Promise) -> str:
        if promise.state != "open":
            return "dim"
        return "red" if promise.by < today else "green" if promise.by == today else ""

    columns = [
        Column(_("Id"), lambda each: str(each.id), right=True),
        Column(_("By"), lambda each: each.by.isoformat(), style=style),
        Column(_("Customer"), lambda each: f"{each.customer} ({each.customer_id})", needs=40),
        Column(
            pgettext("whose promise it is", "Who"),
            lambda each: _("they") if each.theirs else _("I"),
            needs=60,
        ),
        Column(_("Promise"), lambda each: each.text, wraps=True),
    ]
    if all_:
        columns.append(Column(_("State"), lambda each: label(each.state), needs=60))
        columns.append(Column(_("Reason"), lambda each: each.reason or "", needs=100))
    return Layout(tuple(columns))


PROMISES = Listing(Promise, key=lambda promise: promise.id)  # type: ignore[attr-defined]
