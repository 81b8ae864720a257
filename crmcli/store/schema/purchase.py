"""Tables of what was bought, at which rates it is counted, and which points it brought."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from crmcli.domain.loyalty_kind import LoyaltyKind
from crmcli.store.schema.columns import choice, link
from crmcli.store.schema.row import Row


class PurchaseRow(Row, table=True):
    """A purchase (购买记录): one product on one day.

    Amounts are minor units; `book_minor` is the amount in the book's currency at the rate of its
    day, empty where there is no rate. `thousandths` is the quantity, in thousandths of a unit.
    """

    __tablename__ = "purchase"
    __table_args__ = (
        CheckConstraint("thousandths > 0", name="quantity_is_positive"),
        CheckConstraint("amount_minor >= 0", name="amount_not_negative"),
        Index("purchase_of", "customer_id", "day"),
        Index("purchase_by_day", "day"),
        Index("purchase_by_product", "product", sqlite_where=text("product IS NOT NULL")),
        Index("purchase_by_deal", "deal_id", sqlite_where=text("deal_id IS NOT NULL")),
        Index("purchase_by_currency", "currency"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(sa_column=link("customer.id", cascade=True))
    day: date
    product: str | None = None
    thousandths: int
    amount_minor: int
    currency: str
    book_minor: int | None = None
    deal_id: int | None = Field(default=None, sa_column=link("deal.id", nullable=True))
    note: str | None = None
    imported: bool = False
    author: str


class RateRow(Row, table=True):
    """What one unit of a currency was worth in another from a local date on, as was stated.

    `rate` is a decimal number, such as `7.1234`.
    """

    __tablename__ = "rate"
    __table_args__ = (
        Index("rate_of", "currency", "base", "day", unique=True),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    currency: str
    base: str
    day: date
    rate: str
    author: str


class LoyaltyEntryRow(Row, table=True):
    """One line in the ledger of loyalty points; what was redeemed is negative."""

    __tablename__ = "loyalty_entry"
    __table_args__ = (
        Index("loyalty_of", "customer_id", "day"),
        Index("loyalty_purchase", "purchase_id", sqlite_where=text("purchase_id IS NOT NULL")),
        Index("loyalty_referred", "referred_id", sqlite_where=text("referred_id IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(sa_column=link("customer.id", cascade=True))
    day: date
    kind: LoyaltyKind = Field(sa_column=choice("kind", LoyaltyKind))
    points: int
    purchase_id: int | None = Field(
        default=None, sa_column=link("purchase.id", nullable=True, cascade=True)
    )
    referred_id: int | None = Field(default=None, sa_column=link("customer.id", nullable=True))
    reason: str | None = None
    author: str
