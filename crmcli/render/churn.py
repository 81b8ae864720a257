"""How warnings look that a customer may leave: the list, one customer's, and a look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.churn.report import ChurnRow, Looked
from crmcli.language import _, ngettext, pgettext
from crmcli.render import joined
from crmcli.render.gate import one_line
from crmcli.render.output import Format, Listing, Output, show_list, show_record
from crmcli.render.words import day_rhythm, say, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crmcli.domain.churn.kind import ChurnKind
    from crmcli.domain.churn.report import ChurnLook, ChurnReport, WinbackTry
    from crmcli.render.layout import Layout


def show_warnings(output: Output, rows: Iterable[ChurnRow], *, all_: bool) -> None:
    """Write the list of warnings; a table says since when each stands."""

    def layout() -> Layout:
        return _layout(all_=all_)

    empty = _("No warnings.") if all_ else _("No warnings that nobody has looked at.")
    show_list(output, Listing(ChurnRow, key=_customer_id, layout=layout, empty=empty), rows)


def show_report(output: Output, report: ChurnReport) -> None:
    """Show all that is known of whether a customer may leave."""
    show_record(output, report, _lines(report), key=report.customer_id)


def looked(output: Output, done: tuple[Looked, ...]) -> None:
    """Say whose warnings were looked at, or would be: one is a record, several are a list.

    `--quiet` prints the ids of the looks, and nothing of who has none.
    """
    if len(done) != 1 and (output.is_json or output.format is not None):
        show_list(output, Listing(Looked, key=_look_id), done)
        return
    ids = output.quiet or output.format is Format.IDS
    for each in done:
        if each.dry_run or each.id is not None or not ids or output.is_json:
            show_record(output, each, [_looked(each)], key=each.id)


def _customer_id(row: Any) -> int:  # noqa: ANN401 - a row of the list
    return int(row.customer_id)


def _look_id(row: Any) -> int | None:  # noqa: ANN401 - a row of the list
    return None if row.id is None else int(row.id)


def _looked(done: Looked) -> str:
    is_noted = done.id is not None or (done.dry_run and _is_open(done))
    if not is_noted:
        text = _("{customer} has no warning that nobody has looked at.")
    elif done.dry_run:
        text = _("Would look at {customer}: {warnings}.")
        if not done.warnings:
            text = _("Would look at {customer}: no warning stands.")
    else:
        text = _("Looked at {customer}: {warnings}.")
        if not done.warnings:
            text = _("Looked at {customer}: no warning stands.")
    told = text.format(
        customer=f"{one_line(done.customer)} ({done.customer_id})",
        warnings=joined.clauses(one_line(say(each.why)) for each in done.warnings),
    )
    return joined.sentences((told, _ahead(done) if done.next_warning else ""))


def _is_open(done: Looked) -> bool:
    """Tell whether a look that is only foreseen would be written."""
    return done.note is not None or any(each.looked is None for each in done.warnings)


def _ahead(done: Looked | ChurnReport) -> str:
    return _("The next one appears on {day}.").format(day=word(done.next_warning))


def _lines(report: ChurnReport) -> Iterator[str]:
    yield _("{customer}: grade {grade}, value {value}.").format(
        customer=f"{one_line(report.customer)} ({report.customer_id})",
        grade=word(report.grade),
        value=word(report.value),
    )
    if report.lost is not None:
        yield from _loss(report)
    else:
        yield from _warnings(report)
        yield from _rhythm(report)
        yield from (_missing(each.kind, say(each.why)) for each in report.missing)
    if report.looks:
        yield _("Looked at:")
        yield from (_look(each) for each in report.looks)
    if report.tries:
        yield _("Tries to win it back:")
        yield from (try_line(each) for each in report.tries)


def _warnings(report: ChurnReport) -> Iterator[str]:
    if report.warnings:
        yield _("Warnings:")
    elif not report.next_warning:
        yield _("No warnings.")
    else:
        yield joined.sentences((_("No warnings."), _ahead(report)))
    for each in report.warnings:
        told = _("  {since}  {why}")
        if each.looked is not None:
            told = _("  {since}  {why} (looked at on {looked})")
        yield told.format(
            since=word(each.appears), why=one_line(_why(each)), looked=word(each.looked)
        )
    if report.warnings and report.next_warning:
        yield _ahead(report)


def _why(row: ChurnRow) -> str:
    """Say a warning, and from when it is due where that is not the day on which it stands."""
    why = say(row.why)
    if row.due is None or row.due == row.appears:
        return why
    return _("{why}; due from {day} on").format(why=why, day=word(row.due))


def _rhythm(report: ChurnReport) -> Iterator[str]:
    if report.gap_days is None:
        return
    told = ngettext(
        "{count} order, one {rhythm}, the last on {last}; too quiet from {day} on.",
        "{count} orders, one {rhythm}, the last on {last}; too quiet from {day} on.",
        report.orders,
    )
    yield told.format(
        count=report.orders,
        rhythm=day_rhythm(report.gap_days),
        last=word(report.last_order),
        day=word(report.quiet_from),
    )


def _missing(kind: ChurnKind, why: str) -> str:
    return _("Not known: {kind} ({why}).").format(kind=word(kind), why=why)


def _loss(report: ChurnReport) -> Iterator[str]:
    told = _("Lost on {day}: {reason}.")
    reason = joined.without_stop(one_line(report.lost_reason or _("no reason")))
    yield told.format(day=word(report.lost), reason=reason)
    if report.winback is not None:
        yield _("Next try {day}.").format(day=word(report.winback))


def _look(look: ChurnLook) -> str:
    parts = [word(look.day), joined.items(word(each) for each in look.kinds), look.note or ""]
    return "  " + "  ".join(one_line(each) for each in parts if each)


def try_line(attempt: WinbackTry) -> str:
    """Write a try to win a customer back as one line of a list."""
    parts = [word(attempt.day), word(attempt.via), word(attempt.result), attempt.note or ""]
    return "  " + "  ".join(one_line(each) for each in parts if each)


def _layout(*, all_: bool) -> Layout:
    from crmcli.render.due import GRADE_STYLES  # noqa: PLC0415 - tables only
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    columns = [
        Column(_("Since"), lambda row: word(row.appears)),
        Column(_("Grade"), lambda row: str(row.grade), lambda row: GRADE_STYLES[row.grade]),
        Column(pgettext("value of a customer", "Value"), lambda row: word(row.value), needs=60),
        Column(_("Customer"), lambda row: f"{row.customer} ({row.customer_id})", wraps=True),
        Column(_("Company"), lambda row: row.company or "", needs=120),
        Column(_("Warning"), _why, wraps=True),
    ]
    if all_:
        columns.append(Column(_("Looked at"), lambda row: word(row.looked)))
    return Layout(tuple(columns))
