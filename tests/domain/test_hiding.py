"""What gives a customer away is left out of a text, and nothing else of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.hiding import hidden
from crmcli.domain.traces import Traces

KNOWN = Traces({"Wang Fang", "欧阳靐龘", "zm@b.cn", "Al"}, {"+8613800138000", "021-65748392"})


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("met Wang  Fang 13800138000", "met … …"),
        ("WANG\nFANG, and Al; also", "…, and …; also"),
        ("昨天和欧阳靐龘谈，电话+86 138-0013-8000转", "昨天和…谈，电话…转"),
        ("ＷＡＮＧ ｆang！ Wáng Fàng's", "…！ …'s"),
        ("paid 500 13800138000 13800138000 ok", "paid 500 … … ok"),
        ("call (021) 6574 8392 or 65748392", "call (… or …"),
        ("x\u200bWang\u200b Fang\u200b y", "x\u200b… y"),
        ("ﬁWang Fangﬁ´", "ﬁ…ﬁ´"),
        ("  nothing  of\tthe kind ", "  nothing  of\tthe kind "),
        ("ask ZM@B.cn.", "ask …."),
        ("", ""),
    ],
)
def test_it_is_left_out_however_it_is_written(text: str, left: str) -> None:
    assert hidden(text, KNOWN) == left


@given(st.lists(st.one_of(st.text(), st.sampled_from(["wang  FANG", "欧阳靐龘", "138 0013 8000"]))))
def test_nothing_of_it_is_left_in_any_text(parts: list[str]) -> None:
    text = "".join(parts)
    left = hidden(text, KNOWN)

    assert not KNOWN.are_in(left)
    assert (left == text) is not KNOWN.are_in(text)
    assert hidden(left, KNOWN) == left


@given(st.text(alphabet="ABC ü王\n", max_size=20), st.text(alphabet="ABC ü王\n", max_size=20))
def test_what_is_around_it_stays(before: str, after: str) -> None:
    text = f"{before} 欧阳靐龘 {after}"

    assert hidden(text, KNOWN) == f"{before} … {after}"
