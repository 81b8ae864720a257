"""`crm schema`: what a command answers with --json, described and kept."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from crmcli.commands.schema_shapes import SHAPES
from crmcli.domain.reports.known import KNOWN

if TYPE_CHECKING:
    from tests.conftest import Crm

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}
_FORMATS = {"date": date.fromisoformat, "date-time": datetime.fromisoformat}


def faults(schema: dict[str, Any], value: Any, path: str = "") -> list[str]:
    """List what in a value does not fit a schema: the part of JSON Schema that crm uses."""
    if "anyOf" in schema:
        tried = [faults(each, value, path) for each in schema["anyOf"]]
        return [] if [] in tried else tried[0]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{path}: {value!r} is none of {schema['enum']}"]
    return _own_faults(schema, value, path) or _inner_faults(schema, value, path)


def _own_faults(schema: dict[str, Any], value: Any, path: str) -> list[str]:
    kind = schema.get("type")
    if kind is not None:
        fits = isinstance(value, _TYPES[kind])
        if not fits or (isinstance(value, bool) and kind != "boolean"):
            return [f"{path}: {value!r} is no {kind}"]
    if "pattern" in schema and not re.search(schema["pattern"], value):
        return [f"{path}: {value!r} does not match {schema['pattern']}"]
    if "format" in schema:
        try:
            _FORMATS[schema["format"]](value)
        except ValueError:
            return [f"{path}: {value!r} is no {schema['format']}"]
    return []


def _inner_faults(schema: dict[str, Any], value: Any, path: str) -> list[str]:
    found = [f"{path}: no {key}" for key in schema.get("required", ()) if key not in value]
    for key, inner in schema.get("properties", {}).items():
        if key in value:
            found += faults(inner, value[key], f"{path}/{key}")
    if isinstance(value, list):
        for at, each in enumerate(value):
            found += faults(schema.get("items", {}), each, f"{path}/{at}")
    if isinstance(schema.get("additionalProperties"), dict):
        for key, each in value.items():
            found += faults(schema["additionalProperties"], each, f"{path}/{key}")
    return found


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm(["customer", "add", "王芳", "--need", "clear", "--close", "+2w", "--tag", "VIP",
         "--phone", "13800138000", "--potential", "1.2万", "--every", "2w", "--set", "x=y",
         "--company", "Acme"], today="2026-01-05")  # fmt: skip
    crm(["log", "add", "王芳", "hello", "--via", "phone", "--at", "2026-03-02", "--next", "call",
         "--by", "2026-03-12"])  # fmt: skip
    crm("customer add Bob")
    crm("customer add Bobby --phone 13800138000 --force")
    crm("grade policy --set loyalty.points=1 --set loyalty.levels=a:1,b:9 --yes")
    crm("loyalty adjust 王芳 +5 --reason x")
    crm("campaign add fair 王芳 Bob")
    crm("campaign reach fair Bob --via wechat")
    crm("feedback add 王芳 'pump leaks' --kind complaint", today="2026-03-05")
    crm("feedback measure add 'test seals' --feedback 1 --by +1d", today="2026-03-05")
    crm("feedback survey add 王芳 --score 5 --recommend 9 --via phone", today="2026-03-05")
    crm("deal add 王芳 ERP --amount 12万 --close +3w")
    crm("deal add 王芳 gone --amount 10万")
    crm("deal lose 2 --reason price --why dear")
    return crm


LINES = (
    "customer list",
    "customer show 王芳",
    "customer add Amy",
    "customer edit 王芳 --set hobbies=chess",
    "customer find hello",
    "due list --ahead 30",
    "customer dupes --min-score 0",
    "customer merge 王芳 Bob --yes",
    "log list",
    "log show 1",
    "log add 王芳 again --via visit --close +3w",
    "grade show 王芳",
    "grade set 王芳 B --reason why",
    "grade policy show",
    "grade policy test --cadence C=10d",
    "promise list",
    "loyalty list",
    "loyalty show 王芳",
    "loyalty redeem 王芳 1 --reason x",
    "loyalty adjust 王芳 -1 --reason x",
    "campaign list",
    "campaign show fair",
    "campaign add spring 王芳",
    "campaign include fair Bob",
    "campaign reach fair 王芳 --via phone",
    "campaign answer fair Bob",
    "campaign remove fair Bob",
    "campaign drop fair --yes",
    "feedback add 王芳 more --kind praise",
    "feedback list",
    "feedback show 1",
    "feedback advance 1",
    "feedback edit 1 --handler Li",
    "feedback measure add words --by +1d",
    "feedback measure list",
    "feedback measure done 1 --effect good",
    "feedback survey add 王芳 --score 4",
    "feedback survey list",
    "feedback survey summary",
    "deal add 王芳 more --amount 1",
    "deal list",
    "deal show 1",
    "deal move 1 quote --note so",
    "deal win 1 --purchase",
    "deal lose 1 --reason price",
    "deal edit 1 --amount 5",
    "deal reopen 2 --reason again",
    "deal case 2 --avoid delay",
    "report cases 王芳",
    "config show",
    "config set currency CNY",
)


@pytest.mark.parametrize("line", LINES)
def test_the_real_answer_fits_the_schema(book: Crm, line: str) -> None:
    name = next(each for each in SHAPES if line.startswith(each))
    described = book(f"schema {name}").json
    answer = book(f"{line} --json").json
    assert faults(described, answer) == []
    if isinstance(answer, list):
        assert answer
        answer, described = answer[0], described["items"]
    assert set(described["properties"]) == set(answer)


@pytest.mark.parametrize("name", [*KNOWN, "cases"])
def test_a_report_says_which_tables_and_columns_it_has(book: Crm, name: str) -> None:
    described = book(f"schema report {name}").json
    line = f"report {name} {'王芳' if name == 'cases' else ''} --json"
    for more in ("", "--explain"):
        answer = book(f"{line} {more}").json
        assert faults(described, answer) == []
        blocks = described["properties"]["blocks"]["properties"]
        assert list(blocks) == list(answer["blocks"])
        for key, block in answer["blocks"].items():
            columns = blocks[key]["properties"]["rows"]["items"]["required"]
            for row in block["rows"]:
                told = [each for each in row if each not in {"record", "ids"}]
                assert [each for each in told if not each.endswith("_ids")] == columns


def test_a_group_stands_for_the_verb_that_it_runs(crm: Crm) -> None:
    assert crm("schema due").out == crm("schema due list").out
    assert crm(["schema", "customer show"]).json["title"] == "crm customer show"


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_every_schema_can_be_printed(crm: Crm, name: str) -> None:
    described = crm(f"schema {name}").json
    assert described["type"] == ("array" if SHAPES[name].many else "object")


def test_an_unknown_command_ends_with_2(crm: Crm) -> None:
    answer = crm("schema custmer shw --json", code=2)
    assert "customer show" in answer.error["hint"]


def test_the_validator_sees_a_fault() -> None:
    schema = {"type": "object", "properties": {"a": {"enum": ["x"]}}, "required": ["a", "b"]}
    assert len(faults(schema, json.loads('{"a": "y"}'))) == 2


def test_an_answer_that_is_withdrawn_fits_its_schema(book: Crm) -> None:
    book("campaign answer fair Bob")
    removed = book("log remove 3 --json").json
    assert removed["still_answered"] == ["fair"]
    assert faults(book("schema log remove").json, removed) == []
    described = book("schema campaign answer --withdraw").json
    assert faults(described, book("campaign answer fair Bob --withdraw --json").json) == []
    assert "contact" not in described["properties"]
