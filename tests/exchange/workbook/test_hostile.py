"""A workbook that is none, or means harm, is refused with its reason, in little memory."""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crmcli.errors import CrmError
from crmcli.exchange.table import Form
from crmcli.exchange.tables import table_in
from crmcli.exchange.workbook import process
from crmcli.exchange.workbook.faults import SameRowAgain
from tests import workbooks
from tests.workbooks import inline

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Crm

MOST_MEGABYTES = 256
GENEROUS = 120
"""Seconds after which a test gives up; what is promised is 10 of an idle machine."""

pytest.importorskip("python_calamine")

HEADER = f'<row r="1">{inline("A1", "客户名称")}{inline("B1", "电话")}</row>'
ROW = f'<row r="2">{inline("A2", "王芳")}</row>'


def xlsx(path: Path, sheet: str = HEADER + ROW, **options: str) -> Path:
    return workbooks.write_parts(path / "x.xlsx", workbooks.xlsx_parts(sheet, **options))


def ods(path: Path, rows: str, kind: str = workbooks.SPREADSHEET) -> Path:
    return workbooks.write_parts(path / "x.ods", workbooks.ods_parts({"客户": rows}, kind))


def encrypted_xls(path: Path) -> Path:
    content = workbooks.biff({(0, 0): "客户名称"}, encrypted=True)
    return workbooks.write_ole(path / "x.xls", "Workbook", content)


def encrypted_ods(path: Path) -> Path:
    parts = workbooks.ods_parts({"客户": ""})
    manifest = str(parts["META-INF/manifest.xml"])
    entry = (
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        "<manifest:encryption-data/></manifest:file-entry>"
    )
    parts["META-INF/manifest.xml"] = manifest.replace(
        "</manifest:manifest>", f"{entry}</manifest:manifest>"
    )
    return workbooks.write_parts(path / "x.ods", {**parts, "content.xml": b"\x88" * 900})


WIDE = (
    '<table:table-row><table:table-cell table:number-columns-repeated="16384"'
    ' office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
)


def far_xls(path: Path) -> Path:
    content = workbooks.biff({(0, 0): "客户名称", (65_535, 255): "x"})
    return workbooks.write_ole(path / "x.xls", "Workbook", content)


def truncated(path: Path) -> Path:
    whole = xlsx(path).read_bytes()
    return _written(path, whole[: len(whole) // 2])


def truncated_xls(path: Path) -> Path:
    content = workbooks.biff({(0, 0): "客户名称", (1, 0): "王芳"})
    whole = workbooks.write_ole(path / "y.xls", "Workbook", content).read_bytes()
    return _written(path, whole[:1000])


def lying(path: Path) -> Path:
    """Give a workbook whose parts are said to be shorter than they are."""
    content = bytearray(xlsx(path).read_bytes())
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = -1
        while (place := content.find(mark, place + 1)) >= 0:
            struct.pack_into("<I", content, place + at, 10)
    return _written(path, bytes(content))


def wrong_sum(path: Path) -> Path:
    """Give a workbook of which a part is not what its sum says."""
    parts = workbooks.xlsx_parts(HEADER + ROW)
    import zipfile

    target = path / "x.xlsx"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return _written(path, target.read_bytes().replace("王芳".encode(), "王方".encode()))


def _written(path: Path, content: bytes) -> Path:
    target = path / "x.bin"
    target.write_bytes(content)
    return target


ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {after} "{f"&{before};" * 10}">'
        for before, after in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)

CASES: dict[str, tuple[Callable[[Path], Path], str, str]] = {
    "a long text": (
        lambda path: xlsx(path, HEADER + f'<row r="2">{inline("A2", "x" * 200_000_000)}</row>'),
        "workbook_too_large",
        "takes more than 23",
    ),
    "a far cell": (
        lambda path: xlsx(path, f'{HEADER}<row r="1048576">{inline("XFD1048576", "x")}</row>'),
        "workbook_too_large",
        "takes more than 23",
    ),
    "entities": (
        lambda path: xlsx(path, f'<row r="1">{inline("A1", "Z").replace("Z", "&i;")}</row>',
                          before=ENTITIES),
        "workbook_damaged",
        "unrecognized entity",
    ),
    "a far cell in xls": (far_xls, "workbook_too_large", "takes more than 23"),
    "encrypted xls": (encrypted_xls, "other_format", "an encrypted workbook"),
    "encrypted ods": (encrypted_ods, "other_format", "an encrypted workbook"),
    "a row without end": (
        lambda path: ods(path, WIDE),
        "too_many_columns",
        "16384 columns; 1000 can be read",
    ),
    "cut off": (truncated, "other_format", "a damaged or incomplete workbook"),
    "cut off xls": (truncated_xls, "other_format", "a damaged workbook or another"),
    "lying sizes": (lying, "workbook_damaged", "damaged or incomplete"),
    "a wrong sum": (wrong_sum, "workbook_damaged", "damaged or incomplete"),
    "four bytes": (lambda path: _written(path, b"PK\x03\x04"), "other_format", "damaged"),
    "an empty zip": (
        lambda path: workbooks.write_parts(path / "x.zip", {}),
        "other_format",
        "a zip file without a workbook",
    ),
    "a zip": (
        lambda path: workbooks.write_parts(path / "x.zip", {"a.txt": "x"}),
        "other_format",
        "a zip file without a workbook",
    ),
    "a Word document": (
        lambda path: workbooks.write_parts(path / "x.xlsx", {"word/document.xml": "<x/>"}),
        "other_format",
        "a Word document",
    ),
    "an old Word document": (
        lambda path: workbooks.write_ole(path / "x.xls", "WordDocument", b"x"),
        "other_format",
        "a Word document",
    ),
    "an OpenDocument text": (
        lambda path: ods(path, "", "application/vnd.oasis.opendocument.text"),
        "other_format",
        "an OpenDocument file that is no spreadsheet",
    ),
}  # fmt: skip

HARNESS = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


def measured(crm: Crm, path: Path, *options: str) -> tuple[int, int, str]:
    """Import in a process whose peak is measured with that of all it starts."""
    line = [sys.executable, "-m", "crmcli", "customer", "import", str(path), "--dry-run", *options]
    done = subprocess.run(
        [sys.executable, "-c", HARNESS, *line],
        capture_output=True,
        text=True,
        env={**os.environ, "CRM_DB": str(crm.db)},
        timeout=GENEROUS,
        check=True,
    )
    code, peak = done.stdout.split()[-2:]
    return int(code), int(peak), done.stderr


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_with_its_reason_in_little_memory(
    crm: Crm, tmp_path: Path, case: str
) -> None:
    made, code, reason = CASES[case]
    path = made(tmp_path)
    ended, peak, told = measured(crm, path, "--json")
    assert ended == 5
    assert f'"code": "{code}"' in told or f'"code":"{code}"' in told
    assert reason in told
    assert len(told) < 1000
    assert peak < MOST_MEGABYTES
    assert not crm.db.exists()


@pytest.mark.parametrize(
    ("name", "ended", "reason"),
    [
        ("hostile/zipbomb_200MB.xlsx", 5, "takes more than 23"),
        ("hostile/billion_laughs.xlsx", 5, "unrecognized entity"),
        ("hostile/far_cell.xlsx", 5, "No column of the file names the customers; it has: far."),
        ("xlsx/pass_protected.xlsx", 5, "an encrypted workbook"),
    ],
)
def test_a_shared_hostile_workbook_is_refused_in_little_memory(
    crm: Crm, shared: Path, name: str, ended: int, reason: str
) -> None:
    code, peak, told = measured(crm, shared / name)
    assert code == ended
    assert reason in told
    assert peak < MOST_MEGABYTES


@pytest.mark.parametrize(
    "rows",
    [
        workbooks.ods_row("客户名称", "电话")
        + workbooks.ods_row("", "", repeated=2_000_000_000)
        + workbooks.ods_row("王芳", 1),
        workbooks.ods_row("客户名称", "电话")
        + workbooks.ods_row("王芳", 1)
        + '<table:table-row><table:table-cell table:number-columns-repeated="2000000000"/>'
        "</table:table-row>",
    ],
)
def test_repeated_rows_and_columns_of_an_ods_cost_little(
    crm: Crm, tmp_path: Path, rows: str
) -> None:
    code, peak, _ = measured(crm, ods(tmp_path, rows))
    assert code in {0, 5}
    assert peak < MOST_MEGABYTES


def test_what_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "MOST_SECONDS", 1)
    path = xlsx(tmp_path, HEADER + '<row r="2"><c r="A2"/></row>' * 20_000_000)
    with path.open("rb") as file, pytest.raises(CrmError) as caught:
        table_in(file, Form())
    assert caught.value.code == "workbook_too_slow"


SLOW = """
import os, sys
from crmcli.exchange.workbook.process import Child
with open(sys.argv[1], "rb") as file:
    child = Child(file)
    print(child._process.pid, flush=True)
    if sys.argv[2] == "busy":
        child.ask("open", 0, 0)
    sys.stdin.read()
"""


def runs(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    try:
        return state.read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False


def gone(pid: int) -> bool:
    until = time.monotonic() + GENEROUS
    while runs(pid) and time.monotonic() < until:
        time.sleep(0.05)
    return not runs(pid)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="there is no /proc")
@pytest.mark.parametrize("doing", ["busy", "waiting"])
def test_whoever_reads_it_does_not_outlive_a_killed_parent(tmp_path: Path, doing: str) -> None:
    path = xlsx(tmp_path, HEADER + '<row r="2"><c r="A2"/></row>' * 20_000_000)
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, str(path), doing],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        time.sleep(0.3)
        assert runs(pid)
        parent.kill()
        parent.wait()
        begun = time.monotonic()
        assert gone(pid)
    # It was the end of its parent that ended it, not that of its work.
    assert time.monotonic() - begun < process.MOST_SECONDS / 2 or doing == "waiting"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="there is no /proc")
def test_an_interrupt_ends_the_command_and_whoever_reads_for_it(crm: Crm, tmp_path: Path) -> None:
    path = xlsx(tmp_path, HEADER + '<row r="2"><c r="A2"/></row>' * 20_000_000)
    line = [sys.executable, "-m", "crmcli", "customer", "import", str(path), "--yes"]
    with subprocess.Popen(
        line, env={**os.environ, "CRM_DB": str(crm.db)}, stderr=subprocess.PIPE, text=True
    ) as parent:
        child = _child_of(parent.pid)
        parent.send_signal(signal.SIGINT)
        _, told = parent.communicate(timeout=GENEROUS)
    assert parent.returncode == 130
    assert "Traceback" not in told
    assert not runs(child)
    assert not crm.db.exists()


def _child_of(parent: int) -> int:
    until = time.monotonic() + GENEROUS
    while time.monotonic() < until:
        for each in Path("/proc").glob("[0-9]*/stat"):
            try:
                words = each.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(words[1]) == parent:
                return int(each.parent.name)
        time.sleep(0.02)
    pytest.fail("nothing was started")


def test_a_row_that_is_filled_down_for_ever_is_refused(tmp_path: Path) -> None:
    head, filled = workbooks.ods_row("name"), workbooks.ods_row("x", repeated=9_999_999)
    path = ods(tmp_path, head + filled)
    with path.open("rb") as file, table_in(file, Form()) as table, pytest.raises(SameRowAgain):
        list(table.rows())
