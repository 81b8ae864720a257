"""The tables of a report as JSON Schema: the keys of their rows, and what stands behind each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.money import Money
from crmcli.domain.reports.report import Kind
from crmcli.render.schema import type_schema

if TYPE_CHECKING:
    from crmcli.domain.reports.report import Block, Column, Report

_IDS = {"type": "array", "items": {"type": "integer"}}


def _or_null(*schemas: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [*schemas, {"type": "null"}]}


_NUMBER = _or_null({"type": "number"})
_COUNT = _or_null({"type": "integer"})
_WORD = _or_null({"type": "string"}, {"type": "integer"})


def blocks_schema(report: Report, block: dict[str, Any]) -> dict[str, Any]:
    """Describe the tables of a report.

    Args:
        report: the report, as it is for any book.
        block: the schema of a table whose rows may be anything.
    """
    return {
        "type": "object",
        "properties": {each.key: _block(each, block) for each in report.blocks},
        "required": [each.key for each in report.blocks],
    }


def _block(block: Block, general: dict[str, Any]) -> dict[str, Any]:
    row = {
        "type": "object",
        "properties": {
            **{column.key: _cell(column) for column in block.columns},
            "record": _or_null({"type": "string"}),
            "ids": _IDS,
        },
        # With --compare each figure has one of the period before beside it, and with --explain
        # those that count only some records name these.
        "patternProperties": {"_ids$": _IDS},
        "required": [column.key for column in block.columns],
    }
    properties = {
        **general["properties"],
        "rows": {"type": "array", "items": row},
        "total": _or_null(row),
    }
    return {**general, "properties": properties}


def _cell(column: Column) -> dict[str, Any]:
    match column.kind:
        case Kind.COUNT:
            return _COUNT
        case Kind.NUMBER:
            return _NUMBER
        case Kind.AMOUNT:
            return _or_null(type_schema(Money))
        case Kind.SUMS:
            amount = type_schema(Money)
            amounts = {"type": "array", "items": amount}
            return _or_null(_object(amounts=amounts, book_amount=_or_null(amount)))
        case Kind.SHARE:
            return _or_null(_object(part=_COUNT, whole=_COUNT, rate=_NUMBER))
        case Kind.MEAN:
            return _or_null(_object(mean=_NUMBER, count=_COUNT))
        case Kind.MEDIAN:
            currency = {"currency": {"type": "string"}} if column.in_currency else {}
            return _or_null(_object(median=_NUMBER, count=_COUNT, **currency))
        case _:
            return _WORD


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}
