"""`crm due export`: the list as a calendar that khal, Thunderbird and phones read."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import icalendar
import pytest

from crmcli.render.gate import one_line, safe
from tests.commands.customer.export_book import NASTY
from tests.commands.test_schema import faults

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

TODAY = "2026-03-31"


@pytest.fixture
def book(crm: Crm) -> Crm:
    """A customer of grade B called 22 days ago too late, with a promise for the day after."""
    crm("customer add 王芳 --company 云帆 --phone 13800138000 --grade B", today="2026-03-02")
    crm("customer person add 王芳 李四 --phone 13900139000", today="2026-03-02")
    crm("log add 王芳 --via phone", today="2026-03-02")
    crm(["promise", "add", "王芳", "send the quote", "--by", "2026-04-01"], today="2026-03-30")
    return crm


def calendar(crm: Crm, *options: str, today: str = TODAY) -> Any:
    return read(crm(["due", "export", *options], today=today).out.encode())


def read(content: bytes) -> Any:
    """Read a calendar with the library's parser, after a look at what the standard asks."""
    assert content.endswith(b"\r\n")
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(byte in line for line in lines for byte in b"\r\n\x00\x1b\x7f")
    parsed: list[Any] = icalendar.Calendar.from_ical(content, multiple=True)
    (found,) = parsed
    assert found.name == "VCALENDAR"
    assert (found["version"], found["calscale"]) == ("2.0", "GREGORIAN")
    assert found["prodid"] == "-//crmcli//crm due export//EN"
    uids = [str(each["uid"]) for each in found.subcomponents]
    assert len(set(uids)) == len(uids)
    return found


def entries(crm: Crm, *options: str, today: str = TODAY) -> dict[str, Any]:
    """Read the entries by their references."""
    found = calendar(crm, *options, today=today).subcomponents
    return {str(each["uid"]).partition("@")[0].replace("-", ":"): each for each in found}


def days(crm: Crm, *options: str, today: str = TODAY) -> dict[str, date]:
    found = entries(crm, *options, today=today)
    return {ref: each["dtstart"].dt for ref, each in found.items()}


def copies(crm: Crm) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(crm.db)) as connection:
        sql = "SELECT path, purpose, filter, count, customers, record FROM copy ORDER BY id"
        return connection.execute(sql).fetchall()


def test_an_entry_says_who_what_and_why_for_a_whole_day(book: Crm) -> None:
    found = calendar(book)
    assert (found["x-wr-calname"], found["name"]) == ("Due (crm)", "Due (crm)")
    (event,) = found.subcomponents
    assert event.name == "VEVENT"
    uid = book_uid(book)
    assert event["uid"] == f"follow_up-1@{uid}.crmcli"
    assert event["summary"] == (
        "王芳 · 云帆: Follow up (22 days late) – B, every 7 days: last contact 2026-03-02 (phone)"
    )
    assert event["description"].split("\n") == [
        "王芳 · 云帆 (1), grade B: Follow up",
        book("due --why --json").json[0]["why"],
        "Phone: +8613800138000, +8613900139000 (李四)",
        'Log it: crm log add id:1 "…" --via phone',
    ]
    for name, day in (("dtstart", date(2026, 3, 31)), ("dtend", date(2026, 4, 1))):
        assert (event[name].dt, event[name].params["VALUE"]) == (day, "DATE")
    assert event["categories"].cats == ["follow_up"]
    assert (event["priority"], event["transp"]) == (4, "TRANSPARENT")
    assert "url" not in event
    assert event.subcomponents == []


def book_uid(crm: Crm) -> str:
    with closing(sqlite3.connect(crm.db)) as connection:
        ((uid,),) = connection.execute("SELECT uid FROM book")
    return str(uid)


def test_an_entry_stands_on_its_day_and_what_is_overdue_on_today(book: Crm) -> None:
    assert days(book, "--ahead", "3") == {
        "follow_up:1": date(2026, 3, 31),
        "promise:1": date(2026, 4, 1),
    }
    assert days(book, "--ahead", "3", today="2026-04-05") == {
        "follow_up:1": date(2026, 4, 5),
        "promise:1": date(2026, 4, 5),
    }
    assert days(book, "--as-of", "2026-03-09") == {"follow_up:1": date(2026, 3, 9)}


def test_a_snoozed_row_stands_on_the_day_it_comes_back(book: Crm) -> None:
    book("due snooze follow_up:1 --until 2026-04-03 --reason away")
    assert days(book) == {}
    assert days(book, "--ahead", "3") == {
        "follow_up:1": date(2026, 4, 3),
        "promise:1": date(2026, 4, 1),
    }
    # It was due on 9 March, and is late all the same.
    assert "(22 days late)" in entries(book, "--ahead", "3")["follow_up:1"]["summary"]


def test_one_entry_to_an_obligation_with_the_command_that_does_it(book: Crm) -> None:
    book(["feedback", "add", "王芳", "pump leaks", "--kind", "complaint"], today="2026-03-29")
    book("deal add 王芳 ERP --amount 5 --close 2026-03-20", today="2026-03-10")
    book("feedback add 王芳 'a shelf' --kind suggestion", today="2026-03-10")
    found = entries(book, "--ahead", "1")
    assert {ref: (each["categories"].cats[0], each["priority"]) for ref, each in found.items()} == {
        "complaint:1": ("complaint", 1),
        "feedback:2": ("feedback", 2),
        "promise:1": ("promise", 3),
        "follow_up:1": ("follow_up", 4),
        "deal:1": ("deal", 4),
        "churn:1": ("churn", 5),
    }
    last = {ref: each["description"].split("\n")[-1] for ref, each in found.items()}
    assert last["complaint:1"] == 'Log it: crm feedback advance 1 --note "…"'
    assert last["feedback:2"] == 'Log it: crm feedback advance 2 --note "…"'
    assert last["promise:1"] == "Log it: crm promise keep 1"
    assert last["deal:1"] == 'Log it: crm log add id:1 "…" --via phone'
    assert last["churn:1"] == 'Log it: crm churn look id:1 --note "…"'
    # Its limit of an hour is told, for the entry has a day alone.
    today = entries(book, "--kind", "complaint", today="2026-03-30 08:00")["complaint:1"]
    assert "Investigate: pump leaks (by 12:00)" in today["summary"]


def test_grade_e_comes_last(crm: Crm) -> None:
    crm("customer add 李雷 --grade E", today="2026-01-01")
    ((event,),) = [list(entries(crm).values())]
    assert event["priority"] == 9


def test_a_later_export_updates_an_entry_and_is_the_newer_one(book: Crm) -> None:
    before = entries(book, "--ahead", "9")["promise:1"]
    book(["promise", "move", "1", "--by", "2026-04-04", "--reason", "asked"])
    after = entries(book, "--ahead", "9", today="2026-03-31 12:01")["promise:1"]
    assert before["uid"] == after["uid"]
    assert (before["dtstart"].dt, after["dtstart"].dt) == (date(2026, 4, 1), date(2026, 4, 4))
    assert before["sequence"] < after["sequence"] < 2**31
    for name in ("dtstamp", "last-modified"):
        assert before[name].dt == datetime(2026, 3, 31, 4, tzinfo=UTC)
        assert after[name].dt == datetime(2026, 3, 31, 4, 1, tzinfo=UTC)


def test_two_books_have_entries_of_their_own(book: Crm, tmp_path: Path) -> None:
    other = str(tmp_path / "other.db")
    book(["customer", "add", "李雷", "--db", other])
    assert {*calendar_uids(book)} & {*calendar_uids(book, "--db", other)} == set()


def calendar_uids(crm: Crm, *options: str) -> list[str]:
    return [str(each["uid"]) for each in calendar(crm, *options).subcomponents]


def test_the_same_book_on_the_same_day_gives_the_same_bytes(book: Crm) -> None:
    line = "due export --ahead 9 --alarm 08:30"
    assert book(line).out == book(line).out != ""


def test_as_todo_it_is_due_on_its_day(book: Crm) -> None:
    (todo,) = calendar(book, "--as", "todo", "--alarm", "08:30").subcomponents
    assert todo.name == "VTODO"
    assert (todo["due"].dt, todo["due"].params["VALUE"]) == (date(2026, 3, 31), "DATE")
    assert todo["status"] == "NEEDS-ACTION"
    assert "dtstart" not in todo
    # Without a start an alarm hangs on the end, which is the beginning of that day.
    (alarm,) = todo.subcomponents
    assert alarm["trigger"].params["RELATED"] == "END"
    assert alarm["trigger"].dt == timedelta(hours=8, minutes=30)
    book("due export --as reminder", code=2)


def test_alarms_ring_on_the_day_or_before_it(book: Crm) -> None:
    (event,) = calendar(
        book, "--alarm", "08:30", "--alarm", "6h", "--alarm", "1d", "--alarm", "早上八点半"
    ).subcomponents
    assert [each["trigger"].dt for each in event.subcomponents] == [
        timedelta(hours=8, minutes=30),
        timedelta(hours=-6),
        timedelta(days=-1),
    ]
    for alarm in event.subcomponents:
        assert (alarm["action"], alarm["description"]) == ("DISPLAY", event["summary"])


@pytest.mark.parametrize("text", ["soon", "25:00", "0m", "2w", "", "fri 08:30", "08:30:10", "八点"])
def test_an_alarm_that_cannot_be_read_is_refused(book: Crm, tmp_path: Path, text: str) -> None:
    file = tmp_path / "due.ics"
    error = book(["due", "export", str(file), "--alarm", text, "--json"], code=2).error
    assert error["code"] == "unreadable_alarm"
    assert not file.exists()


def test_all_filters_of_the_list_hold(book: Crm) -> None:
    book("customer add 李雷 --grade C --tag vip --company 海天", today="2026-03-01")
    book("promise add 李雷 theirs --by 2026-03-15 --theirs", today="2026-03-02")
    for options, refs in (
        (["--grade", "B"], {"follow_up:1"}),
        (["--tag", "vip"], {"follow_up:2"}),
        (["--customer", "李雷", "--theirs"], {"follow_up:2", "promise:2"}),
        (["--kind", "promise", "--ahead", "1"], {"promise:1"}),
        (["--owner", "nobody"], set()),
        (["--limit", "1", "--ahead", "1"], {"follow_up:1"}),
        (["--budget", "10m", "--ahead", "1"], {"promise:1", "follow_up:1"}),
    ):
        shown = {each["ref"] for each in book(["due", "--json", *options]).json}
        assert set(entries(book, *options)) == shown == refs, options
    book("due export --customer nobody", code=3)
    book("due export --kind lunch", code=2)


def test_what_is_left_out_of_a_part_is_said(book: Crm) -> None:
    book("customer add 李雷", today="2026-03-01")
    answer = book("due export --limit 1")
    assert answer.err.splitlines()[0] == "Exported 1 entry."
    assert answer.err.splitlines()[1].startswith("Left out: 1 row of 1 customer")


def test_who_may_not_be_shared_is_left_out_and_counted(book: Crm, tmp_path: Path) -> None:
    book("customer add 李雷 --may-share no --reason asked", today="2026-03-01")
    file = tmp_path / "due.ics"
    answer = book(["due", "export", str(file), "--limit", "1"])
    assert [str(each["uid"])[:11] for each in read(file.read_bytes()).subcomponents] == [
        "follow_up-1"
    ]
    assert "1 row left out: its customer may not be shared" in answer.err
    assert "李雷" not in answer.err + answer.out
    assert copies(book)[-1][3:5] == (1, "1")


def test_a_customer_who_may_not_be_contacted_is_told_of(book: Crm) -> None:
    book("customer edit 王芳 --may-contact no --reason asked")
    answer = book("due export --customer 王芳 --ahead 1")
    assert "may not be contacted" in answer.err
    (event,) = read(answer.out.encode()).subcomponents
    assert "may not be contacted: asked" in event["summary"]


def test_the_export_is_recorded_and_told(book: Crm, tmp_path: Path) -> None:
    file = tmp_path / "due.ics"
    line = ["due", "export", str(file), "--ahead", "2", "--kind", "promise,follow_up"]
    answer = book([*line, "--json"])
    assert answer.json == {
        "id": 1,
        "exported": 2,
        "withheld": 0,
        "path": str(file),
        "kind": "event",
        "purpose": "calendar",
        "filter": "kind = promise,follow_up and ahead = 2",
    }
    assert list(faults(answer.json, book("schema due export").json)) == []
    told = book(["due", "export", "--purpose", "phone"])
    assert told.err == "Exported 1 entry.\n"
    assert copies(book) == [
        (str(file), "calendar", "kind = promise,follow_up and ahead = 2", 2, "1", "obligation"),
        ("-", "phone", None, 1, "1", "obligation"),
    ]
    texts = [each["text"] for each in book("history 王芳 --json").json]
    assert "exported 1 row of the due list to stdout for phone" in texts
    assert any(f"exported 2 rows of the due list to {file} for calendar" in each for each in texts)
    assert book(["due", "export", str(file), "--force"]).out == f"Exported 1 entry to {file}.\n"


def test_an_erasure_names_the_calendars_that_hold_the_customer(book: Crm, tmp_path: Path) -> None:
    book("customer add 李雷 --grade C", today="2026-03-31")
    held, other = tmp_path / "held.ics", tmp_path / "other.ics"
    book(["due", "export", str(held)])
    book(["due", "export", str(other), "--customer", "李雷"])
    exports = book("customer erase 王芳 --yes --reason asked --json").json["exports"]
    assert [each["path"] for each in exports] == [str(held)]
    book("check")


def test_a_restore_does_not_forget_what_an_export_held(book: Crm, tmp_path: Path) -> None:
    book(["backup", str(tmp_path / "old.db")])
    book(["due", "export", str(tmp_path / "due.ics")])
    book(["restore", str(tmp_path / "old.db"), "--yes"])
    kept = (str(tmp_path / "due.ics"), "calendar", None, 1, "1", "obligation")
    assert kept in copies(book)


def test_an_export_is_no_change_that_undo_takes_back(book: Crm, tmp_path: Path) -> None:
    book(["due", "export", str(tmp_path / "due.ics")])
    assert book("undo --yes --json").json["command"] == "promise add"


def test_a_file_is_private_and_replaced_with_force_alone(book: Crm, tmp_path: Path) -> None:
    file = tmp_path / "due.ics"
    book(["due", "export", str(file)])
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_bytes()
    assert book(["due", "export", str(file), "--json"], code=4).error["code"] == "target_exists"
    assert file.read_bytes() == before
    book("log add 王芳 --via phone")
    book(["due", "export", str(file), "--force"])
    # Whoever subscribes to the file sees that the call was made: its entry is gone.
    assert read(file.read_bytes()).subcomponents == []


def test_it_is_not_written_into_the_book_nor_as_a_table(book: Crm, tmp_path: Path) -> None:
    assert book(["due", "export", str(book.db), "--force"], code=None).code in {2, 6}
    book("check")
    error = book(["due", "export", str(tmp_path / "due.csv")], code=2)
    assert "crm due --format csv" in error.err
    assert not (tmp_path / "due.csv").exists()


def test_without_a_book_nothing_is_written(crm: Crm, tmp_path: Path) -> None:
    crm(["due", "export", str(tmp_path / "due.ics")], code=3)
    assert list(tmp_path.glob("*.ics")) == []
    assert not crm.db.exists()


def test_a_retry_with_its_key_writes_once(book: Crm, tmp_path: Path) -> None:
    file = tmp_path / "due.ics"
    line = ["due", "export", str(file), "--key", "morning", "--json"]
    first, again = book(line).json, book(line).json
    assert first == again
    assert len(copies(book)) == 1


@pytest.mark.parametrize("text", [*NASTY, "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:mine", "C:\\New"])
def test_no_text_of_the_book_is_more_than_text(crm: Crm, text: str) -> None:
    crm(["customer", "add", "王芳"], today="2026-03-01")
    crm(["promise", "add", "王芳", "--by", "2026-03-10", "--", f"x{text}x"], today="2026-03-02")
    found = entries(crm, "--kind", "promise")
    assert list(found) == ["promise:1"]
    event = found["promise:1"]
    # As on a terminal: what is no text is shown as an escape.
    text = text.replace("\r\n", "\n")
    assert one_line(f"x{text}x") in event["summary"]
    assert safe(f"x{text}x") in event["description"]
    assert "follow" not in event["uid"]


def test_a_note_of_megabytes_is_cut(crm: Crm) -> None:
    crm(["customer", "add", "王芳"], today="2026-03-01")
    crm(
        ["promise", "add", "王芳", "-", "--by", "2026-03-10"],
        today="2026-03-02",
        stdin="长" * 1_000_000,
    )
    (event,) = calendar(crm, "--kind", "promise").subcomponents
    assert len(event["summary"]) < 300
    assert "长" * 900 + "…" not in event["summary"]
    assert 1900 < len(event["description"]) < 5000
    assert "…" in event["description"]


def test_the_last_day_there_is_has_no_end(book: Crm) -> None:
    book("due snooze follow_up:1 --until 9999-12-31 --reason never")
    found = entries(book, "--ahead", "3000000", "--kind", "follow_up")["follow_up:1"]
    assert found["dtstart"].dt == date.max
    assert "dtend" not in found


def test_many_rows_are_all_there_in_the_order_of_the_list(crm: Crm, tmp_path: Path) -> None:
    table = tmp_path / "many.csv"
    table.write_text("name\n" + "".join(f"客户{n}\n" for n in range(1201)), "utf-8")
    crm(["customer", "import", str(table), "--yes"], today="2026-01-01")
    refs = [each["ref"] for each in crm("due --json").json]
    assert list(entries(crm)) == refs
    assert len(refs) == 1201


def test_the_words_are_the_readers(book: Crm) -> None:
    book(["promise", "add", "王芳", "报价", "--by", TODAY])
    found = entries(book, "--kind", "promise", "--lang", "zh")["promise:2"]
    assert "报价" in found["summary"]


def test_without_the_library_it_is_said_how_to_get_it(
    book: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "icalendar", None)
    answer = book(["due", "export", str(tmp_path / "due.ics")], code=2)
    assert "pip install 'crmcli[ical]'" in answer.err
    assert list(tmp_path.glob("*.ics")) == []
