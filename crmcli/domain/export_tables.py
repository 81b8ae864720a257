"""The tables that can be exported. Their columns are the keys of the JSON of their records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.customer_columns import AMOUNT, CUSTOMER_COLUMNS
from crmcli.domain.export_table import ExportColumn, ExportTable, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping


def _columns(kind: Kind, names: str, *, words: bool = False) -> dict[str, ExportColumn]:
    return {name: ExportColumn(name, kind, words) for name in names.split()}


def _records(name: str, part: str) -> dict[str, ExportColumn]:
    return {name: ExportColumn(name, Kind.RECORDS, words=True, part=part)}


def _table(
    record: str, title: str, names: str, *columns: Mapping[str, ExportColumn]
) -> ExportTable:
    """Put a table together; what is not said of a column is that it holds a word of crm's own."""
    known = {name: column for each in columns for name, column in each.items()}
    return ExportTable(
        record, title, tuple(known.get(name) or ExportColumn(name) for name in names.split())
    )


CUSTOMERS = _table(
    "customer",
    "customers",
    " ".join(CUSTOMER_COLUMNS),
    _columns(
        Kind.TEXT,
        "name company title occupation address industry source owner lost_reason hobbies"
        " product_needs service_requirements notes consent_reason",
        words=True,
    ),
    _columns(Kind.WHOLE, "id open_promises open_complaints open_deals purchase_count"),
    _columns(Kind.WHOLE, "referred_by cooperation_years"),
    _columns(Kind.AMOUNT, AMOUNT),
    _columns(Kind.DATE, "expected_close last_contact next_due relationship_due verified lost"),
    _columns(Kind.DATE, "registered consent_on"),
    _columns(Kind.INSTANT, "created updated archived"),
    _columns(Kind.FLAG, "may_contact may_share"),
    _columns(Kind.LIST, "phones emails tags", words=True),
    _columns(Kind.PAIRS, "fields handles", words=True),
    _columns(Kind.PEOPLE, "people", words=True),
)

PEOPLE = _table(
    "person",
    "people",
    "id customer_id customer name title role phones emails birthday",
    _columns(Kind.WHOLE, "id customer_id"),
    _columns(Kind.TEXT, "customer name title role", words=True),
    _columns(Kind.LIST, "phones emails", words=True),
)

CONTACTS = _table(
    "contact",
    "contacts",
    "id customer_id customer at via direction purpose note said outcome author people minutes"
    " grade_from grade_to grade_reason next_due promises imported",
    _columns(Kind.WHOLE, "id customer_id minutes"),
    _columns(Kind.TEXT, "customer note said author grade_reason", words=True),
    _columns(Kind.INSTANT, "at"),
    _columns(Kind.DATE, "next_due"),
    _columns(Kind.FLAG, "imported"),
    _columns(Kind.LIST, "people", words=True),
    _records("promises", part="text"),
)

DEALS = _table(
    "deal",
    "deals",
    "id customer_id customer title amount currency stage probability expected_close opened closed"
    " quiet_days lost_reason company owner stage_since weighted weighted_currency own_probability"
    " due due_basis overdue_days notes author complaint",
    _columns(Kind.WHOLE, "id customer_id probability quiet_days overdue_days complaint"),
    _columns(Kind.TEXT, "customer title lost_reason company owner notes author", words=True),
    _columns(Kind.AMOUNT, "amount weighted"),
    _columns(Kind.DATE, "expected_close opened closed stage_since due"),
    _columns(Kind.FLAG, "own_probability"),
)

PURCHASES = _table(
    "purchase",
    "purchases",
    "id customer_id customer at product quantity amount currency deal_id note book_amount"
    " book_amount_currency author",
    _columns(Kind.WHOLE, "id customer_id deal_id"),
    _columns(Kind.TEXT, "customer product note author", words=True),
    _columns(Kind.DATE, "at"),
    _columns(Kind.DECIMAL, "quantity"),
    _columns(Kind.AMOUNT, "amount book_amount"),
)

FEEDBACK = _table(
    "feedback",
    "feedback",
    "id customer_id customer kind category severity text state handler opened step_due"
    " overdue_days closed score steps via result next_step measures author",
    _columns(Kind.WHOLE, "id customer_id overdue_days score"),
    _columns(Kind.TEXT, "customer category text handler result author", words=True),
    _columns(Kind.INSTANT, "opened step_due closed"),
    _records("steps", part="state"),
    _records("measures", part="text"),
)
