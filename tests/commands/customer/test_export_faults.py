"""An export that is killed, interrupted or out of room; and what goes to stdout."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crmcli.exchange import target as targets
from tests.commands.customer.export_book import (
    CRM,
    TEXTS,
    copies,
    environment,
    everyone,
    many,
)
from tests.conftest import Crm


def test_killed_at_any_moment_it_leaves_a_whole_file_or_none(crm: Crm, tmp_path: Path) -> None:
    many(crm, 3000)
    folder, temporary = tmp_path / "out", tmp_path / "tmp"
    folder.mkdir()
    temporary.mkdir()
    if targets._nameless(folder) is None:  # noqa: SLF001 - what the file system can do
        pytest.skip("this file system knows only files with names")
    words = [*CRM, "customer", "export", str(folder / "a.csv")]
    started = time.monotonic()
    subprocess.run(words, env=environment(crm), check=True, capture_output=True)
    whole, length = (folder / "a.csv").read_bytes(), time.monotonic() - started
    for part in (1, 3, 6, 8, 9):
        (folder / "a.csv").unlink(missing_ok=True)
        running = subprocess.Popen(words, env=environment(crm, TMPDIR=str(temporary)))
        time.sleep(length * part / 10)
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert {each.name for each in folder.iterdir()} <= {"a.csv"}
        assert list(temporary.iterdir()) == []
        if (folder / "a.csv").exists():
            assert (folder / "a.csv").read_bytes() == whole
            assert copies(crm)[-1][3] == 3000
    assert len(everyone(crm, "--limit", "1")) == 1


@pytest.mark.parametrize("limit", [0, 1000, 100_000])
@pytest.mark.parametrize("place", ["file", "stdout"])
def test_without_room_it_says_so_and_leaves_nothing(
    crm: Crm, tmp_path: Path, limit: int, place: str
) -> None:
    many(crm, 2000)
    file = tmp_path / "a.csv"
    probe = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "from crmcli.main import main\n"
        "main(sys.argv[1:])"
    )
    words = [sys.executable, "-c", probe, "customer", "export", "--json"]
    where = [str(file)] if place == "file" else ["--format", "csv"]
    done = subprocess.run([*words, *where], env=environment(crm), capture_output=True, check=False)
    assert done.returncode == 6, done.stderr
    assert json.loads(done.stderr)["error"]["code"] == "target_unusable"
    assert done.stdout == b""
    assert not file.exists()
    assert copies(crm) == []


def test_stdout_is_byte_equal_in_a_pipe_and_head_is_quiet(crm: Crm, tmp_path: Path) -> None:
    many(crm, 3000)
    crm(["customer", "add", "\x1b[31mred", "--note", "\x9b\u202e"])
    file = tmp_path / "a.csv"
    crm(f"customer export {file}")
    words = [*CRM, "customer", "export"]
    done = subprocess.run(words, env=environment(crm), capture_output=True, check=True)
    assert done.stdout == file.read_bytes()
    assert done.stderr == b"Exported 3001 customers.\n"
    piped = subprocess.run(
        ["sh", "-c", f"{' '.join(words)} | head -1"],
        env=environment(crm),
        capture_output=True,
        check=True,
    )
    assert piped.stdout.startswith(b"id,uid")
    assert piped.stdout.count(b"\n") == 1
    assert b"Error" not in piped.stderr


def on_a_terminal(crm: Crm, words: list[str], setup: str = "pass") -> str:
    pexpect = pytest.importorskip("pexpect")
    program = f"import sys; {setup}; from crmcli.main import main; main(sys.argv[1:])"
    child = pexpect.spawn(
        sys.executable,
        ["-c", program, *words, "--no-input"],
        env=environment(crm, TERM="xterm"),
        encoding="utf-8",
        timeout=60,
        dimensions=(24, 400),
    )
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    return str(child.before)


def test_on_a_terminal_nothing_acts(crm: Crm) -> None:
    crm(["customer", "add", "\x1b]0;owned\x07\x9b\u202e王"])
    for form in TEXTS:
        shown = on_a_terminal(crm, ["customer", "export", "--format", form])
        assert "王" in shown
        assert not set(shown) & set("\x1b\x07\x9b\u202e"), form


def test_long_exports_show_a_bar_on_a_terminal(crm: Crm, tmp_path: Path) -> None:
    many(crm, 6000)
    at_once = "import crmcli.render.progress as progress; progress._SHORT = -1"
    words = ["customer", "export", str(tmp_path / "a.csv")]
    shown = on_a_terminal(crm, words, at_once)
    assert "Exporting" in shown
    assert "Exported 6000 customers" in shown


def test_reading_loads_no_writing_side_until_the_record(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    probe = (
        "import sys\n"
        "from crmcli.exchange.target import Draft\n"
        "save = Draft.save\n"
        "def saved(self):\n"
        "    print(*({'sqlmodel', 'sqlalchemy', 'rich'} & sys.modules.keys()))\n"
        "    save(self)\n"
        "Draft.save = saved\n"
        "from crmcli.main import run\n"
        "sys.exit(run(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe, "customer", "export", str(tmp_path / "a.csv"), "--quiet"],
        env=environment(crm),
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"\n1\n"
