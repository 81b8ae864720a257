"""Tables to find customers by: exact keys and prefixes here, parts in the full-text tables."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field

from crmcli.domain.lookup import KeyKind
from crmcli.store.schema.columns import choice
from crmcli.store.schema.row import Row


class SearchKeyRow(Row, table=True):
    """A key a customer is found by: a folded name, a number, a reversed number, an address."""

    __tablename__ = "search_key"
    __table_args__ = (Index("search_key_of", "customer_id"), {"sqlite_with_rowid": False})

    key: str = Field(primary_key=True)
    kind: KeyKind = Field(sa_column=choice("kind", KeyKind, primary_key=True))
    customer_id: int = Field(foreign_key="customer.id", ondelete="CASCADE", primary_key=True)
