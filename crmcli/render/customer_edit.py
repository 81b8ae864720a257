"""How an edit is told: what changed in one customer and what follows, or in many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.consent import FLAGS
from crmcli.domain.grade import GradeSource
from crmcli.domain.grading import ground_message
from crmcli.language import _, ngettext, pgettext
from crmcli.render import joined
from crmcli.render.customer import (
    AMOUNTS,
    consent_sentence,
    due_sentence,
    grade_sentence,
    relationship_sentence,
    who,
)
from crmcli.render.field_change import field_told, field_value_told, made_told
from crmcli.render.gate import one_line
from crmcli.render.moved_points import moved_points_text
from crmcli.render.output import Output, show_record
from crmcli.render.words import say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from crmcli.domain.customer import Customer
    from crmcli.domain.grade import Grade
    from crmcli.domain.grading import Verdict
    from crmcli.services.customers.changes import BulkEdit, Edited

_NOTED = frozenset({"consent_on", "consent_reason"})
_CONSENT = frozenset({*FLAGS, *_NOTED})


def edited(output: Output, result: Edited) -> None:
    """Say what an edit changed, and what follows for grade and clocks."""
    customer = result.customer
    extra = {
        "changed": result.changed,
        "referral_points": result.points,
        "new_fields": result.new_fields,
    }
    told = [_edited_sentence(result)]
    show_record(output, customer, told, key=customer.id, amounts=AMOUNTS, extra=extra)


def _edited_sentence(result: Edited) -> str:
    customer = result.customer
    if not result.changed:
        return _("Nothing changes for {customer}.").format(customer=who(customer))
    consent = set(result.changed) & _CONSENT
    fields = [field_told(each) for each in result.changed if each not in _CONSENT]
    names = joined.items((*fields, *_consents(consent)))
    parts = [_("Changed {customer}: {fields}.").format(customer=who(customer), fields=names)]
    changed = set(result.changed)
    if changed & {"need", "expected_close", "grade"}:
        parts.append(_regraded(customer, result.grade_before, result.verdict))
    if changed & {"need", "expected_close", "grade"} and customer.next_due is not None:
        parts.append(due_sentence(customer))
    if consent:
        parts.append(consent_sentence(customer))
    if "may_contact" in changed:
        parts.append(due_sentence(customer))
    if changed & {"importance", "every", "by_channel"}:
        parts.append(relationship_sentence(customer))
    points = map(moved_points_text, result.points)
    return joined.sentences([*parts, *points, made_told(result.new_fields)])


def _consents(changed: Collection[str]) -> Iterable[str]:
    """Name the consents that changed, or what is noted of them."""
    named = {
        "may_contact": pgettext("may be contacted", "consent"),
        "may_share": pgettext("may be shared", "consent"),
    }
    found = [name for flag, name in named.items() if flag in changed]
    return dict.fromkeys(found or ([_("consent")] if changed else []))


def _regraded(customer: Customer, before: Grade, verdict: Verdict) -> str:
    if before is customer.grade or customer.grade_source is GradeSource.HAND:
        return grade_sentence(customer, verdict)
    reason = one_line(say(ground_message(verdict.ground, customer.expected_close, verdict.deal)))
    return _("{before} → {after}: {reason}.").format(
        before=before, after=customer.grade, reason=reason
    )


def foreseen(output: Output, result: BulkEdit) -> None:
    """Show what an edit of many customers would change."""
    show_record(output, result, foreseen_lines(result))


def foreseen_lines(result: BulkEdit) -> Iterator[str]:
    """Say what an edit of many customers would change: how many, and the first few in full."""
    yield _("{matched} match, {changed} would change.").format(
        matched=result.matched, changed=result.changed
    )
    for each in result.customers:
        # When and why go without saying where the flag they are about changes.
        follows = _NOTED if set(each.changes) & set(FLAGS) else frozenset()
        for field, change in each.changes.items():
            if field in follows:
                continue
            yield "  " + _("{name} ({id})  {field}: {before} → {after}").format(
                name=one_line(each.name),
                id=each.id,
                field=field_told(field),
                before=field_value_told(field, change.before),
                after=field_value_told(field, change.after),
            )
    if result.new_fields:
        yield "  " + made_told(result.new_fields)
    left = result.changed - len(result.customers)
    if left > 0:
        yield "  " + pgettext("customers", "and {count} more").format(count=left)


def edited_many(output: Output, result: BulkEdit) -> None:
    """Say how many customers an edit changed."""
    told = ngettext("Changed {count} customer.", "Changed {count} customers.", result.changed)
    parts = (told.format(count=result.changed), made_told(result.new_fields))
    show_record(output, result, [joined.sentences(parts)])
