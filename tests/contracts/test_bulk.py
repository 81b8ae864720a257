"""Whatever changes more than one record shows with `--dry-run` what it would do, and writes not."""

from __future__ import annotations

import inspect
import shutil
from pathlib import Path

import pytest

from crmcli.commands.parsing import load
from tests.conftest import Crm
from tests.contents import contents
from tests.contracts.test_help import VERBS
from tests.faults.command_lines import WRITING, verb_of

TODAY = "2026-03-31"
BOOK = (
    "customer add 王芳 --need clear --close +9w --tag vip",
    "customer add Bob --grade A --tag vip",
    "customer field add colour",
    "customer edit 王芳 --set colour=red",
    "feedback survey add 王芳 --score 1",
    "feedback survey add Bob --score 2",
    "purchase add Bob --amount 'EUR 5'",
    "rate set EUR 7.8",
    "campaign add fair 王芳",
)
LINES = (
    "customer edit --where 'tag = vip' --note other",
    "customer import {folder}/table.csv",
    "customer suggest --apply",
    "customer merge 王芳 Bob",
    "customer erase 王芳 --reason asked",
    "customer field remove colour --force",
    "purchase import {folder}/purchases.csv",
    "log import {folder}/contacts.csv",
    "log q 'called Bob, quoted 5k, send contract by next fri'",
    "campaign add spring --tag vip",
    "campaign include fair Bob",
    "campaign reach fair --all --via sms",
    "campaign remove fair 王芳",
    "campaign drop fair",
    "churn look 王芳 Bob",
    "due spread",
    "grade policy --set B=5d --set C=10d",
    "grade suggest --apply",
    "grade audit --apply",
    "calendar import {folder}/holidays.csv --name CN",
    "calendar update CN",
    "rate set EUR 8",
    "rate remove 1",
    "undo",
    "redo",
)
"""A line of every verb that can change many records at once."""

ONE = frozenset({
    "customer add", "customer archive", "customer restore", "customer lose", "customer winback",
    "customer pin", "customer unpin", "customer verify", "customer person add",
    "customer person edit", "customer person remove", "customer field add", "customer export",
    "due export",
    "log export", "deal export", "purchase export", "feedback export",
    "export",
    "log add", "log edit", "log remove", "due snooze", "grade set", "promise add", "promise keep",
    "promise move", "promise drop", "churn try", "purchase add", "purchase edit",
    "purchase remove", "feedback add", "feedback advance", "feedback close", "feedback reopen",
    "feedback edit", "feedback measure add", "feedback measure done", "feedback survey add",
    "loyalty adjust", "loyalty redeem", "campaign answer", "deal add",
    "deal move", "deal win", "deal lose", "deal reopen", "deal edit", "deal case", "config set",
    "config unset", "report save", "calendar remove",
})  # fmt: skip
"""What changes one record that is named, and what follows from that."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the book once, to be copied."""
    place = tmp_path_factory.mktemp("bulk") / "book.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRM_USER", "tester")
        crm = Crm(place, patch)
        for line in BOOK:
            crm(line, today="2026-01-05")
    return place


@pytest.mark.parametrize("line", LINES)
def test_a_dry_run_says_what_would_be_and_writes_nothing(
    crm: Crm, filled: Path, tmp_path: Path, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_USER", "tester")
    shutil.copy(filled, crm.db)
    (tmp_path / "table.csv").write_text("name\n李雷\n", "utf-8")
    (tmp_path / "purchases.csv").write_text("customer,date,amount\n王芳,2026-01-03,300\n", "utf-8")
    (tmp_path / "holidays.csv").write_text("2027-01-01,,free,元旦\n", "utf-8")
    (tmp_path / "contacts.csv").write_text("customer,date,via\n王芳,2026-01-03,phone\n", "utf-8")
    if line == "redo":
        crm("undo", today=TODAY)
    before = contents(crm.db)
    told = crm(f"{line.format(folder=tmp_path)} --dry-run", today=TODAY)
    assert told.out + told.err
    assert contents(crm.db) == before


def test_every_verb_that_writes_changes_one_record_or_has_a_dry_run() -> None:
    told = {verb_of(line) for line in LINES}
    assert told | ONE == {verb_of(line) for line in WRITING}
    assert not told & ONE


@pytest.mark.parametrize(("path", "module"), VERBS, ids=[" ".join(path) for path, _ in VERBS])
def test_whatever_asks_before_it_acts_can_be_tried_before(
    path: tuple[str, ...], module: str
) -> None:
    callback = load(path[-1], module).callback
    assert callback is not None
    names = set(inspect.signature(callback).parameters)
    assert "yes" not in names or "dry_run" in names
