"""How satisfied customers are: survey answers, call-backs of complaints, and who is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.feedback_step import HIGHEST_SCORE, LOWEST_SCORE
from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.message import counted, message
from crmcli.domain.reports.figures import Mean, Share
from crmcli.domain.reports.named import IN_PERIOD, named
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Row
from crmcli.errors import N_, NC_
from crmcli.store.reads.reports.counting import Part, Records, groups, no_ids
from crmcli.store.reads.reports.tables import WHEN, Outline, by_day, by_name, with_total

if TYPE_CHECKING:
    from crmcli.domain.message import Message
    from crmcli.store.reads.reports.scope import Scope

_ANSWERS = Column("answers", N_("Answers"))
_CALL_BACKS = Column("call_backs", N_("Call-backs"))
_MEAN = Column("score", N_("Mean score"), Kind.MEAN)
_SCORE = Column("score", N_("Score"), Kind.WORD)
_WHAT = Column("what", N_("Counted"), Kind.WORD)
_PROMOTES = "r.recommend >= 9"
_DETRACTS = "r.recommend <= 6"
_MOST = 10
_SATISFIED = 4


def satisfaction(scope: Scope) -> tuple[Block, ...]:
    """Tell how satisfied customers are."""
    answers = Records("survey r", f"{scope.on('r.day')} AND {scope.of('r.customer_id')}")
    called = Records(
        "feedback_step r",
        f"r.score IS NOT NULL AND {scope.at('r.at')} AND {scope.of('r.customer_id')}",
    )
    of_surveys = message(N_("The same answers by their score, from 1 to 5."))
    of_calls = message(N_("The same call-backs by their score, from 1 to 5."))
    return (
        _whole(scope, answers),
        _scores(scope, answers, "scores", N_("Scores of surveys"), _ANSWERS, of_surveys),
        _recommending(scope, answers),
        _time(scope, answers),
        _called_back(scope, called),
        _scores(scope, called, "called_back", N_("Scores of call-backs"), _CALL_BACKS, of_calls),
        _lowest(scope, answers),
    )


def _whole(scope: Scope, answers: Records) -> Block:
    outline = Outline(
        "whole",
        N_("Surveys"),
        (
            _WHAT,
            _ANSWERS,
            Column("customers", N_("Customers")),
            _MEAN,
            Column("satisfied", N_("Score 4 or 5"), Kind.SHARE),
            Column("net_recommendation", N_("Net recommendation (−100 to 100)"), Kind.MEAN),
        ),
        message(
            N_(
                "Survey answers whose day is in the period; customers each counted once. Net"
                " recommendation is the share of promoters (9 or 10) less that of detractors (0 to"
                " 6), in percent, of the answers that said whether they would recommend; it stands"
                " beside the number of these."
            )
        ),
        "survey",
        (
            "count(*)",
            "count(DISTINCT r.customer_id)",
            "coalesce(sum(r.score), 0)",
            f"count(CASE WHEN r.score >= {_SATISFIED} THEN 1 END)",
            f"count(CASE WHEN {_PROMOTES} THEN 1 END) - count(CASE WHEN {_DETRACTS} THEN 1 END)",
            "count(r.recommend)",
        ),
        chart=None,
        shaped=lambda count, customers, total, satisfied, net, asked: (
            count,
            customers,
            Mean(total, count),
            Share(satisfied, count),
            Mean(100 * net, asked),
        ),
        parts=(Part("satisfied", f"r.score >= {_SATISFIED}"),),
    )
    return by_name(scope, outline, answers.by(), lambda: IN_PERIOD, lambda _: 0)


def _scores(
    scope: Scope, records: Records, key: str, title: str, column: Column, how: Message
) -> Block:
    """Tell how often each score was given, those too that were not."""
    found = {
        keys[0]: (count, ids) for keys, (count,), ids, _ in groups(scope, records.by("r.score"))
    }
    none = (0, no_ids(scope))
    rows = []
    for score in range(HIGHEST_SCORE, LOWEST_SCORE - 1, -1):
        count, ids = found.get(score, none)
        rows.append(Row((str(score), count), ids))
    return Block(
        key,
        title,
        (_SCORE, column),
        tuple(rows),
        how,
        "survey" if column is _ANSWERS else "feedback_step",
        total=with_total(scope, rows),
        chart=Chart.BARS,
        drawn=column.key,
    )


_GROUPS = (
    named("promoters", N_("promoters (9 or 10)")),
    named("passives", N_("passives (7 or 8)")),
    named("detractors", N_("detractors (0 to 6)")),
)


def _recommending(scope: Scope, answers: Records) -> Block:
    """Tell how many would recommend, of those who said so."""
    which = f"CASE WHEN {_PROMOTES} THEN 0 WHEN {_DETRACTS} THEN 2 ELSE 1 END"
    asked = replace(answers, where=f"r.recommend IS NOT NULL AND {answers.where}").by(which)
    found = {keys[0]: (count, ids) for keys, (count,), ids, _ in groups(scope, asked)}
    none = (0, no_ids(scope))
    whole = sum(count for count, _ in found.values())
    rows = []
    for at, name in enumerate(_GROUPS):
        count, ids = found.get(at, none)
        rows.append(Row((name, count, Share(count, whole)), ids))
    total = with_total(scope, rows)
    if total is not None:
        total = replace(total, cells=(*total.cells[:-1], Share(whole, whole)))
    return Block(
        "recommending",
        N_("Would they recommend?"),
        (
            Column("who", NC_("column of customers or answers", "Who"), Kind.WORD),
            _ANSWERS,
            Column("share", N_("Of those who said"), Kind.SHARE),
        ),
        tuple(rows),
        message(N_("The answers that said from 0 to 10 whether they would recommend.")),
        "survey",
        total=total,
        chart=Chart.BARS,
        drawn="answers",
    )


def _time(scope: Scope, answers: Records) -> Block:
    outline = Outline(
        "time",
        N_("Over time"),
        (WHEN, _MEAN, _ANSWERS),
        message(N_("The same answers by their day: their mean score, and how many there are.")),
        "survey",
        ("coalesce(sum(r.score), 0)", "count(*)"),
        chart=Chart.SERIES,
        shaped=lambda total, count: (Mean(total, count), count),
    )
    return by_day(scope, outline, answers.by("r.day"))


def _called_back(scope: Scope, called: Records) -> Block:
    outline = Outline(
        "call_backs",
        N_("Call-backs of complaints"),
        (
            _WHAT,
            _CALL_BACKS,
            Column("complaints", N_("Complaints")),
            _MEAN,
            Column("low", N_("Score 1 or 2"), Kind.SHARE),
        ),
        message(
            N_(
                "Satisfaction call-backs of complaints whose instant is in the period, each with"
                " its score; a score of 1 or 2 opens a complaint again, which may be called back"
                " once more."
            )
        ),
        "feedback_step",
        (
            "count(*)",
            "count(DISTINCT r.feedback_id)",
            "coalesce(sum(r.score), 0)",
            "count(CASE WHEN r.score <= 2 THEN 1 END)",
        ),
        chart=None,
        shaped=lambda count, complaints, total, low: (
            count,
            complaints,
            Mean(total, count),
            Share(low, count),
        ),
        parts=(Part("low", "r.score <= 2"),),
    )
    return by_name(scope, outline, called.by(), lambda: IN_PERIOD, lambda _: 0)


def _lowest(scope: Scope, answers: Records) -> Block:
    """Name those who were satisfied least."""
    sql = f"""
        SELECT r.id, c.name, r.day, r.score, r.recommend, r.note
          FROM {answers.source} JOIN customer c ON c.id = r.customer_id
         WHERE {answers.where} AND r.score < {_SATISFIED}
         ORDER BY r.score, r.recommend IS NULL, r.recommend, r.day DESC, r.id
         LIMIT {_MOST}
    """  # noqa: S608 - our own names
    rows = tuple(
        Row(
            (customer, date.fromisoformat(day), score, recommend, note),
            IdRanges([(key, key)]) if scope.explained else None,
        )
        for key, customer, day, score, recommend, note in scope.connection.execute(
            sql, answers.given(scope)
        )
    )
    columns = (
        Column("customer", N_("Customer"), Kind.WORD),
        Column("day", N_("Day"), Kind.WORD),
        replace(_SCORE, kind=Kind.COUNT),
        Column("recommend", N_("Recommends")),
        Column("note", N_("Note"), Kind.WORD),
    )
    how = counted(
        "The lowest of the answers with a score below 4, by score, recommendation and day.",
        "The {count} lowest of the answers with a score below 4: by score, then by how likely"
        " they recommend, then the latest.",
        _MOST,
    )
    return Block("lowest", N_("Not satisfied"), columns, rows, how, "survey").as_it_stands()
