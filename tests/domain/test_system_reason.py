"""Why the system refused something can be said in the reader's language."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from crmcli.domain.system_reason import system_reason
from tests.catalogue import template
from tests.many_lines import Line, answers

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

MET = (
    *("ENOENT", "EACCES", "EPERM", "ENOSPC", "EISDIR", "ENOTDIR", "EEXIST", "EROFS", "EBUSY"),
    *("EMFILE", "ELOOP", "ENAMETOOLONG", "EPIPE", "EIO"),
)


@pytest.mark.parametrize("name", MET)
def test_a_reason_that_users_meet_is_in_the_catalogue(name: str) -> None:
    number = getattr(errno, name)
    said = system_reason(OSError(number, os.strerror(number)))
    assert said in {each.id for each in template()}


def test_a_rare_reason_keeps_the_words_of_the_system() -> None:
    assert system_reason(OSError(errno.EL2HLT, "Level 2 halted")) == "Level 2 halted"
    assert system_reason(OSError("no number at all")) == "no number at all"


def test_the_words_are_those_of_the_system() -> None:
    for name in MET:
        number = getattr(errno, name)
        assert system_reason(OSError(number, "")) == os.strerror(number)


def test_a_reason_of_the_system_is_told_in_chinese(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    (tmp_path / "loop").symlink_to("loop")
    lines = [
        Line(["customer", "import", str(tmp_path)]),
        Line(["customer", "import", str(tmp_path / "loop")]),
        Line(["customer", "import", str(tmp_path / ("x" * 300))]),
        Line(["customer", "import", str(tmp_path / "book.db" / "x.csv")]),
    ]
    for answer in answers(lines, tmp_path / "other.db", CRM_LANG="zh"):
        assert answer.code >= 3
        said = answer.err.partition(str(tmp_path))[2]
        assert not any(word in said for word in ("such", "levels", "long", "directory")), said
