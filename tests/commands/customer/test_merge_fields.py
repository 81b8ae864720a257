"""What each field of a customer is after another one went into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


def merged(crm: Crm, keep: str, other: str, *more: str, take: str = "") -> Any:
    """Make two customers, and merge the second into the first."""
    crm(f"customer add {keep}")
    crm(f"customer add {other} --force")
    for line in more:
        crm(line)
    done = crm(f"customer merge id:1 id:2 --yes --json {take}").json
    assert crm("check --json").json["ok"]
    crm("undo")
    assert crm("check --json").json["ok"]
    crm("redo")
    return done


@pytest.mark.parametrize(
    ("keep", "other", "take", "field", "result", "noted"),
    [
        ("A", "B --company X", "", "company", "X", None),
        ("A --company Y", "B --company X", "", "company", "Y", "company = X"),
        ("A --company Y", "B --company X", "--take company", "company", "X", "company = Y"),
        ("A --company x", "B --company X", "", "company", "x", None),
        ("A", "B", "--take name", "name", "B", "name = A"),
        ("A --set wechat=a", "B --set wechat=b", "", "handles", {"wechat": "a"}, "wechat = b"),
        (
            "A --set wechat=a",
            "B --set wechat=b",
            "--take wechat",
            "handles",
            {"wechat": "b"},
            "#1 A: handle.wechat = a",
        ),
        (
            "A --set handle.qq=a",
            "B --set wechat=b",
            "",
            "handles",
            {"qq": "a", "wechat": "b"},
            None,
        ),
        ("A --set hat=red", "B --set hat=blue", "", "fields", {"hat": "red"}, "hat = blue"),
        (
            "A --set hat=red",
            "B --set hat=blue",
            "--take hat",
            "fields",
            {"hat": "blue"},
            "hat = red",
        ),
        (
            "A --potential 'EUR 5'",
            "B --potential 7",
            "",
            "potential",
            {"amount": "5.00", "currency": "EUR"},
            "potential = 7.00 CNY",
        ),
        ("A --importance key", "B", "", "importance", "key", None),
        ("A", "B --importance key", "", "importance", "key", None),
        (
            "A --every 2w",
            "B --every 3w --by-channel visit",
            "",
            "by_channel",
            "visit",
            "every = 3w",
        ),
        ("A", "B --every 3w --by-channel visit", "", "every", "3w", None),
        ("A --note one", "B --note one", "", "notes", "one\n#2 B: name = B", None),
        (
            "A --note one",
            "B --note 'one and two'",
            "",
            "notes",
            "one and two\n#2 B: name = B",
            None,
        ),
        (
            "A --note 'one and two'",
            "B --note one",
            "",
            "notes",
            "one and two\n#2 B: name = B",
            None,
        ),
        ("A --email a@b.cn", "B --email A@b.cn", "", "emails", ["a@b.cn"], None),
        (
            "A --need potential",
            "B --close +2w",
            "",
            "need",
            "potential",
            "expected_close = 2026-04",
        ),
        ("A --need clear", "B --close +2w", "", "expected_close", "2026-04-14", None),
    ],
)
def test_a_value_of_the_one_that_stays_holds_unless_the_other_is_taken(
    crm: Crm, keep: str, other: str, take: str, field: str, result: Any, noted: str | None
) -> None:
    done = merged(crm, keep, other, take=take)
    assert done[field] == result
    if noted is not None:
        assert noted in done["notes"]
    else:
        assert "company" not in (done["notes"] or "")


def test_a_grade_follows_from_the_facts_of_both_but_one_by_hand_stays(crm: Crm) -> None:
    done = merged(crm, "A", "B --close +2w")
    assert (done["grade"], done["grade_source"]) == ("A", "rule")
    crm("undo")
    crm("grade set id:1 C --reason friend")
    done = crm("customer merge id:1 id:2 --yes --json").json
    assert (done["grade"], done["need"], done["expected_close"]) == ("C", "clear", "2026-04-14")
    assert crm("grade show id:1 --json").json["reason"] == "friend"
    assert crm("check --json").json["ok"]


LOST = {
    1: "customer lose A --reason price --on 2026-03-01",
    2: "customer lose B --reason quality --on 2026-03-02 --winback +3m",
}


@pytest.mark.parametrize(
    ("before", "take", "lost"),
    [
        ({2}, "", None),
        ({1}, "", None),
        ({1, 2}, "", "2026-03-01"),
        ({2}, "--take lost", "2026-03-02"),
        ({1}, "--take lost", None),
    ],
)
def test_only_who_is_lost_on_both_is_lost_and_the_other_loss_is_noted(
    crm: Crm, before: set[int], take: str, lost: str | None
) -> None:
    lines = [LOST[number] for number in sorted(before)]
    done = merged(crm, "A", "B", *lines, take=take)
    assert (done["lost"], done["lifecycle"] == "lost") == (lost, lost is not None)
    due = crm("due --ahead 400 --json").json
    assert {each["kind"] for each in due if each["customer_id"] == 1} >= (
        {"follow_up"} if lost is None else set()
    )
    if lost is None and not take:
        assert "lost = 2026-03-0" in done["notes"]
    if lost == "2026-03-02":
        assert (done["lost_reason"], done["next_due"]) == ("quality", "2026-06-30")


@pytest.mark.parametrize(
    ("keep", "other", "after"),
    [
        ("", "--may-contact no --reason asked", (False, True, "asked")),
        ("--may-contact no --reason asked", "", (False, True, "asked")),
        ("--may-contact no --reason a", "--may-contact no --reason b", (False, True, "a")),
        ("--may-contact no --reason a", "--may-share no --reason b", (False, False, "a; b")),
        ("", "", (True, True, None)),
    ],
)
def test_what_either_refuses_stays_refused(
    crm: Crm, keep: str, other: str, after: tuple[bool, bool, str | None]
) -> None:
    done = merged(crm, f"A {keep}", f"B {other}")
    assert (done["may_contact"], done["may_share"], done["consent_reason"]) == after
    if "reason b" in other and after[2] == "a":
        assert "consent_reason = b" in done["notes"]


def test_a_person_goes_into_the_company_as_one_of_its_people(crm: Crm) -> None:
    done = merged(
        crm,
        "宏远 --set kind=company --phone 01088886666",
        "李四 --company 宏远有限公司 --phone 13800138000 --email l@h.cn --set title=boss --tag vip",
        "customer person add id:1 李四 --phone 13800138000",
        "log add id:2 hello --via phone",
    )
    assert (done["name"], done["title"], done["phones"]) == ("宏远", None, ["010-88886666"])
    assert [(each["name"], each["title"], each["phones"]) for each in done["people"]] == [
        ("李四", "boss", ["+8613800138000"])
    ]
    assert done["people"][0]["emails"] == ["l@h.cn"]
    assert done["notes"] == "#2 李四: company = 宏远有限公司"
    assert crm("customer show 李四 --json").json["id"] == 1


def test_a_company_that_goes_into_a_person_is_the_persons_company(crm: Crm) -> None:
    done = merged(crm, "李四", "宏远 --set kind=company --phone 01088886666")
    assert (done["kind"], done["name"], done["company"]) == ("person", "李四", "宏远")
    assert done["notes"] is None
    assert crm("customer show 宏远 --json").json["id"] == 1


def test_people_of_one_name_are_one_but_never_two_of_one_side(crm: Crm) -> None:
    done = merged(
        crm,
        "宏远 --set kind=company",
        "远宏 --set kind=company",
        "customer person add id:1 李四 --phone 13800138000 --title chief",
        "customer person add id:2 李四 --phone 13800138001",
        "customer person add id:2 李四 --phone 13800138000 --title boss --force",
    )
    assert [(each["title"], each["phones"]) for each in done["people"]] == [
        ("chief", ["+8613800138000"]),
        (None, ["+8613800138001"]),
    ]
    assert "title of 李四 = boss" in done["notes"]


@pytest.mark.parametrize(
    ("links", "referrer"),
    [
        ({"1": "2"}, None),
        ({"2": "1"}, None),
        ({"2": "3"}, 3),
        ({"1": "3", "3": "2"}, None),
        ({"2": "3", "3": "1"}, None),
        ({"1": "4", "4": "3", "3": "2"}, None),
    ],
)
def test_nobody_is_referred_by_whom_it_referred(
    crm: Crm, links: dict[str, str], referrer: int | None
) -> None:
    for name in "ABCD":
        crm(f"customer add {name}")
    for who, by in links.items():
        crm(f"customer edit id:{who} --referred-by id:{by}")
    done = crm("customer merge id:1 id:2 --yes --json").json
    assert done["referred_by"] == referrer
    if set(links.values()) & {"3", "4"} and referrer is None:
        assert "referred_by = " in done["notes"]
    assert crm("check --json").json["ok"]
    others = crm("customer list --json").json
    assert all(each["referred_by"] in {None, 1, 3} for each in others)


def test_points_for_a_referral_are_with_the_one_that_holds_and_it_is_told(crm: Crm) -> None:
    crm("grade policy --set loyalty.referral=50 --yes", code=None)
    for line in (
        "customer add A",
        "grade policy --set loyalty.referral=50 --yes",
        "customer add B",
        "customer add C --referred-by A",
        "customer add D --referred-by B",
        "purchase add C --amount 1",
        "purchase add D --amount 1",
    ):
        crm(line)
    done = crm("customer merge C D --yes --json").json
    assert done["referral_points"] == [
        {"customer_id": 2, "customer": "B", "points": -50, "balance": 0}
    ]
    assert "referred_by = B (2)" in done["notes"]
    assert crm("check --json").json["ok"]
    crm("undo")
    assert crm("check --json").json["ok"]
    assert crm("loyalty show B --json").json["balance"] == 50


def test_one_number_that_is_kept_in_two_forms_stays_once(crm: Crm) -> None:
    crm("customer add A --phone 010-88886666")
    crm("config set region US")
    crm("customer add B --phone +861088886666 --force")
    assert crm("customer show B --json").json["phones"] == ["+861088886666"]
    crm("config set region CN")
    assert crm("customer dupes --by phone --json --min-score 1").json[0]["other_id"] == 2
    done = crm("customer merge id:1 id:2 --yes --json").json
    assert done["phones"] == ["010-88886666"]
    assert crm("check --json").json["ok"]


def test_a_snooze_of_a_festival_that_goes_is_noted(crm: Crm) -> None:
    snooze = "due snooze festival:2.dragon_boat --until 2026-06-22 --reason away"
    done = merged(crm, "A", "B", "customer edit id:2 --importance key", snooze)
    assert "put off: Dragon Boat Festival = 2026-06-22 (away)" in done["notes"]


def test_a_snooze_that_goes_is_noted(crm: Crm) -> None:
    done = merged(crm, "A", "B", "due snooze id:2 --until 2026-05-05 --reason away")
    assert "put off: follow-up = 2026-05-05 (away)" in done["notes"]


def test_what_a_merge_says_and_notes_is_in_the_readers_words(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    for line in (
        "customer add 单小姐 --need potential --birthday lunar:08-15",
        "customer add 善小姐 --need clear --close +2w --birthday lunar:L06-05 --every 2w --force",
        "customer edit id:1 --every 3w",
        "customer pin id:1 --value low --reason x",
        "customer pin id:2 --value high --reason y",
        "due snooze id:2 --until 2026-05-05 --reason 忙",
    ):
        crm(line)
    monkeypatch.setenv("CRM_LANG", "zh")
    shown = crm("customer merge id:1 id:2 --dry-run").out
    crm("customer merge id:1 id:2 --yes")
    notes = crm("customer show id:1 --json").json["notes"]
    for text in (shown, notes):
        for key in ("snooze", "pin.", "follow", "lunar", "high", "clear", "need", "2w"):
            assert key not in text
    assert notes.startswith("#2 善小姐：")
    assert "；需求 = 明确；" in notes
    assert notes.endswith("固定的价值 = 高；推迟的追踪 = 2026-05-05 (忙)")


def test_a_customer_that_is_merged_into_itself_is_named_as_it_was_typed(crm: Crm) -> None:
    crm("customer add 王芳")
    error = crm("customer merge 王芳 wangfang --yes --json", code=2).error
    assert error["message"] == "王芳 and wangfang are the same customer: 王芳 (1)."
