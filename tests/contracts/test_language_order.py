"""Which language crm speaks: --lang, then CRM_LANG, then the settings, then the locale."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest

from crmcli.language import known
from tests.commands.test_log_asking import terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

SHOW = ("customer", "show", "没有这个人")


def said(crm: Crm, *words: str, setting: str | None = None, **env: str) -> str:
    """Run crm with a whole environment and name the language that its error is in."""
    config = crm.db.with_suffix(".toml")
    config.write_text(f'lang = "{setting}"\n' if setting else "", "utf-8")
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "crmcli", *(words or SHOW)],
        env={**kept, "CRM_DB": str(crm.db), "CRM_CONFIG": str(config), **env},
        capture_output=True,
        check=False,
    )
    text = done.stderr.decode()
    assert done.returncode == 3, text
    return "zh" if "没有" in text.replace(SHOW[-1], "") else "en"


@pytest.mark.parametrize(
    ("words", "env", "setting", "language"),
    [
        (("--lang=zh", *SHOW), {"CRM_LANG": "en"}, "en", "zh"),
        ((*SHOW, "--lang", "zh"), {"CRM_LANG": "en"}, "en", "zh"),
        ((*SHOW, "--lang", "en"), {"CRM_LANG": "zh", "LANG": "zh_CN.UTF-8"}, "zh", "en"),
        (("--lang", "en", *SHOW, "--lang", "zh"), {}, None, "zh"),
        ((*SHOW, "--lang", "zh-TW"), {}, None, "zh"),
        ((*SHOW, "--lang", "中文"), {}, None, "zh"),
        (SHOW, {"CRM_LANG": "zh"}, "en", "zh"),
        (SHOW, {"CRM_LANG": "en", "LANG": "zh_CN.UTF-8"}, "zh", "en"),
        (SHOW, {"CRM_LANG": "zh_CN.UTF-8"}, None, "zh"),
        (SHOW, {"LANG": "en_US.UTF-8"}, "zh", "zh"),
        (SHOW, {"LANG": "zh_CN.UTF-8"}, "en", "en"),
        (SHOW, {"LANG": "zh_CN.UTF-8"}, None, "zh"),
        (SHOW, {"LANG": "zh_TW.UTF-8"}, None, "zh"),
        (SHOW, {"LANG": "de_DE.UTF-8"}, None, "en"),
        (SHOW, {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, None, "en"),
        (SHOW, {"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, None, "zh"),
        (SHOW, {"LANG": "zh_CN.UTF-8", "LANGUAGE": "en:zh"}, None, "en"),
        (SHOW, {"LANG": "de_DE.UTF-8", "LANGUAGE": "de:zh:en"}, None, "zh"),
        (SHOW, {"LC_ALL": "C", "LANGUAGE": "zh"}, None, "en"),
        (SHOW, {"LANG": "C.UTF-8"}, None, "en"),
        (SHOW, {}, None, "en"),
    ],
)
def test_the_first_that_says_a_language_decides(
    crm: Crm, words: tuple[str, ...], env: dict[str, str], setting: str | None, language: str
) -> None:
    crm("customer add 王芳")
    assert said(crm, *words, setting=setting, **env) == language


@pytest.mark.parametrize(
    ("env", "setting"),
    [({"CRM_LANG": "zh"}, None), ({}, "zh"), ({"LC_ALL": "C", "CRM_LANG": "zh"}, None)],
)
def test_cron_without_a_locale_speaks_chinese_in_utf8(
    crm: Crm, env: dict[str, str], setting: str | None
) -> None:
    crm("customer add 王芳")
    assert said(crm, setting=setting, **env) == "zh"


@pytest.mark.parametrize(
    ("env", "setting", "language"),
    [
        ({"CRM_LANG": "fr"}, None, "en"),
        ({"CRM_LANG": "fr"}, "zh", "zh"),
        ({"CRM_LANG": "fr", "LANG": "zh_CN.UTF-8"}, None, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "fr", "zh"),
    ],
)
def test_a_language_of_the_environment_that_crm_does_not_speak_is_passed_over(
    crm: Crm, env: dict[str, str], setting: str | None, language: str
) -> None:
    crm("customer add 王芳")
    assert said(crm, setting=setting, **env) == language


@pytest.mark.parametrize("line", ["--lang fr due", "due --lang fr", "due --lang=fr"])
def test_an_option_that_names_no_language_of_crm_is_refused(crm: Crm, line: str) -> None:
    refused = crm(f"{line} --json", code=2).error
    assert refused["message"] == "There is no language fr; there are en, zh."
    told = crm.real(line, LANG="zh_CN.UTF-8")
    assert told.code == 2
    assert "没有语言 fr" in told.err
    assert "Traceback" not in crm.real("due --lang").err


def test_a_text_that_looks_like_the_option_is_a_text(crm: Crm) -> None:
    crm("customer add 王芳")
    assert said(crm, "customer", "show", "--", "--lang=zh") == "en"


@pytest.mark.parametrize(
    ("name", "language"),
    [("zh", "zh"), ("ZH_cn.utf-8", "zh"), ("zh-Hant-TW", "zh"), ("en_GB", "en"), ("英文", "en")]
    + [(name, None) for name in ("fr", "", "C", "zhuang", "english2")],
)
def test_languages_are_known_by_their_codes_and_names(name: str, language: str | None) -> None:
    assert known(name) == language


def test_the_setting_takes_the_names_of_languages(crm: Crm, tmp_path: Path) -> None:
    assert not (tmp_path / "home").exists()
    crm("config set lang 中文")
    assert crm("config show lang --lang en").out.strip() == "zh"
    crm("config unset lang --lang en")


def test_a_language_there_is_not_is_told_on_a_terminal_alone(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("customer add 王芳")
    assert crm.real("customer list", CRM_LANG="fr").err == ""
    monkeypatch.setenv("CRM_LANG", "fr")
    child = terminal(crm, "customer", "list")
    child.expect("CRM_LANG is fr: there is no such language; there are en, zh.")
    child.expect("王芳")
    child.expect(pexpect.EOF)
    assert "en or zh" in crm("--help").out
