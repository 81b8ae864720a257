"""A column without a name is called by its number, and found by it in either language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crmcli import language
from crmcli.exchange.columns import Known, Use, columns_of
from crmcli.exchange.unnamed import place_named, unnamed
from tests.chinese import Some

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADER = ("name", "", "phone")


def made(name: str, taken: object) -> str:
    del taken
    return name


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setattr(language, "_bound", [Some({"column {number}": "第 {number} 列"})])
        yield


def test_it_is_called_by_its_number() -> None:
    assert unnamed(1) == "column 2"


@pytest.mark.usefixtures("chinese")
def test_it_is_called_so_in_chinese() -> None:
    assert unnamed(1) == "第 2 列"


@pytest.mark.parametrize("name", ["column 2", "第 2 列", "第2列", "列2", "Column 2"])
def test_it_is_mapped_by_its_number(name: str) -> None:
    columns = columns_of(HEADER, {name: "title"}, Known(lambda _: None, made))
    assert columns[1].field == "title"


@pytest.mark.usefixtures("chinese")
def test_the_field_it_became_before_keeps_it_in_another_language() -> None:
    own = Known(lambda name: name if name == "column 2" else None, made)
    column = columns_of(HEADER, {}, own)[1]
    assert (column.name, column.use, column.field) == ("第 2 列", Use.OWN, "column 2")


@pytest.mark.parametrize("name", ["column", "column 0", "第列", "名 2", "column 2a"])
def test_another_name_is_no_number(name: str) -> None:
    assert place_named(name) is None
