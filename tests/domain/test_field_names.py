"""Fields are known by their words in Chinese: those that crm shows, and others of the trade."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from crmcli import language
from crmcli.domain.field_names import FIELD_NAMES, chinese_names, meant_field, plain_name
from crmcli.domain.field_nearness import nearest_field
from crmcli.domain.field_words import FIELD_WORDS, field_word
from crmcli.domain.message import message
from crmcli.exchange.column_names import ONLY_IMPORTED
from crmcli.exchange.columns import Known, Use, columns_of
from crmcli.render.words import say
from crmcli.services.customers.fields import READERS, Reading, canonical, field_name
from crmcli.services.customers.unsettable import FieldIsDerived, FieldIsKept
from crmcli.store.reads.filters.fields import FIELDS
from crmcli.store.reads.filters.sql import Builder

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_OF_COLUMNS = {"kind", "people", "referred_by"}
"""What others call so may be something else: such a column of a file is kept as it is named."""


def named(name: str, taken: object) -> str:
    del taken
    return name


def none(name: str) -> None:
    del name


NO_OWN = Known(none, named)
"""A book without fields of its own."""


@pytest.fixture
def chinese() -> Iterator[None]:
    language.bind("zh")
    yield
    language.bind("en")


def test_every_field_has_a_word() -> None:
    assert set(FIELDS) | set(READERS) <= set(FIELD_WORDS)


def test_in_english_a_field_is_called_by_its_key() -> None:
    assert all(say(field_word(key)) == key for key in FIELD_WORDS)
    assert say(field_word("my own")) == "my own"


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("key", FIELDS)
def test_the_word_that_is_shown_for_a_field_means_it(key: str) -> None:
    word = say(field_word(key))
    assert word == key or meant_field(word) in {key, {"people": "person"}.get(key)}


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("key", READERS)
def test_the_word_of_a_field_can_be_set(key: str) -> None:
    assert canonical(say(field_word(key))) == key


@pytest.mark.usefixtures("chinese")
def test_a_table_that_is_headed_by_our_words_is_read_as_the_fields() -> None:
    fields = [key for key in {**FIELD_NAMES, **READERS} if key in FIELD_WORDS]
    fields = [key for key in fields if key not in NOT_OF_COLUMNS]
    header = [say(field_word(key)) for key in fields]
    found = columns_of(header, {}, NO_OWN)
    assert [each.field for each in found] == fields
    assert {each.use for each in found} == {Use.FIELD}


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("追踪频率", "every"), ("追踪周期", "every"), ("追踪渠道", "by_channel"),
        ("授权原因", "consent_reason"), ("评级来源", "grade_source"), ("客戶等級", "grade"),
        ("介绍人", "referred_by"), ("轉介紹人", "referred_by"), ("姓名", "name"),
    ],
)  # fmt: skip
def test_other_words_mean_a_field_too(name: str, field: str) -> None:
    assert meant_field(name) == field


def test_whoever_types_a_word_for_a_field_means_it_whatever_he_does_with_it() -> None:
    for name, field in chinese_names().items():
        reading = Reading(date(2026, 3, 31), "CNY", "CN", {})
        builder = Builder(reading, reading.today, None)
        try:
            set_as = field_name(name, {})
        except (FieldIsKept, FieldIsDerived):
            continue
        assert set_as == field
        assert field.startswith("handle.") or builder.field(name)[0] == field


def test_no_name_means_two_fields() -> None:
    seen: dict[str, str] = {}
    for field, names in FIELD_NAMES.items():
        for name in names:
            assert seen.setdefault(plain_name(name), field) == field


def test_a_currency_without_an_amount_is_kept_as_it_is() -> None:
    (column,) = columns_of(["币种"], {}, NO_OWN)
    assert column.use is Use.OWN
    assert [each.field for each in columns_of(["潜在金额", "币种"], {}, NO_OWN)] == [
        "potential",
        "potential_currency",
    ]
    assert "potential_currency" in ONLY_IMPORTED


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("等级x", message("{name} ({key})", name="等级", key="grade")),
        ("预记成交", message("{name} ({key})", name="预计成交", key="expected_close")),
        ("生日会", None),
        ("完全不知道", None),
        ("gradex", "grade"),
    ],
)
def test_the_field_that_was_meant_is_named_with_its_key(name: str, near: object) -> None:
    assert (nearest_field(name, FIELDS) or None) == near
