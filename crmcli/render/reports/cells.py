"""The cells of a report: the same figures as words for people, and as plain values for programs."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from crmcli.domain.currency import decimals
from crmcli.domain.message import Message
from crmcli.domain.money import Money
from crmcli.domain.record_words import record_word
from crmcli.domain.reports.figures import Mean, Median, Share, Sums
from crmcli.domain.reports.named import Named
from crmcli.domain.reports.report import Kind, RecordId
from crmcli.language import CONTEXT_END, _
from crmcli.render import joined
from crmcli.render.amount import amount_text
from crmcli.render.plain import plain
from crmcli.render.words import say, word

if TYPE_CHECKING:
    from crmcli.domain.id_ranges import IdRanges
    from crmcli.domain.reports.report import Block, Cell, Column, Report, Row

_FIELD = f"field{CONTEXT_END}"


def heading(column: Column) -> str:
    """Give the heading of a column in the reader's language."""
    text = titled(column.label)
    if isinstance(column.label, Message) and column.label.text.startswith(_FIELD):
        # In English a field is called by its key, which is no heading yet.
        text = text.replace("_", " ")
        text = text[:1].upper() + text[1:]
    return _("{figure} before").format(figure=text) if column.earlier else text


def cell_text(cell: Cell) -> str:
    """Write a cell for people; a figure of nothing says so."""
    if isinstance(cell, bool) or cell is None:
        return "" if cell is None else str(cell)
    if isinstance(cell, RecordId):
        return str(int(cell))
    if isinstance(cell, int):
        return f"{cell:,}"
    if isinstance(cell, Fraction):
        return rounded(cell, 3, separated=True)
    if isinstance(cell, Share):
        return _share_text(cell)
    if isinstance(cell, (Mean, Median)):
        return _middle_text(cell)
    if isinstance(cell, Sums):
        return sums_text(cell)
    return say(cell.label) if isinstance(cell, Named) else word(cell)


def _middle_text(cell: Mean | Median) -> str:
    if cell.value is None:
        return _("no data")
    text = rounded(cell.value, 2, separated=True)
    if isinstance(cell, Median) and cell.currency is not None:
        unit = 10 ** decimals(cell.currency)
        text = amount_text(Money(round(cell.value * unit), cell.currency))
    return f"{text} ({cell.count:,})"


def sums_text(sums: Sums) -> str:
    """Write what amounts add up to: one sum where rates allow it, else one for each currency."""
    if sums.book is not None:
        return amount_text(sums.book)
    return " + ".join(amount_text(each) for each in sums.amounts) or "0"


def _share_text(share: Share) -> str:
    if share.rate is None:
        return _("no data")
    percent = rounded(share.rate * 100, 1)
    if share.of_money:
        return f"{percent}%"
    text = _("{percent}% ({part} of {whole})")
    return text.format(percent=percent, part=f"{share.part:,}", whole=f"{share.whole:,}")


def rounded(value: Fraction, places: int, *, separated: bool = False) -> str:
    """Write a number with at most so many decimals, half to even, without zeros at the end.

    Args:
        value: the number.
        places: how many decimals.
        separated: whether thousands are set apart, as people read it.
    """
    scaled = round(value * 10**places)
    whole, part = divmod(abs(scaled), 10**places)
    tail = f"{part:0{places}d}".rstrip("0")
    sign = "-" if scaled < 0 else ""
    shown = f"{whole:,}" if separated else f"{whole}"
    return f"{sign}{shown}.{tail}" if tail else f"{sign}{shown}"


def cell_plain(cell: Cell) -> Any:  # noqa: ANN401 - JSON
    """Turn a cell into plain values; figures that rest on something say on what."""
    if isinstance(cell, Named):
        return cell.key
    if isinstance(cell, RecordId):
        return int(cell)
    if isinstance(cell, Fraction):
        return number(cell, 3)
    if isinstance(cell, Share):
        # Of amounts the parts are told where they are added up, with their currency.
        counts = (None, None) if cell.of_money else (cell.part, cell.whole)
        return {"part": counts[0], "whole": counts[1], "rate": number(cell.rate, 4)}
    if isinstance(cell, Mean):
        return {"mean": number(cell.value, 4), "count": cell.count}
    if isinstance(cell, Median):
        currency = {} if cell.currency is None else {"currency": cell.currency}
        return {"median": number(cell.value, 2), "count": cell.count, **currency}
    if isinstance(cell, Sums):
        return {"amounts": plain(cell.amounts), "book_amount": plain(cell.book)}
    return plain(cell)


def number(value: Fraction | None, places: int) -> float | int | None:
    """Give a number with so many decimals at the most."""
    if value is None:
        return None
    near = round(Fraction(value), places)
    return int(near) if near.denominator == 1 else float(near)


def flat_keys(column: Column) -> tuple[str, ...]:
    """Name the columns that a column takes in csv and tsv."""
    key = column.key
    match column.kind:
        case Kind.SUMS:
            return (key, _beside(key, "currency"), _beside(key, "amounts"))
        case Kind.AMOUNT:
            return (key, _beside(key, "currency"))
        case Kind.SHARE:
            return (key, f"{key}_of", f"{key}_rate")
        case Kind.MEDIAN if column.in_currency:
            return (key, _beside(key, "currency"), f"{key}_count")
        case Kind.MEAN | Kind.MEDIAN:
            return (key, f"{key}_count")
        case _:
            return (key,)


def _beside(key: str, what: str) -> str:
    """Name what stands beside an amount: `amount, currency`, and `weighted, weighted_currency`."""
    first, _, rest = key.partition("_")
    if first != "amount":
        return f"{key}_{what}"
    return f"{what}_{rest}" if rest else what


def flat_cells(column: Column, cell: Cell) -> tuple[str, ...]:
    """Write a cell in the columns that `flat_keys` names."""
    if cell is None:
        return ("",) * len(flat_keys(column))
    if isinstance(cell, Sums):
        book = ("", "") if cell.book is None else _pair(cell.book)
        return (*book, ";".join(map(str, cell.amounts)))
    if isinstance(cell, Money):
        return _pair(cell)
    if isinstance(cell, Share):
        counts = ("", "") if cell.of_money else (str(cell.part), str(cell.whole))
        return (*counts, _plain_number(cell.rate, 4))
    if isinstance(cell, Mean):
        return (_plain_number(cell.value, 4), str(cell.count))
    if isinstance(cell, Median):
        currency = () if cell.currency is None else (cell.currency,)
        return (_plain_number(cell.value, 2), *currency, str(cell.count))
    value = cell_plain(cell)
    return ("" if value is None else str(value),)


def _pair(amount: Money) -> tuple[str, str]:
    return amount.decimal_text(), amount.currency


def _plain_number(value: Fraction | None, places: int) -> str:
    return "" if value is None else rounded(value, places)


def row_texts(row: Row) -> list[str]:
    """Write the cells of a row for people."""
    return [cell_text(cell) for cell in row.cells]


def parts_of(block: Block, row: Row) -> list[tuple[str, IdRanges]]:
    """List which records some figures of a row count that do not count all, by their headings."""
    columns = {column.key: column for column in block.columns}
    return [(heading(columns[key]), ids) for key, ids in row.parts.items() if key in columns]


def traced_name(block: Block, row: Row) -> str:
    """Say whose records are named: by all that a row is named by."""
    others = (cell_text(cell) for cell in row.cells[1 : block.named])
    return joined.items([row_label(block, row), *others])


def record_told(block: Block, row: Row) -> str:
    """Name the kind of the records of a row; nothing where they are of none."""
    record = row.record or block.record
    return "" if record is None else say(record_word(record))


def records_told(block: Block, row: Row, ids: str) -> str:
    """Name the records of a row: their kind, and their ids."""
    return f"{record_told(block, row)} {ids}".strip()


def titled(title: str | Message) -> str:
    """Write the title of a report, a table or a column, a message id or a message."""
    return _(title) if isinstance(title, str) else say(title)


def row_label(block: Block, row: Row) -> str:
    """Say what a row is called: a day that only the period before has, by its day then."""
    name = row.cells[0]
    if name is None and block.columns[1:] and block.columns[1].earlier:
        return _("{name} before").format(name=cell_text(row.cells[1]))
    return cell_text(name)


def head_lines(report: Report) -> list[str]:
    """Say what a report is about: its period, what it is compared with, what it rests on."""
    lines = [period_text(report)]
    if report.before is not None:
        first, last = report.before.since, report.before.until
        lines.append(_("Compared with {first} to {last}.").format(first=first, last=last))
    base = joined.clauses(say(each) for each in report.base)
    lines.append(_("Based on {base}.").format(base=base))
    return lines


def period_text(report: Report) -> str:
    """Say which days a report is about, and how much of them is over."""
    period = report.period
    if period.first is None and period.last is None:
        text = _("All days, as of {today}.")
    elif period.first is None:
        text = _("Up to {last}, as of {today}.")
    elif period.last is None:
        text = _("From {first} on, as of {today}.")
    elif period.first <= report.today < period.last:
        text = _("{first} to {last}, of which day {day} of {days} is {today}.")
    elif period.first == period.last:
        text = _("{first}, as of {today}.")
    else:
        text = _("{first} to {last}, as of {today}.")
    day = 0 if period.first is None else (report.today - period.first).days + 1
    return text.format(
        first=period.first, last=period.last, today=report.today, day=day, days=period.days
    )
