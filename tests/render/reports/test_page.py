"""The page of a report has the report's cells and words, complete, escaped, and nothing else."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from crmcli.domain.message import message
from crmcli.domain.reports.known import KNOWN
from crmcli.domain.reports.report import Block, Kind, Report, Row
from crmcli.exchange.extra import MissingExtra
from crmcli.render.gate import one_line, safe
from crmcli.render.reports.cells import head_lines, heading, row_texts
from crmcli.render.reports.page import page_text
from tests.demo.test_filled_book import NOON
from tests.demo.test_filled_book import made as demo_book
from tests.render.reports import made
from tests.render.reports.reading_pages import cards, read_page, rows, sections

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.conftest import Crm

TAGS = set(
    re.findall(
        r"\S+",
        "html head meta title style body main header footer h1 h2 p section div table caption thead"
        " tbody tfoot tr th td bdi span small dl dt dd figure figcaption details summary svg desc"
        " text rect line path",
    )
)
"""Every element that a page of one report may have: none that loads, runs or leads anywhere."""


def texts_of(row: Row) -> list[str]:
    return [safe(text) for text in row_texts(row)]


def expected(block: Block) -> list[list[str]]:
    found = [[one_line(heading(column)) for column in block.columns]]
    found += [texts_of(row) for row in block.rows[:200]]
    if block.total is not None:
        found.append(["Total", *texts_of(block.total)[1:]])
    return found


def assert_shows(report: Report, text: str) -> None:
    """Compare each table of a page with the report's, cell by cell."""
    found = sections(read_page(text))
    assert list(found) == [block.key for block in report.blocks]
    for block in report.blocks:
        section = found[block.key]
        if block.is_empty:
            assert section.texts("p")[0] == "No data."
            assert not section.all("table", "svg", "dd")
        elif section.all("table"):
            assert rows(section) == expected(block)
            assert section.texts("caption") == section.texts("h2") == [block.title]
        else:
            head, row = expected(block)
            assert sorted(cards(section)) == sorted(zip(head, row, strict=True))


@pytest.mark.parametrize("given", [{}, {"compare": True}, {"explained": True}])
def test_each_cell_stands_on_the_page_as_it_does_in_the_other_formats(
    given: dict[str, bool],
) -> None:
    report = made.report(*made.all_blocks(), **given)
    assert_shows(report, page_text([report]))


def test_a_page_of_the_demo_book_shows_what_each_report_says(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made_of: list[Report] = []

    def noted(reports: Sequence[Report]) -> str:
        made_of.extend(reports)
        return page_text(reports)

    monkeypatch.setattr("crmcli.render.reports.page.page_text", noted)
    demo_book(crm)
    for name in KNOWN:
        path = tmp_path / "report.html"
        given = "--period this-year --compare --explain"
        crm(f"report {name} {given} --html {path} --force", today=NOON)
        report = made_of.pop()
        assert not report.is_empty, name
        assert_shows(report, path.read_text("utf-8"))


def test_a_page_says_what_it_is() -> None:
    report = made.report(made.named(), compare=True)
    text = page_text([report])
    page = read_page(text)
    assert text.startswith("<!doctype html>\n")
    assert page.one("html").given["lang"] == "en"
    assert page.texts("h1") == ["What was won, and why?"]
    assert page.one("header").texts("p") == head_lines(report)
    assert "Compared with 2025-01-01 to 2025-12-31." in page.one("header").text
    assert "Based on 98 customers; only where owner = <b>王芳</b>." in page.one("header").text
    assert page.one("footer").text == "Made on 2026-11-30."
    assert page.one("head").one("title").text.startswith("What was won, and why? 2026-01-01 to")


def test_text_of_the_book_appears_literally_and_does_nothing() -> None:
    text = page_text([made.report(*made.all_blocks(), explained=True)])
    page = read_page(text)
    assert {each.tag for each in page.every()} <= TAGS
    listed = [row[0] for row in rows(sections(page)["named_1"])[1:-1]]
    assert listed == [safe(name) for name in made.NAMES]
    assert "evil\\u202etxt \\x1b[31m\\x07\\x00\\x85" in listed
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    for each in sections(page)["named_1"].one("table").all("tbody")[0].all("th"):
        assert [inner.tag for inner in each.every()] == ["bdi"]
    for each in page.every():
        assert not [name for name in each.given if name.startswith("on")]


def test_text_that_is_no_unicode_can_be_written_too() -> None:
    text = page_text([made.report(made.named(["broken \ud800", "b"]))])
    assert "broken \\ud800" in text
    text.encode()


def test_a_page_refers_to_nothing_outside_it() -> None:
    blocks = [made.named([f"customer {at}" for at in range(9)]), *made.all_blocks()[2:]]
    text = page_text([made.report(*blocks, explained=True, compare=True)])
    without_names = text.replace("https://example.org", "")
    for outside in (
        "http:",
        "https:",
        "//",
        " src=",
        "url(",
        "href",
        "@import",
        "<script",
        "<link",
    ):
        assert outside not in re.sub("&lt;.*?&gt;", "", without_names), outside
    (policy,) = [
        each.given["content"] for each in read_page(text).all("meta") if "http-equiv" in each.given
    ]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_headings_and_tables_can_be_found_by_ear() -> None:
    page = read_page(page_text([made.report(*made.all_blocks(), explained=True)]))
    assert len(page.all("h1")) == 1
    assert len(page.all("h2")) == len(made.all_blocks())
    ids = {each.given["id"]: each for each in page.every() if "id" in each.given}
    for section in page.all("section"):
        assert ids[section.given["aria-labelledby"]].tag == "h2"
        for table in section.all("table"):
            assert {each.given["scope"] for each in table.one("thead").all("th")} == {"col"}
            for row in table.one("tbody").all("tr"):
                assert [each.given["scope"] for each in row.all("th")] == ["row"]


def test_several_reports_are_one_page_with_a_heading_each() -> None:
    first = made.report(made.named(), made.outcome())
    second = replace(made.report(made.funnel()), name="conversion", title="How many go on?")
    page = read_page(page_text([first, second]))
    levels = [(each.tag, each.text) for each in page.all("h1", "h2", "h3")]
    assert levels == [
        ("h1", "Reports"),
        ("h2", "What was won, and why?"), ("h3", "Who bought"), ("h3", "All together"),
        ("h2", "How many go on?"), ("h3", "Step by step"),
    ]  # fmt: skip
    assert [each.given["data-report"] for each in page.all("article")] == ["won", "conversion"]
    for article, report in zip(page.all("article"), (first, second), strict=True):
        assert [each.text for each in article.of_class("about")] == head_lines(report)


def test_a_report_explains_itself_where_that_is_asked_for() -> None:
    block = made.named()
    (plain,) = sections(read_page(page_text([made.report(block)]))).values()
    assert not plain.all("details")
    assert not plain.of_class("how")
    (section,) = sections(read_page(page_text([made.report(block, explained=True)]))).values()
    assert [each.text for each in section.of_class("how")] == ["What is counted, and how."]
    listed = section.one("details")
    names = [safe(name) for name in made.NAMES]
    assert listed.texts("dt") == names
    assert listed.texts("dd")[:3] == ["deal 0", "deal 9-10", "deal 18-20"]


def test_totals_are_no_row_among_others() -> None:
    (section,) = sections(read_page(page_text([made.report(made.named())]))).values()
    assert section.one("tfoot").texts("th") == ["Total"]
    assert "Total" not in section.one("tbody").texts("th")


def test_figures_stand_on_the_right_and_words_on_the_left() -> None:
    (section,) = sections(read_page(page_text([made.report(made.named(), compare=True)]))).values()
    for row in section.one("table").all("tr"):
        kinds = [each.given.get("class", "") for each in row.all("th", "td")][1:]
        assert kinds == ["", "e", "", "e", "", "e"]
    block = made.named()
    words = replace(block, columns=(*block.columns[:3], replace(block.columns[3], kind=Kind.WORD)))
    (section,) = sections(read_page(page_text([made.report(words)]))).values()
    assert {row.all("td")[-1].given["class"] for row in section.one("tbody").all("tr")} == {"w"}


def test_whoever_has_no_jinja_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtra) as caught:
        page_text([made.report(made.named())])
    assert caught.value.exit_code == 2
    assert caught.value.details == {
        "what": message("An HTML page"), "library": "jinja2", "extra": "html",
    }  # fmt: skip


def test_the_same_report_makes_the_same_page() -> None:
    report = made.report(*made.all_blocks(), explained=True, compare=True)
    first, second = page_text([report]), page_text([report])
    assert first == second


def test_no_heading_is_skipped() -> None:
    for reports in ([made.report(*made.all_blocks())], [made.report(made.funnel())] * 2):
        page = read_page(page_text(reports))
        levels = [int(each.tag[1]) for each in page.all("h1", "h2", "h3", "h4")]
        assert levels[0] == 1
        assert all(later <= level + 1 for level, later in pairwise(levels))
