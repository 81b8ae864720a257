"""How grades look: one customer's with its history, suggestions, and the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.audit import AuditRow
from crmcli.domain.audit_reason import reason_told
from crmcli.domain.grade import GradeSource, Need
from crmcli.domain.grade_history import Suggestion
from crmcli.domain.span import Span, Unit
from crmcli.language import _, ngettext
from crmcli.render import joined
from crmcli.render.gate import one_line
from crmcli.render.output import Listing, Output, show_record
from crmcli.render.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from crmcli.domain.grade_history import Given, GradeChange, GradeReport, GradesGiven
    from crmcli.domain.message import Message
    from crmcli.render.layout import Column, Layout


def shown(output: Output, report: GradeReport, today: date) -> None:
    """Show a customer's grade: why, since when, the rule's answer, and how it came about."""
    show_record(output, report, _lines(report, today), key=report.customer_id)


def given(output: Output, result: Given) -> None:
    """Say which grade a customer was given, and what follows."""
    report = result.report
    told = _("{customer}: {before} → {grade} {source}.")
    if result.before is report.grade:
        told = _("{customer}: {grade} {source}.")
    parts = [
        told.format(
            customer=_who(report),
            before=result.before,
            grade=report.grade,
            source=word(report.source),
        )
    ]
    if report.next_due is not None:
        parts.append(_("Next follow-up {date}.").format(date=report.next_due))
    parts += _rule(report)
    show_record(output, report, [joined.sentences(parts)], key=report.customer_id)


def given_to_many(output: Output, result: GradesGiven) -> None:
    """Say how many customers were graded, and from what to what."""
    count = result.changed
    told = ngettext("Graded {count} customer.", "Graded {count} customers.", count)
    lines = [told.format(count=count)]
    lines += [
        _("  {before} → {after}  {count}").format(
            before=each.grade_from, after=each.grade_to, count=each.count
        )
        for each in result.moves
    ]
    show_record(output, result, lines)


def _lines(report: GradeReport, today: date) -> Iterator[str]:
    told = _("{customer}: grade {grade} {source} since {since}.")
    if report.reason:
        told = _("{customer}: grade {grade} {source} since {since}: {reason}.")
    yield told.format(
        customer=_who(report),
        grade=report.grade,
        source=word(report.source),
        since=report.since,
        reason=_reason(report.reason),
    )
    yield from _rule(report)
    yield _("Need: {need}. Expected close: {close}.").format(
        need=word(report.need) or _("not known"), close=_close(report, today)
    )
    yield _dates(report)
    if report.history:
        yield _("History:")
        yield from (_change(each) for each in report.history)


def _rule(report: GradeReport) -> Iterator[str]:
    """Give the rule's answer where it is another one."""
    reason = one_line(word(report.suggested_reason))
    if report.suggested is None:
        yield _("The rule has no answer: {reason}.").format(reason=reason)
    elif report.suggested is not report.grade or report.source is GradeSource.HAND:
        yield _("The rule says {grade}: {reason}.").format(grade=report.suggested, reason=reason)


def _close(report: GradeReport, today: date) -> str:
    if report.expected_close is None:
        return _("none")
    if report.need is Need.CLEAR and report.expected_close < today:
        return _("{date}, which has passed: give a new date or a grade").format(
            date=report.expected_close
        )
    return word(report.expected_close)


def _dates(report: GradeReport) -> str:
    parts = []
    if report.next_due is None:
        parts.append(_("No follow-up."))
    else:
        parts.append(
            _("Followed up {cadence}; next follow-up {date}.").format(
                cadence=word(Span(report.cadence_days, Unit.DAY)), date=report.next_due
            )
        )
    if report.relationship_due is not None:
        parts.append(_("Relationship due {date}.").format(date=report.relationship_due))
    return joined.sentences(parts)


def _change(change: GradeChange) -> str:
    grades = str(change.grade_to)
    if change.grade_from is not None and change.grade_from is not change.grade_to:
        grades = _("{before} → {after}").format(before=change.grade_from, after=change.grade_to)
    parts = [str(change.on), grades, word(change.source), _reason(change.reason)]
    if change.contact_id is not None:
        parts.append(_("(contact {id})").format(id=change.contact_id))
    return "  " + "  ".join(each for each in parts if each)


def _reason(reason: Message | str | None) -> str:
    told = None if reason is None else reason_told(reason)
    return joined.without_stop(one_line(word(told)))


def _who(report: GradeReport) -> str:
    return f"{one_line(report.customer)} ({report.customer_id})"


def _first_columns() -> tuple[Column, ...]:
    from crmcli.render.due import GRADE_STYLES  # noqa: PLC0415 - tables only
    from crmcli.render.layout import Column  # noqa: PLC0415 - tables only

    def style(row: Any) -> str:  # noqa: ANN401 - a row of either list
        return GRADE_STYLES[row.grade.value]

    return (
        Column(_("Grade"), lambda row: row.grade.value, style),
        Column(_("Customer"), lambda row: f"{row.customer} ({row.customer_id})"),
    )


def _suggestions_layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            *_first_columns(),
            Column(_("Rule"), lambda row: row.suggested.value),
            Column(_("Why"), lambda row: word(row.suggested_reason), wraps=True),
            Column(_("Graded"), lambda row: word(row.source), needs=70),
            Column(_("Since"), lambda row: word(row.since), needs=80),
        )
    )


def _audit_layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            *_first_columns(),
            Column(_("Honest"), lambda row: row.honest.value),
            Column(_("Doubts"), lambda row: joined.items(map(word, row.doubts)), wraps=True),
            Column(_("Since"), lambda row: word(row.since), needs=70),
            Column(_("Closes"), lambda row: word(row.expected_close), needs=90),
            Column(_("Last contact"), lambda row: word(row.last_contact), needs=110),
        )
    )


SUGGESTIONS = Listing(
    kind=Suggestion,
    key=lambda row: row.customer_id,  # type: ignore[attr-defined]
    layout=_suggestions_layout,
    empty=_("Every grade is what the rule says, or the facts support none."),
)
AUDIT = Listing(
    kind=AuditRow,
    key=lambda row: row.customer_id,  # type: ignore[attr-defined]
    layout=_audit_layout,
    empty=_("No grade is doubtful."),
)
