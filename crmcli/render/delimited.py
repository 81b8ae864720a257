"""Records as lines for other programs: tab-separated, CSV, Markdown, or ids alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from crmcli.domain.money import Money
from crmcli.render.gate import is_terminal, safe
from crmcli.render.plain import field_names, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def header(kind: type, amounts: Sequence[str]) -> list[str]:
    """Name the columns of a record class; an amount has two, itself and its currency."""
    names: list[str] = []
    for name in field_names(kind):
        names.append(name)
        if name in amounts:
            names.append("currency" if name == "amount" else f"{name}_currency")
    return names


def cells(record: object, amounts: Sequence[str]) -> list[str]:
    """Write the columns of a record as text."""
    texts: list[str] = []
    for name in field_names(type(record)):
        value = getattr(record, name)
        if name in amounts:
            pair = (value.decimal_text(), value.currency) if isinstance(value, Money) else ("", "")
            texts.extend(pair)
        elif value is None:
            texts.append("")
        elif type(value) is str:
            texts.append(value)
        else:
            texts.append(text_of(plain(value)))
    return texts


def text_of(value: Any) -> str:  # noqa: ANN401 - JSON
    r"""Write a plain value in one cell; lists are joined by `;`, and one within a value by `\;`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        from crmcli.domain.cell import joined  # noqa: PLC0415 - most answers have no lists

        return joined(_item(each) for each in value)
    if isinstance(value, dict):
        from crmcli.domain.cell import paired  # noqa: PLC0415 - most answers have no pairs

        return paired({key: text_of(each) for key, each in value.items()})
    return str(value)


_NAMING = ("name", "text", "state")
"""The keys by which a record within a list is named, the best first."""


def _item(value: Any) -> str:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        if value.keys() == _AMOUNT:
            return f"{value['amount']} {value['currency']}"
        if value.keys() == _RATE:
            return f"{value['currency']} {value['rate']} ({value['on']})"
        named = (value[key] for key in _NAMING if key in value)
        return str(next(named, None) or text_of(value))
    return text_of(value)


_AMOUNT = {"amount", "currency"}
_RATE = {"currency", "rate", "on"}


def tsv_lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Write rows tab-separated; backslash, tab and newline within a cell are escaped."""
    for row in rows:
        whole = "".join(row)
        # Nothing in most rows needs to be escaped, which one look at all its cells tells.
        if whole.isprintable() and "\\" not in whole:
            yield "\t".join(row) + "\n"
        else:
            yield "\t".join([_tsv(each) for each in row]) + "\n"


def csv_lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Write rows as CSV; a cell that a spreadsheet would run as a formula gets a `'` in front.

    CSV has no escapes: for a program every cell is what the book holds, and only what goes to a
    terminal itself is made harmless.
    """
    import csv  # noqa: PLC0415 - one format of many
    import io  # noqa: PLC0415

    from crmcli.domain.cell import neutral  # noqa: PLC0415

    shown = is_terminal()
    buffer = io.StringIO()
    plain_writer = csv.writer(buffer, lineterminator="\n")
    # Some Pythons quote no cell with a bare CR, which would divide its row.
    quoting = csv.writer(buffer, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in rows:
        texts = [each if _is_number(each) else neutral(each) for each in row]
        writer = quoting if any("\r" in each for each in texts) else plain_writer
        writer.writerow(texts)
        yield safe(buffer.getvalue()) if shown else buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def markdown_lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Write rows as a Markdown table, the first one as its head."""
    for number, row in enumerate(rows):
        yield "| " + " | ".join(map(markdown_text, row)) + " |\n"
        if number == 0:
            yield "|" + " --- |" * len(row) + "\n"


def _is_number(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdecimal()


def _tsv(text: str) -> str:
    if "\\" in text or "\t" in text or "\n" in text or "\r" in text:
        text = text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
        text = text.replace("\r", "\\r")
    return safe(text)


def markdown_text(text: str) -> str:
    """Write a text so that Markdown shows it as it is, on one line."""
    # What Markdown would read as a mark, an entity or a tag is written as itself.
    escaped = _MARKS.sub(r"\\\g<0>", safe(text)).replace("&", "&amp;").replace("<", "&lt;")
    return escaped.replace("\n", "<br>").replace("\t", " ")


_MARKS = re.compile(r"[\\|`*~\[\]]|(?<!\w)_|_(?!\w)")
