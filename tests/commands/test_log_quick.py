"""`crm log q`: a contact told in one sentence, on Sunday 22 November 2026 at 16:00."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Answer, Crm

NOW = "2026-11-22 16:00"
SENTENCE = "昨天下午3点电话王总 报价12万 下周五前给合同 有点嫌贵"
ENGLISH = (
    "called Anna Smith yesterday 3pm, quoted 12k, send contract by next fri,"
    " finds it a bit expensive"
)

PIECES = """
昨天 下午3点 电话 王总 报价 12万 下周五前 给合同 有点嫌贵 微信 李雷 王芳 没接 预计 月底 成交
拜访 王工 客户 同意
called Anna Smith yesterday 3pm, quoted 12k, send contract by next fri, no answer, met Acme Ltd USD
"""


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --company 字节跳动 --set title=总经理 --grade C", today="2026-11-01")
    crm("customer add 王小明 --set title=工程师", today="2026-11-01")
    crm("customer add 'Anna Smith' --company 'Acme Ltd'", today="2026-11-01")
    crm("customer add 李雷", today="2026-11-01")
    return crm


def log(crm: Crm, *words: str, code: int | None = 0) -> Answer:
    return crm(["log", "q", *words], today=NOW, code=code)


def deals(crm: Crm) -> Any:
    return crm("deal list --all --json", today=NOW).json


def test_the_sentence_of_the_issue_is_shown_and_not_written_without_yes(book: Crm) -> None:
    before = contents(book.db)
    answer = log(book, SENTENCE, code=2)
    assert contents(book.db) == before
    assert answer.out == ""
    assert answer.err.splitlines() == [
        "Customer   王芳 (1) · 字节跳动",
        "When       2026-11-21 15:00",
        "Via        phone",
        "Quoted     CNY 120,000.00 → new deal “报价12万”, quote",
        "Promise    2026-11-27  给合同",
        "They said  有点嫌贵",
        "Note       昨天下午3点电话王总 报价12万 下周五前给合同 有点嫌贵",
        "crm: This change was not confirmed (1 record).",
        "     Look first with --dry-run, then confirm with --yes.",
    ]


def test_it_is_written_whole_with_yes(book: Crm) -> None:
    written = log(book, SENTENCE, "--yes", "--json").json
    assert written["at"] == "2026-11-21T07:00:00+00:00"
    assert (written["customer_id"], written["via"], written["direction"]) == (1, "phone", "out")
    assert (written["note"], written["said"]) == (SENTENCE, "有点嫌贵")
    (promise,) = written["promises"]
    assert (promise["text"], promise["by"], promise["theirs"]) == ("给合同", "2026-11-27", False)
    assert written["deal"]["amount"] == {"amount": "120000.00", "currency": "CNY"}
    assert (written["deal"]["stage"], written["deal"]["title"]) == ("quote", "报价12万")
    (kept,) = book("log list --json", today=NOW).json
    assert kept["note"] == SENTENCE
    (deal,) = deals(book)
    assert deal["opened"] == "2026-11-21"
    book("check", today=NOW)


def test_the_same_in_english(book: Crm) -> None:
    told = log(book, ENGLISH, "--yes")
    assert told.out.splitlines() == [
        (
            "Logged call with Anna Smith (3). It was on 2026-11-21. Grade D stays: clear need, no"
            " date yet. Next follow-up 2026-12-21."
        ),
        "Promise 1: send contract by 2026-11-27.",
        "Deal 1: quoted 12k, CNY 12,000.00, quote.",
    ]
    (kept,) = book("log list --json", today=NOW).json
    assert (kept["said"], kept["note"]) == ("finds it a bit expensive", ENGLISH)


def test_words_need_no_quotes(book: Crm) -> None:
    written = log(book, "called", "Anna", "Smith", "yesterday", "--yes", "--json").json
    assert (written["customer_id"], written["note"]) == (3, "called Anna Smith yesterday")


def test_a_dry_run_shows_it_and_writes_nothing(book: Crm) -> None:
    before = contents(book.db)
    told = log(book, ENGLISH, "--dry-run")
    assert told.err == ""
    assert told.lines[0] == "Customer   Anna Smith (3) · Acme Ltd"
    plan = log(book, ENGLISH, "--dry-run", "--json").json
    assert (plan["day"], plan["time"], plan["via"]) == ("2026-11-21", "15:00", "phone")
    assert plan["promise"] == {"text": "send contract", "by": "2026-11-27", "theirs": False}
    assert plan["quote"]["amount"] == {"amount": "12000.00", "currency": "CNY"}
    assert plan["quote"]["is_new"] is True
    assert contents(book.db) == before


def test_an_amount_goes_into_the_only_open_deal_and_moves_it_to_quote(book: Crm) -> None:
    book("deal add 王芳 ERP --amount 10万", today="2026-11-10")
    shown = log(book, "电话王芳 报价12万", "--dry-run").out
    assert (
        "CNY 120,000.00 instead of CNY 100,000.00 → deal 1 “ERP”, initial contact → quote" in shown
    )
    written = log(book, "电话王芳 报价12万", "--yes", "--json").json
    assert (written["deal"]["id"], written["deal"]["stage"]) == (1, "quote")
    (deal,) = deals(book)
    assert (deal["amount"]["amount"], deal["stage"]) == ("120000.00", "quote")
    moves = book("deal show 1 --json", today=NOW).json["moves"]
    assert [each["stage"] for each in moves] == ["initial_contact", "quote"]


def test_an_amount_without_currency_is_in_that_of_its_deal(book: Crm) -> None:
    book("deal add 王芳 ERP --amount 'USD 100'", today="2026-11-10")
    written = log(book, "电话王芳 报价1200", "--yes", "--json").json
    assert written["deal"]["amount"] == {"amount": "1200.00", "currency": "USD"}


def test_a_deal_beyond_quote_stays_where_it_is(book: Crm) -> None:
    book("deal add 王芳 ERP --amount 10万 --stage negotiation", today="2026-11-10")
    written = log(book, "电话王芳 报价12万", "--yes", "--json").json
    assert (written["deal"]["stage"], written["deal"]["amount"]["amount"]) == (
        "negotiation",
        "120000.00",
    )
    again = log(book, "电话王芳 报价12万", "--yes", "--json").json
    assert again["deal"] is None


def test_between_several_deals_nobody_decides_and_it_is_said(book: Crm) -> None:
    book("deal add 王芳 ERP --amount 10万", today="2026-11-10")
    book("deal add 王芳 CRM --amount 5万", today="2026-11-10")
    shown = log(book, "电话王芳 报价12万", "--dry-run").out
    assert "CNY 120,000.00 → stays in the note: 2 deals are open; name one with --deal" in shown
    written = log(book, "电话王芳 报价12万", "--yes", "--json").json
    assert written["deal"] is None
    assert {each["amount"]["amount"] for each in deals(book)} == {"100000.00", "50000.00"}
    named = log(book, "电话王芳 报价12万", "--deal", "CRM", "--yes", "--json").json
    assert (named["deal"]["title"], named["deal"]["amount"]["amount"]) == ("CRM", "120000.00")


def test_the_amount_can_be_left_to_the_note(book: Crm) -> None:
    written = log(book, SENTENCE, "--no-deal", "--yes", "--json").json
    assert written["deal"] is None
    assert deals(book) == []
    assert "报价12万" in written["note"]
    log(book, "电话王芳 报价12-15万", "--no-deal", "--yes")


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (["电话王芳 报价12万", "--deal", "9"], 3, "deal_not_found"),
        (["电话李雷 报价12万", "--deal", "1"], 4, "foreign_deal"),
        (["电话王芳 报价0元"], 5, "zero_amount"),
    ],
)
def test_a_deal_that_cannot_be_meant_is_refused(
    book: Crm, words: list[str], code: int, error: str
) -> None:
    book("deal add 王芳 ERP --amount 10万", today="2026-11-10")
    before = contents(book.db)
    assert log(book, *words, "--yes", "--json", code=code).error["code"] == error
    assert contents(book.db) == before


def test_contact_promise_and_deal_are_one_step_that_can_be_taken_back(book: Crm) -> None:
    log(book, SENTENCE, "--yes")
    book("undo --yes", today=NOW)
    assert book("log list --json", today=NOW).json == []
    assert book("promise list --json", today=NOW).json == []
    assert deals(book) == []


def test_a_key_makes_a_retry_safe(book: Crm) -> None:
    first = log(book, SENTENCE, "--yes", "--key", "k1", "--json")
    again = log(book, SENTENCE, "--yes", "--key", "k1", "--json")
    assert first.out == again.out
    assert len(book("log list --json", today=NOW).json) == 1
    assert len(deals(book)) == 1


def test_facts_grade_the_customer_as_log_add_does(book: Crm) -> None:
    answer = log(book, "电话王芳 需求明确 预计12月10日成交", "--yes")
    assert "C → A: closes 2026-12-10." in answer.out
    again = log(book, "电话王芳 没接", "--yes", "--json").json
    assert again["outcome"] == "no_answer"
    assert again["back_on"] is not None


def test_open_promises_and_an_open_complaint_are_told(book: Crm) -> None:
    book("promise add 王芳 'send samples' --by 2026-11-30", today="2026-11-10")
    book("feedback add 王芳 leaks --kind complaint", today="2026-11-10")
    told = log(book, "电话王芳", "--yes").err
    assert "Still open:" in told
    assert "send samples" in told
    assert "Complaint 1 is open" in told


def test_what_lies_ahead_is_no_contact(book: Crm) -> None:
    error = log(book, "明天拜访王芳", "--yes", "--json", code=5).error
    assert error["code"] == "future_contact"


@pytest.mark.parametrize(
    ("text", "code", "error"),
    [
        ("昨天3点电话王芳", 2, "ambiguous_date"),
        ("电话王芳 下周前给合同", 2, "ambiguous_date"),
        ("电话王芳 报价12-15万", 2, "two_amounts"),
        ("昨天电话王芳，上周五拜访李雷", 2, "said_twice"),
        ("王芳要合同", 2, "missing_argument"),
        ("有点嫌贵", 3, "nobody_named"),
        ("电话赵总", 3, "customer_not_found"),
        ("visited Bobby Brown", 3, "customer_not_found"),
        ("电话王芳华", 3, "customer_not_found"),
        ("电话王先生", 4, "ambiguous_customer"),
        ("met 王芳 and Anna Smith", 4, "ambiguous_customer"),
        ("周五前给王芳回电话", 5, "future_contact"),
        ("和王芳李雷见面", 4, "ambiguous_customer"),
        ("  ", 5, "unusable_text"),
        ("电话王芳 " + "长" * 1000, 5, "long_entry"),
    ],
)
def test_what_is_not_clear_is_refused_and_nothing_is_written(
    book: Crm, text: str, code: int, error: str
) -> None:
    before = contents(book.db)
    assert log(book, text, "--yes", "--json", code=code).error["code"] == error
    assert contents(book.db) == before


def test_an_ambiguous_customer_comes_with_its_candidates(book: Crm) -> None:
    error = log(book, "电话王先生", "--yes", "--json", code=4).error
    assert [each["id"] for each in error["candidates"]] == [1, 2]
    assert error["hint"] == "Name one of them by its id, like --customer id:1."
    written = log(book, "电话王先生", "--customer", "2", "--yes", "--json").json
    assert written["customer"] == "王小明"


WHOM = {
    "电话王总": (1, []), "电话王工": (2, []), "和王小明微信聊了": (2, []), "电话wangfang": (1, []),
    "拜访字节跳动": (1, []), "拜访字节": (1, []), "拜访Acme Ltd": (3, []), "met Anna": (3, []),
    "call with anna smith about the offer": (3, []), "Anna Smith called": (3, []),
    "called Mrs Smith again": (3, []), "電話李雷": (4, []), "给李雷发了短信": (4, []),
    "电话张经理": (5, ["张伟"]), "拜访宏远张经理": (5, ["张伟"]), "拜访宏远的张伟": (5, ["张伟"]),
    "电话周一鸣": (6, []), "昨天电话周一鸣": (6, []), "电话欧阳女士": (7, []),
    "电话13800138000": (8, []),
    "微信 李雷": (4, []), "昨天 微信 李雷": (4, []), "电话id:4": (4, []), "李雷 没接": (4, []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WHOM.items())
def test_the_customer_is_found_as_people_are_called(
    book: Crm, text: str, expected: tuple[int, list[str]]
) -> None:
    book("customer add 宏远 --set kind=company", today="2026-11-01")
    book("customer person add 宏远 张伟 --title 采购经理", today="2026-11-01")
    book("customer add 周一鸣", today="2026-11-01")
    book("customer add 欧阳静 --set gender=female", today="2026-11-01")
    book("customer add 赵敏 --phone 13800138000", today="2026-11-01")
    written = log(book, text, "--yes", "--json").json
    assert (written["customer_id"], written["people"]) == expected


def test_whose_known_title_contradicts_is_not_meant(book: Crm) -> None:
    book("customer add 王强 --set title=经理", today="2026-11-01")
    assert log(book, "电话王经理", "--yes", "--json").json["customer"] == "王强"
    book("customer add 王总", today="2026-11-01")
    assert log(book, "电话王总", "--yes", "--json").json["customer"] == "王总"


def test_of_many_who_may_be_meant_the_ones_of_late_come_first(book: Crm) -> None:
    for number in range(25):
        book(f"customer add 钱{number}号", today="2026-11-01")
    book("log add 钱21号 hello --via phone", today="2026-11-20")
    error = log(book, "电话钱总", "--yes", "--json", code=4).error
    assert error["candidates"][0]["name"] == "钱21号"
    assert len(error["candidates"]) == 20


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES.split()), max_size=12).map(" ".join))
def test_any_sentence_is_answered_or_refused_with_our_own_error(book: Crm, text: str) -> None:
    answer = book(["log", "q", "--dry-run", "--json", "--", text], today=NOW, code=None)
    if answer.code:
        assert answer.error["code"] != "internal_error"
    else:
        assert answer.json["note"] == text.strip()


def test_an_archived_customer_is_passed_over_where_another_is_meant(book: Crm) -> None:
    book("customer add 李总", today="2026-11-01")
    book("customer archive 李总", today="2026-11-02")
    assert log(book, "电话李先生", "--yes", "--json").json["customer"] == "李雷"
    assert log(book, "电话李总", "--yes", "--json", code=5).error["code"] == "archived_customer"


def test_what_was_left_to_the_note_is_said_before_and_after_writing(book: Crm) -> None:
    shown = log(book, "电话王芳 报价12万/年", "--dry-run").out
    assert "Not filed  报价12万" in shown
    told = log(book, "电话王芳 报价12万/年", "--yes").out
    assert "Not filed, in the note alone: 报价12万." in told
    assert log(book, "电话王芳 没有报价12万", "--yes", "--json").json["left"] == ["报价12万"]
    assert deals(book) == []


def test_between_several_deals_it_is_said_after_writing_too(book: Crm) -> None:
    book("deal add 王芳 ERP --amount 10万", today="2026-11-10")
    book("deal add 王芳 CRM --amount 5万", today="2026-11-10")
    stays = "CNY 120,000.00 → stays in the note: 2 deals are open; name one with --deal"
    assert stays in log(book, "电话王芳 报价12万", "--yes").out
    lines = book("log q - --yes", today=NOW, stdin="电话王芳 报价12万\n")
    assert stays in lines.out


AMOUNTS = {
    "12万美金": "120000.00 USD", "12万刀": "120000.00 USD", "12万欧": "120000.00 EUR",
    "12万新台币": "120000.00 TWD", "12万韩元": "120000 KRW", "12万澳元": "120000.00 AUD",
    "12万卢布": "120000.00 RUB", "12万美元": "120000.00 USD", "12万RMB": "120000.00 CNY",
    "一百二十万": "1200000.00 CNY", "两百万": "2000000.00 CNY", "三万五": "35000.00 CNY",
    "1万2": "12000.00 CNY", "12万3千": "123000.00 CNY", "十五万": "150000.00 CNY",
}  # fmt: skip
ENGLISH_AMOUNTS = {
    "12k euros": "12000.00 EUR", "12k dollars": "12000.00 USD", "12k pounds": "12000.00 GBP",
    "12k bucks": "12000.00 USD", "12k usd": "12000.00 USD", "1.2 million": "1200000.00 CNY",
    "12 thousand": "12000.00 CNY", "12 grand": "12000.00 CNY",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        *((f"电话王芳 报价{text}", amount) for text, amount in AMOUNTS.items()),
        *((f"called 王芳, quoted {text}", amount) for text, amount in ENGLISH_AMOUNTS.items()),
    ],
)
def test_an_amount_is_read_with_its_currency_and_in_words(
    book: Crm, text: str, amount: str
) -> None:
    kept = log(book, text, "--yes", "--json").json["deal"]["amount"]
    assert f"{kept['amount']} {kept['currency']}" == amount


@pytest.mark.parametrize("text", ["报价12万新元", "报价12万比索", "quoted 12k pesos"])
def test_a_currency_that_is_not_known_is_refused(book: Crm, text: str) -> None:
    error = log(book, f"电话王芳 {text}", "--yes", "--json", code=None).error
    assert error["code"] == "unreadable_amount"
    assert deals(book) == []


@pytest.mark.parametrize(
    "text",
    [
        "called Anna and Bob", "called Bob and Anna Smith, quoted 5k", "met Bob with Anna Smith",
        "called Bob & Anna", "called anna and bob", "called Bob Lee and Anna", "和王芳和李雷见面",
    ],
)  # fmt: skip
def test_two_customers_are_never_one(book: Crm, text: str) -> None:
    book("customer add 'Bob Lee'", today="2026-11-01")
    before = contents(book.db)
    error = log(book, text, "--yes", "--json", code=4).error
    assert error["code"] == "ambiguous_customer"
    assert len(error["candidates"]) == 2
    assert contents(book.db) == before


def test_an_amount_is_no_name(book: Crm) -> None:
    assert log(book, "李雷 微信 3万", "--yes", "--json").json["customer"] == "李雷"


def test_a_quote_of_an_earlier_day_takes_no_newer_amount_away(book: Crm) -> None:
    log(book, "今天电话李雷 报价4.5万", "--yes")
    told = log(book, "昨天微信李雷 报价5万", "--yes").out
    assert "stays in the note: 1 deal is open; name it with --deal" in told
    (deal,) = deals(book)
    assert deal["amount"] == {"amount": "45000.00", "currency": "CNY"}
    log(book, "昨天微信李雷 报价5万", "--deal", str(deal["id"]), "--yes")
    assert deals(book)[0]["amount"] == {"amount": "50000.00", "currency": "CNY"}
