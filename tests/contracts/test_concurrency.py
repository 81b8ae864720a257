"""Any number of crm processes work on one book at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.conftest import Crm

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

WRITER = """
import sys
from crmcli.main import run
who, count = sys.argv[1], int(sys.argv[2])
failed = 0
for number in range(count):
    failed += run(["log", "add", "王芳", f"call {who}.{number}", "--via", "phone", "--quiet"]) != 0
sys.exit(failed)
"""


@pytest.fixture
def environment(crm: Crm) -> dict[str, str]:
    crm("customer add 王芳 --grade B", today="2026-03-01")
    crm("customer add 李雷 --grade B", today="2026-03-01")
    return {**os.environ, "CRM_DB": str(crm.db), "CRM_TODAY": "2026-03-20"}


def test_eight_processes_log_two_hundred_contacts_each_and_lose_none(
    crm: Crm, environment: dict[str, str]
) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(who), "200"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for who in range(8)
    ]
    endings = [(each.communicate()[1].decode(), each.returncode) for each in writers]
    assert endings == [("", 0)] * 8
    notes = {each["note"] for each in crm("log list 王芳 --json").json}
    assert notes == {f"call {who}.{number}" for who in range(8) for number in range(200)}
    (shown,) = crm("customer list --where 'name = 王芳' --json").json
    assert (shown["last_contact"], shown["next_due"]) == ("2026-03-20", "2026-03-27")


def test_eight_times_five_real_programs_lose_none(crm: Crm, environment: dict[str, str]) -> Any:
    def program(number: int) -> int:
        words = ["log", "add", "王芳", f"call {number}", "--via", "phone"]
        done = subprocess.run(
            [str(Path(sys.executable).with_name("crm")), *words],
            env=environment,
            capture_output=True,
            check=False,
        )
        return done.returncode

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(program, range(40))) == [0] * 40
    assert len(crm("log list 王芳 --json").json) == 40
    assert crm("grade show 王芳 --json", today="2026-03-20").json["next_due"] == "2026-03-27"
