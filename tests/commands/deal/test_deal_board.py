"""`crm deal list --board`: a column for each stage on a terminal, the list in a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crmcli.render.width import width

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳")
    crm("customer add '北京宏远科技有限公司' --set kind=company")
    crm("deal add 王芳 'ERP licence' --amount 12万 --close 2026-04-21 --stage quote")
    crm("deal add 王芳 third --amount 0.01 --close 2026-05-21 --stage quote")
    crm("deal add 2 年度维护合同与现场支持服务 --amount 'JPY 5' --close 2026-03-01 --stage quote")
    crm("deal add 2 second --amount 'EUR 300' --stage negotiation --at 2026-03-20")
    crm("deal add 2 gone --amount 7")
    crm("deal lose 5 --reason price")
    return crm


def drawn(crm: Crm, monkeypatch: pytest.MonkeyPatch, columns: int, more: str = "") -> list[str]:
    monkeypatch.setenv("COLUMNS", str(columns))
    return crm(f"deal list --board --format table {more}").lines


def test_each_stage_is_a_column_with_its_count_and_sums_per_currency(
    book: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert drawn(book, monkeypatch, 80) == [
        "initial contact 0   need confirmed 0    quote 3             negotiation 1",
        "                                        CNY 120,000.01      EUR 300.00",
        "                                        JPY 5",
        "──────────────────  ──────────────────  ──────────────────  ──────────────────",
        "                                        3 北京宏远科技有…   4 北京宏远科技有…",
        "                                        年度维护合同与现…   second",
        "                                        JPY 5               EUR 300.00",
        "                                        ! 30 days past      ! quiet 11 days",
        "",
        "                                        1 王芳",
        "                                        ERP licence",
        "                                        CNY 120,000.00",
        "                                        closes 2026-04-21",
        "",
        "                                        2 王芳",
        "                                        third",
        "                                        CNY 0.01",
        "                                        closes 2026-05-21",
        "",
        "4 open deals: CNY 120,000.01, EUR 300.00, JPY 5; weighted CNY 60,000.00,",
        "  EUR 225.00, JPY 2. 2 are due (!).",
    ]


@pytest.mark.parametrize("columns", [10, 20, 40, 60, 80, 120, 200])
def test_it_fits_and_loses_no_stage_where_there_is_less_room(
    book: Crm, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    lines = drawn(book, monkeypatch, columns, "--closed-within 30d")
    assert all(width(line) <= columns for line in lines if " " in line.strip())
    text = "\n".join(lines)
    if columns >= 20:
        for stage in ("initial contact", "need confirmed", "quote", "negotiation", "won", "lost"):
            assert f"{stage} " in text


def test_at_200_columns_titles_are_whole(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(drawn(book, monkeypatch, 200))
    assert "年度维护合同与现场支持服务" in text
    assert "3 北京宏远科技有限公司" in text


def test_what_ended_lately_can_have_columns_too(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "lost" not in drawn(book, monkeypatch, 200)[0]
    head = drawn(book, monkeypatch, 200, "--closed-within 30d")[0]
    assert "won 0" in head
    assert "lost 1" in head
    only = drawn(book, monkeypatch, 200, "--lost")
    assert only[0] == "lost 1"
    assert only[-1] == "2026-03-31"


def test_sums_are_of_all_deals_also_of_those_without_a_card(
    book: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = drawn(book, monkeypatch, 80, "--limit 1")
    assert "CNY 120,000.01" in lines[1]
    assert "… 2 more" in "\n".join(lines)
    assert "ERP licence" not in "\n".join(lines)


@pytest.mark.parametrize(("height", "cards"), [("10", 1), ("24", 3), ("40", 6), ("200", 10)])
def test_a_column_has_as_many_cards_as_a_screen_has_room_for_the_nearest_close_first(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, height: str, cards: int
) -> None:
    monkeypatch.setenv("LINES", height)
    crm("customer add 王芳")
    for number in range(12, 0, -1):
        crm(f"deal add 王芳 d{number:02} --amount 1 --close +{number}d --stage quote")
    crm("deal add 王芳 other --amount 1")
    lines = drawn(crm, monkeypatch, 80)
    titles = [word for line in lines for word in line.split() if word[0] == "d" and len(word) == 3]
    assert titles == [f"d{number:02}" for number in range(1, cards + 1)]
    assert f"… {12 - cards} more" in "\n".join(lines)
    assert lines[-1] == "All of them: crm deal list --stage quote"
    assert len(crm("deal list --board --json").json) == 13
    assert "All of them" not in "\n".join(drawn(crm, monkeypatch, 80, "--limit 12"))


@pytest.fixture
def many(crm: Crm) -> Crm:
    """Give deals of three currencies in one stage, and some that are over."""
    crm("customer add 王芳")
    for number in range(1, 13):
        amount = ("CNY 1234567.89", "JPY 1234567", "USD 1234567.89")[number % 3]
        crm(f"deal add 王芳 d{number:02} --amount '{amount}' --close +{number}d")
    for number in (1, 2):
        crm(f"deal win {number}")
    for number in (3, 4):
        crm(f"deal lose {number} --reason price")
    return crm


@pytest.mark.parametrize(
    ("columns", "height", "more", "cards"),
    [
        (80, 24, "", 2),
        (60, 20, "", 1),
        (80, 28, "--closed-within 30d", 1),
        (80, 40, "--closed-within 30d", 3),
        (40, 34, "", 3),
    ],
)
def test_the_whole_board_is_no_longer_than_the_screen_and_fills_it(
    many: Crm, monkeypatch: pytest.MonkeyPatch, columns: int, height: int, more: str, cards: int
) -> None:
    monkeypatch.setenv("LINES", str(height))
    lines = drawn(many, monkeypatch, columns, more)
    assert len(lines) <= height - 2
    assert f"… {8 - cards} more" in "\n".join(lines)
    assert len(drawn(many, monkeypatch, columns, f"{more} --limit {cards}")) == len(lines)
    assert len(drawn(many, monkeypatch, columns, f"{more} --limit {cards + 1}")) > height - 2


def test_a_word_the_terminal_breaks_counts_as_the_lines_it_takes(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("customer add 王芳")
    for stage in ("initial_contact", "need_confirmed", "quote", "negotiation"):
        for number in (1, 2, 3):
            crm(f"deal add 王芳 d{number} --amount {number} --stage {stage}")
    for height in range(28, 44):
        monkeypatch.setenv("LINES", str(height))
        lines = drawn(crm, monkeypatch, 40)
        assert sum(max(1, -(-width(line) // 40)) for line in lines) <= height - 2


def test_a_screen_too_low_for_the_board_still_shows_a_card_of_each_column(
    many: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINES", "5")
    text = "\n".join(drawn(many, monkeypatch, 40, "--closed-within 30d"))
    assert [title for title in ("d05", "d06", "d01", "d02", "d03") if title in text] == [
        "d05",
        "d01",
        "d03",
    ]


def test_it_is_coloured_by_stage_and_says_the_same_without(
    book: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = drawn(book, monkeypatch, 80)
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = drawn(book, monkeypatch, 80)
    assert "\x1b[1;33mquote 3" in "\n".join(coloured)
    import re

    bare = [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in coloured]
    assert bare == plain


def test_what_is_written_on_a_card_cannot_act_on_the_terminal(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("customer add 王芳")
    crm(["deal", "add", "王芳", "[bold]\x1b[31m\nred", "--amount", "1"])
    text = "\n".join(drawn(crm, monkeypatch, 200))
    assert "\x1b" not in text
    assert "[bold]\\x1b[31m red" in text


def test_in_a_pipe_and_in_json_it_is_the_list(book: Crm) -> None:
    assert book("deal list --board").out == book("deal list").out
    assert book("deal list --board --json").json == book("deal list --json").json


def test_an_empty_board_says_so(crm: Crm) -> None:
    crm("customer add 王芳")
    answer = crm("deal list --board --format table")
    assert (answer.out, answer.err) == ("", "No deals on the board.\n")
