"""The same figures stand in every format: JSON, csv, tsv, Markdown, the page and the workbook."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import CalamineWorkbook

from crmcli.domain.reports.figures import Sums
from crmcli.domain.reports.known import KNOWN
from crmcli.render.reports.cells import cell_text, heading, titled
from crmcli.services.reports import reporting
from tests.commands.report.asking import Asking
from tests.commands.report.told_cells import as_flat, as_json, read_page, sheet_cells, unescaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from crmcli.domain.reports.report import Block, Cell, Report
    from tests.conftest import Crm

LINES = {
    **{name: name for name in KNOWN},
    "by tag": "count --by tag,owner",
    "sum": "count --by industry --sum purchases",
    "deals": "count --by created,source --sum deals",
}


class Answered:
    """A report as it was made, and as each format told it."""

    def __init__(self, ask: Asking, line: str, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self._ask, self._line = ask, line
        made: list[Report] = []
        report = reporting.report

        def kept(*given: Any) -> Report:
            made.append(report(*given))
            return made[-1]

        patch.setattr(reporting, "report", kept)
        self.html, self.xlsx = folder / "report.html", folder / "report.xlsx"
        self.json = self.told(f"--json --html {self.html} --xlsx {self.xlsx}").json
        (self.report,) = made

    def told(self, form: str) -> Any:
        """Ask for it in a format."""
        return self._ask.run(f"report {self._line} --compare {form}")

    def blocks(self) -> Iterator[tuple[Block, list[tuple[Cell, ...]], list[tuple[Cell, ...]]]]:
        """Yield each table with its rows, and with those and their total."""
        for block in self.report.blocks:
            rows = [row.cells for row in block.rows]
            yield block, rows, rows if block.total is None else [*rows, block.total.cells]

    def for_people(self) -> Iterator[tuple[Block, list[tuple[Cell, ...]], list[tuple[Cell, ...]]]]:
        """Yield the same as people read it: sums by currency where one is known so alone."""
        for block, rows_of, rows in self.blocks():
            sums = [cell for row in rows for cell in row if isinstance(cell, Sums)]
            if all(each.book is not None for each in sums):
                yield block, rows_of, rows
            else:
                yield block, by_currency(rows_of), by_currency(rows)


def by_currency(rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    return [
        tuple(Sums(cell.amounts, None) if isinstance(cell, Sums) else cell for cell in row)
        for row in rows
    ]


@pytest.fixture
def answered(
    asking: Callable[[str], Asking], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, str], Answered]:
    """Give what makes a report of a book, in all formats."""
    return lambda book, line: Answered(asking(book), line, tmp_path, monkeypatch)


BOOKS = [("demo", "--period last-quarter"), ("random", "--period 2026 --all")]


@pytest.mark.parametrize(("book", "period"), BOOKS)
@pytest.mark.parametrize("line", LINES.values(), ids=list(LINES))
def test_every_format_tells_the_same_figures(
    answered: Callable[[str, str], Answered], book: str, period: str, line: str
) -> None:
    told = answered(book, f"{line} {period}")
    assert_json(told)
    assert_flat(told, list(csv.reader(io.StringIO(told.told("--format csv").out))))
    tsv, markdown = told.told("--format tsv"), told.told("--md")
    if told.report.is_empty:
        assert (tsv.out, markdown.out) == ("", "")
    else:
        assert_flat(told, [unescaped(row) for row in tsv.lines])
        assert_markdown(told, markdown.lines)
    assert_page(told, read_page(told.html.read_text(encoding="utf-8")))
    assert_workbook(told)


def assert_json(told: Answered) -> None:
    assert list(told.json["blocks"]) == [block.key for block in told.report.blocks]
    lines = []
    for block, _, rows in told.blocks():
        found = told.json["blocks"][block.key]
        keys = [column.key for column in block.columns]
        expected = [dict(zip(keys, map(as_json, row), strict=True)) for row in rows]
        assert found["rows"] == expected[: len(block.rows)]
        assert found["total"] == (None if block.total is None else expected[-1])
        about = {key: told.json[key] for key in ("report", "today", "period", "before", "base")}
        lines += [
            {"block": block.key, **row, **about, "notes": found["notes"]} for row in found["rows"]
        ]
    assert [json.loads(line) for line in told.told("--format jsonl").lines] == lines


def assert_flat(told: Answered, table: list[list[str]]) -> None:
    """Check csv or tsv: each row says of which table it is; totals are left to the reader."""
    header, *rows = table
    assert len(set(header)) == len(header)
    found = [dict(zip(header, row, strict=True)) for row in rows]
    expected = []
    json_ = told.json
    about = {name: json_[name] for name in ("report", "today")}
    about["base"] = "; ".join(json_["base"])
    for name in ("period", "before"):
        days = json_[name] or {}
        about |= {f"{name}_{edge}": day for edge, day in days.items()}
    for block, rows_of, _ in told.blocks():
        for row in rows_of:
            notes = " ".join(json_["blocks"][block.key]["notes"])
            cells = {"block": block.key, **about, "notes": notes}
            for column, cell in zip(block.columns, row, strict=True):
                cells |= as_flat(column, cell)
            expected.append(cells)
    assert [{key: value for key, value in row.items() if value} for row in found] == [
        {key: value for key, value in row.items() if value} for row in expected
    ]


def assert_markdown(told: Answered, lines: list[str]) -> None:
    """Check each table of Markdown, cell by cell."""
    tables: dict[str, list[list[str]]] = {}
    for line in lines:
        if line.startswith("## "):
            tables[line.removeprefix("## ")] = []
        elif line.startswith("| ") and tables:
            cells = re.split(r"(?<!\\) \| ", line.removeprefix("| ").removesuffix(" |"))
            shown = [re.sub(r"\\(.)", r"\1", cell) for cell in cells]
            tables[list(tables)[-1]].append(list(map(html.unescape, shown)))
    assert list(tables) == [titled(block.title) for block in told.report.blocks]
    for block, _, rows in told.for_people():
        table = tables[titled(block.title)]
        if block.is_empty:
            assert not table
            continue
        assert table[0] == [heading(column) for column in block.columns]
        assert table[2:] == [row_texts(row, block, at) for at, row in enumerate(rows)]


def row_texts(row: tuple[Cell, ...], block: Block, at: int) -> list[str]:
    """Give what people read in a row; the last one may be the total."""
    texts = [cell_text(cell) for cell in row]
    return texts if at < len(block.rows) else ["Total", *texts[1:]]


def assert_page(told: Answered, tables: dict[str, list[list[str]]]) -> None:
    """Check each table of the page: what is on cards is one row with its headings between."""
    assert list(tables) == [block.key for block in told.report.blocks]
    for block, rows_of, rows in told.for_people():
        table, head = tables[block.key], [heading(column) for column in block.columns]
        expected = [row_texts(row, block, at) for at, row in enumerate(rows)]
        if block.is_empty:
            assert table == []
        elif table[0] == head:
            shown = table[1:] if block.total is None else table[1:-1]
            assert shown == expected[: len(shown)]
            assert block.total is None or table[-1] == expected[-1]
            assert len(shown) == min(len(rows_of), max(len(shown), 20))
        else:
            ((*cards,),) = table
            pairs = [text for pair in zip(head, expected[0], strict=True) for text in pair]
            assert cards == pairs


def assert_workbook(told: Answered) -> None:
    """Check each table of the sheet: the numbers, in their order, and the words."""
    book = CalamineWorkbook.from_path(told.xlsx)
    (name,) = book.sheet_names
    grid = book.get_sheet_by_name(name).to_python()
    at = 0
    for block, _, rows in told.for_people():
        while grid[at][0] != titled(block.title):
            at += 1
        if block.is_empty:
            assert grid[at + 1][0] == "No data."
            continue
        for offset, row in enumerate(rows, 2):
            # What was read as a cell of nothing stands for what is not known.
            cells = [cell for cell in grid[at + offset] if cell not in ("", "no data")]
            expected = sheet_cells(block, row)
            if offset - 2 == len(block.rows):
                expected = ["Total", *expected]
            assert len(cells) == len(expected)
            for cell, one in zip(cells, expected, strict=True):
                assert cell == (pytest.approx(one) if isinstance(one, float) else one)


@pytest.mark.parametrize("line", LINES.values(), ids=list(LINES))
def test_a_figure_is_the_same_whether_it_is_explained_or_not(
    asking: Callable[[str], Asking], line: str
) -> None:
    ask = asking("demo")
    plain_blocks, traced = (
        ask.run(f"report {line} --json {extra}").json["blocks"] for extra in ("", "--explain")
    )
    table = list(csv.DictReader(io.StringIO(ask.run(f"report {line} --explain --format csv").out)))
    rows = [row for block in traced.values() for row in block["rows"]]
    assert [(row["record"], row["ids"]) for row in table] == [
        (row.get("record", ""), ";".join(map(str, row.get("ids", ())))) for row in rows
    ]
    for key, block in traced.items():
        assert block["how"]
        assert plain_blocks[key]["how"] is None
        for row in (*block["rows"], block["total"] or {}):
            for name in [each for each in row if each.endswith("_ids")]:
                row.pop(name)
            row.pop("ids", None)
            row.pop("record", None)
        assert {**block, "how": None} == plain_blocks[key]


def test_markdown_shows_every_text_as_it_was_written(crm: Crm) -> None:
    text = "<img src=x> [a](b) *c* _d_ ~~e~~ `f` &amp |"
    crm(["customer", "add", "Ann", "--tag", text, "--set", f"industry={text}"])
    shown = crm(["report", "growth", "--tag", text, "--md"]).out
    escaped = "&lt;img src=x> \\[a\\](b) \\*c\\* \\_d\\_ \\~\\~e\\~\\~ \\`f\\` &amp;amp \\|"
    assert f"= {escaped}." in shown
    assert f"| {escaped} | 1 |" in shown
    assert "<img" not in shown
