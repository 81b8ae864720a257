"""`crm config`: settings, the user's own and the book's."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
import pytest

from crmcli.configuration import configuration_place

if TYPE_CHECKING:
    from tests.conftest import Crm


def test_settings_have_defaults_without_a_file_and_without_a_book(crm: Crm) -> None:
    rows = crm("config --json").json
    assert [(row["name"], row["value"], row["given"]) for row in rows] == [
        ("lang", None, False),
        ("timezone", None, False),
        ("currency", "CNY", False),
        ("region", "CN", False),
        ("calendar", "none", False),
    ]
    assert not crm.db.exists()


def test_the_file_lies_where_the_platform_keeps_settings(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = platformdirs.user_config_path("crmcli", appauthor=False) / "config.toml"
    assert configuration_place() == place
    assert crm("config path").out == f"{place}\n"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    place = platformdirs.user_config_path("crmcli", appauthor=False) / "config.toml"
    assert configuration_place() == place


def test_own_settings_are_kept_with_comments_and_closed_to_others(crm: Crm) -> None:
    place = configuration_place()
    place.parent.mkdir(parents=True)
    place.write_text("# mine\n")
    told = crm("config set lang zh_CN").out
    assert told.startswith("lang is now zh; it was as the machine has it. ")
    assert crm("config set timezone Europe/Berlin").code == 0
    assert place.read_text() == '# mine\nlang = "zh"\ntimezone = "Europe/Berlin"\n'
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    crm("config unset lang")
    assert place.read_text() == '# mine\ntimezone = "Europe/Berlin"\n'


def test_the_time_zone_moves_the_day(crm: Crm) -> None:
    crm("customer add Amy")
    crm("config set timezone Pacific/Kiritimati")
    at = "2026-03-31T23:00:00+08:00"
    crm(["log", "add", "Amy", "hello", "--via", "phone", "--at", "now"], today=at)
    (row,) = crm("customer list --json").json
    assert row["last_contact"] == "2026-04-01"


def test_book_settings_are_kept_in_the_book(crm: Crm) -> None:
    crm("config set currency eur")
    crm("config set region DE")
    crm(["customer", "add", "Amy", "--potential", "300", "--phone", "030 901820"])
    (row,) = crm("customer list --json").json
    assert row["potential"] == {"amount": "300.00", "currency": "EUR"}
    assert row["phones"] == ["+4930901820"]
    assert crm("config show currency").out == "EUR\n"
    crm("config unset region")
    assert crm("config show region").out == "CN\n"


def test_the_currency_stays_once_there_are_amounts(crm: Crm) -> None:
    crm("customer add Amy --potential 300")
    answer = crm("config set currency EUR --json", code=4)
    assert answer.error["code"] == "amounts_there"
    assert crm("config set currency CNY").code == 0
    assert crm("config set currency EUR --force --json").json["previous"] == "CNY"
    (row,) = crm("customer list --json").json
    assert row["potential"]["currency"] == "CNY"


def test_a_retry_with_its_key_gives_the_first_answer(crm: Crm) -> None:
    first = crm("config set currency EUR --key k1 --json")
    crm("config set currency USD")
    assert crm("config set currency EUR --key k1 --json").out == first.out
    assert crm("config show currency").out == "USD\n"


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("config set curency EUR", "currency"),
        ("config show languag", "lang"),
        ("config set currency XYZ", ""),
        ("config set region ZZ", ""),
        ("config set lang fr", ""),
        ("config set timezone Mars/Base", "Asia/Shanghai"),
    ],
)
def test_unknown_names_and_values_end_with_2(crm: Crm, line: str, hint: str) -> None:
    answer = crm(f"{line} --json", code=2)
    assert hint in (answer.error["hint"] or "")
    assert not crm.db.exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"lang = \n", "line 1"),
        (b"\n\nlang = zh\n", "line 3"),
        (b"# x\nlange = 'zh'\n", "line 2"),
        (b"lang = 3\n", "line 1"),
        (b"\xff\xfe", "config.toml"),
    ],
)
def test_a_broken_file_is_named_with_its_line(crm: Crm, content: bytes, told: str) -> None:
    place = configuration_place()
    place.parent.mkdir(parents=True)
    place.write_bytes(content)
    answer = crm("customer list --json", code=2)
    assert answer.error["code"] == "broken_config"
    assert told in answer.error["message"]
    assert str(place) in answer.error["message"]


def test_a_folder_or_an_unwritable_place_is_told(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_CONFIG", str(tmp_path))
    assert crm("config --json", code=2).error["code"] == "broken_config"
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CRM_CONFIG", str(tmp_path / "file" / "config.toml"))
    assert crm("config set lang zh --json", code=6).error["code"] == "config_not_saved"


def test_a_setting_that_holds_already_leaves_no_step_to_undo(crm: Crm) -> None:
    crm("customer add Amy")
    for line in ("config set region CN", "config set currency CNY", "config unset region"):
        assert crm(line).out.endswith(", as before.\n")
    crm("config set region DE")
    again = crm("config set region DE --json").json

    assert (again["value"], again["previous"], again["given"]) == ("DE", "DE", True)
    steps = [each["command"] for each in crm("undo --list --json").json]
    assert steps == ["config set", "customer add"]
    assert crm("history --command config --json").json[0]["line"] == "config set region DE"
    crm("undo")
    assert crm("config show region --json").json["given"] is False


@pytest.mark.parametrize(
    ("typed", "name", "value"),
    [
        ("语言 中文", "lang", "zh"),
        ("时区 Asia/Tokyo", "timezone", "Asia/Tokyo"),
        ("币种 美元", "currency", "USD"),
        ("货币 人民币", "currency", "CNY"),
        ("地区 德国", "region", "DE"),
        ("region 中国", "region", "CN"),
        ("日历 周末", "calendar", "weekend"),
        ("工作日历 中国", "calendar", "CN"),
        ("calendar 无", "calendar", "none"),
    ],
)
def test_settings_and_their_values_are_understood_in_chinese(
    crm: Crm, typed: str, name: str, value: str
) -> None:
    word = typed.split(maxsplit=1)[0]
    changed = crm(f"config set {typed} --json").json
    assert (changed["name"], changed["value"]) == (name, value)
    assert crm(f"config show {word} --json").json["value"] == value
    assert crm(f"config unset {word} --json").json["name"] == name


def test_policies_and_rates_understand_them_too(crm: Crm) -> None:
    crm("grade policy --set loyalty.levels=银卡:100 --set calendar=双休")
    crm("grade policy --set loyalty.levels=关闭")
    assert crm("config show calendar --json").json["value"] == "weekend"
    assert crm("rate set 美元 7.1 --json").json["currency"] == "USD"
    assert crm("rate set 贝壳 7.1 --json", code=5).error["code"] == "unknown_currency"


def test_names_that_are_listed_have_the_readers_comma(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    for line in ("config set 颜色 zh", "calendar show XX", "grade policy --set 乙=5d"):
        assert ", " in crm(line, code=None).err
    monkeypatch.setenv("CRM_LANG", "zh")
    for line in ("config set 颜色 zh", "calendar show XX", "grade policy --set 乙=5d"):
        told = crm(line, code=None).err
        assert "、" in told
        assert ", " not in told


def test_a_change_is_told_in_the_readers_words(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    told = [
        crm(f"config {line}").out.partition(". ")[0].strip()
        for line in (
            "set timezone Asia/Shanghai",
            "unset timezone",
            "unset timezone",
            "set region CN",
        )
    ]
    assert told == [
        "timezone is now Asia/Shanghai; it was as the machine has it",
        "timezone is now as the machine has it; it was Asia/Shanghai",
        "timezone is as the machine has it, as before.",
        "region is CN, as before.",
    ]
    monkeypatch.setenv("CRM_LANG", "zh")
    assert crm("config set lang en").out.startswith("语言现为 en；原来跟随本机。")
