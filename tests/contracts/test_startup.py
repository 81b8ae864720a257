"""What a run loads: reads never the writing side, a pipe never the tables, nothing pydantic."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Crm

import json
import os
import subprocess
import sys

import pytest

PROBE = """
import json, sys
from crmcli.main import run
code = run(sys.argv[1:])
sys.stderr.write(json.dumps([code, sorted(sys.modules)]))
"""
WRITING = {"sqlmodel", "sqlalchemy", "pydantic", "alembic"}
DRAWING = {"rich"}
READS = (
    "due --format tsv",
    "due --json",
    "due --why --format tsv",
    "due load --format tsv",
    "customer list --format tsv",
    "customer list --json",
    "customer show 王芳",
    "customer show 王芳 --json",
    "customer find 王",
    "customer dupes",
    "customer dupes 王芳 --json",
    "log list --format csv",
    "log show 1",
    "log q '电话王芳 报价12万 下周五前给合同' --dry-run",
    "promise list --format tsv",
    "feedback list --format tsv",
    "feedback show 1",
    "feedback measure list --json",
    "feedback survey list --format tsv",
    "feedback survey due --format tsv",
    "feedback survey summary --json",
    "grade show 王芳 --json",
    "grade audit --format tsv",
    "grade policy --json",
    "deal list --format tsv",
    "deal list --board",
    "deal show 1",
    "report cases 王芳 --json",
)
WRITES = (
    "customer add 李雷 --need potential",
    "log add 王芳 again --via phone --next call --by +1w",
    "log q '电话王芳 报价12万 下周五前给合同' --yes",
    "promise add 王芳 'send it' --by fri",
    "feedback add 王芳 'pump leaks' --kind complaint",
    "feedback advance 1 --note looked",
    "feedback measure add 'test seals' --feedback 1 --by +1d",
    "feedback survey add 王芳 --score 4",
    "grade set 王芳 B --reason why",
    "due snooze follow_up:1 --until +2d --reason holiday",
    "deal add 王芳 ERP --amount 12万 --close +3w",
    "deal move 1 quote --note sent",
    "deal win 1 --purchase",
    "export -",
)


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --phone 13800138000 --need clear --close +3w")
    crm("log add 王芳 hello --via phone --next send --by fri")
    crm("deal add 王芳 first --amount 5")
    crm("feedback add 王芳 leaks --kind complaint")
    crm("feedback survey add 王芳 --score 4")
    return crm


def loaded(crm: Crm, line: str, **env: str) -> set[str]:
    import shlex

    environment = {**os.environ, "CRM_DB": str(crm.db), "CRM_TODAY": "2026-03-31", **env}
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *shlex.split(line)],
        capture_output=True,
        env=environment,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    code, modules = json.loads(done.stderr.decode().splitlines()[-1])
    assert code in {0, 3}, done.stderr.decode()[:400]
    return {name.partition(".")[0] for name in modules}


@pytest.mark.parametrize("line", READS)
def test_a_read_into_a_pipe_loads_neither_the_writing_side_nor_rich(book: Crm, line: str) -> None:
    assert not loaded(book, line) & (WRITING | DRAWING)


@pytest.mark.parametrize("line", WRITES)
def test_a_write_loads_no_tables_for_the_terminal_and_no_migrations(book: Crm, line: str) -> None:
    modules = loaded(book, line)
    assert "sqlmodel" in modules
    assert not modules & {"rich", "alembic"}


@pytest.mark.parametrize("line", ["--help", "due --help", "log add --help", "customer --help"])
def test_help_loads_no_database_at_all(book: Crm, line: str) -> None:
    assert not loaded(book, line) & (WRITING | DRAWING | {"sqlite3"})


def test_the_due_list_loads_no_date_library(book: Crm) -> None:
    assert not loaded(book, "due --format tsv") & {
        "dateutil",
        "phonenumbers",
        "pypinyin",
        "zoneinfo",
    }


FINDING = (
    "customer show wf",
    "customer show wangfang",
    "customer show wangf",
    "customer show 王f",
    "customer show 王方",
    "customer show wnagfang",
    "customer show 8000",
    "customer find wangfang",
    "customer find 王",
    "log list fang",
    "due --format tsv",
)


@pytest.mark.parametrize("line", FINDING)
def test_nobody_is_looked_for_with_the_library_of_pinyin(book: Crm, line: str) -> None:
    assert not loaded(book, line) & {"pypinyin", "sqlmodel", "phonenumbers"}


@pytest.mark.parametrize("typed", ["王", "wf", "wangf", "fang", "王f"])
def test_completion_loads_only_what_it_needs(book: Crm, typed: str) -> None:
    env = {
        "_CRM_COMPLETE": "complete_bash",
        "COMP_WORDS": f"crm customer show {typed}",
        "COMP_CWORD": "3",
    }
    environment = {**os.environ, "CRM_DB": str(book.db), **env}
    probe = (
        "import atexit, json, sys\n"
        "atexit.register(lambda: sys.stderr.write(json.dumps(sorted(sys.modules))))\n"
        "from crmcli.main import run\nsys.exit(run([]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, env=environment, check=False
    )
    modules = {name.partition(".")[0] for name in json.loads(done.stderr.decode())}
    assert "王芳" in done.stdout.decode()
    assert not modules & (WRITING | DRAWING | {"dateutil", "pypinyin", "phonenumbers"})
