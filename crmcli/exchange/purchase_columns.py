"""From the columns of a table of purchases to their fields, by English and Chinese names.

What no field is named by is left out, and said; `--map COLUMN=FIELD` says otherwise.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from crmcli.domain.message import message
from crmcli.errors import N_, Refused, UsageFault
from crmcli.exchange.column_names import plain_name
from crmcli.exchange.columns import LEFT_OUT, Column, Use, named_places, written_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CUSTOMER, CUSTOMER_ID = "customer", "customer_id"
AT, PRODUCT, QUANTITY = "at", "product", "quantity"
AMOUNT, CURRENCY = "amount", "currency"
DEAL, NOTE = "deal_id", "note"

_NAMES = {
    CUSTOMER: (
        "customer", "customer name", "client", "client name", "account", "buyer",
        "客户", "客户名称", "客户名", "客户姓名", "客户全称", "姓名", "购买方", "买方",
        "购买单位", "采购方", "购货单位",
    ),
    CUSTOMER_ID: ("customer id", "客户id"),
    AT: (
        "at", "date", "day", "purchase date", "order date", "date of purchase", "ordered",
        "日期", "购买日期", "购买时间", "下单日期", "下单时间", "订单日期", "订单时间", "成交日期",
        "成交时间", "交易日期", "交易时间", "时间",
    ),
    PRODUCT: (
        "product", "product name", "item", "article", "goods",
        "产品", "产品名称", "商品", "商品名称", "品名", "货品", "货品名称", "物料", "物料名称",
    ),
    QUANTITY: ("quantity", "qty", "count", "pieces", "数量", "件数", "购买数量", "订购数量"),
    AMOUNT: (
        "amount", "total", "total amount", "sum", "revenue",
        "金额", "总金额", "总价", "合计", "合计金额", "成交金额", "订单金额", "购买金额",
        "交易金额", "销售额",
    ),
    CURRENCY: ("currency", "amount currency", "币种", "货币", "币别"),
    DEAL: ("deal", "deal id", "商机", "销售机会", "商机id"),
    NOTE: ("note", "notes", "remark", "remarks", "comment", "comments", "备注", "说明", "附注"),
}  # fmt: skip

_DERIVED = frozenset({"id", "bookamount", "bookamountcurrency"})
"""Our own keys that the book works out itself: such columns are not needed."""


class NoSuchColumn(Refused):
    """A table that lacks what every purchase has."""

    code = "no_such_column"
    sentence = N_("No column of the file says {what}; it has: {columns}.")
    hint = N_("Say which one does, as in --map COLUMN={field}.")


_NEEDED = (
    ((CUSTOMER, CUSTOMER_ID), "customer", N_("who bought")),
    ((AT,), "date", N_("when it was bought")),
    ((AMOUNT,), "amount", N_("for how much it was bought")),
)
"""What every purchase has: the fields that say it, a name to map a column to, and what it is."""


class NoSuchField(UsageFault):
    """A `--map` to a field that purchases do not have."""

    code = "no_such_field"
    sentence = N_("A purchase has no field {name}; it has {fields}.")


def purchase_columns(header: Sequence[str], edits: Mapping[str, str]) -> list[Column]:
    """Say what becomes of each column; of several for one field the first has it.

    Args:
        header: the names as they are written.
        edits: for some columns the field, or `-`; names as in the file, whatever case and width.

    Raises:
        UnknownColumn: an edit names a column that is not there.
        NoSuchField: an edit names a field that is none.
        NoSuchColumn: none says who bought, when, or for how much.
    """
    names = [written_name(name) or f"column {place + 1}" for place, name in enumerate(header)]
    wanted = named_places(names, edits)
    given = {place: _edited(field) for place, field in wanted.items()}
    taken = set(given.values())
    columns: list[Column] = []
    for place, name in enumerate(names):
        field = given[place] if place in given else _own_way(name, taken)
        taken.add(field)
        columns.append(_column(place, name, field))
    for needed, field, what in _NEEDED:
        if taken.isdisjoint(needed):
            raise NoSuchColumn(field=field, what=message(what), columns=", ".join(names))
    return columns


def _column(place: int, name: str, field: str) -> Column:
    if field:
        return Column(place, name, Use.FIELD, field)
    use = Use.DERIVED if plain_name(name) in _DERIVED else Use.LEFT_OUT
    return Column(place, name, use)


def _edited(field: str) -> str:
    """Read the field of an edit; nothing for a column that is left out."""
    if field == LEFT_OUT:
        return ""
    found = _synonyms().get(plain_name(field))
    if found is None:
        raise NoSuchField(name=field, fields=", ".join(_NAMES))
    return found


def _own_way(name: str, taken: set[str]) -> str:
    field = _synonyms().get(plain_name(name), "")
    return "" if field in taken else field


@cache
def _synonyms() -> dict[str, str]:
    fields = {plain_name(field): field for field in _NAMES}
    return fields | {plain_name(each): field for field, names in _NAMES.items() for each in names}
