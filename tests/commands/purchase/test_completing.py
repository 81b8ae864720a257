"""A Tab offers the book's own products, the parts of a purchase, and currencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Crm


def offered(crm: Crm, *words: str) -> list[str]:
    answer = crm.real(["crm", *words], _CRM_COMPLETE="complete_zsh")
    return [line.split("\t")[0] for line in answer.out.splitlines()[1:]]


def test_products_of_the_book_complete(crm: Crm) -> None:
    crm("customer add 王芳")
    for product in ("钢管", "不锈钢管", "Pump", "Pump"):
        crm(f"purchase add 王芳 --amount 1 --product {product}")
    crm("purchase add 王芳 --amount 1")
    assert offered(crm, "purchase", "add", "王芳", "--product", "") == ["Pump", "不锈钢管", "钢管"]
    assert offered(crm, "purchase", "list", "--product", "钢") == ["钢管"]
    assert offered(crm, "purchase", "edit", "1", "--unset", "") == ["product", "deal", "note"]
    assert offered(crm, "purchase", "list", "王") == ["王芳"]
    assert offered(crm, "rate", "set", "us") == ["USD", "USN"]
