"""What the writing door knows of the tables, held against the models."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint

from crmcli.domain.erasure_words import COUNTED, WITHIN
from crmcli.domain.record_words import RECORDS
from crmcli.store.creation import schema
from crmcli.store.records import KEYS, LINKS, PARTS, UNNOTED

TABLES = schema().tables
NOTED = set(TABLES) - UNNOTED


def links(*, parts: bool) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name in NOTED:
        for each in TABLES[name].constraints:
            if isinstance(each, ForeignKeyConstraint) and (each.ondelete == "CASCADE") is parts:
                (column,) = each.column_keys
                found.setdefault(name, {})[column] = each.referred_table.name
    return found


def test_the_keys_are_those_of_the_models() -> None:
    own = {
        name: tuple(column.name for column in table.primary_key)
        for name, table in TABLES.items()
        if [column.name for column in table.primary_key] != ["id"]
    }

    assert dict(KEYS) == own


def test_parts_are_what_goes_with_its_whole() -> None:
    assert {name: dict(columns) for name, columns in PARTS.items()} == links(parts=True)


def test_links_are_what_refers_to_another_record() -> None:
    others = {
        name: kept
        for name, columns in links(parts=False).items()
        if (kept := {column: to for column, to in columns.items() if to not in UNNOTED})
    }

    assert {name: dict(columns) for name, columns in LINKS.items()} == others


def test_whatever_goes_with_an_erased_customer_is_counted_by_itself_or_with_its_whole() -> None:
    own = {name for name in NOTED if "customer_id" in TABLES[name].columns}
    assert own <= set(PARTS)

    # The history is counted too, though it has no history.
    assert {*COUNTED, *WITHIN} == {"customer", *PARTS, "change"}
    assert not COUNTED.keys() & WITHIN.keys()
    assert set(WITHIN.values()) <= {*COUNTED, "customer"}
    for part, whole in WITHIN.items():
        assert part == whole or whole in PARTS[part].values()


def test_every_id_is_given_out_once() -> None:
    with_ids = {name for name in TABLES if name not in KEYS}

    options = {name: TABLES[name].dialect_options["sqlite"] for name in with_ids}
    assert {name for name, each in options.items() if each["autoincrement"]} == with_ids


def test_every_record_of_the_history_has_a_word_for_its_readers() -> None:
    assert set(RECORDS) == NOTED
