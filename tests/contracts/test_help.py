"""Every command and option explains itself, with an example, within 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.conftest import Crm

import re
from collections.abc import Iterator

import pytest

from crmcli.commands.parsing import group, load
from crmcli.commands.tree import TREE, Branch
from crmcli.render.width import width


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


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("path", [path for path, _ in VERBS], ids=IDS)
def test_a_help_page_fits_the_terminal_and_works_with_h(
    crm: Crm, path: Any, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    page = crm([*path, "--help"])
    assert page.out.startswith("Usage: crm")
    # Examples are there to be copied, and are not broken.
    broken = [each for each in page.lines if columns == 80 or not each.startswith(EXAMPLES)]
    assert max(map(width, broken)) <= columns
    assert crm([*path, "-h"]).out == page.out


EXAMPLES = ("  crm ", "  iconv ")


def groups(branch: Branch, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, entry in branch.verbs.items():
        if isinstance(entry, Branch):
            yield from groups(entry, (*path, name))


@pytest.mark.parametrize("path", list(groups(TREE)), ids=" ".join)
def test_a_group_tells_each_of_its_commands_in_one_line(
    crm: Crm, path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    page = crm([*path, "--help"]).out
    branch = TREE
    for name in path:
        found = branch.verbs[name]
        assert isinstance(found, Branch)
        branch = found
    commands = page.partition("ommands:\n")[2].partition("\n\n")[0].splitlines()

    assert "..." not in page
    assert [line.split()[0] for line in commands] == [
        name for name in branch.verbs if name != branch.default
    ]
    assert all(line.endswith((".", "?")) for line in commands)


@pytest.mark.parametrize("path", [(), *(path for path, _ in VERBS)], ids=" ".join)
def test_what_an_option_takes_is_named_by_a_word(crm: Crm, path: tuple[str, ...]) -> None:
    page = crm([*path, "--help"]).out.partition("\nExample")[0]
    names = re.findall(r"^  (--[a-z-]+|-h, --help)( \S+)?(?:  | \(|$)", page, re.MULTILINE)

    assert not re.search(r"<[a-z]|[<>]=|\{|\[default|\[required", page)
    assert names
    for name, value in names:
        assert re.fullmatch(r"| [A-Z]+(=[A-Z]+)?", value), (name, value)


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


@pytest.mark.parametrize(
    "line",
    ["customer edit --all", "log add 王芳 --all", "customer frobnicate", "due --kind nothing"],
)
def test_what_is_not_near_is_not_suggested(crm: Crm, line: str) -> None:
    crm("customer add 王芳")
    assert "Did you mean" not in crm(line, code=2).err


def test_an_outcome_is_not_taken_for_its_opposite(crm: Crm) -> None:
    crm("customer add 王芳")
    refused = crm("log add 王芳 x --via phone --outcome refused --json", code=2)
    assert refused.error["hint"] == "Did you mean declined?"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("due --limit 0", "--limit needs a whole number, at least 1."),
        ("due --limit many", "--limit needs a whole number, at least 1."),
        ("due load --days 0", "--days needs a whole number from 1 to 3660."),
        ("log add 王芳 --kept x", "--kept needs a whole number."),
    ],
)
def test_a_number_that_an_option_does_not_take_is_refused_with_those_it_takes(
    crm: Crm, line: str, said: str
) -> None:
    assert crm([*line.split(), "--json"], code=2).error["message"] == said


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("customer show Acme Ltd", "Put text with spaces in quotes."),
        ("log show 1 2", "See crm log show --help."),
        ("check everything", "See crm check --help."),
    ],
)
def test_quotes_are_advised_only_where_a_text_is_taken(crm: Crm, line: str, hint: str) -> None:
    assert crm([*line.split(), "--json"], code=2).error["hint"] == hint


def test_global_options_go_before_and_after_the_verb(crm: Crm) -> None:
    crm("customer add 王芳")
    after = crm("due --format json")
    assert crm("--format json due").out == crm("--json due").out == after.out
    assert crm("due list --json").out == after.out


def test_the_version_is_printed(crm: Crm) -> None:
    assert crm("--version").out.startswith("crm 0.")


def test_no_arguments_is_help_and_a_usage_error(crm: Crm) -> None:
    assert "Usage: crm" in crm([], code=2).err
