"""Festivals on the due list: which, for whom, and how they are done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


def owed(crm: Crm, today: str = "2026-03-31", options: str = "--ahead 400") -> dict[str, str]:
    rows = crm(f"due --kind festival {options} --json", today=today).json
    return {row["ref"]: row["due"] for row in rows}


CHINESE = {
    "festival:1.dragon_boat": "2026-06-19",
    "festival:1.mid_autumn": "2026-09-25",
    "festival:1.spring_festival": "2027-02-06",
}
WESTERN = {"festival:1.christmas": "2026-12-25", "festival:1.new_year": "2027-01-01"}


def test_key_customers_are_greeted_for_the_festivals_of_the_region(crm: Crm) -> None:
    crm("customer add 王芳 --importance key")
    crm("customer add 李雷")
    assert owed(crm) == CHINESE
    assert owed(crm, "2026-06-18", "") == {}
    (row,) = crm("due --kind 节日 --json", today="2026-06-19").json
    assert row["title"] == "Greeting for Dragon Boat Festival"
    assert row["why"] == "Dragon Boat Festival is on 2026-06-19"
    (row,) = crm("due --kind festival --why --json", today="2026-06-19").json
    assert row["why"] == (
        "Dragon Boat Festival: It is on day 5 of the fifth lunar month. This time that is"
        " 2026-06-19. Key customers are greeted for it (policies festivals, festivals.for). A"
        " greeting logged from 2026-06-12 to 2026-06-26 clears it; after that it is over. That is"
        " today, 2026-06-19."
    )


def test_the_region_of_the_book_decides_which_these_are(crm: Crm) -> None:
    crm("customer add 王芳 --importance key")
    crm("config set region US")
    assert owed(crm) == WESTERN
    crm("undo")
    assert owed(crm) == CHINESE
    assert crm("check").code == 0


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [
        ("festivals=none", {}),
        ("festivals=western", WESTERN),
        ("festivals=both", {**CHINESE, **WESTERN}),
        ("festivals=easter,中秋", {"festival:1.easter": "2026-04-05",
                                 "festival:1.mid_autumn": "2026-09-25"}),
        ("festivals.for=none", {}),
        ("festivals.for=existing", CHINESE),
    ],
)  # fmt: skip
def test_which_and_whose_festivals_are_policies(
    crm: Crm, policy: str, wanted: dict[str, str]
) -> None:
    crm("customer add 王芳 --importance key")
    crm(f"grade policy --set {policy}")
    assert owed(crm) == wanted
    assert crm("check").code == 0
    crm("undo")
    assert owed(crm) == CHINESE


def test_all_customers_can_be_meant_and_those_who_have_bought(crm: Crm) -> None:
    for name in ("王芳", "李雷"):
        crm(f"customer add {name}")
    crm("purchase add 李雷 --amount 100")
    assert owed(crm) == {}
    crm("grade policy --set festivals.for=existing --set festivals=christmas")
    assert owed(crm) == {"festival:2.christmas": "2026-12-25"}
    crm("grade policy --set festivals.for=all")
    assert set(owed(crm)) == {"festival:1.christmas", "festival:2.christmas"}
    assert crm("check").code == 0


def test_a_customer_can_have_a_choice_of_its_own(crm: Crm) -> None:
    crm("customer add 王芳 --importance key --set festivals=western")
    assert owed(crm) == WESTERN
    assert crm("customer show 王芳 --json").json["festivals"] == "western"
    crm("customer edit 王芳 --importance normal")
    assert owed(crm) == WESTERN
    (row,) = crm("due --kind festival --why --json", today="2026-12-25").json
    assert "by its own choice" in row["why"]
    crm("customer edit 王芳 --set festivals=none --importance key")
    assert owed(crm) == {}
    crm("customer edit 王芳 --unset festivals")
    assert owed(crm) == CHINESE
    refused = crm("customer edit 王芳 --set festivals=chrismas --json", code=2).error
    assert refused["code"] == "unknown_festival"


def test_a_table_of_customers_brings_their_choice_in_and_out(crm: Crm, tmp_path: Any) -> None:
    (tmp_path / "in.csv").write_text("姓名,生日,节日\n王芳,1988-05-06,西方\n李雷,,中秋、春节\n")
    crm(["customer", "import", str(tmp_path / "in.csv"), "--now"])
    assert owed(crm) == {
        **WESTERN,
        "festival:2.mid_autumn": "2026-09-25",
        "festival:2.spring_festival": "2027-02-06",
    }
    assert crm("due --kind birthday --ahead 60 --json").json[0]["due"] == "2026-05-06"
    assert crm("check").code == 0
    crm(["customer", "export", str(tmp_path / "out.csv"), "--purpose", "test"])
    text = (tmp_path / "out.csv").read_text()
    assert "western" in text
    assert "spring_festival,mid_autumn" in text
    again = crm(["customer", "import", str(tmp_path / "out.csv"), "--update", "--json"]).json
    assert (again["unchanged"], again["updated"]) == (2, 0)


def test_one_greeting_does_for_every_festival_and_birthday_whose_days_have_it(crm: Crm) -> None:
    crm("customer add 王芳 --importance key --set festivals=western --set birthday=12-28")
    told = crm("log add 王芳 --via wechat --purpose greeting", today="2026-12-26").out
    assert told.count("Done: ") == 3
    assert owed(crm, "2026-12-26") == {
        "festival:1.christmas": "2027-12-25", "festival:1.new_year": "2028-01-01",
    }  # fmt: skip
    crm("log remove 1", today="2026-12-27")
    assert owed(crm, "2026-12-27") == WESTERN


def test_a_campaign_of_greetings_does_for_a_festival_and_for_nobodys_birthday(crm: Crm) -> None:
    crm("customer add 王芳 --importance key --set birthday=06-20")
    crm("campaign add wishes --kind greeting --where 'importance = key' --yes")
    crm("campaign reach wishes --all --via sms --yes", today="2026-06-18")
    assert owed(crm, "2026-06-18", "--ahead 30") == {}
    birthday = "due --kind birthday --ahead 9 --json"
    assert [each["due"] for each in crm(birthday, today="2026-06-18").json] == ["2026-06-20"]
    assert crm("check", today="2026-06-18").code == 0
    # Without its campaign it is a message to many still.
    crm("campaign drop wishes --yes", today="2026-06-18")
    assert [each["due"] for each in crm(birthday, today="2026-06-18").json] == ["2026-06-20"]
    assert crm("check", today="2026-06-18").code == 0
    crm("undo", today="2026-06-18")
    crm("undo", today="2026-06-18")
    assert owed(crm, "2026-06-18", "--ahead 1") == {"festival:1.dragon_boat": "2026-06-19"}


def test_a_festival_can_be_snoozed_until_it_is_over(crm: Crm) -> None:
    crm("customer add 王芳 --importance key")
    crm("due snooze festival:1.dragon_boat --until 2026-06-22 --reason holiday")
    assert owed(crm, "2026-06-21", "") == {}
    assert owed(crm, "2026-06-22", "") == {"festival:1.dragon_boat": "2026-06-19"}
    crm("due snooze festival:1.dragon_boat --until 2026-06-27 --reason x", code=5)
    crm("due snooze festival:1 --until 2026-06-22 --reason x", code=2)
    crm("due snooze festival:1.easter --until 2026-06-22 --reason x", code=3)


def test_a_merged_customer_leaves_no_festival_behind(crm: Crm) -> None:
    crm("customer add 王芳 --importance key")
    crm("customer add 王方 --importance key --force")
    crm("customer merge id:1 id:2 --yes")
    assert owed(crm) == CHINESE
    assert crm("check").code == 0


def test_a_festival_that_was_missed_stands_for_the_next_year(crm: Crm) -> None:
    crm("customer add 王芳 --importance key", today="2026-02-01")
    assert owed(crm, "2026-02-24", "") == {"festival:1.spring_festival": "2026-02-17"}
    assert owed(crm, "2026-02-25", "") == {}
    # The others are there all the same, though nobody wrote meanwhile.
    assert owed(crm, "2026-06-19", "") == {"festival:1.dragon_boat": "2026-06-19"}
    crm("customer add 李雷", today="2026-06-19")
    assert owed(crm, "2026-06-19")["festival:1.spring_festival"] == "2027-02-06"


def test_greetings_come_after_surveys_and_before_data_to_confirm(crm: Crm) -> None:
    crm("customer add 王芳 --importance key --set birthday=06-19", today="2025-06-19")
    crm("purchase add 王芳 --amount 100", today="2025-06-27")
    kinds = [each["kind"] for each in crm("due --json", today="2026-06-19").json]
    assert kinds[-4:] == ["survey", "birthday", "festival", "verify"]


def test_a_message_to_many_stays_one_when_its_campaign_is_gone(crm: Crm) -> None:
    day = "2026-12-24"
    crm("customer add S --birthday 12-24 --set festivals=christmas", today=day)
    crm("campaign add xmas --kind greeting --where 'name = S'", today=day)
    crm("campaign reach xmas --all --via wechat --yes", today=day)
    for line in ("campaign remove xmas S --yes", "campaign drop xmas --yes"):
        crm(line, today=day)
        kinds = [row["kind"] for row in crm("due --kind birthday --json", today=day).json]
        assert kinds == ["birthday"], line
        assert crm("check --json", today=day).json["ok"]


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "Western", "Spring Festival, Mid-Autumn Festival"),
        ("zh", "西方", "春节、中秋节"),
    ],
)
def test_a_choice_is_said_in_words_on_every_screen(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, language: str, before: str, after: str
) -> None:
    monkeypatch.setenv("CRM_LANG", language)
    crm("customer add 王芳 --set festivals=western")
    crm("customer add 李雷 --set festivals=none")
    assert before in crm("customer show 王芳").lines[-1]
    seen = crm("customer edit --where festivals=western --set festivals=春节,中秋 --dry-run")
    assert f"{before} → {after}" in seen.out
    assert before in crm("customer merge 李雷 王芳 --dry-run").out
    assert before in crm("report count --by festivals --format md").out
    (row, *_rest) = crm("report count --by festivals --json").json["blocks"]["count"]["rows"]
    assert row["festivals"] == "none"
    crm("customer edit 王芳 --set festivals=春节,中秋")
    assert f"{before} → {after}" in crm("history 王芳 --json").json[0]["text"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_choice_that_a_merge_notes_can_be_set_again(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    crm("customer add 王芳 --set festivals=none")
    crm("customer add 李雷 --set festivals=both")
    monkeypatch.setenv("CRM_LANG", language)
    notes = crm("customer merge 王芳 李雷 --yes --json").json["notes"]
    told = notes.rpartition(" = ")[2]
    crm(["customer", "edit", "王芳", "--set", f"festivals={told}"])
    assert crm("customer show 王芳 --json").json["festivals"] == "both"
