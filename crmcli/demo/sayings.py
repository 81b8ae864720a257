"""The form of what is written down about deals, feedback and surveys in the demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.feedback_state import FeedbackKind, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.demo.products import Product
    from crmcli.domain.stage import Stage
    from crmcli.domain.winback_result import WinbackResult


@dataclass(frozen=True, slots=True)
class Case:
    """What was learnt from a deal that was won or lost."""

    because: str
    objection: str | None = None
    repeat: str | None = None
    avoid: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What a customer said back, and what is noted at the steps that follow.

    Args:
        kind: of what kind it is.
        category: what it is about.
        text: what was said.
        notes: one for each step after the first.
        result: what came of it.
        severity: how grave it is.
    """

    kind: FeedbackKind
    category: str
    text: str
    notes: tuple[str, ...]
    result: str
    severity: Severity = Severity.NORMAL


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure to do better: what, who sees to it, and its effect once it is done."""

    text: str
    owner: str
    effect: str | None = None


@dataclass(frozen=True, slots=True)
class Sayings:
    """All of this in one language; texts may name the placeholders that a `Line` may.

    Args:
        chinese: whether the language is Chinese.
        chinese_products: whether products and deals are called by Chinese names.
        titles: how a deal is called.
        moves: what is noted of the move to a stage.
        notes: what is noted of a deal.
        won: what was learnt from deals that were won.
        lost: the reason of a lost deal and what was learnt from it.
        heard: what customers said, several of each kind.
        late: complaints that are still open, each of its own.
        surveys: what is noted of an answer, by its score.
        handlers: who handles feedback.
        measures: measures to do better; the first concerns the whole book.
        looks: what is noted where somebody looked at a warning.
        tries: what is noted of a try to win a lost customer back, by its result.
    """

    chinese: bool
    chinese_products: bool
    titles: tuple[str, ...]
    moves: Mapping[Stage, tuple[str, ...]]
    notes: tuple[str, ...]
    won: tuple[Case, ...]
    lost: tuple[tuple[str, Case], ...]
    heard: tuple[Heard, ...]
    late: tuple[Heard, ...]
    surveys: Mapping[int, tuple[str, ...]]
    handlers: tuple[str, ...]
    measures: tuple[Measured, ...]
    looks: tuple[str, ...]
    tries: Mapping[WinbackResult, str]

    def product(self, product: Product) -> str:
        """Name a product."""
        return product.zh if self.chinese_products else product.en
