"""The order of the due list (product.md section 4), as SQL on the tables of `store.reads.due`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.due_kind import KIND_ORDER

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

_RANKS = " ".join(f"WHEN '{kind}' THEN {rank}" for kind, rank in KIND_ORDER.items())
LATE_RATIO = "(:today_day - o.due_day) * 1.0 / o.cadence_days DESC"
MINOR = "coalesce(d.amount_minor, c.potential_minor)"
CODE = "CASE WHEN d.amount_minor IS NULL THEN c.potential_currency ELSE d.currency END"
# Amounts that no rate leads to the book's currency cannot be compared with it and come after.
AMOUNT = f"""
    CASE WHEN {MINOR} IS NULL THEN NULL
         WHEN {CODE} IS coalesce((SELECT value FROM setting WHERE name = 'currency'), :currency)
         THEN {MINOR}
         ELSE {MINOR} * (SELECT value FROM json_each(:worth) WHERE key = {CODE}) END DESC,
    {MINOR} DESC, o.customer_id, o.kind, o.subject_id
"""  # noqa: S608 - built from constants
"""The order by amount at stake; `:worth` is what `worth` gives."""
# Of limits that run out on one day the earlier one comes first.
ORDER = f"c.grade = 'E', CASE o.kind {_RANKS} END, {LATE_RATIO}, o.due_at, {AMOUNT}"


def worth(connection: sqlite3.Connection, today: date) -> str:
    """Give as JSON what a minor unit of each currency is worth in the book's own, by the rates.

    Raises:
        UnreadableValueError: a rate of the book is no number.
    """
    if connection.execute("SELECT 1 FROM rate LIMIT 1").fetchone() is None:
        return "{}"
    import json  # noqa: PLC0415 - few books have rates

    from crmcli.store.reads.trade import rates  # noqa: PLC0415 - as above

    return json.dumps(rates(connection).factors(today))
