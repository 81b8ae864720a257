"""What people call the columns of a table of purchases, in English and Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.errors import N_
from crmcli.exchange.record_columns import Needed, RecordColumns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.exchange.columns import Column
    from crmcli.exchange.header_names import Names

CUSTOMER, CUSTOMER_ID = "customer", "customer_id"
AT, PRODUCT, QUANTITY = "at", "product", "quantity"
AMOUNT, CURRENCY = "amount", "currency"
DEAL, AUTHOR, NOTE = "deal_id", "author", "note"

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
    AUTHOR: (
        "author", "salesperson", "sales person", "sales rep", "sold by", "owner", "deal owner",
        "account owner", "经手人", "经办人", "业务员", "销售员", "销售人员", "销售", "负责人",
        "所有人",
    ),
    NOTE: ("note", "notes", "remark", "remarks", "comment", "comments", "备注", "说明", "附注"),
}  # fmt: skip

_PURCHASES = RecordColumns(
    N_("A purchase"), _NAMES, frozenset({"id", "bookamount", "bookamountcurrency"})
)
_NEEDED = (
    Needed((CUSTOMER, CUSTOMER_ID), "customer", N_("who bought")),
    Needed((AT,), "date", N_("when it was bought")),
    Needed((AMOUNT,), "amount", N_("for how much it was bought")),
)


def purchase_names(edits: Mapping[str, str]) -> Names:
    """Give the column names that are known in a table of purchases; as `RecordColumns.known`."""
    return _PURCHASES.known(edits, _NEEDED)


def purchase_columns(header: Sequence[str], edits: Mapping[str, str]) -> list[Column]:
    """Say what becomes of each column of a table of purchases; as `RecordColumns.of`."""
    return _PURCHASES.of(header, edits, _NEEDED)
