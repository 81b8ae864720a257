from __future__ import annotations

import inspect
import json
import pkgutil
import re
import types
import typing
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import crmcli.domain
import crmcli.services
from crmcli.domain.channel import Channel
from crmcli.domain.codec import decoded, encoded
from crmcli.domain.customer import CustomerKind
from crmcli.domain.money import Money
from crmcli.domain.promise import Promise, PromiseDraft, PromiseState
from crmcli.domain.when.reading import When

SERVICES = [
    import_module(each.name)
    for each in pkgutil.walk_packages(crmcli.services.__path__, "crmcli.services.")
]
MODULES = [
    import_module(each.name)
    for each in pkgutil.walk_packages(crmcli.domain.__path__, "crmcli.domain.")
]
WORDS: dict[str, Any] = {
    name: value
    for module in (*SERVICES, *MODULES)
    for name, value in vars(module).items()
    if isinstance(value, type)
} | {
    "date": date,
    "datetime": datetime,
    "Mapping": Mapping,
    "Any": Any,
    "Values": Mapping[str, Any],
}

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    date: st.dates(),
    # A fold says nothing in UTC.
    datetime: st.datetimes(timezones=st.just(UTC)).map(lambda each: each.replace(fold=0)),
    type(None): st.none(),
    object: TEXT | st.integers() | st.dates() | st.sampled_from(Channel),
    Any: TEXT | st.integers(),
    StrEnum: st.sampled_from(Channel),
}


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for values of a record's field."""
    if hint in PLAIN:
        return PLAIN[hint]
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin in {types.UnionType, typing.Union}:
        return st.one_of([values_of(part) for part in parts])
    if origin is tuple and parts[-1] is ...:
        return st.lists(values_of(parts[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*(values_of(part) for part in parts))
    if origin in {Mapping, dict}:
        return st.dictionaries(values_of(parts[0]), values_of(parts[1]), max_size=2)
    if issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    return records(hint)


def records(kind: type[Any]) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(kind, localns=WORDS)
    given_fields = [each.name for each in fields(kind) if each.init]
    return st.builds(kind, **{name: values_of(hints[name]) for name in given_fields})


def leaves_of(hint: Any) -> set[Any]:
    """Return the types a value consists of in the end, without those that hold others."""
    if is_dataclass(hint):
        held = typing.get_type_hints(hint, localns=WORDS)
        parts = [held[each.name] for each in fields(hint) if each.init]
    else:
        parts = [part for part in typing.get_args(hint) if part is not ...]
    return set().union(*map(leaves_of, parts)) if parts else {hint}


def holds_values_alone(kind: type[Any]) -> bool:
    """Tell whether a record can be written as text: what acts is no part of it."""
    return all(
        leaf in PLAIN or is_dataclass(leaf) or (isinstance(leaf, type) and issubclass(leaf, Enum))
        for leaf in leaves_of(kind)
    )


RECORDS = {
    value
    for value in WORDS.values()
    if isinstance(value, type)
    and is_dataclass(value)
    and value.__module__.startswith("crmcli.domain.")
    and not value.__name__.startswith("_")
} - {When}
"""Every record of the domain but the reading of a date phrase, which is no result."""

ANSWERS = {
    getattr(module, name)
    for module in SERVICES
    for name in re.findall(r"\.replayed\((\w+)\)", inspect.getsource(module))
    if name != "tuple"
}
"""The answers that services ask for again when a command is given again."""

KEPT = sorted({*filter(holds_values_alone, RECORDS), *ANSWERS}, key=str)
"""What a book keeps for a retry, or could: what holds more than values is kept by nobody."""


def test_no_answer_that_is_kept_for_a_retry_holds_more_than_values() -> None:
    assert len(ANSWERS) > 20
    assert [kind for kind in ANSWERS if not holds_values_alone(kind)] == []


@pytest.mark.parametrize("kind", KEPT, ids=lambda kind: kind.__qualname__)
def test_every_record_comes_back_equal(kind: type[Any]) -> None:
    @settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
    @given(records(kind))
    def comes_back(record: Any) -> None:
        again = decoded(kind, encoded(record))
        assert again == record
        # True and 1 are equal too.
        assert repr(astuple(again)) == repr(astuple(record))

    comes_back()


def test_the_text_is_json_that_a_person_can_read() -> None:
    draft = PromiseDraft(text="发报价", by=date(2026, 4, 1))

    content = json.loads(encoded(draft))

    assert content["$"] == "crmcli.domain.promise:PromiseDraft"
    assert content["value"]["text"] == "发报价"
    assert "发报价" in encoded(draft)


def test_enums_come_back_as_enums() -> None:
    assert decoded(Channel, encoded(Channel.WECHAT)) is Channel.WECHAT
    assert decoded(CustomerKind, encoded(CustomerKind.COMPANY)) is CustomerKind.COMPANY


def test_an_instant_of_a_time_zone_comes_back_as_the_same_instant() -> None:
    instant = datetime(2026, 3, 20, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))

    assert decoded(datetime, encoded(instant)) == instant


def test_many_results_come_back_in_their_order() -> None:
    results = (Money(1, "CNY"), Money(2, "EUR"), None, "text", 7, True)

    assert decoded(tuple, encoded(results)) == results


def test_another_kind_than_asked_for_is_refused() -> None:
    with pytest.raises(ValueError, match="not a Promise"):
        decoded(Promise, encoded(PromiseState.OPEN))


@pytest.mark.parametrize(
    "kind",
    [
        "os:system",
        "builtins:eval",
        "subprocess:Popen",
        "crmcli.domain.codec:encoded",
        "crmcli.domain.codec:json",
        "crmcli.errors:CrmError",
        "crmcli.domain.promise:Missing",
        "crmcli.domain.promise:Promise.__init__",
        "crmcli.missing:Thing",
        "crmcli",
        "",
    ],
)
def test_only_values_of_ours_are_ever_made(kind: str) -> None:
    with pytest.raises(ValueError, match="is no value of crmcli"):
        decoded(object, json.dumps({"$": kind, "value": {"command": "true"}}))


@dataclass(frozen=True)
class Stranger:
    name: str


def test_a_record_from_elsewhere_is_refused() -> None:
    with pytest.raises(ValueError, match="is no value of crmcli"):
        decoded(Stranger, encoded(Stranger("x")))


@pytest.mark.parametrize("value", [object(), {1, 2}, b"bytes", 1j])
def test_what_json_cannot_hold_is_refused_when_it_is_written(value: object) -> None:
    with pytest.raises(TypeError):
        encoded(value)
