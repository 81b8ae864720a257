"""Tables to find customers by: exact keys and prefixes here, parts in the full-text tables."""

from __future__ import annotations

from sqlmodel import Field

from crmcli.domain.lookup import KeyKind
from crmcli.store.schema.columns import choice
from crmcli.store.schema.row import Row


class SearchKeyRow(Row, table=True):
    """A key a customer is found by: a folded name, a number, a reversed number, an address.

    Like the full-text tables this is an index of our own, made from the other tables. It has no
    foreign key, and whoever changes a customer removes the keys it had: an index by customer would
    be as large as the table itself.
    """

    __tablename__ = "search_key"
    __table_args__ = ({"sqlite_with_rowid": False},)

    key: str = Field(primary_key=True)
    kind: KeyKind = Field(sa_column=choice("kind", KeyKind, primary_key=True))
    customer_id: int = Field(primary_key=True)
