"""Every command and option explains itself, with an example, within 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.conftest import Crm

from collections.abc import Iterator

import pytest

from crmcli.commands.parsing import group, load
from crmcli.commands.tree import TREE, Branch


def verbs(branch: Branch, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, entry in branch.verbs.items():
        if isinstance(entry, Branch):
            yield from verbs(entry, (*path, name))
        else:
            yield (*path, name), entry


VERBS = list(verbs(TREE))
IDS = [" ".join(path) for path, _ in VERBS]


@pytest.mark.parametrize(("path", "module"), VERBS, ids=IDS)
def test_a_verb_and_each_of_its_options_has_help_and_an_example(path: Any, module: Any) -> None:
    command = load(path[-1], module)
    assert command.help, path
    assert command.epilog, path
    assert "crm " in command.epilog, path
    for parameter in command.params:
        assert getattr(parameter, "help", None), (path, parameter.name)


@pytest.mark.parametrize("path", [path for path, _ in VERBS], ids=IDS)
def test_a_help_page_fits_80_columns_and_works_with_h(
    crm: Crm, path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    page = crm([*path, "--help"])
    assert page.out.startswith("Usage: crm ")
    assert max(map(len, page.lines)) <= 80
    assert crm([*path, "-h"]).out == page.out


def test_groups_list_their_verbs(crm: Crm) -> None:
    page = crm("--help").out
    assert list(group("crm", TREE).branch.verbs) == list(TREE.verbs)
    for name in TREE.verbs:
        assert f"  {name} " in page


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("custmer list", "customer"),
        ("customer lst", "customer list"),
        ("due --limt 3", "--limit"),
        ("log add 王芳 --vai phone", "--via"),
    ],
)
def test_a_mistyped_word_gets_a_suggestion(crm: Crm, line: str, hint: str) -> None:
    refused = crm(line, code=2)
    assert "Did you mean" in refused.err
    assert hint in refused.err
    assert "╭" not in refused.err
    assert hint in crm([*line.split(), "--json"], code=2).error["hint"]


def test_global_options_go_before_and_after_the_verb(crm: Crm) -> None:
    crm("customer add 王芳")
    after = crm("due --format json")
    assert crm("--format json due").out == crm("--json due").out == after.out
    assert crm("due list --json").out == after.out


def test_the_version_is_printed(crm: Crm) -> None:
    assert crm("--version").out.startswith("crm 0.")


def test_no_arguments_is_help_and_a_usage_error(crm: Crm) -> None:
    assert "Usage: crm" in crm([], code=2).err
