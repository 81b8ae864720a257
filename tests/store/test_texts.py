"""What the book is searched by, held against the models and the rest of the program."""

from __future__ import annotations

from sqlmodel.sql.sqltypes import AutoString

from crmcli.domain.found import FoundKind
from crmcli.store.creation import schema
from crmcli.store.records import PARTS
from crmcli.store.texts import OF_CUSTOMER, OF_LOG, searched
from crmcli.store.views import SEARCH_TABLES

TABLES = schema().tables


def test_every_text_that_is_searched_is_a_text_of_its_table() -> None:
    for table in (*OF_CUSTOMER, *OF_LOG):
        columns = TABLES[table].columns
        assert all(isinstance(columns[each].type, AutoString) for each in searched(table)), table


def test_what_is_searched_belongs_to_a_customer() -> None:
    for table in {*OF_CUSTOMER, *OF_LOG} - {"customer"}:
        assert PARTS[table]["customer_id"] == "customer"


def test_every_table_of_the_log_is_found_under_its_own_name() -> None:
    assert {"customer", *OF_LOG} == {str(each) for each in FoundKind}


def test_there_is_a_full_text_table_for_each() -> None:
    made = {statement.split()[3] for statement in SEARCH_TABLES}
    assert made == {f"{table}_text" for table in ("customer", *OF_LOG)}
