"""A Tab in real shells: what it offers is quoted rightly, and nothing in a book can act."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Crm

BIN = Path(sys.executable).parent
HOSTILE = (
    "$(touch pwned)",
    "`touch pwned`",
    'a"; touch pwned; "',
    "b'; touch pwned; '",
    "*",
    "~root",
    "back\\slash",
    "c && touch pwned",
    "d|touch pwned",
    "Yahoo! Inc",
    "Two Words",
    "O'Brien & Sons",
    "#hash",
    "{e,f}",
    "王 小明",
)
PROMPT = "ready> "


@pytest.fixture
def book(crm: Crm, tmp_path: Path) -> Path:
    for name in (*HOSTILE, "twin", "twin", "new\nline", "esc\x1b[31m"):
        crm(["customer", "add", "--force", "--", name])
    crm(["customer", "add", "--force", "--tag", "big fish", "--", "--x"])
    here = tmp_path / "here"
    here.mkdir()
    (here / "file.txt").write_text("")
    return here


class Shell:
    """A shell with the completion loaded; its `crm` prints its arguments, Tabs ask the real one."""

    def __init__(self, here: Path, db: Path, command: list[str], setup: list[str]) -> None:
        self.here = here
        environment = {
            **os.environ,
            "PATH": f"{BIN}:{os.environ['PATH']}",
            "CRM_DB": str(db),
            "LC_ALL": "C.UTF-8",
            "TERM": "dumb",
            "HOME": str(here),
            "ZDOTDIR": str(here),
            "HISTFILE": "",
        }
        self.child = pexpect.spawn(
            command[0], command[1:], cwd=str(here), env=environment, encoding="utf-8", timeout=20
        )
        for line in setup:
            self.child.sendline(line)
        self.child.sendline("PS1='ready''> '; echo set-up")
        self.child.expect("\nset-up\r\n")
        self.child.expect_exact(PROMPT)

    def completed(self, typed: str) -> list[str]:
        """Type a line, press Tab, then Enter; return the words `crm` was called with."""
        self.child.send(typed + "\t")
        # The program answers before the shell takes another key.
        self.child.send("\r")
        self.child.expect("<<(.*?)>>\r?\n")
        match = self.child.match
        assert isinstance(match, re.Match)
        found = str(match.group(1))
        self.child.expect_exact(PROMPT)
        assert not (self.here / "pwned").exists(), typed
        return found.split("|||")


PRINTER = "crm() { local IFS=; printf '<<'; printf '%s|||' \"$@\"; printf '>>\\n'; }"


@pytest.fixture
def bash(book: Path, crm: Crm) -> Iterator[Shell]:
    script = crm("completion bash").out
    (book / ".crm.bash").write_text(script)
    setup = [
        "bind 'set bell-style none'; bind 'set enable-bracketed-paste off'",
        "set +o history -o histexpand",
        "source .crm.bash",
        PRINTER,
    ]
    shell = Shell(book, crm.db, ["bash", "--norc", "--noprofile", "-i"], setup)
    yield shell
    shell.child.close(force=True)


@pytest.fixture
def zsh(book: Path, crm: Crm) -> Iterator[Shell]:
    if shutil.which("zsh") is None:
        pytest.skip("zsh is not here")
    script = crm("completion zsh").out
    (book / ".crm.zsh").write_text(script)
    setup = [
        "unsetopt beep prompt_sp prompt_cr zle_bracketed_paste",
        "autoload -Uz compinit; compinit -u -D",
        "source ./.crm.zsh",
        PRINTER,
    ]
    shell = Shell(book, crm.db, ["zsh", "-f", "-i"], setup)
    yield shell
    shell.child.close(force=True)


# What is typed, and the name that it can only mean.
BEGUN = (
    ("\\$", "$(touch pwned)"),
    ("\\`", "`touch pwned`"),
    ("'`t", "`touch pwned`"),
    ('a\\"', 'a"; touch pwned; "'),
    ("'a\"", 'a"; touch pwned; "'),
    ("b\\'", "b'; touch pwned; '"),
    ("\"b'", "b'; touch pwned; '"),
    ("\\*", "*"),
    ("\\~", "~root"),
    ("back", "back\\slash"),
    ('"back', "back\\slash"),
    ("c", "c && touch pwned"),
    ('"d', "d|touch pwned"),
    ("Yah", "Yahoo! Inc"),
    ("Two", "Two Words"),
    ("two", "Two Words"),
    ("Two\\ W", "Two Words"),
    ("'Two W", "Two Words"),
    ("O\\'B", "O'Brien & Sons"),
    ("\\#", "#hash"),
    ("\\{", "{e,f}"),
    ("王", "王 小明"),
    ("wangx", "王 小明"),
)


def test_bash_completes_any_name_as_one_word(bash: Shell) -> None:
    for typed, name in BEGUN:
        found = bash.completed(f"crm customer show {typed}")
        assert found[:3] == ["customer", "show", name], typed


def test_zsh_completes_any_name_as_one_word(zsh: Shell) -> None:
    for typed, name in BEGUN:
        found = zsh.completed(f"crm customer show {typed}")
        assert found[:3] == ["customer", "show", name], typed


def test_bash_completes_verbs_options_values_and_files(bash: Shell) -> None:
    assert bash.completed("crm cus")[:1] == ["customer"]
    assert bash.completed("crm customer list --arch")[2] == "--archived"
    assert bash.completed("crm customer list --tag b")[3] == "big fish"
    assert bash.completed("crm customer list --tag=b")[2] == "--tag=big fish"
    assert bash.completed("crm customer list --grade A,")[3].startswith("A,")
    assert bash.completed("crm --db fi")[1] == "file.txt"
    assert bash.completed("crm customer show twi")[2] == "id:1"
    assert bash.completed("true; crm due sno")[:2] == ["due", "snooze"]


def test_zsh_completes_verbs_options_and_values(zsh: Shell) -> None:
    assert zsh.completed("crm cus")[:1] == ["customer"]
    assert zsh.completed("crm customer list --arch")[2] == "--archived"
    assert zsh.completed("crm customer list --tag b")[3] == "big fish"
    assert zsh.completed("crm customer list --tag=b")[2] == "--tag=big fish"
    assert zsh.completed("crm --db fi")[1] == "file.txt"


def test_fish_offers_every_name_with_its_explanation(book: Path, crm: Crm) -> None:
    if shutil.which("fish") is None:
        pytest.skip("fish is not here")
    (book / "crm.fish").write_text(crm("completion fish").out)

    def offers(typed: str) -> list[list[str]]:
        done = subprocess.run(
            ["fish", "--no-config", "-c", "source crm.fish; complete -C $argv[1]", "--", typed],
            cwd=book,
            env={
                **os.environ,
                "PATH": f"{BIN}:{os.environ['PATH']}",
                "CRM_DB": str(crm.db),
                "LC_ALL": "C.UTF-8",
                "HOME": str(book),
            },
            capture_output=True,
            check=True,
        )
        assert not (book / "pwned").exists()
        return [line.split("\t") for line in done.stdout.decode().splitlines()]

    assert ["Two Words", "11"] in offers("crm customer show Tw")
    assert ["customer", "Customers: add, find, show, change, import."] in offers("crm cus")
    assert [name for name, *_ in offers("crm customer show '$(to")] == ["$(touch pwned)"]
    every = {name for name, *_ in offers("crm customer show ")}
    assert set(HOSTILE) <= every
    assert [name for name, *_ in offers("crm --db fi")] == ["file.txt"]


def offered(crm: Crm, *words: str, db: Path | None = None) -> list[str]:
    given = str(db or crm.db)
    answer = crm.real(["crm", *words], _CRM_COMPLETE="complete_zsh", CRM_DB=given)
    assert (answer.code, answer.err) == (0, "")
    kind, *lines = answer.out.splitlines()
    assert kind == "words"
    return lines


def test_a_name_that_would_be_read_as_something_else_is_offered_by_its_id(
    book: Path, crm: Crm
) -> None:
    del book
    found = dict(line.split("\t") for line in offered(crm, "customer", "show", ""))
    assert found["id:16"] == "twin"
    assert found["id:17"] == "twin"
    assert found["id:18"] == "new line"
    assert found["id:19"] == "esc\\x1b[31m"
    assert found["id:20"] == "--x"


def test_an_archived_customer_is_offered_to_restore_alone(crm: Crm) -> None:
    crm("customer add Gone")
    crm("customer add Here")
    crm("customer archive Gone")
    assert offered(crm, "customer", "show", "") == ["Here\t2"]
    assert offered(crm, "customer", "restore", "") == ["Gone\t1"]


def test_a_default_verb_and_the_verbs_beside_it_are_offered(crm: Crm) -> None:
    found = [line.split("\t")[0] for line in offered(crm, "due", "")]
    assert found == ["list", "snooze", "load", "spread", "export"]
    assert any(line.startswith("--ahead") for line in offered(crm, "due", "--"))


def test_campaigns_are_offered_by_their_names(crm: Crm) -> None:
    crm("customer add Amy")
    for name in ("Spring Fair", "--x", "esc\x1b[31m", "春节问候"):
        crm(["campaign", "add", "--customer", "Amy", "--", name])
    found = ["春节问候\t4", "id:3\tesc\\x1b[31m", "id:2\t--x", "Spring Fair\t1"]
    for verb in ("show", "reach", "answer", "include", "remove", "drop"):
        assert offered(crm, "campaign", verb, "") == found
    assert offered(crm, "campaign", "show", "sp") == ["Spring Fair\t1"]
    assert offered(crm, "campaign", "reach", "1", "A") == ["Amy\t1"]
    assert offered(crm, "campaign", "add", "x", "--kind", "g") == ["greeting"]


def test_without_a_book_or_with_a_broken_one_nothing_is_said(crm: Crm, tmp_path: Path) -> None:
    assert offered(crm, "customer", "show", "") == []
    broken = tmp_path / "broken.db"
    broken.write_text("no book")
    assert offered(crm, "customer", "show", "", db=broken) == []
    assert offered(crm, "customer", "--format", "nonsense", "show", "") == []
    assert offered(crm, "nonsense", "") == []


def test_a_tab_loads_nothing_heavy(crm: Crm) -> None:
    crm("customer add Amy")
    code = (
        "import sys, os\n"
        "from crmcli.main import run\n"
        "try:\n"
        "    run(['crm', 'customer', 'show', 'A'])\n"
        "except SystemExit:\n"
        "    pass\n"
        "heavy = {'sqlmodel', 'sqlalchemy', 'rich', 'dateutil', 'pypinyin', 'phonenumbers'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "CRM_DB": str(crm.db), "_CRM_COMPLETE": "complete_bash"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().splitlines()[-1] == "[]"
