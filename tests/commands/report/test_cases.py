"""`crm report cases`: how many past deals there were is what a loop over the deals counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.report.asking import FEW, Asking, name_of
from tests.commands.report.plain_book import Span, Whom, day
from tests.commands.report.plain_deals import closed

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(("name", "span", "whom"), FEW, ids=name_of)
def test_cases_are_compared_with_every_other_deal_that_was_closed(
    asking: Callable[[str], Asking], name: str, span: Span, whom: Whom
) -> None:
    ask = asking(name)
    at_hand = next(deal for deal in ask.book["deal"] if deal["stage"] in {"won", "lost"})
    blocks = ask(f"cases --deal {at_hand['id']} --period {span.text} {whom.text} --limit 9999")[
        "blocks"
    ]
    others = [deal for deal in closed(ask.book, span, whom) if deal["id"] != at_hand["id"]]
    near = blocks["cases"]["rows"]
    for row in blocks["outcomes"]["rows"]:
        assert row["deals"] == sum(deal["stage"] == row["outcome"] for deal in others)
        alike = sorted(each["id"] for each in near if each["outcome"] == row["outcome"])
        assert (row["alike"], row["ids"]) == (len(alike), alike)
    known = {deal["id"]: deal for deal in others}
    assert [row["closed"] for row in near] == [str(day(known[row["id"]]["closed"])) for row in near]
    assert [row["score"] for row in near] == sorted((row["score"] for row in near), reverse=True)
