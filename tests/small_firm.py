"""Writes examples/small-firm.xlsx: customers as a small firm keeps them in a spreadsheet.

A title and two rows of names, merged; phones as numbers and as text, days too; a total below, and a
sheet of notes before it. Run it with `python -m tests.small_firm`.
"""

# ruff: noqa: E501, DTZ001 - a table is read across, and knows no time zones

from __future__ import annotations

from datetime import date, datetime
from importlib import import_module
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / "examples" / "small-firm.xlsx"
SHEET = "客户"

_GROUPS = (
    ("A", "A", "序号", ()),
    ("B", "B", "客户名称", ()),
    ("C", "C", "联系人", ()),
    ("D", "G", "联系方式", ("手机", "电话", "微信", "邮箱")),
    ("H", "L", "跟进情况", ("等级", "需求", "预计成交", "最近联系", "方式")),
    ("M", "M", "地址", ()),
    ("N", "N", "预算（元）", ()),
    ("O", "O", "备注", ()),
)
_MUST = {"B": "（必填）", "D": "（必填）"}

Cell = str | float | date | None
_CUSTOMERS: tuple[tuple[Cell, ...], ...] = (
    ("杭州云帆包装有限公司", "陆敏", 13800138011, "0571-88886601", "lumin_yf", "lumin@yunfan.example.cn",
     "A", "明确", date(2026, 12, 15), date(2026, 11, 18), "电话", "杭州市滨江区江南大道 88 号", 86000,
     "要样品，月底前寄"),
    ("宁波港诚货运代理有限公司", "许建国", "138-0013-8012", None, None, None,
     "B", "潜在", "2027年1月20日", "2026.11.3", "微信", "宁波市北仑区明州路 301 号", 32000.5, None),
    ("上海澜图文化传播有限公司", "Amy Zhou", "+86 138 0013 8013", "021-62345613", "amyzhou", "amy@lantu.example.cn",
     "B", "明确", "2026-12-31", datetime(2026, 11, 12, 15, 30), "拜访", "上海市静安区延平路 69 号", None,
     "发票开普票\n收件人写前台"),
    ("老周五金店", "周师傅", 13800138014, None, None, None,
     "C", "无", None, "11月2日", "电话", "萧山", 1500, "现金"),
    ("苏州德润精密机械有限公司", "钱慧", 13800138015, "0512-66660015", None, "qianhui@derun.example.cn",
     "A", "明确", date(2026, 11, 30), date(2026, 11, 20), "邮件", "苏州市工业园区星湖街 218 号", 120000,
     "合同在走流程"),
    ("合肥合计划咨询有限公司", "孙悦", 13800138016, "400-810-8016", "sunyue16", None,
     "C", "潜在", None, "2026/10/27", "微信", "合肥市蜀山区黄山路 599 号", None, None),
    ("王雅", None, 13800138017, None, "wangya17", None,
     "D", None, None, None, None, None, None, "老客户介绍"),
    ("南京众合医疗器械有限公司", "杜磊", 13800138018, "025-84440018", None, "dulei@zhonghe.example.cn",
     "B", "潜在", "2027-02-28", date(2026, 11, 9), "电话", "南京市江宁区将军大道 614 号", 58000, "招标"),
)  # fmt: skip


def write(path: Path) -> None:
    """Write the workbook."""
    with import_module("xlsxwriter").Workbook(path, {"default_date_format": "yyyy/m/d"}) as book:
        book.set_properties({"title": "客户登记表", "created": datetime(2026, 11, 20)})
        head = book.add_format({"bold": True, "align": "center", "border": 1})
        notes = book.add_worksheet("填表说明")
        notes.write_column(
            "A1", ["每周五下班前更新", "手机必须填写，没有的写座机", "等级由销售自己定"]
        )
        sheet = book.add_worksheet(SHEET)
        sheet.merge_range("A1:O1", "客户登记表（2026年）", head)
        sheet.write("A2", "制表：小陈")
        for first, last, name, under in _GROUPS:
            span = f"{first}3:{last}3" if under else f"{first}3:{last}4"
            sheet.merge_range(span, name, head)
            for place, each in enumerate(under):
                sheet.write(f"{chr(ord(first) + place)}4", each, head)
        for column, mark in _MUST.items():
            sheet.write(f"{column}5", mark)
        for at, customer in enumerate(_CUSTOMERS):
            sheet.write(5 + at, 0, at + 1)
            for place, cell in enumerate(customer, 1):
                if cell is not None:
                    sheet.write(5 + at, place, cell)
        below = 5 + len(_CUSTOMERS)
        sheet.write(below, 0, f"合计 {len(_CUSTOMERS)} 家")
        budget = sum(each[12] for each in _CUSTOMERS if isinstance(each[12], (int, float)))
        sheet.write_formula(below, 13, f"=SUM(N6:N{below})", None, budget)
        sheet.set_column("B:B", 28)
        sheet.set_column("D:G", 18)
        sheet.set_column("J:K", 12)
        sheet.set_column("M:O", 24)
        sheet.freeze_panes(4, 2)
        sheet.activate()


if __name__ == "__main__":
    write(EXAMPLE)
