"""What each command answers with: a record class, one or a list, and the keys beside its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crmcli.domain.reports.known import KNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Shape:
    """What a command's JSON consists of.

    Args:
        record: the record class, as `module:Class` below `crmcli`.
        many: whether it is a list of records.
        extra: further keys of a record with their types, as annotations.
    """

    record: str
    many: bool = False
    extra: Mapping[str, str] = field(default_factory=dict)


_CUSTOMER = Shape("domain.customer:Customer")
_CONTACT = Shape("domain.contact:Contact")
_LOGGED = {
    "also": "tuple[Contact, ...]",
    "kept": "tuple[Promise, ...]",
    "still_open": "tuple[Promise, ...]",
    "relationship_due": "date | None",
    "close_passed": "bool",
    "back_on": "date | None",
    "may_contact": "bool",
    "complaints": "tuple[int, ...]",
    "greeted": "tuple[Greeted, ...]",
}
_PROMISE = Shape("domain.promise:Promise")
_FEEDBACK = Shape("domain.feedback:Feedback")
_MEASURE = Shape("domain.measure:Measure")
_SURVEY = Shape("domain.survey:Survey")
_PERSON = Shape("domain.person:Person")
_FIELD = Shape("domain.field:FieldUse")
_SETTING = Shape("domain.setting:SettingChanged")
_GRADE = Shape("domain.grade_history:GradeReport")
_PURCHASE = Shape("domain.purchase:Purchase")
_PURCHASE_DONE = Shape(
    _PURCHASE.record,
    extra={
        "classes": "tuple[ClassMove, ...]",
        "pinned": "tuple[PinHolds, ...]",
        "points": "int | None",
        "points_change": "int",
        "referral_points": "tuple[PointsMoved, ...]",
    },
)
_RATE_DONE = Shape(
    "domain.rates:RateRecord",
    extra={
        "recounted": "int",
        "moved": "int | None",
        "unrated": "int",
        "dry_run": "bool",
        "points_change": "int | None",
    },
)
_LOYALTY = Shape("domain.loyalty:LoyaltyAccount")
_EXPORTED = Shape("services.exports.exporting:Exported")
_CAMPAIGN = Shape("domain.campaign:Campaign")
_ADDED = {"added": "int", "left_out": "tuple[LeftOut, ...]"}
_DEAL = Shape("domain.deals.deal:Deal")
_DEAL_CHANGED = Shape(
    _DEAL.record,
    extra={
        "grade_from": "Grade",
        "grade_to": "Grade",
        "grade_reason": "Message",
        "next_due": "date | None",
        "purchase_id": "int | None",
        "classes": "tuple[ClassMove, ...]",
        "points": "int | None",
        "points_change": "int",
        "referral_points": "tuple[PointsMoved, ...]",
        "may_contact": "bool",
    },
)
_PINS = "tuple[Pin, ...]"
_REPORT = Shape("domain.reports.told:ToldReport")


def _list_of(shape: Shape) -> Shape:
    return Shape(shape.record, many=True)


SHAPES: dict[str, Shape] = {
    "due list": Shape("domain.due:DueRow", many=True),
    "due snooze": Shape("domain.due:DueRow"),
    "due load": Shape("domain.due_load:DueDay", many=True),
    "due spread": Shape("domain.due_load:Spread"),
    "due export": Shape("services.due.exporting:ExportedDue"),
    "log add": Shape(_CONTACT.record, extra=_LOGGED),
    "log q": Shape(_CONTACT.record, extra={**_LOGGED, "deal": "Deal | None"}),
    "log q --dry-run": Shape("domain.quick.plan:QuickPlan"),
    "log list": _list_of(_CONTACT),
    "log show": _CONTACT,
    "log edit": _CONTACT,
    "log remove": Shape(
        _CONTACT.record,
        extra={"unreached": "tuple[str, ...]", "still_answered": "tuple[str, ...]"},
    ),
    "customer add": Shape(_CUSTOMER.record, extra={"new_fields": "tuple[NewField, ...]"}),
    "customer list": _list_of(_CUSTOMER),
    "customer show": Shape(
        _CUSTOMER.record,
        extra={
            "grade_reason": "Message | str | None",
            "suggested": "Grade | None",
            "suggested_reason": "Message",
            "grade_since": "date",
            "promises": "tuple[Promise, ...]",
            "contacts": "tuple[Contact, ...]",
            "pins": _PINS,
            "deals": "tuple[Deal, ...]",
            "feedback": "tuple[Feedback, ...]",
            "survey": "Survey | None",
            "complaint_closed": "Feedback | None",
            "warnings": "tuple[ChurnRow, ...]",
            "too_little": "Message | None",
            "tries": "tuple[WinbackTry, ...]",
            "preference": "Preference",
            "importance_suggested": "ImportanceSuggestion | None",
            "referred": "int",
            "referred_bought": "int",
            "points": "int",
            "level": "str | None",
            "greetings": "tuple[DueRow, ...]",
        },
    ),
    "customer edit": Shape(
        _CUSTOMER.record,
        extra={
            "changed": "tuple[str, ...]",
            "referral_points": "tuple[PointsMoved, ...]",
            "new_fields": "tuple[NewField, ...]",
        },
    ),
    "customer find": Shape("domain.found:Found", many=True),
    "customer archive": _CUSTOMER,
    "customer restore": _CUSTOMER,
    "customer lose": _CUSTOMER,
    "customer winback": _CUSTOMER,
    "customer pin": Shape(_CUSTOMER.record, extra={"pins": _PINS}),
    "customer unpin": Shape(_CUSTOMER.record, extra={"pins": _PINS}),
    "customer verify": _CUSTOMER,
    "customer suggest": Shape("domain.importance:ImportanceSuggestion", many=True),
    "customer suggest --apply": Shape("domain.importance:ImportanceGiven"),
    "customer dupes": Shape("domain.duplicate.rule:Alike", many=True),
    "customer merge": Shape(
        _CUSTOMER.record,
        extra={
            "merged": "MergedInto",
            "moved": "Mapping[str, int]",
            "merged_fields": "tuple[MergedField, ...]",
            "referral_points": "tuple[PointsMoved, ...]",
            "dry_run": "bool",
        },
    ),
    "customer erase": Shape("domain.erasure:Erasure"),
    "customer person add": _PERSON,
    "customer person list": _list_of(_PERSON),
    "customer person edit": _PERSON,
    "customer person remove": _PERSON,
    "customer field add": _FIELD,
    "customer field list": _list_of(_FIELD),
    "customer field remove": Shape(_FIELD.record, extra={"dry_run": "bool"}),
    "mapping list": Shape("domain.saved_mapping:SavedMapping", many=True),
    "mapping show": Shape("domain.saved_mapping:SavedMapping"),
    "mapping remove": Shape("domain.saved_mapping:SavedMapping"),
    "customer import": Shape("services.imports.result:Imported"),
    "customer export": _EXPORTED,
    "log export": _EXPORTED,
    "deal export": _EXPORTED,
    "purchase export": _EXPORTED,
    "feedback export": _EXPORTED,
    "grade show": _GRADE,
    "grade set": _GRADE,
    "grade suggest": Shape("domain.grade_history:Suggestion", many=True),
    "grade audit": Shape("domain.audit:AuditRow", many=True),
    "grade policy show": Shape("domain.policy:PolicyNumber", many=True),
    "grade policy test": Shape("domain.policy_trial:PolicyTrial"),
    "promise add": Shape(_PROMISE.record, extra={"may_contact": "bool"}),
    "promise list": _list_of(_PROMISE),
    "promise keep": _PROMISE,
    "promise move": _PROMISE,
    "promise drop": _PROMISE,
    "purchase add": _PURCHASE_DONE,
    "purchase list": _list_of(_PURCHASE),
    "purchase list --sums": Shape("domain.sums:CurrencySum", many=True),
    "purchase show": _PURCHASE,
    "purchase edit": _PURCHASE_DONE,
    "purchase remove": _PURCHASE_DONE,
    "purchase suggest": Shape("domain.also_bought:AlsoBought", many=True),
    "log import": Shape("services.contacts.import_result:ContactsImported"),
    "purchase import": Shape("services.purchases.import_result:PurchasesImported"),
    "feedback add": Shape(_FEEDBACK.record, extra={"may_contact": "bool"}),
    "feedback list": _list_of(_FEEDBACK),
    "feedback show": _FEEDBACK,
    "feedback advance": _FEEDBACK,
    "feedback close": _FEEDBACK,
    "feedback reopen": _FEEDBACK,
    "feedback edit": _FEEDBACK,
    "feedback measure add": _MEASURE,
    "feedback measure list": _list_of(_MEASURE),
    "feedback measure done": _MEASURE,
    "feedback survey add": Shape(_SURVEY.record, extra={"next_survey": "date | None"}),
    "feedback survey list": _list_of(_SURVEY),
    "feedback survey due": Shape("domain.due:DueRow", many=True),
    "feedback survey summary": Shape("domain.survey:SurveySummary"),
    "calendar list": Shape("domain.known_calendar:CalendarKnown", many=True),
    "calendar show": Shape("domain.known_calendar:MarkedDays", many=True),
    "calendar import": Shape("domain.known_calendar:CalendarChanged"),
    "calendar update": Shape("domain.known_calendar:CalendarChanged"),
    "calendar remove": Shape("domain.known_calendar:CalendarChanged"),
    "rate set": _RATE_DONE,
    "rate list": Shape(_RATE_DONE.record, many=True),
    "rate remove": _RATE_DONE,
    "loyalty list": _list_of(_LOYALTY),
    "loyalty show": Shape(
        _LOYALTY.record, extra={"entries": "tuple[LoyaltyLine, ...]", "on": "bool"}
    ),
    "loyalty redeem": Shape(_LOYALTY.record, extra={"entry": "LoyaltyLine"}),
    "loyalty adjust": Shape(_LOYALTY.record, extra={"entry": "LoyaltyLine"}),
    "churn list": Shape("domain.churn.report:ChurnRow", many=True),
    "churn show": Shape("domain.churn.report:ChurnReport"),
    "churn look": Shape("domain.churn.report:Looked"),
    "churn try": Shape(
        "domain.churn.report:WinbackTry",
        extra={
            "winback": "date | None",
            "is_back": "bool",
            "grade": "Grade",
            "next_due": "date | None",
            "may_contact": "bool",
        },
    ),
    "churn lost": Shape("domain.churn.report:LostReason", many=True),
    "campaign add": Shape(_CAMPAIGN.record, extra=_ADDED),
    "campaign list": _list_of(_CAMPAIGN),
    "campaign show": Shape(
        _CAMPAIGN.record,
        extra={"members": "tuple[CampaignMember, ...]", "others": "OtherCampaigns"},
    ),
    "campaign include": Shape(_CAMPAIGN.record, extra=_ADDED),
    "campaign reach": Shape("domain.campaign:Reaching"),
    "campaign answer": Shape("domain.campaign:CampaignMember", extra={"contact": "Contact"}),
    "campaign answer --withdraw": Shape("domain.campaign:CampaignMember"),
    "campaign remove": Shape("domain.campaign:CampaignCut"),
    "campaign drop": Shape("domain.campaign:CampaignCut"),
    **{f"report {name}": _REPORT for name in (*KNOWN, "count", "cases", "run")},
    "report save": Shape("services.reports.saving:SavedReport"),
    "report remove": Shape("services.reports.saving:SavedReport"),
    "report list": Shape("render.reports.saved:ReportEntry", many=True),
    "deal add": _DEAL_CHANGED,
    "deal list": _list_of(_DEAL),
    "deal show": Shape(
        _DEAL.record,
        extra={
            "moves": "tuple[DealMove, ...]",
            "case": "DealCase | None",
            "purchases": "tuple[int, ...]",
        },
    ),
    "deal move": _DEAL_CHANGED,
    "deal win": _DEAL_CHANGED,
    "deal lose": _DEAL_CHANGED,
    "deal edit": _DEAL_CHANGED,
    "deal reopen": _DEAL_CHANGED,
    "deal case": Shape(_DEAL.record, extra={"case": "DealCase | None"}),
    "history": Shape("domain.history:HistoryRow", many=True),
    "undo": Shape("domain.undo:Undone"),
    "redo": Shape("domain.undo:Undone"),
    "config show": Shape("domain.setting:Setting", many=True),
    "config set": _SETTING,
    "config unset": _SETTING,
    "export": Shape("domain.whole_book:BookExported"),
    "import": Shape("domain.whole_book:BookImported"),
    "backup": Shape("domain.backup:Backup"),
    "backup --list": Shape("domain.backup:StoredBackup", many=True),
    "restore": Shape("domain.backup:Restored"),
    "check": Shape("domain.checked:Checked"),
    "demo": Shape("domain.due:DueRow", many=True),
}
"""The shapes by command, in the order of the help."""
