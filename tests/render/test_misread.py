"""What the parser refuses is said in our words, in both languages; no word of its own is left."""

from __future__ import annotations

import inspect
import re
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from typer._click import exceptions

from crmcli.render.misread import usage_fault
from tests.many_lines import Line, answers

if TYPE_CHECKING:
    from tests.conftest import Crm

MISTAKES = {
    "due --ahead": ("--ahead needs a value.", "--ahead 需要一个值。"),
    "due --exit-code=1": ("--exit-code takes no value.", "--exit-code 不带值。"),
    "due --wihtout": ("There is no option --wihtout.", "没有选项 --wihtout。"),
    "due --limt 3": ("There is no option --limt.", "没有选项 --limt。"),
    "due -x": ("There is no option -x.", "没有选项 -x。"),
    "due --limit 0": (
        "--limit needs a whole number, at least 1.",
        "--limit 须为不小于 1 的整数。",
    ),
    "due --limit many": (
        "--limit needs a whole number, at least 1.",
        "--limit 须为不小于 1 的整数。",
    ),
    "due load --days 0": (
        "--days needs a whole number from 1 to 3660.",
        "--days 须为 1 到 3660 之间的整数。",
    ),
    "log add 王芳 --kept x": ("--kept needs a whole number.", "--kept 须为整数。"),
    "log show x": ("ID needs a whole number.", "<编号> 须为整数。"),
    "log show": ("ID is missing.", "缺少 <编号>。"),
    "customer merge 王芳": ("OTHER is missing.", "缺少 <并入的客户>。"),
    "log show 1 2": ("2 is more than crm log show takes.", "2 多余，crm log show 不接受。"),
    "check all 'of it'": (
        "crm check takes options alone; all of it is none.",
        "crm check 只接受选项，all of it 不是选项。",
    ),
    "--json": ("Missing command.", "没有写命令。"),
    "frob": ("There is no command crm frob.", "没有命令 crm frob。"),
    "deal it's": ("There is no command crm deal it's.", "没有命令 crm deal it's。"),
    "'to do'": ("There is no command crm to do.", "没有命令 crm to do。"),
}


def words(line: str) -> list[str]:
    return [each.strip("'") for each in re.findall(r"'[^']+'$|\S+", line)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_mistake_is_told_in_the_readers_language(crm: Crm, language: str) -> None:
    found = answers([Line(words(each)) for each in MISTAKES], crm.db, CRM_LANG=language)
    for (line, said), answer in zip(MISTAKES.items(), found, strict=True):
        assert answer.code == 2, line
        told = answer.err or answer.out
        assert said[language == "zh"] in told, (line, told)
        if language == "zh":
            assert not re.search(r"needs|takes|There is|See |Error|Usage|Try", told), told


def test_a_mistake_in_an_option_leads_to_the_help_of_its_command(crm: Crm) -> None:
    assert crm("due load --days --json", code=2).err.count("crm due load --help") == 1


def test_each_kind_of_mistake_that_the_parser_knows_is_told_in_our_words() -> None:
    ours = "NoSuchOption MissingParameter BadOptionUsage BadParameter"
    # These take several values for one argument, open files, or are told elsewhere.
    others = "UsageError BadArgumentUsage FileError NoArgsIsHelpError ClickException"
    kinds = {
        name
        for name, kind in inspect.getmembers(exceptions, inspect.isclass)
        if issubclass(kind, Exception) and kind.__module__ == exceptions.__name__
    }
    assert kinds == {*ours.split(), *others.split()}


def test_what_nobody_foresaw_is_told_as_it_is() -> None:
    fault = usage_fault(exceptions.UsageError("Odd thing."))
    assert fault.details["reason"] == "The command line cannot be understood: Odd thing."


def test_an_option_that_is_missing_is_named_as_it_is_typed() -> None:
    parameter = SimpleNamespace(param_type_name="option", opts=["-o", "--option"])
    missing = exceptions.MissingParameter(param=parameter)  # type: ignore[arg-type]
    assert usage_fault(missing).details["reason"] == "--option is missing."
