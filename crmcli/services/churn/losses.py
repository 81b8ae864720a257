"""Lost customers by reason, and how many came back."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from crmcli.domain.churn.report import LostReason
from crmcli.domain.text import contains, fold
from crmcli.store.reads.winback import lost_customers, tries_by_reason

if TYPE_CHECKING:
    from crmcli.store.book import Book


def lost_by_reason(
    book: Book, reason: str | None = None, *, archived: bool = False
) -> list[LostReason]:
    """Count lost customers by reason, whatever its case and width, the most frequent first.

    Those who are back count for the reason they had been lost for.

    Args:
        book: the book.
        reason: only reasons that hold this text.
        archived: archived customers too.
    """
    words: dict[str, str | None] = {}
    lost: defaultdict[str, list[int]] = defaultdict(list)
    tries: defaultdict[str, int] = defaultdict(int)
    back: defaultdict[str, int] = defaultdict(int)
    with book.reading() as connection:
        for said, customer_id in lost_customers(connection, archived=archived):
            lost[_known(words, said)].append(customer_id)
        for said, tried, came in tries_by_reason(connection, archived=archived):
            key = _known(words, said)
            tries[key] += tried
            back[key] += came
    rows = [
        LostReason(said, len(lost[key]), tries[key], back[key], tuple(lost[key]))
        for key, said in words.items()
        if reason is None or contains(said or "", reason)
    ]
    return sorted(rows, key=lambda row: (-row.lost, -row.back, fold(row.reason or "")))


def _known(words: dict[str, str | None], said: str | None) -> str:
    key = fold(said or "")
    words.setdefault(key, said)
    return key
