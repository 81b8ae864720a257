"""`crm mapping`: what columns become, saved by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.errors import NotFound

if TYPE_CHECKING:
    from tests.conftest import Crm

TABLE = "姓名,数额,编号,楼层\n王芳,1.2万,7,3\n"
OPTIONS = "--map 数额=potential --map 编号=-"


def test_a_mapping_is_saved_used_shown_and_removed(crm: Crm) -> None:
    answer = crm(
        f"customer import - --yes {OPTIONS} --save-mapping 旧表", stdin=TABLE, today="2026-11-20"
    )
    assert "--mapping 旧表" in answer.err
    (saved,) = crm("mapping list --json").json
    columns = {"姓名": "name", "数额": "potential", "编号": "-"}
    assert saved == {"name": "旧表", "record": "customer", "columns": columns}
    assert "  编号 → left out" in crm("mapping show 旧表").lines

    other = TABLE.replace("王芳", "李雷").replace("楼层", "生日").replace(",3\n", ",1988-05-06\n")
    crm("customer import - --yes --mapping 旧表", stdin=other, today="2026-11-20")
    found = crm("customer show 李雷 --json").json
    assert found["potential"] == {"amount": "12000.00", "currency": "CNY"}
    assert (found["fields"], found["birthday"]) == ({}, "1988-05-06")

    crm("mapping remove 旧表")
    assert crm("mapping list --json").json == []
    answer = crm("customer import - --yes --mapping 旧表", stdin=other, code=NotFound.exit_code)
    assert "旧表" in answer.err


def test_what_is_given_by_hand_comes_before_what_was_saved(crm: Crm) -> None:
    crm(f"customer import - --yes {OPTIONS} --save-mapping a", stdin=TABLE, today="2026-11-20")
    table = TABLE.replace("王芳", "李雷")
    crm("customer import - --yes --mapping A --map 数额=-", stdin=table, today="2026-11-20")
    assert crm("customer show 李雷 --json").json["potential"] is None


def test_a_saved_mapping_takes_the_place_of_one_of_its_name(crm: Crm) -> None:
    for options in (OPTIONS, "--map 数额=楼高"):
        crm(f"customer import - --yes {options} --save-mapping a", stdin=TABLE, today="2026-11-20")
    (saved,) = crm("mapping list --json").json
    assert saved["columns"] == {"姓名": "name", "编号": "编号 2", "数额": "楼高"}
    crm("undo --yes")
    (saved,) = crm("mapping list --json").json
    assert saved["columns"]["数额"] == "potential"


def test_a_dry_run_saves_none(crm: Crm) -> None:
    crm("customer add 赵六")
    crm(f"customer import - --dry-run {OPTIONS} --save-mapping a", stdin=TABLE)
    assert crm("mapping list --json").json == []


def test_history_tells_of_it(crm: Crm) -> None:
    crm(f"customer import - --yes {OPTIONS} --save-mapping 旧表", stdin=TABLE, today="2026-11-20")
    crm("mapping remove 旧表")
    told = crm("history").out
    assert "mapping 旧表 saved" in told
    assert "mapping 旧表 removed" in told
