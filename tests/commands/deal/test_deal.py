"""`crm deal`: entered, moved, won, lost, changed and opened again; grade and list follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

KEYS = ["id", "customer_id", "customer", "title", "amount", "stage", "probability",
        "expected_close", "opened", "closed", "quiet_days", "lost_reason"]  # fmt: skip


@pytest.fixture
def wang(crm: Crm) -> Crm:
    """A customer with a potential need, phoned today: grade D."""
    crm("customer add 王芳 --need potential")
    crm("log add 王芳 --via phone")
    return crm


def test_a_deal_is_told_in_a_line_with_the_grade_it_leads_to_and_what_follows(wang: Crm) -> None:
    told = wang("deal add 王芳 'ERP licence' --amount 12万 --close 2026-04-21").out
    assert told == (
        "Opened deal 1 with 王芳 (1): ERP licence, CNY 120,000.00, initial contact, closes"
        " 2026-04-21. D → A: closes 2026-04-21 (deal 1: ERP licence). Next follow-up 2026-04-01.\n"
    )
    assert wang("deal add 王芳 second --amount 'JPY 5' --quiet").out == "2\n"


def test_the_record_has_the_keys_that_scripts_rely_on(wang: Crm) -> None:
    made = wang("deal add 王芳 ERP --amount 1200.5 --close +3w --stage 报价 --json").json
    assert list(made)[: len(KEYS)] == KEYS
    assert {name: made[name] for name in KEYS} == {
        "id": 1,
        "customer_id": 1,
        "customer": "王芳",
        "title": "ERP",
        "amount": {"amount": "1200.50", "currency": "CNY"},
        "stage": "quote",
        "probability": 50,
        "expected_close": "2026-04-21",
        "opened": "2026-03-31",
        "closed": None,
        "quiet_days": 0,
        "lost_reason": None,
    }
    assert made["weighted"] == {"amount": "600.25", "currency": "CNY"}
    assert (made["grade_from"], made["grade_to"]) == ("D", "A")


def test_an_open_deal_grades_its_customer_and_losing_it_grades_by_what_is_left(wang: Crm) -> None:
    wang("deal add 王芳 near --amount 1 --close +3w")
    wang("deal add 王芳 far --amount 1 --close 2026-06-15")
    shown = wang("grade show 王芳 --json").json
    assert (shown["grade"], shown["expected_close"]) == ("A", "2026-04-21")
    told = wang("deal lose 1 --reason price").out
    assert "A → B: closes 2026-06-15 (deal 2: far)." in told
    told = wang("deal lose 2 --reason price").out
    assert "B → D: potential need." in told
    assert wang("grade show 王芳 --json").json["expected_close"] is None


def test_each_move_is_kept_with_its_time_and_note(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 1 --at 2026-03-05", today="2026-03-31 09:00")
    told = wang("deal move 1 报价 --note 'by e-mail' --at 2026-03-20").out
    assert told.startswith("Moved deal 1 of 王芳 (1): ERP, initial contact → quote.")
    wang("deal move 1 negotiation", today="2026-03-31 15:30")
    shown = wang("deal show 1 --json").json
    assert [(each["stage"], each["at"], each["note"]) for each in shown["moves"]] == [
        ("initial_contact", "2026-03-05T04:00:00+00:00", None),
        ("quote", "2026-03-20T04:00:00+00:00", "by e-mail"),
        ("negotiation", "2026-03-31T07:30:00+00:00", None),
    ]
    assert (shown["stage"], shown["probability"]) == ("negotiation", 75)
    assert (shown["opened"], shown["stage_since"]) == ("2026-03-05", "2026-03-31")
    page = wang("deal show 1").out
    assert "2026-03-20 12:00  quote  by e-mail\n" in page


def test_a_deal_can_go_back_a_stage(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 1 --stage negotiation")
    assert "negotiation → need confirmed" in wang("deal move 1 需求确认").out


def test_winning_can_record_the_purchase_in_the_same_step(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 12万 --close +3w")
    won = wang("deal win 1 --purchase --product ERP --quantity 2 --json").json
    assert (won["stage"], won["probability"], won["closed"]) == ("won", 100, "2026-03-31")
    assert won["purchase_id"] == 1
    assert wang("deal show 1 --json").json["purchases"] == [1]
    (customer,) = wang("customer list --json").json
    assert (customer["status"], customer["lifecycle"]) == ("won", "first_purchase")
    assert customer["value"] == "high"


def test_winning_says_what_was_recorded(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 12万 --close +3w")
    assert wang("deal win 1 --purchase --product ERP").out == (
        "Won deal 1 of 王芳 (1): ERP, CNY 120,000.00. Recorded purchase 1 of ERP. Now status"
        " negotiating → won, value low → high, lifecycle prospect → first purchase. An existing"
        " customer now: to be called by 2026-06-30. A → D: potential need. Next follow-up"
        " 2026-04-30.\n"
    )


def test_a_purchase_is_of_the_product_that_is_called_as_its_deal(wang: Crm) -> None:
    wang("deal add 王芳 'erp  licence' --amount 1")
    told = wang("deal win 1 --purchase").out
    assert "Recorded purchase 1 without a product: crm purchase edit 1 --product NAME." in told
    wang("purchase edit 1 --product 'ERP licence'")
    wang("deal add 王芳 'erp licence' --amount 1")
    assert "Recorded purchase 2 of ERP licence." in wang("deal win 2 --purchase").out
    wang("deal add 王芳 ERP --amount 1")
    wang("deal win 3 --purchase")
    products = [each["product"] for each in wang("purchase list --json").json]
    assert products == [None, "ERP licence", "ERP licence"]


def test_a_purchase_in_another_currency_says_that_it_has_no_rate(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 'EUR 300'")
    told = wang("deal win 1 --purchase").out
    assert "EUR has no rate on 2026-03-31, so it counts for no value: crm rate set EUR" in told


def test_winning_without_a_purchase_records_none(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 1")
    won = wang("deal win 1 --at yesterday --json", today="2026-03-31 15:00", code=5)
    assert won.error["code"] == "before_last_move"
    won = wang("deal win 1 --json").json
    assert (won["purchase_id"], won["closed"]) == (None, "2026-03-31")
    (customer,) = wang("customer list --json").json
    assert (customer["status"], customer["lifecycle"]) == ("won", "prospect")


def test_losing_keeps_the_reason(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 1 --close +3w")
    assert wang("deal lose 1 --reason 太贵").out == (
        "Lost deal 1 of 王芳 (1): ERP, CNY 1.00 (太贵). A → D: potential need."
        " Next follow-up 2026-04-30.\n"
    )
    lost = wang("deal show 1 --json").json
    assert (lost["stage"], lost["probability"], lost["lost_reason"]) == ("lost", 0, "太贵")
    assert (lost["quiet_days"], lost["closed"]) == (None, "2026-03-31")


def test_a_deal_goes_on_at_the_stage_it_had(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 1 --close +3w --stage quote")
    wang("deal move 1 negotiation")
    wang("deal win 1 --purchase")
    told = wang("deal reopen 1 --reason 'they asked again'").out
    assert told.startswith("Opened deal 1 of 王芳 (1) again: ERP, at negotiation.")
    assert "The purchase recorded with it stays (1)." in told
    assert "D → A: closes 2026-04-21 (deal 1: ERP)." in told
    shown = wang("deal show 1 --json").json
    assert (shown["stage"], shown["closed"]) == ("negotiation", None)
    assert shown["moves"][-1]["note"] == "they asked again"
    wang("deal lose 1 --reason price")
    shown = wang("deal reopen 1 --reason x --json").json
    assert (shown["stage"], shown["lost_reason"]) == ("negotiation", None)


def test_what_was_said_of_a_deal_can_be_changed(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 1 --close +3w")
    told = wang("deal edit 1 --close 2026-06-15 --title 'ERP 2.0' --amount 'EUR 2.50'").out
    assert told == (
        "Changed deal 1 of 王芳 (1): ERP 2.0, EUR 2.50. A → B: closes 2026-06-15 (deal 1: ERP 2.0)."
        " Next follow-up 2026-04-07.\n"
    )
    edited = wang("deal edit 1 --probability 60% --note 大客户 --json").json
    assert (edited["probability"], edited["own_probability"]) == (60, True)
    assert edited["weighted"] == {"amount": "1.50", "currency": "EUR"}
    assert edited["notes"] == "大客户"
    edited = wang("deal edit 1 --unset 成交概率 --unset note --unset 预计成交 --json").json
    assert (edited["probability"], edited["notes"], edited["expected_close"]) == (10, None, None)
    assert edited["grade_to"] == "D"
    same = wang("deal edit 1 --title 'ERP 2.0'").out
    assert same == "Nothing changes for deal 1 of 王芳 (1): ERP 2.0, EUR 2.50.\n"


def test_the_stages_probability_is_a_policy(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 100")
    wang("grade policy --set stage.initial_contact=30 --yes")
    assert wang("deal show 1 --json").json["probability"] == 30
    wang("deal edit 1 --probability 30")
    wang("grade policy --set stage.initial_contact=40 --yes")
    assert wang("deal show 1 --json").json["probability"] == 30


def test_winning_says_what_it_was_sold_for_and_losing_what_was_said(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 12万")
    told = wang("deal win 1 --amount 11万 --note 'after a discount' --purchase").out
    assert "Won deal 1 of 王芳 (1): ERP, CNY 110,000.00. Recorded purchase 1 without" in told
    shown = wang("deal show 1 --json").json
    assert shown["amount"]["amount"] == "110000.00"
    assert shown["moves"][-1]["note"] == "after a discount"
    assert wang("purchase show 1 --json").json["amount"]["amount"] == "110000.00"
    wang("undo")
    assert wang("deal show 1 --json").json["amount"]["amount"] == "120000.00"
    assert wang("deal win 1 --amount 0 --json", code=5).error["code"] == "zero_amount"
    wang("deal lose 1 --reason price --note 'the cheapest won'")
    assert wang("deal show 1 --json").json["moves"][-1]["note"] == "the cheapest won"


def test_a_deal_without_an_amount_is_won_with_one(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 1")
    wang("deal edit 1 --unset amount")
    assert wang("deal win 1 --purchase --json", code=5).error["code"] == "no_amount"
    assert wang("deal win 1 --purchase --amount 5 --json").json["purchase_id"] == 1


def test_a_title_and_a_note_can_come_from_stdin(wang: Crm) -> None:
    made = wang("deal add 王芳 - --amount 1 --json", stdin="寄样品 [b]\n").json
    assert made["title"] == "寄样品 [b]"
    wang("deal move 1 quote --note -", stdin="two\nlines\n")
    assert wang("deal show 1 --json").json["moves"][1]["note"] == "two\nlines"


def test_deals_are_found_by_their_words(wang: Crm) -> None:
    wang("deal add 王芳 采购系统 --amount 1 --note 大项目")
    wang("deal move 1 quote --note 寄报价单")
    wang("deal edit 1 --title 仓库系统")

    def kinds(text: str) -> list[str]:
        return [each["kind"] for each in wang(f"customer find {text} --json").json]

    assert kinds("采购") == []
    assert kinds("仓库") == ["deal"]
    assert kinds("大项目") == ["deal"]
    assert kinds("报价单") == ["deal_move"]
    wang("deal lose 1 --reason 价格太高 --avoid 拖延")
    assert "deal" in kinds("价格太高")
    assert kinds("拖延") == ["deal_case"]


WRONG: list[tuple[str, int, str]] = [
    ("add nobody x --amount 1", 3, "customer_not_found"),
    ("add 王芳 x", 2, "missing_argument"),
    ("add 王芳 '' --amount 1", 5, "unusable_text"),
    ("add 王芳 x --amount 1.234", 5, "unreadable_amount"),
    ("add 王芳 x --amount -5", 5, "unreadable_amount"),
    ("add 王芳 x --amount 'JPY 1.5'", 5, "unreadable_amount"),
    ("add 王芳 x --amount 12 --stage won", 2, "begins_closed"),
    ("add 王芳 x --amount 12 --stage quot", 2, "unknown_choice"),
    ("add 王芳 x --amount 12 --close blursday", 2, "unreadable_date"),
    ("add 王芳 x --amount 12 --at '2026-04-01'", 5, "future_deal"),
    ("add 王芳 x --amount 12 --probability 101", 2, "unreadable_percent"),
    ("add 王芳 x --amount 12 --probability half", 2, "unreadable_percent"),
    ("show 9", 3, "deal_not_found"),
    (f"show {2**63}", 3, "deal_not_found"),
    ("move 9 quote", 3, "deal_not_found"),
    ("move 1 initial_contact", 4, "same_stage"),
    ("move 1 won", 2, "moved_to_its_end"),
    ("move 1 nowhere", 2, "unknown_choice"),
    ("move 2 quote", 4, "deal_closed"),
    ("move 1 quote --at 2026-04-01", 5, "future_deal"),
    ("move 1 quote --at 2026-03-30", 5, "before_last_move"),
    ("win 9", 3, "deal_not_found"),
    ("win 2", 4, "deal_closed"),
    ("win 1 --at tomorrow", 5, "future_deal"),
    ("win 1 --at 2026-04-01", 5, "future_deal"),
    ("win 1 --product ERP", 2, "missing_argument"),
    ("win 1 --purchase --quantity 0", 5, "unreadable_quantity"),
    ("win 1 --why ''", 5, "unusable_text"),
    ("lose 1", 2, "reason_missing"),
    ("lose 1 --reason ''", 5, "unusable_text"),
    ("lose 2 --reason x", 4, "deal_closed"),
    ("lose 9 --reason x", 3, "deal_not_found"),
    ("reopen 1 --reason x", 4, "deal_open"),
    ("reopen 2", 2, "reason_missing"),
    ("reopen 9 --reason x", 3, "deal_not_found"),
    ("edit 1", 2, "nothing_given"),
    ("edit 9 --amount 1", 3, "deal_not_found"),
    ("edit 1 --unset title", 2, "unknown_field"),
    ("edit 1 --unset close --close +3w", 2, "contradictory_options"),
    ("case 1 --why x", 5, "unfinished_deal"),
    ("case 2", 2, "nothing_given"),
    ("case 9 --why x", 3, "deal_not_found"),
    ("case 2 --unset title", 2, "unknown_field"),
    ("list --sort nothing", 2, "unknown_choice"),
    ("list --quiet-beyond soon", 2, "unreadable_span"),
    ("list nobody", 3, "customer_not_found"),
]


@pytest.mark.parametrize(("line", "code", "word"), WRONG, ids=[line for line, _, _ in WRONG])
def test_what_is_wrong_is_named_and_changes_nothing(
    wang: Crm, line: str, code: int, word: str
) -> None:
    wang("deal add 王芳 one --amount 1")
    wang("deal add 王芳 two --amount 1")
    wang("deal win 2")
    before = wang("deal list --all --json").out
    answer = wang(f"deal {line} --json", code=code)
    assert (answer.out, answer.error["code"]) == ("", word)
    assert wang("deal list --all --json").out == before


def test_a_purchase_needs_an_amount(wang: Crm) -> None:
    wang("deal add 王芳 one --amount 1")
    wang("deal edit 1 --unset amount")
    assert wang("deal win 1 --purchase --json", code=5).error["code"] == "no_amount"
    assert wang("deal show 1 --json").json["stage"] == "initial_contact"


def test_an_archived_customer_takes_no_deal_and_is_owed_none(wang: Crm) -> None:
    wang("deal add 王芳 one --amount 1 --close 2026-03-01")
    wang("deal add 王芳 two --amount 1")
    wang("deal lose 2 --reason x")
    wang("customer archive 王芳")
    assert wang("deal show 1 --json").json["due"] is None
    for line in ("add 王芳 three --amount 1", "reopen 2 --reason x"):
        assert wang(f"deal {line} --json", code=5).error["code"] == "archived_customer"
    wang("deal lose 1 --reason gone")


KEYED = [
    "add 王芳 more --amount 1",
    "move 1 quote",
    "win 1 --purchase",
    "lose 1 --reason x",
    "reopen 2 --reason x",
    "edit 1 --amount 5",
    "case 2 --why service",
]


@pytest.mark.parametrize("line", KEYED)
def test_a_retry_with_a_key_gives_the_first_answer(wang: Crm, line: str) -> None:
    wang("deal add 王芳 one --amount 1 --close +3w")
    wang("deal add 王芳 two --amount 1")
    wang("deal win 2")
    first = wang(f"deal {line} --key k1 --json").out
    after = state(wang)
    assert wang(f"deal {line} --key k1 --json").out == first
    assert state(wang) == after


@pytest.mark.parametrize("line", KEYED)
def test_what_was_done_is_undone_and_done_again(wang: Crm, line: str) -> None:
    wang("deal add 王芳 one --amount 1 --close +3w")
    wang("deal add 王芳 two --amount 1")
    wang("deal win 2")
    before = state(wang)
    wang(f"deal {line}")
    after = state(wang)
    assert after != before
    wang("undo")
    assert state(wang) == before
    wang("redo")
    assert state(wang) == after


def state(crm: Crm) -> list[Any]:
    deals = crm("deal list --all --sort id --json").json
    shown = [crm(f"deal show {each['id']} --json").json for each in deals]
    (customer,) = crm("customer list --json").json
    customer.pop("updated")
    return [shown, customer, crm("grade show 王芳 --json").json]


def test_a_customer_who_may_not_be_contacted_is_told(wang: Crm) -> None:
    wang("customer edit 王芳 --may-contact no --reason asked")
    answer = wang("deal add 王芳 ERP --amount 1")
    assert "may not be contacted" in answer.err
    assert wang("deal move 1 quote --json").json["may_contact"] is False


def test_a_grade_by_hand_stays_where_a_move_brings_no_new_fact(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 1 --close +3w")
    wang("grade set 王芳 C --reason slow")
    assert "Grade C stays, by hand." in wang("deal move 1 quote").out


def test_reading_deals_does_not_load_the_writers(wang: Crm) -> None:
    import subprocess
    import sys

    wang("deal add 王芳 ERP --amount 1")
    code = (
        "import sys; from crmcli.main import run; run(['deal', 'list', '--db', sys.argv[1]]);"
        "print([name for name in ('rich', 'sqlmodel') if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(wang.db)], capture_output=True, text=True, check=True
    )
    assert done.stderr == "[]\n"


def test_what_a_won_deal_brought_gives_points(wang: Crm) -> None:
    wang("grade policy --set loyalty.points=1 --yes")
    wang("deal add 王芳 ERP --amount 12万")
    assert wang("deal win 1 --purchase --json").json["points"] == 1200


def test_what_was_bought_with_a_deal_is_recorded_once(crm: Crm) -> None:
    crm("customer add 王芳")
    crm("deal add 王芳 ERP --amount 500")
    crm("deal win 1 --purchase")
    crm("deal reopen 1 --reason again")
    assert crm("deal win 1 --purchase --json", code=4).error["code"] == "deal_bought"
    crm("deal win 1")
    assert len(crm("purchase list --json").json) == 1


def test_a_loss_names_the_next_deal_as_the_reason_of_the_grade(crm: Crm) -> None:
    crm("customer add 王芳 --need potential")
    crm("deal add 王芳 ERP --amount 500 --close +1w")
    crm("deal add 王芳 parts --amount 5 --close +2m")
    crm("deal lose 1 --reason price")
    last = crm("grade show 王芳 --json").json["history"][0]
    assert (last["grade_from"], last["grade_to"]) == ("A", "B")
    assert last["reason"] == "closes 2026-05-31 (deal 2: parts)"


@pytest.mark.parametrize("line", ["edit 1 --amount 11000", "win 1 --amount 11000 --purchase"])
def test_an_amount_without_a_currency_is_in_the_deals_own(crm: Crm, line: str) -> None:
    crm("customer add 王芳")
    crm("deal add 王芳 ERP --amount 'JPY 12000'")
    assert "ERP, JPY 11,000" in crm(f"deal {line}").out
    assert crm("deal show 1 --json").json["amount"] == {"amount": "11000", "currency": "JPY"}
    for bought in crm("purchase list --json").json:
        assert bought["amount"] == {"amount": "11000", "currency": "JPY"}
    assert crm("deal edit 1 --amount 1.5 --json", code=5).error["code"] == "unreadable_amount"
    crm("deal edit 1 --amount 'EUR 1.5'")
    assert crm("deal show 1 --json").json["amount"] == {"amount": "1.50", "currency": "EUR"}


def test_an_amount_of_a_deal_without_one_is_in_the_books_currency(crm: Crm) -> None:
    crm("config set currency EUR")
    crm("customer add 王芳")
    crm("deal add 王芳 ERP --amount 1")
    crm("deal edit 1 --unset amount")
    assert "Changed deal 1 of 王芳 (1): ERP, EUR 2.50." in crm("deal edit 1 --amount 2.5").out
