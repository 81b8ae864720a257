"""The files in examples/ work as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Crm

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
CRM = Path(sys.executable).with_name("crm")


def script(crm: Crm, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script as cron would: a bare environment and no locale."""
    environment = {
        "HOME": os.environ["HOME"],
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "CRM": str(CRM),
        "CRM_DB": str(crm.db),
        "CRM_TODAY": "2026-11-22",
    }
    return subprocess.run(
        ["/bin/sh", str(EXAMPLES / name), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def imported(crm: Crm) -> Crm:
    crm(["customer", "import", str(EXAMPLES / "customers.csv")], today="2026-11-20")
    return crm


def test_the_customers_file_is_imported_whole_and_twice_changes_nothing(imported: Crm) -> None:
    again = imported(
        ["customer", "import", str(EXAMPLES / "customers.csv"), "--json"], today="2026-11-20"
    ).json
    assert (again["read"], again["created"], again["unchanged"]) == (200, 0, 200)
    assert len(imported("customer list --json", today="2026-11-20").json) == 200


def test_the_morning_list_prints_what_is_due(imported: Crm) -> None:
    done = script(imported, "morning.sh", "--limit", "5")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# Due on 2026-11-22\n\n| ref |")
    assert len(done.stdout.splitlines()) == 2 + 2 + 5


def test_the_morning_list_is_silent_when_nothing_is_due(crm: Crm) -> None:
    crm("customer add 王芳 --grade B", today="2026-11-22")
    crm("log add 王芳 --via phone", today="2026-11-22")
    done = script(crm, "morning.sh")
    assert (done.returncode, done.stdout) == (0, "")


def test_the_morning_list_passes_a_failure_on(crm: Crm) -> None:
    done = script(crm, "morning.sh")
    assert done.returncode == 3
    assert "no book" in done.stderr


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_the_weekly_figures_come_out_of_jq(imported: Crm) -> None:
    done = script(imported, "weekly.sh")
    assert (done.returncode, done.stderr) == (0, "")
    for title in ("Contacts in the last", "Grades that moved", "Due in the next", "Waiting"):
        assert title in done.stdout
    assert done.stdout.count("2026-11-2") >= 7
