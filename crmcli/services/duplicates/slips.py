"""Names that are one typing mistake apart: looked for among neighbours in the order of the keys."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from crmcli.domain.duplicate.names import FEWEST_LETTERS, are_mistyped
from crmcli.services.duplicates.keys import BORN, BREAK, COLLEAGUE, FIRM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.store.staging.alike import AlikePlace

_WINDOW = 3
"""To how many neighbours a name is compared: a mistake in the first letters is not found."""


def add_slips(place: AlikePlace) -> None:
    """Pair companies, and people of one company or birthday, whose names differ by one letter."""
    for prefix in (FIRM, COLLEAGUE, BORN):
        place.add_pairs(_slips(place, prefix))


def _slips(place: AlikePlace, prefix: str) -> Iterator[tuple[int, int]]:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - where names are compared alone

    near: deque[tuple[str, str, int]] = deque(maxlen=_WINDOW)
    for key, first, _many in place.grouped(prefix):
        group, _, name = key.removeprefix(prefix).rpartition(BREAK)
        if not name.isascii() or len(name) < FEWEST_LETTERS:
            continue
        for its, other, oldest in near:
            close = its == group and OSA.distance(name, other, score_cutoff=1) == 1
            if close and first != oldest and are_mistyped(name, other):
                yield min(first, oldest), max(first, oldest)
        near.append((group, name, first))
