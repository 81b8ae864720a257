"""The figures of warnings as compact JSON, as an obligation keeps them."""

from __future__ import annotations

import json
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from crmcli.domain.churn.kind import ChurnKind
from crmcli.domain.churn.warning import ChurnWarning
from crmcli.domain.money import Money
from crmcli.domain.span import read_span
from crmcli.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def figures_text(warnings: Iterable[ChurnWarning]) -> str:
    """Write warnings as JSON that `warnings_in` reads back to equal ones."""
    return json.dumps([_written(each) for each in warnings], separators=(",", ":"))


def warnings_in(figures: str) -> tuple[ChurnWarning, ...]:
    """Read warnings back.

    Raises:
        ValueError: the text holds no warnings.
    """
    try:
        return tuple(_read(**each) for each in json.loads(figures))
    except (TypeError, KeyError, ZeroDivisionError, UsageFault) as error:
        raise ValueError(figures) from error


def _written(warning: ChurnWarning) -> dict[str, object]:
    figures = {
        "kind": warning.kind.value,
        "appears": warning.appears.isoformat(),
        "since": warning.since.isoformat(),
        "orders": warning.orders,
        "gap": None if warning.gap is None else str(warning.gap),
        "ratio": None if warning.ratio is None else str(warning.ratio),
        "minor": [each.minor for each in warning.amounts] or None,
        "currency": warning.amounts[0].currency if warning.amounts else None,
        "score": warning.score,
        "complaint_id": warning.complaint_id,
        "limit": None if warning.limit is None else warning.limit.isoformat(),
        "span": None if warning.span is None else str(warning.span),
    }
    return {name: value for name, value in figures.items() if value is not None}


def _read(
    kind: str,
    appears: str,
    since: str,
    minor: tuple[int, ...] = (),
    currency: str = "",
    **rest: Any,  # noqa: ANN401 - JSON
) -> ChurnWarning:
    figures = {name: _READERS.get(name, int)(value) for name, value in rest.items()}
    return ChurnWarning(
        ChurnKind(kind),
        date.fromisoformat(appears),
        date.fromisoformat(since),
        amounts=tuple(Money(int(each), currency) for each in minor),
        **figures,  # type: ignore[arg-type]
    )


_READERS: dict[str, Callable[[Any], object]] = {
    "gap": Fraction,
    "ratio": Fraction,
    "limit": datetime.fromisoformat,
    "span": read_span,
}
