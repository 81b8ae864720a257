"""Help pages in Chinese: every word is said, in columns that stand under each other."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from crmcli.commands.parsing import load
from crmcli.commands.tree import TREE
from crmcli.render.placeholders import word_of_argument, word_of_option
from crmcli.render.width import width
from tests.catalogue import template
from tests.contracts.test_help import EXAMPLES, VERBS, groups

if TYPE_CHECKING:
    from collections.abc import Iterator

PATHS = [*groups(TREE), *(path for path, _ in VERBS)]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
TOKENS = re.compile(r"[^ ]+|[\w.-]+(, [\w.-]+)*,?")
"""Values to type, which may fill a line."""
ROW = re.compile(r"  (?P<name>\S+(?: \S+)*)(?:(?P<gap>  +)(?P<text>\S.*))?")
PROGRAM = """
import json, os, sys
from crmcli.language import bind
bind(sys.argv[1])
from crmcli.commands.parsing import group
from crmcli.commands.tree import TREE
paths = json.load(sys.stdin)
pages = []
for columns in (60, 80):
    os.environ["COLUMNS"] = str(columns)
    for path in paths:
        command = group("crm", TREE)
        context = command.make_context("crm", [], resilient_parsing=True)
        for name in path:
            command = command.get_command(context, name)
            context = command.make_context(name, [], parent=context, resilient_parsing=True)
        pages.append([columns, " ".join(path), command.get_help(context)])
json.dump(pages, sys.stdout)
"""


@pytest.fixture(scope="module", params=["zh", "en"])
def pages(request: pytest.FixtureRequest) -> tuple[str, list[tuple[int, str, str]]]:
    """Write every help page, 60 and 80 columns wide, in one of the languages."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, request.param],
        input=json.dumps(PATHS).encode(),
        env=os.environ,
        stdout=subprocess.PIPE,
        check=True,
    )
    return request.param, [(columns, path, page) for columns, path, page in json.loads(done.stdout)]


def rows(page: str) -> Iterator[list[re.Match[str]]]:
    """Yield the rows of each table of a page: arguments, options, commands."""
    for part in page.split("\n\n")[1:]:
        title, *lines = part.split("\n")
        if title.endswith((":", "：")) and not lines[0].startswith(EXAMPLES):
            yield [each for each in map(ROW.fullmatch, lines) if each is not None]


def test_every_page_fits_and_its_columns_stand_under_each_other(
    pages: tuple[str, list[tuple[int, str, str]]],
) -> None:
    for columns, path, page in pages[1]:
        for line in page.split("\n"):
            assert width(line) <= columns or line.startswith(EXAMPLES), (path, line)
        for table in rows(page):
            begin = {width(f"  {each['name']}{each['gap']}") for each in table if each["text"]}
            assert len(begin) <= 1, (path, begin)


def test_every_row_of_a_page_is_told_in_its_language(
    pages: tuple[str, list[tuple[int, str, str]]],
) -> None:
    language, written = pages
    for _columns, path, page in written:
        tables = list(rows(page))
        assert tables, path
        texts = [each["text"] for table in tables for each in table if each["text"]]
        for text in texts:
            if language == "zh":
                assert CHINESE.search(text) or TOKENS.fullmatch(text), (path, text)
            else:
                assert not re.search(r"[：；，]", text), (path, text)


def test_a_group_tells_each_of_its_commands_in_one_sentence(
    pages: tuple[str, list[tuple[int, str, str]]],
) -> None:
    language, written = pages
    if language == "en":
        pytest.skip("test_help has the English ones")
    names = {" ".join(path) for path in groups(TREE)}
    for columns, path, page in written:
        if path in names and columns == 80:
            told = [each["text"] for each in list(rows(page))[-1]]
            assert all(re.fullmatch(r"[^。]*[。？]", each) for each in told), (path, told)


def test_what_stands_for_every_value_is_in_the_catalogue() -> None:
    known = {(each.context or "", each.id) for each in template() if each.id}
    for path, module in VERBS:
        for parameter in load(path[-1], module).params:
            if parameter.param_type_name == "argument":
                word = word_of_argument(parameter)
            elif getattr(parameter, "is_flag", False):
                continue
            else:
                word = word_of_option(parameter)
            context, _, text = word.rpartition("\x04")
            assert (context, text) in known, (path, parameter.name, word)
