"""README.md tells the truth: its sessions print what it shows, its cron lines work as pasted."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from crmcli.commands.tree import TREE, Branch

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
LOCALES = {"README.md": "C.UTF-8", "README.zh-CN.md": "zh_CN.UTF-8"}
"""Each of them with the locale of its reader."""
TODAY = "2026-11-22"
SESSION = re.compile(r"```console\n(.*?)```", re.DOTALL)
CRON = re.compile(r"```cron\n(.*?)```", re.DOTALL)


def on_a_terminal(line: str, home: Path, locale: str = "C.UTF-8") -> str:
    """Run a shell line on a terminal of 80 columns and return what it shows."""
    environment = {
        "HOME": str(home),
        "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "CRM_TODAY": TODAY,
        "CRM_USER": "reader",
        "TERM": "dumb",
        "COLUMNS": "80",
        "LINES": "24",
        "TZ": "Asia/Shanghai",
        "LANG": locale,
    }
    leader, follower = pty.openpty()
    with subprocess.Popen(
        ["/bin/sh", "-c", line],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=follower,
    ):
        os.close(follower)
        shown = b""
        while True:
            try:
                block = os.read(leader, 1 << 16)
            except OSError:
                break
            if not block:
                break
            shown += block
    os.close(leader)
    lines = shown.decode().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(each.rstrip() for each in lines).rstrip("\n")


def replayed(session: str, home: Path, locale: str) -> str:
    """Run the commands of a session again and return it with what they show now."""
    parts = []
    for line in session.splitlines():
        if line.startswith("$ "):
            parts.append(line)
            shown = on_a_terminal(line[2:], home, locale)
            if shown:
                parts.append(shown)
    return "\n".join(parts) + "\n"


def rewritten(text: str, home: Path, locale: str) -> str:
    """Return the text with every session run again, in order, in one home."""
    return SESSION.sub(lambda match: f"```console\n{replayed(match[1], home, locale)}```", text)


@pytest.mark.parametrize("name", LOCALES)
def test_every_session_prints_what_the_readme_shows(tmp_path: Path, name: str) -> None:
    text = (ROOT / name).read_text()
    assert rewritten(text, tmp_path, LOCALES[name]) == text


def test_the_cron_lines_work_as_pasted(tmp_path: Path) -> None:
    (tmp_path / "crmcli").symlink_to(ROOT)
    if not (ROOT / ".venv/bin/crm").exists():
        pytest.skip("the clone has no .venv of its own here")
    on_a_terminal("crm customer add 王芳", tmp_path)
    found = [
        line.split(None, 5)[5]
        for line in CRON.findall(README.read_text())[0].splitlines()
        if not line.startswith("#")
    ]
    assert len(found) == 8
    for command in found:
        assert "%" not in command, "cron turns % into a newline"
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), command
    assert "王芳" in (tmp_path / "due.md").read_text()
    assert "王芳" in (tmp_path / "due.ics").read_text()
    assert "Contacts in the last" in (tmp_path / "week.txt").read_text()
    assert "<h1>" in (tmp_path / "week.html").read_text()
    (copy,) = (tmp_path / ".local/share/crmcli/crm.backups").iterdir()
    assert copy.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "check.txt").read_text() == "", "all is well"


@pytest.mark.parametrize("name", LOCALES)
def test_every_command_is_named(name: str) -> None:
    text = (ROOT / name).read_text()
    for group, entry in TREE.verbs.items():
        assert f"`crm {group}`" in text
        if isinstance(entry, Branch):
            for verb in entry.verbs:
                named = f"`{verb}`" in text or f"crm {group} {verb}" in text
                assert named or verb == entry.default


@pytest.mark.parametrize("name", LOCALES)
def test_ci_runs_the_readmes_test_command(name: str) -> None:
    text = (ROOT / name).read_text()
    (command,) = re.findall(r"^python3 -m venv .*-m tests$", text, re.MULTILINE)
    assert command in (ROOT / ".ci/run").read_text()


if __name__ == "__main__":
    import tempfile

    for each, locale in LOCALES.items():
        with tempfile.TemporaryDirectory() as home:
            path = ROOT / each
            path.write_text(rewritten(path.read_text(), Path(home), locale))
