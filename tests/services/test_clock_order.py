"""The clocks depend on what happened, never on the order in which it was told."""

from __future__ import annotations

import itertools
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.domain.channel import Channel
from crmcli.domain.contact import ContactDraft, Outcome, Purpose
from crmcli.domain.run import Run
from crmcli.services.contacts import changes as contact_changes
from crmcli.services.contacts import log as contacts
from crmcli.services.customers import adding as customers
from crmcli.store.book import Book

ZONE = timezone(timedelta(hours=8))
NOW = datetime(2026, 3, 31, 12, tzinfo=ZONE)
RUN = Run(NOW, "tester", "test")
NAMES = itertools.count()

drafts = st.builds(
    lambda back, via, purpose, outcome: _draft(
        NOW.date() - timedelta(days=back), via, purpose, outcome
    ),
    st.integers(0, 400),
    st.sampled_from(Channel),
    st.sampled_from([None, Purpose.GREETING, Purpose.MAINTENANCE]),
    st.sampled_from([Outcome.REACHED, Outcome.NO_ANSWER, Outcome.AGREED]),
)


def _draft(day: date, via: Channel, purpose: Purpose | None, outcome: Outcome) -> ContactDraft:
    at = datetime.combine(day, NOW.time(), tzinfo=ZONE).astimezone(UTC)
    return ContactDraft(at=at, on=day, via=via, purpose=purpose, outcome=outcome)


def _enter(book: Book, given: dict[str, str]) -> str:
    name = f"customer {next(NAMES)}"
    added = customers.add(book, RUN, {"name": name, **given}, force=True)
    return f"id:{added.customer.id}"


def _log(book: Book, who: str, draft: ContactDraft) -> int:
    return contacts.log(book, RUN, contacts.LogRequest(who, draft)).contact.id


def _clocks(book: Book, who: str) -> list[tuple[object, ...]]:
    key = int(who.removeprefix("id:"))
    with book.reading() as connection:
        rows = connection.execute(
            "SELECT kind, due, shown_from, basis, since, channel, retry_on FROM obligation"
            " WHERE customer_id = ? ORDER BY kind",
            (key,),
        ).fetchall()
        last = connection.execute(
            "SELECT last_contact FROM customer WHERE id = ?", (key,)
        ).fetchone()
    return [*rows, last]


@settings(max_examples=12, deadline=None)
@given(
    kept=st.lists(drafts, max_size=6),
    removed=st.lists(drafts, max_size=3),
    edited=st.lists(st.tuples(drafts, drafts), max_size=3),
    given_fields=st.sampled_from(
        [
            {"grade": "B"},
            {"grade": "E", "importance": "key"},
            {"grade": "C", "every": "2w", "by_channel": "visit"},
        ]
    ),
    data=st.data(),
)
def test_any_order_of_adding_editing_and_removing_gives_the_same_clocks(
    kept: Any, removed: Any, edited: Any, given_fields: Any, data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = Book(Path(folder) / "book.db")
        final = [*kept, *(after for _, after in edited)]
        straight = _enter(book, given_fields)
        for draft in sorted(final, key=lambda each: each.at):
            _log(book, straight, draft)
        winding = _enter(book, given_fields)
        steps = [("add", each, None) for each in kept]
        steps += [("remove", each, None) for each in removed]
        steps += [("edit", before, after) for before, after in edited]
        for kind, draft, after in data.draw(st.permutations(steps)):
            key = _log(book, winding, draft)
            if kind == "remove":
                contact_changes.remove(book, RUN, key)
            elif kind == "edit":
                change = {
                    name: getattr(after, name) for name in ("at", "on", "via", "purpose", "outcome")
                }
                contact_changes.edit(book, replace(RUN), key, change)
        assert _clocks(book, winding) == _clocks(book, straight)
