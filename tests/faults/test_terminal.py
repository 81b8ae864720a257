"""A real terminal never gets an escape or a control character from the data of a book."""

from __future__ import annotations

import os
import re
import shlex
import sys
import threading
import tty
from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.faults.command_lines import FILLING, READING, present
from tests.faults.hostile_text import ACTING, unsafe
from tests.faults.launcher import Launcher, Order

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

TODAY = "2026-03-31"
FORMATS = ("table", "tsv", "csv", "md", "json", "jsonl", "ids")
STYLE = re.compile("\x1b\\[[0-9;]*m")


class Terminal:
    """A terminal of its own; what it was sent is `received`."""

    def __init__(self) -> None:
        self._here, self._there = os.openpty()
        tty.setraw(self._there)
        self.name = os.ttyname(self._there)
        self._parts: list[bytes] = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        try:
            while part := os.read(self._here, 1 << 16):
                self._parts.append(part)
        except OSError:
            # The other end was closed and everything was read.
            return

    def received(self) -> str:
        """Close the terminal and give all it was sent."""
        os.close(self._there)
        self._reader.join()
        os.close(self._here)
        return b"".join(self._parts).decode()


@pytest.fixture
def acting(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> Crm:
    """Give a book with two customers alike, with acting text wherever a command can put it."""
    monkeypatch.setenv("CRM_USER", f"u{ACTING}")
    names = ("title", "occupation", "industry", "address", "hobbies", "owner", "wechat", "colour")
    for _ in range(2):
        crm(["customer", "add", f"王{ACTING}", f"--company={ACTING}", f"--note={ACTING}",
             f"--source={ACTING}", f"--tag=t{ACTING}", "--need=clear", "--force", "--close=+3w",
             *(f"--set={name}={ACTING}" for name in names)])  # fmt: skip
    crm(["customer", "person", "add", "id:1", f"李{ACTING}", f"--title={ACTING}"])
    crm(["log", "add", "id:1", f"hello {ACTING}", "--via=phone", f"--next={ACTING}", "--by=+1d",
         f"--said={ACTING}", "--grade=C", f"--reason={ACTING}", "--with=李"])  # fmt: skip
    crm(["customer", "pin", "id:1", "--value=high", f"--reason={ACTING}"])
    crm(["due", "snooze", "promise:1", "--until=+2d", f"--reason={ACTING}"])
    crm(["campaign", "add", f"fair {ACTING}", "id:1", f"--note={ACTING}"])
    crm("grade policy --set loyalty.points=1 --yes")
    crm(["loyalty", "adjust", "id:1", "+5", f"--reason={ACTING}"])
    crm(["churn", "look", "id:1", f"--note={ACTING}"])
    crm(["customer", "lose", "id:2", f"--reason={ACTING}"])
    crm(["churn", "try", "id:2", "--result=thinking", f"--note={ACTING}"])
    for line in FILLING:
        crm(shlex.split(line.replace("words", f"'{ACTING}'")))
    crm("feedback survey add id:1 --score 2 --at -120d")
    crm("customer add other --potential 1000000")
    for number in (2, 3):
        crm(f"purchase add id:{number} --amount 5 --product pipes")
        crm(["purchase", "add", f"id:{number}", "--amount=5", f"--product={ACTING}"])
    crm(["deal", "move", "1", "quote", f"--note={ACTING}"])
    crm(["deal", "case", "2", f"--why={ACTING}", f"--objection={ACTING}", f"--avoid={ACTING}"])
    return crm


def environment(crm: Crm, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "CRM_USER", "XDG_CONFIG_HOME")}
    return {**kept, "CRM_DB": str(crm.db), "CRM_TODAY": TODAY, "LC_ALL": "C.UTF-8", **more}


@pytest.mark.parametrize(
    "kind", [{"TERM": "dumb", "COLUMNS": "20"}, {"TERM": "xterm-256color", "FORCE_COLOR": "1"}]
)
def test_no_answer_acts_on_a_terminal(
    acting: Crm, launcher: Launcher, tmp_path: Path, kind: dict[str, str]
) -> None:
    for words in present(READING, tmp_path):
        screen = Terminal()
        order = Order(words, environment(acting, **kind), stdout=screen.name)
        ended = launcher.run(order)
        seen = screen.received()
        assert ended.code == 0, (words, ended)
        assert seen, words
        if kind["TERM"] != "dumb":
            # Our own styles; a text of the book has none of its own left.
            assert "[31mred" not in STYLE.sub("", seen).replace("\\x1b[31mred", "")
            seen = STYLE.sub("", seen)
        assert unsafe(seen.replace("\r\n", "\n")) is None, (words, seen)
        assert unsafe(ended.err) is None, words


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_acts_on_a_terminal(acting: Crm, launcher: Launcher, form: str) -> None:
    for line in ("customer list", "customer show id:1", "log list", "due --ahead 9", "history"):
        screen = Terminal()
        words = [*line.split(), "--format", form]
        ended = launcher.run(Order(words, environment(acting, TERM="dumb"), stdout=screen.name))
        seen = screen.received()
        assert ended.code in {0, 2}, (words, ended)
        assert unsafe(seen.replace("\r\n", "\n")) is None, (words, seen)


def test_an_export_to_a_terminal_does_not_act_on_it(acting: Crm, launcher: Launcher) -> None:
    for form in ("csv", "tsv", "json", "jsonl"):
        screen = Terminal()
        words = ["customer", "export", "-", "--format", form, "--purpose", "test"]
        launcher.run(Order(words, environment(acting, TERM="dumb"), stdout=screen.name))
        assert unsafe(screen.received().replace("\r\n", "\n")) is None, form


def spawned(crm: Crm, words: list[str]) -> pexpect.spawn[str]:
    program = ["-m", "crmcli", *words]
    return pexpect.spawn(
        sys.executable,
        program,
        env=environment(crm, TERM="dumb"),
        encoding="utf-8",
        timeout=60,
        dimensions=(50, 200),
        echo=False,
    )


def test_no_question_acts_on_a_terminal(acting: Crm, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    # A comma, a quote and a newline belong to the table itself.
    cell = ACTING.replace("\r", "").replace("\n", "")
    table.write_text(f"name,{cell}\n新{cell},{cell}\n新{cell},{cell}\n", encoding="utf-8")
    for words, question, answer in (
        (["log", "add", "王", "--via", "phone"], "Which one", "1"),
        (["customer", "import", str(table)], "Import them", "n"),
        (["customer", "field", "remove", "colour", "--force"], "Remove", "n"),
        (["customer", "edit", "--where", "need = clear", f"--note={ACTING}x"], "Change", "n"),
        (["customer", "erase", "id:1", "--reason", "asked"], "1", "no"),
    ):
        child = spawned(acting, words)
        child.expect(question)
        seen = f"{child.before}{child.after}"
        child.sendline(answer)
        child.expect([pexpect.EOF, "What was said"])
        seen += str(child.before)
        child.close(force=True)
        assert len(seen) > 20, words
        assert unsafe(seen.replace("\r\n", "\n").replace("\r", "")) is None, (words, seen)


def test_no_completion_acts_on_a_terminal(acting: Crm, launcher: Launcher) -> None:
    acting(["customer", "field", "add", "shade\x1b[31m"])
    for shell in ("bash", "zsh", "fish"):
        for words in (
            ["customer", "show", ""],
            ["customer", "list", "--tag", ""],
            ["customer", "list", "--sort", ""],
        ):
            given = ["crm", *words]
            if shell == "bash":
                given = [" ".join(given), " \t\n\"'><=;|&(:"]
            asked = environment(acting, _CRM_COMPLETE=f"complete_{shell}")
            ended = launcher.run(Order(given, asked))
            assert ended.code == 0, (shell, words)
            assert ended.out.startswith("words"), (shell, words)
            assert unsafe(ended.out) is None, (shell, words, ended.out)
        assert unsafe(acting(f"completion {shell}").out) is None
