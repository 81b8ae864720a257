"""On a terminal what a feedback or a measure lacks is asked; tried on a real one."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pexpect

if TYPE_CHECKING:
    from tests.conftest import Crm


def terminal(crm: Crm, *words: str) -> pexpect.spawn[str]:
    environment = {
        **os.environ,
        "CRM_DB": str(crm.db),
        "CRM_TODAY": "2026-03-31 10:00",
        "TERM": "dumb",
        "LANG": "C.UTF-8",
    }
    return pexpect.spawn(
        sys.executable,
        ["-m", "crmcli", *words],
        env=environment,
        encoding="utf-8",
        timeout=20,
        echo=False,
        dimensions=(24, 80),
    )


def test_the_kind_is_asked_until_it_is_one(wang: Crm) -> None:
    child = terminal(wang, "feedback", "add", "王芳", "pump leaks")
    child.expect("opinion, suggestion, praise, complaint")
    child.sendline("gripe")
    child.expect("it is one of")
    child.sendline("投诉")
    child.expect("Recorded complaint 1 of 王芳")
    child.expect(pexpect.EOF)


def test_date_and_effect_of_a_measure_are_asked(wang: Crm) -> None:
    child = terminal(wang, "feedback", "measure", "add", "test seals")
    child.expect("By when: ")
    child.sendline("+2w")
    child.expect("test seals, tester by 2026-04-14")
    child.expect(pexpect.EOF)
    child = terminal(wang, "feedback", "measure", "done", "1")
    child.expect("What effect did it have")
    child.sendline("no leak since")
    child.expect("Effect: no leak since")
    child.expect(pexpect.EOF)


def test_the_reason_of_a_skipped_step_is_asked(complaint: Crm) -> None:
    child = terminal(complaint, "feedback", "advance", "1", "--to", "carried_out", "--skip")
    child.expect("Why")
    child.sendline("fixed at once")
    child.expect("carried out")
    child.expect(pexpect.EOF)
    step = complaint("feedback show 1 --json").json["steps"][-1]
    assert step["reason"] == "fixed at once"
