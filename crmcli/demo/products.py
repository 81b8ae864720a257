"""What the demonstration's salesperson sells: labelling and tracking equipment for warehouses."""

from __future__ import annotations

from dataclasses import dataclass

from crmcli.domain.classes import NeedKind


@dataclass(frozen=True, slots=True)
class Product:
    """One thing on offer.

    Args:
        zh: its name in Chinese.
        en: its name in English, as it stands inside a sentence.
        kind: whether it is a product, a service or both.
        price: of one, in yuan.
        most: how many are bought at once at most.
    """

    zh: str
    en: str
    kind: NeedKind
    price: int
    most: int


PRODUCTS = (
    Product("工业条码打印机", "label printer", NeedKind.PRODUCT, 8600, 24),
    Product("手持终端", "handheld terminal", NeedKind.PRODUCT, 4200, 60),
    Product("自动贴标机", "automatic labeller", NeedKind.PRODUCT, 68000, 6),
    Product("RFID 通道门", "RFID gate", NeedKind.PRODUCT, 52000, 8),
    Product("固定式扫码器", "fixed scanner", NeedKind.PRODUCT, 9800, 30),
    Product("仓储管理系统", "warehouse system", NeedKind.BOTH, 180000, 3),
    Product("电子标签货架", "pick-to-light shelf", NeedKind.BOTH, 36000, 12),
    Product("标签耗材年单", "label supply contract", NeedKind.PRODUCT, 30000, 4),
    Product("设备维保服务", "service contract", NeedKind.SERVICE, 24000, 5),
)

SUPPLIES = (
    Product("标签卷", "label rolls", NeedKind.PRODUCT, 260, 60),
    Product("碳带", "ribbons", NeedKind.PRODUCT, 180, 80),
    Product("备用电池", "spare battery", NeedKind.PRODUCT, 380, 24),
    Product("打印头", "print head", NeedKind.PRODUCT, 2400, 6),
)
"""What who has the equipment needs again and again."""

RATES = {"CNY": 1.0, "USD": 7.0, "EUR": 8.0, "GBP": 9.0, "JPY": 0.05}
"""Yuan for one unit of a currency, rounded, to make up amounts of a like size."""
