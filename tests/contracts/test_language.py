"""Every word a user sees comes through the catalogue: with a marking one, no line is unmarked."""

from __future__ import annotations

import os
import re
import shlex
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Answer, Crm
from tests.contracts.test_help import VERBS
from tests.contracts.test_help_examples import BOOK, EXAMPLES, FILES, FIRST
from tests.contracts.wrong_lines import WRONG
from tests.many_lines import MARK, Line, answers

if TYPE_CHECKING:
    from pathlib import Path

WORD = re.compile(r"[A-Za-z_]{2,}")
SHELL = re.compile(r"[|<>~]")
"""What only a shell can do; those examples are tried elsewhere."""
TABLES = re.compile(
    r"crm (due|report|history|config|undo|check|calendar|demo|grade policy|feedback survey due)\b"
    r"|crm backup --list"
    r"|crm .*? (list|load|suggest|audit|show|find|dupes|lost|summary|run)\b"
)
FORMATTED = re.compile(
    r"--(json|format|md|html|xlsx|file|set)|config (set|unset|path)|report (save|remove)"
    r"|due (snooze|spread|export)|undo$|calendar (import|update|remove)|suggest.*--apply"
)
NO_WORDS = ("schema", "config path", "completion", "export")
"""Commands whose answer is a file or a path, and no words."""
NEW = {"customer add", "import", "demo", "restore"}
"""Commands that are tried without a book."""
TOKENS = {
    *("CNY", "EUR", "USD", "JPY", "tester", "phones", "db"),
    *(name for path, _ in VERBS for name in path),
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a book once, to be copied."""
    place = tmp_path_factory.mktemp("language") / "filled.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRM_USER", "tester")
        crm = Crm(place, patch)
        for line in BOOK:
            crm(line, today="2026-01-05")
    return place


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a working folder with the files that the examples name."""
    place = tmp_path / "work"
    (place / "book.backups").mkdir(parents=True)
    monkeypatch.chdir(place)
    for name, content in FILES.items():
        (place / name).write_text(content, "utf-8")
    return place


def unmarked(answer: Answer, data: set[str]) -> list[str]:
    """List the lines that have words which are neither marked nor what the book or crm has."""
    # What is indented further goes on with the line before.
    text = re.sub(r"\n    +", " ", answer.out + answer.err)
    return [
        line
        for line in text.splitlines()
        if MARK not in line and not line.startswith("  export ") and "book.backups" not in line
        if not data.issuperset(WORD.findall(line))
    ]


@pytest.mark.usefixtures("folder")
def test_what_every_command_says_comes_from_the_catalogue(crm: Crm, filled: Path) -> None:
    shown: list[tuple[str, Line]] = []
    for path, line in EXAMPLES:
        verb = " ".join(path)
        if SHELL.search(re.sub(r"'[^']*'", "", line)) or verb in NO_WORDS or "--json" in line:
            continue
        table = TABLES.match(line) and not FORMATTED.search(line)
        words = [*shlex.split(line)[1:], *(["--format", "table"] if table else [])]
        first = [shlex.split(each) for each in FIRST.get(verb, ())]
        shown.append((line, Line(words, None if verb in NEW else filled, first)))
    found = answers([each for _, each in shown], crm.db, marked=True, COLUMNS="2000")

    told = {
        " ".join([*BOOK, *FILES, *FILES.values(), *(x for each in FIRST.values() for x in each)])
    }
    data = TOKENS | set(WORD.findall(" ".join(told)))
    faults = [
        (line, left)
        for (line, _), answer in zip(shown, found, strict=True)
        if "--format csv" not in line and "jsonl" not in line
        for left in unmarked(answer, data | set(WORD.findall(line)))
    ]
    assert not faults
    # Every verb was tried, but for those that only a shell can try.
    tried = {" ".join(line.split()[1:3]) for line, _ in shown}
    assert len(tried) > 80
    assert sum(MARK in answer.out + answer.err for answer in found) > len(found) * 0.9


@pytest.mark.usefixtures("folder")
def test_what_is_said_of_a_mistake_comes_from_the_catalogue(crm: Crm, filled: Path) -> None:
    lines = [Line(shlex.split(each), filled) for each in WRONG]
    for line, answer in zip(WRONG, answers(lines, crm.db, marked=True), strict=True):
        assert answer.code in {2, 3, 4, 5, 6}, line
        said = [each for each in answer.err.splitlines() if re.match(r"(?!  \d+\t).*\S", each)]
        assert said, line
        for each in said:
            assert MARK in each, (line, each)


@pytest.mark.parametrize("verb", [["due"], ["log", "add"], ["customer", "add"], ["grade", "audit"]])
def test_help_comes_from_the_catalogue(crm: Crm, verb: list[str]) -> None:
    page = answers([Line([*verb, "--help"])], crm.db, marked=True)[0].out
    section = page.split("Options:\n")[1].split(f"{MARK}Example")[0]
    options = [each for each in re.split(r"\n(?=  -)", section) if "--help" not in each]
    assert len(options) > 2
    for option in options:
        assert MARK in option, option
    assert f"{MARK}Example" in page


def test_without_a_catalogue_the_words_are_english(crm: Crm) -> None:
    crm("customer add 王芳 --need clear")
    crm("log add 王芳 hi --via phone --next send --by fri", today="2026-03-20")
    assert os.environ.get("CRM_LANG") is None
    assert crm.real("due --format table", LANG="xx_XX.UTF-8").out.count("Late") == 1
