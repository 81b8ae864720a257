"""The warnings that stand today of the customers of a report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.churn.facts import churn_policy
from crmcli.domain.churn.rule import churn_warnings
from crmcli.domain.classes import ValueClass
from crmcli.store.reads.churn import churn_facts
from crmcli.store.reads.churn_looks import warned
from crmcli.store.reads.filters.fields import VALUE

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.churn.kind import ChurnKind
    from crmcli.store.reads.reports.scope import Scope

_AT_ONCE = 500


class Standing(NamedTuple):
    """A warning that stands, of a customer of this name and value, and whether it was looked at."""

    customer_id: int
    customer: str
    value: ValueClass
    kind: ChurnKind
    since: date
    looked: bool


def standing_warnings(scope: Scope) -> list[Standing]:
    """Reckon the warnings that stand today; archived customers have none."""
    ids = warned(scope.connection, scope.today, looked=True)
    found: list[Standing] = []
    for start in range(0, len(ids), _AT_ONCE):
        found += _of(scope, ids[start : start + _AT_ONCE])
    return found


def _of(scope: Scope, ids: list[int]) -> list[Standing]:
    sql = f"""
        SELECT id, name, {VALUE} FROM customer
         WHERE id IN (SELECT j.value FROM json_each(:some) j) AND {scope.of("id")}
    """  # noqa: S608 - our own names
    values = {**scope.values, "some": json.dumps(ids)}
    policy = churn_policy(scope.policy)
    chosen = {key: (name, value) for key, name, value in scope.connection.execute(sql, values)}
    found = []
    for key, facts in churn_facts(scope.connection, list(chosen)).items():
        name, value = chosen[key]
        for each in churn_warnings(facts, policy):
            since = each.appears
            if each.is_standing(scope.today, scope.now):
                looked = each.is_looked_at(facts.look)
                found.append(Standing(key, name, ValueClass(value), each.kind, since, looked))
    return found
