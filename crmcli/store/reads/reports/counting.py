"""Counting records by what they have in common, in the database, and telling which they were."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.money import Money
from crmcli.domain.reports.figures import Sums, sums_of
from crmcli.store.reads.purchase_sums import high_and_low, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from crmcli.store.reads.reports.scope import Scope

    Keys = tuple[Any, ...]
    """What the records of one group have in common."""


_NO_PARTS: Mapping[str, IdRanges] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Records:
    """The records that are counted.

    Args:
        source: what stands after FROM; the record itself is called `r`.
        where: the conditions they meet, those of the scope among them.
        keys: the expressions by which they are grouped.
        values: the values of further placeholders.
    """

    source: str
    where: str
    keys: tuple[str, ...] = ()
    values: Mapping[str, object] | None = None

    def by(self, *keys: str) -> Records:
        """Give the same records, grouped by other expressions."""
        return replace(self, keys=keys)

    def given(self, scope: Scope) -> dict[str, object]:
        """Give the values of all placeholders."""
        return {**scope.values, **(self.values or {})}


class Part(NamedTuple):
    """Some of the records, which a figure counts.

    Args:
        column: the key of the figure's column.
        where: the condition that a record `r` is one of them.
    """

    column: str
    where: str


class Group(NamedTuple):
    """Some records that have the same keys.

    Args:
        keys: the values of `Records.keys`.
        figures: what was counted of them.
        ids: which they are, where that was asked for.
        parts: which of them a figure counts, by the key of its column, likewise.
    """

    keys: Keys
    figures: tuple[Any, ...]
    ids: IdRanges | None
    parts: Mapping[str, IdRanges] = _NO_PARTS


def groups(
    scope: Scope,
    records: Records,
    figures: Sequence[str] = ("count(*)",),
    parts: Sequence[Part] = (),
) -> list[Group]:
    """Count records group by group, in the order of their keys.

    Args:
        scope: what is looked at.
        records: which records, and by what they are grouped.
        figures: the aggregates of each group.
        parts: which of the records figures count that do not count all of them.
    """
    picked = [*records.keys, *figures]
    if scope.explained:
        picked.append("group_concat(r.id)")
        picked += [f"group_concat(CASE WHEN {each.where} THEN r.id END)" for each in parts]
    order = ", ".join(str(at + 1) for at in range(len(records.keys)))
    grouped = f"GROUP BY {order} ORDER BY {order}" if order else ""
    sql = f"SELECT {', '.join(picked)} FROM {records.source} WHERE {records.where} {grouped}"  # noqa: S608 - our own names
    size = len(records.keys)
    found = []
    for row in scope.connection.execute(sql, records.given(scope)):
        end = size + len(figures)
        if not scope.explained:
            found.append(Group(row[:size], row[size:end], None))
            continue
        some = {each.column: _ids(text) for each, text in zip(parts, row[end + 1 :], strict=True)}
        found.append(Group(row[:size], row[size:end], _ids(row[end]), some))
    return found


def no_ids(scope: Scope) -> IdRanges | None:
    """Give the ids of no record, where ids are asked for."""
    return IdRanges() if scope.explained else None


def _ids(text: str | None) -> IdRanges:
    ids = IdRanges()
    for each in sorted(map(int, text.split(","))) if text else ():
        ids.add(each)
    return ids


def regrouped(found: Iterable[Group], place: int) -> list[Group]:
    """Put groups together that have one key in common, in the order of that key.

    Args:
        found: groups with whole numbers as figures.
        place: at which place the key stands among theirs.
    """
    together: dict[Any, Group] = {}
    for each in found:
        key = each.keys[place]
        old = together.get(key)
        if old is None:
            ids = None if each.ids is None else IdRanges(each.ids)
            parts = {name: IdRanges(some) for name, some in each.parts.items()}
            together[key] = Group((key,), each.figures, ids, parts)
            continue
        figures = tuple(one + more for one, more in zip(old.figures, each.figures, strict=True))
        together[key] = old._replace(figures=figures)
        if old.ids is not None:
            old.ids.update(each.ids or ())
        for name, some in each.parts.items():
            old.parts[name].update(some)
    return [together[key] for key in sorted(together, key=lambda key: (key is None, key))]


class Amount(NamedTuple):
    """An amount of each record.

    Args:
        minor: the expression of its minor units.
        currency: that of its currency.
        book: that of the same in the book's currency, where it is kept; else None.
        day: that of the local date whose rates count, where it is not kept.
    """

    minor: str
    currency: str
    book: str | None = None
    day: str = ":today"


def sums(scope: Scope, records: Records, amount: Amount) -> defaultdict[Keys, Sums]:
    """Add up an amount group by group, exactly.

    A record without an amount adds nothing; groups without any have the sum of nothing.
    """
    totals: defaultdict[Keys, dict[str, int]] = defaultdict(dict)
    wholes: defaultdict[Keys, list[int | None]] = defaultdict(list)
    lacking: defaultdict[Keys, set[str]] = defaultdict(set)
    own = amount.book is not None
    for keys, currency, minor, book in _kept(scope, records, amount, own=own):
        totals[keys][currency] = totals[keys].get(currency, 0) + minor
        wholes[keys].append(book)
        lacking[keys] |= set() if book is not None else {currency}
    for keys, currency, minor, book in () if own else _converted(scope, records, amount):
        totals[keys][currency] = totals[keys].get(currency, 0) + minor
        wholes[keys].append(book)
        lacking[keys] |= set() if book is not None else {currency}
    found: defaultdict[Keys, Sums] = defaultdict(lambda: sums_of({}, 0, scope.base))
    for keys, by_currency in totals.items():
        books = [each for each in wholes[keys] if each is not None]
        whole = sum(books) if len(books) == len(wholes[keys]) else None
        found[keys] = sums_of(by_currency, whole, scope.base, lacking[keys])
    return found


_Line = tuple["Keys", str, int, "int | None"]


def _kept(scope: Scope, records: Records, amount: Amount, *, own: bool) -> list[_Line]:
    """Add up in the database what needs no conversion, or was converted when it was written."""
    picked = [*records.keys, amount.currency, high_and_low(amount.minor)]
    book = amount.book or amount.minor
    picked += [f"count({amount.minor})", f"count({book})", high_and_low(book)]
    where = f"{records.where} AND {amount.minor} IS NOT NULL"
    if not own:
        where += f" AND {amount.currency} = :base"
    order = ", ".join(str(at + 1) for at in range(len(records.keys) + 1))
    sql = f"SELECT {', '.join(picked)} FROM {records.source} WHERE {where} GROUP BY {order}"  # noqa: S608 - our own names
    values = {**records.given(scope), "base": scope.base}
    size = len(records.keys)
    found = []
    for row in scope.connection.execute(sql, values):
        currency, high, low, count, known, *whole = row[size:]
        worth = joined(*whole) if known == count else None
        found.append((row[:size], currency, joined(high, low), worth))
    return found


def _converted(scope: Scope, records: Records, amount: Amount) -> list[_Line]:
    """Convert the amounts in other currencies, each by itself, as everywhere in the book."""
    picked = ", ".join([*records.keys, amount.currency, amount.minor, amount.day])
    where = f"{records.where} AND {amount.minor} IS NOT NULL AND {amount.currency} != :base"
    sql = f"SELECT {picked} FROM {records.source} WHERE {where}"  # noqa: S608 - our own names
    values = {**records.given(scope), "base": scope.base}
    size = len(records.keys)
    found = []
    for row in scope.connection.execute(sql, values):
        currency, minor, day = row[size:]
        worth = scope.rates.book_minor(Money(minor, currency), date.fromisoformat(day))
        found.append((row[:size], currency, minor, worth))
    return found
