"""Sentences that are put together read well in a language without spaces and with its own signs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from crmcli import language
from crmcli.domain.basis import Basis
from crmcli.domain.channel import Channel
from crmcli.domain.deals.due import DealDueFacts, deal_reason
from crmcli.domain.due_explanation import due_explanation
from crmcli.domain.due_reason import due_reason
from crmcli.domain.foreign import foreign_told
from crmcli.domain.history_values import column_changed, named
from crmcli.domain.listed import names
from crmcli.domain.reports.known import KNOWN
from crmcli.domain.reports.report_words import REPORT_WORDS, report_word
from crmcli.domain.span import Span, Unit
from crmcli.domain.stage import Stage
from crmcli.render.words import say
from tests.chinese import Some
from tests.domain.test_due_reason import FACTS

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = date(2026, 3, 1)
LIMIT = "{stage}: no contact for {count} day, limit {limit}"
LONGER = "{stage}: no contact for {count} day, limit {length}"
TEXTS: Mapping[str, str] = {
    "{first} {rest}": "{first}{rest}",
    "{first}, {rest}": "{first}、{rest}",
    "Last contact {day} ({via}).": "上次联系 {day}（{via}）。",
    "Last contact {day}.": "上次联系 {day}。",
    "{grade}, {cadence}: last contact {since} ({via})": "上次联系 {since}（{via}）",
    "{grade}, {cadence}: last contact {since}": "上次联系 {since}",
    "Today is {today}: {count} day late, {ratio}× of its cadence.": "逾期 {count} 天，{ratio} 倍。",
    LIMIT: "{stage}：{count} 天未联系，上限 {limit} 天",
    LONGER: "{stage}：{count} 天未联系，上限 {length}",
    "{count} week": "{count} 周",
    "table {name}": "表 {name}",
    "column {name}": "列 {name}",
    "title": "职务",
    "name of a deal\4title": "名称",
    "deal\4reason of the loss": "丢单原因",
    "who promised it\4theirs": "由对方作出",
    "yes": "是",
    "name of a report\4pipeline": "销售漏斗",
}


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_bound", [Some(TEXTS)])


def test_no_space_stands_between_the_sentences_of_an_explanation() -> None:
    told = say(due_explanation(FACTS, date(2026, 3, 16)))
    assert "上次联系 2026-03-02（phone）。Grade B" in told
    assert told.endswith("逾期 7 天，1.00 倍。")


def test_an_unknown_channel_leaves_no_empty_brackets() -> None:
    facts = FACTS._replace(last_via=None)
    assert say(due_reason(facts, DAY)) == "上次联系 2026-03-02"
    assert "上次联系 2026-03-02。" in say(due_explanation(facts, DAY))
    assert say(due_reason(facts._replace(last_via=Channel.PHONE), DAY)).endswith("（phone）")


def test_the_limit_of_a_quiet_deal_has_its_unit() -> None:
    facts = DealDueFacts("x", Stage.QUOTE, DAY, Basis.QUIET, DAY, Span(14, Unit.DAY))
    today = date(2026, 3, 21)
    assert say(deal_reason(facts, today)) == "quote：20 天未联系，上限 14 天"
    weeks = facts._replace(limit=Span(2, Unit.WEEK))
    assert say(deal_reason(weeks, today)).startswith("quote：20 天未联系，上限 2 ")


def test_a_column_has_the_word_of_its_table() -> None:
    assert say(named("deal", "title")) == "名称"
    assert say(named("customer", "title")) == "职务"
    assert say(named("deal", "lost_reason")) == "丢单原因"
    assert "由对方作出" in say(column_changed("promise", "theirs", 0, 1))
    assert "theirs" not in say(column_changed("promise", "theirs", 0, 1))


def test_names_are_listed_with_the_signs_of_the_language() -> None:
    assert say(names(["a", "b", "…"])) == "a、b、…"


def test_what_crm_did_not_make_is_named_by_its_kind() -> None:
    found = ("table x", "column t.c d", "rule z")
    assert say(foreign_told(found)) == "表 x、列 t.c d、rule z"
    assert say(foreign_told(found, 1)) == "表 x、…"


def test_every_report_has_a_word() -> None:
    assert set(REPORT_WORDS) == {*KNOWN, "cases", "count"}
    assert say(report_word("pipeline")) == "销售漏斗"
    assert say(report_word("my own")) == "my own"
    assert say(report_word("churn")) == "churn"
