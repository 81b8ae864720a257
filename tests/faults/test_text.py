"""Nothing in the book can act: text from outside is kept as it is and shown harmlessly."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from crmcli.commands.completing_values import FILES
from crmcli.commands.parsing import load
from crmcli.commands.tree import TREE, Branch
from tests.faults.command_lines import COPYING, READING, WRITING, present, verb_of
from tests.faults.hostile_text import ACTING, BLANK, NO_TEXT, unsafe

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

FORMATS = ("tsv", "md", "json", "jsonl", "table")


@pytest.fixture
def acting(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> Crm:
    """Give a book with acting text wherever a command can put it."""
    monkeypatch.setenv("CRM_USER", f"u{ACTING}")
    names = ("title", "occupation", "industry", "address", "hobbies", "owner", "wechat", "colour")
    crm(["customer", "add", f"王{ACTING}", f"--company={ACTING}", f"--note={ACTING}",
         f"--source={ACTING}", f"--tag=t{ACTING}", "--need=clear",
         *(f"--set={name}={ACTING}" for name in names)])  # fmt: skip
    crm(["customer", "person", "add", "id:1", f"李{ACTING}", f"--title={ACTING}"])
    crm(["log", "add", "id:1", ACTING, "--via=phone", f"--next={ACTING}", "--by=+1d",
         f"--said={ACTING}", "--grade=C", f"--reason={ACTING}"])  # fmt: skip
    crm(["customer", "pin", "id:1", "--value=high", f"--reason={ACTING}"])
    crm(["due", "snooze", "promise:1", "--until=+2d", f"--reason={ACTING}"])
    crm(["campaign", "add", f"fair {ACTING}", "id:1", f"--note={ACTING}"])
    crm("grade policy --set loyalty.points=1 --yes")
    crm(["loyalty", "adjust", "id:1", "+5", f"--reason={ACTING}"])
    crm(["churn", "look", "id:1", f"--note={ACTING}"])
    return crm


@pytest.mark.parametrize("form", FORMATS)
def test_no_control_character_leaves_in_any_answer(acting: Crm, tmp_path: Path, form: str) -> None:
    lines = (*READING, "customer lose id:1 --reason price", "customer edit id:1 --note other")
    for words in present(lines, tmp_path):
        answer = acting([*words, "--format", form], code=None)
        assert answer.code in {0, 2, 3}, (words, answer.err)
        assert unsafe(answer.out) is None, (words, form)
        assert unsafe(answer.err) is None, (words, form)


def test_no_control_character_leaves_in_a_message(acting: Crm) -> None:
    for words in (
        ["customer", "show", f"nobody {ACTING}"],
        ["customer", "add", f"王{ACTING}", f"--company={ACTING}"],
        ["customer", "list", f"--sort={ACTING}"],
        ["customer", "list", f"--where={ACTING}"],
        ["customer", "edit", "id:1", f"--close={ACTING}"],
        ["log", "add", "id:1", f"--via={ACTING}"],
        ["log", "add", "id:1", "--via=phone", f"--with=nobody {ACTING}"],
        ["due", f"--kind={ACTING}"],
        ["customer", "import", f"none{ACTING}.csv"],
        [ACTING],
        ["customer", ACTING],
        ["due", f"--{ACTING}"],
        ["customer", "field", "remove", f"{ACTING}"],
        ["schema", ACTING],
        ["completion", ACTING],
    ):
        for more in ([], ["--json"], ["--debug"]):
            answer = acting([*words, *more], code=None)
            assert answer.code in {2, 3, 4, 5}, (words, answer.err)
            assert answer.out == ""
            assert answer.err.count("\ncrm: ") == 0 or more == ["--debug"], answer.err
            assert unsafe(answer.err) is None, (words, more)


def test_the_name_of_a_field_is_shown_harmlessly_even_alone(crm: Crm) -> None:
    name = "x\x1b[31my\u202e"
    assert unsafe(crm(["customer", "field", "add", name, "--quiet"]).out) is None
    assert unsafe(crm("customer field list --format ids").out) is None


def test_json_gives_acting_text_back_equal(acting: Crm) -> None:
    shown = acting("customer show id:1 --json").json
    assert shown["name"] == f"王{ACTING}"
    assert shown["notes"] == ACTING
    assert shown["fields"] == {"colour": ACTING}
    assert shown["contacts"][0]["said"] == ACTING
    assert shown["contacts"][0]["author"] == f"u{ACTING}"
    assert shown["pins"][0]["reason"] == ACTING


MARKUP = ("[/red] Ltd", "[link=x]y[/link]", ":smile:", "{name}", "%s %(x)s", "<b>&amp;", "$(x) `y`")


@pytest.mark.parametrize("name", MARKUP)
def test_markup_is_shown_as_it_is(crm: Crm, name: str) -> None:
    crm(["customer", "add", name])
    for form in ("table", "tsv"):
        assert name in crm(["customer", "list", "--format", form]).out
    assert name in crm(["customer", "show", "id:1"]).out
    assert name in crm(["log", "add", "id:1", "--via", "phone"]).out
    assert name in crm(["customer", "edit", "id:1", "--note", "x"]).out
    assert name in crm(["customer", "add", name], code=4).err


@pytest.mark.parametrize("name", ["--json", "-x", "-", "--", "-1"])
def test_a_name_that_looks_like_an_option_goes_behind_two_dashes(crm: Crm, name: str) -> None:
    crm(["customer", "add", "--", name])
    assert crm("customer list --json").json[0]["name"] == name
    assert crm(["customer", "show", "--json", "--", name]).json["id"] == 1


def test_an_option_in_the_place_of_a_name_says_what_to_do(crm: Crm) -> None:
    told = crm(["customer", "add", "-x"], code=2).err
    assert "Put -- before text that begins with a dash." in told


@pytest.mark.parametrize("name", [*BLANK, *NO_TEXT])
def test_an_unusable_name_is_refused(crm: Crm, name: str) -> None:
    refused = crm(["customer", "add", name, "--json"], code=5)
    assert refused.error["code"] == "unusable_text"
    assert not crm.db.exists()


# Every option and argument of every verb that takes text


def verb(path: str) -> object:
    entry: str | Branch = TREE
    for word in path.split():
        assert isinstance(entry, Branch)
        entry = entry.verbs[word]
    assert isinstance(entry, str)
    return load(path.rpartition(" ")[2], entry)


def text_options(path: str) -> list[str]:
    return [
        parameter.opts[-1]
        for parameter in verb(path).params  # type: ignore[attr-defined]
        if parameter.param_type_name == "option"
        and parameter.type.name == "str"
        and parameter.name not in FILES
    ]


def lines_by_verb(folder: Path) -> dict[str, list[str]]:
    """Give one line for every verb; `undo` and the like, which take no text, included."""
    found: dict[str, list[str]] = {}
    for line in (*READING, *WRITING, *COPYING):
        for words in present((line,), folder):
            found.setdefault(str(verb_of(line)), words)
    return found


@pytest.mark.parametrize("text", NO_TEXT)
def test_bytes_that_are_no_text_are_refused_by_every_option_of_every_verb(
    crm: Crm, tmp_path: Path, text: str
) -> None:
    crm("customer add 王芳 --set colour=red")
    content = crm.db.read_bytes()
    for path, words in lines_by_verb(tmp_path).items():
        for name in text_options(path):
            refused = crm([*words, f"{name}={text}", "--json"], code=5)
            assert refused.error["code"] == "unusable_text", (path, name)
            assert refused.out == ""
            assert crm.db.read_bytes() == content, (path, name)


@pytest.mark.parametrize("key", ["", " ", "\u3000\t"])
def test_a_retry_key_that_is_blank_is_refused_by_every_verb(
    crm: Crm, tmp_path: Path, key: str
) -> None:
    crm("customer add 王芳 --set colour=red")
    content = crm.db.read_bytes()
    met = set()
    for words in present((*WRITING, *COPYING), tmp_path):
        path = str(verb_of(shlex.join(words)))
        if "--key" not in text_options(path):
            continue
        met.add(path)
        refused = crm([*words, "--key", key, "--json"], code=5)
        assert refused.error["code"] == "unusable_text", path
        assert "--key" in refused.error["message"], path
        assert crm.db.read_bytes() == content, path
    assert {"customer add", "log add", "undo", "backup", "config set"} <= met


@pytest.mark.parametrize("text", NO_TEXT)
def test_bytes_that_are_no_text_name_nobody(crm: Crm, tmp_path: Path, text: str) -> None:
    crm("customer add 王芳")
    for words in lines_by_verb(tmp_path).values():
        if "id:1" in words:
            replaced = [text if word == "id:1" else word for word in words]
            assert crm([*replaced, "--json"], code=5).error["code"] == "unusable_text", words


@pytest.mark.parametrize("given", [b"a\xffb", b"a\0b", b"\xed\xa0\x80"])
@pytest.mark.parametrize(
    "line",
    [
        "log add id:1 - --via phone",
        "promise add id:1 - --by +1d",
        "customer edit id:1 --note -",
        "log edit 1 --note -",
        "purchase add id:1 --amount 5 --note -",
    ],
)
def test_stdin_that_is_no_text_is_refused(crm: Crm, line: str, given: bytes) -> None:
    crm("customer add 王芳")
    crm("log add id:1 hello --via phone")
    content = crm.db.read_bytes()
    refused = crm([*line.split(), "--json"], stdin=given, code=5)
    assert refused.error["code"] == "unusable_text"
    assert crm.db.read_bytes() == content


def test_a_user_who_is_no_text_is_refused(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a\udcffb", "  "):
        monkeypatch.setenv("CRM_USER", name)
        assert crm("customer add 王芳 --json", code=5).error["code"] == "unusable_text"


def test_a_path_of_bytes_that_are_no_text_is_a_path(crm: Crm, tmp_path: Path) -> None:
    table = tmp_path / "k\udcfcnden.csv"
    table.write_text("name\n王芳\n", encoding="utf-8")
    crm.db = tmp_path / "b\udcfccher.db"
    crm(["customer", "import", str(table), "--yes"])
    assert crm("customer list --json").json[0]["name"] == "王芳"
    told = crm(["customer", "import", str(tmp_path / "k\udcfcndin.csv")], code=3)
    assert "k\\xfcndin.csv'" in told.err


# SQL and the language of searching

INJECTIONS = (
    "'; DROP TABLE customer; --", '"; DROP TABLE customer; --', "name) OR 1=1 --", "x' OR 'a'='a",
    "name; DELETE FROM customer", "1 UNION SELECT sql FROM sqlite_master", "rowid", "sqlite_master",
)  # fmt: skip


@pytest.mark.parametrize("text", INJECTIONS)
def test_sql_is_text_in_searches_and_values_and_no_field_anywhere(crm: Crm, text: str) -> None:
    crm("customer add 王芳 --set colour=red")
    for words in (
        ["customer", "find", text],
        ["customer", "list", f"--tag={text}"],
        ["customer", "list", f"--owner={text}"],
        ["due", f"--tag={text}"],
        ["customer", "list", "--where", f"name = {text!r}"],
        ["customer", "show", text],
        ["customer", "list", f"--sort={text}"],
        ["customer", "list", f"--where={text} = 1"],
        ["customer", "edit", "id:1", f"--set={text}=1"],
        ["customer", "edit", "id:1", f"--unset={text}"],
    ):
        answer = crm(words, code=None)
        assert answer.code in {0, 2, 3, 5}, (words, answer.err)
        assert "王芳" not in answer.out or words[1] == "edit", (words, answer.out)
        (row,) = crm("customer list --json").json
        assert row["name"] == "王芳"


SIGNS = ('"', "AND", "C++", "o'brien", "%", "_", "*", "' OR 1=1 --", "NEAR(", "^", "a:b", "-x")


@pytest.mark.parametrize("text", SIGNS)
def test_searching_for_signs_and_words_of_query_languages_is_searching(crm: Crm, text: str) -> None:
    crm(["customer", "add", f"firm {text} here"])
    crm(["customer", "add", "somebody else"])
    found = crm(["customer", "find", "--json", "--", text]).json
    assert [each["customer_id"] for each in found] == [1]
    assert crm(["customer", "show", "--json", "--", f"firm {text} here"]).json["id"] == 1


# Where it is shown


@pytest.mark.parametrize("columns", ["20", "1", "0", "x", "100000"])
def test_a_terminal_of_any_width_gets_its_list(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    crm(["customer", "add", "北京天佑电子商务有限公司"])
    monkeypatch.setenv("COLUMNS", columns)
    for line in ("due", "customer list", "customer show 1"):
        assert crm(f"{line} --format table").out
    assert "北京" in crm("due --format table").out or columns == "1"


ENCODINGS = (
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "latin-1:strict"},
)


@pytest.mark.parametrize("environment", ENCODINGS)
def test_a_terminal_that_cannot_encode_gets_utf_8_all_the_same(
    crm: Crm, environment: dict[str, str]
) -> None:
    crm(["customer", "add", "王芳"])
    answer = crm.real("due --format tsv", **environment)  # type: ignore[arg-type]
    assert answer.code == 0
    assert "王芳" in answer.out
    crm("customer person add id:1 Li")
    told = crm.real("customer person add id:1 Li", **environment)  # type: ignore[arg-type]
    assert told.code == 4
    assert "王芳" in told.err
