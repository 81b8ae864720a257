"""Looking for the column names among the first rows of a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crmcli.domain.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.exchange.header_names import Names

    Line = tuple[int, Sequence[str]]
    """A row that is not blank: its number and its cells."""

    Merged = Sequence[int]
    """A merged range: first row and column, last row and column; columns from 0."""

LONGEST_SEARCH = 20
"""Among how many rows that are not blank the names are looked for."""

_LOOKS_LIKE_DATA = re.compile(r"[0-9]{5}|@|[0-9][-/.年][0-9]")
_LONGEST_NAME = 60
_FEW = 2
_MOST_ROWS = 3
_BRACKETS = "()（）[]［］【】<>《》{} *＊"
_MUST = frozenset({"必填", "选填", "可选", "非必填", "必须", "required", "optional", "mandatory"})
_KINDS = _MUST | frozenset({
    "文本", "数字", "日期", "时间", "下拉", "单选", "多选", "元", "万元", "千元", "人民币", "人",
    "家", "个", "件", "台", "次", "年", "月", "日", "天", "%", "text", "number", "date", "cny",
    "rmb", "usd", "年/月/日", "年-月-日", "yyyy-mm-dd", "yyyy/mm/dd", "yyyy/m/d",
})  # fmt: skip


class Finder:
    """Looks for the names in the first rows of a table.

    Args:
        head: its first rows that are not blank.
        names: the column names that are known.
        merged: the merged ranges, where they are known.
    """

    def __init__(
        self, head: Sequence[Line], names: Names, merged: Sequence[tuple[int, ...]]
    ) -> None:
        self._head, self._names = head, names
        self._numbers = [number for number, _ in head]
        self._cells = [cells for _, cells in head]
        self._filled = [_filled(cells) for cells in self._cells]
        self._wide = [each for each in merged if each[0] == each[2] and each[3] > each[1]]
        self._high = [each for each in merged if each[2] > each[0]]

    def place(self) -> int:
        """Say which row has the names, or most of them."""
        count = min(len(self._head), LONGEST_SEARCH)
        base = next(at for at in range(len(self._head)) if at == count or not self._is_title(at))
        if len(self._filled[base]) >= _FEW and self._names_a_table(base):
            return base
        return next((at for at in range(count) if self._is_sure(at)), base)

    def _is_title(self, at: int) -> bool:
        """Tell whether a row is one cell above a table; a name that is known is none by itself."""
        if len(self._filled[at]) > 1:
            return False
        below = range(at + 1, min(len(self._head), at + LONGEST_SEARCH))
        if self._field(at, self._filled[at][0]) is not None:
            return any(self._is_sure(each) for each in below)
        return any(len(self._filled[each]) > 1 for each in below)

    def _is_sure(self, at: int) -> bool:
        """Tell whether half the cells of a row or more are column names, one of them needed."""
        filled = self._filled[at]
        fields = [field for place in filled if (field := self._field(at, place)) is not None]
        distinct = set(fields)
        return (
            len(distinct) >= _FEW
            and len(fields) * 2 >= len(filled)
            and not distinct.isdisjoint(self._names.needed)
            and not any(_LOOKS_LIKE_DATA.search(self._cells[at][place]) for place in filled)
        )

    def _names_a_table(self, at: int) -> bool:
        """Tell whether a row has the name of a column that a table needs."""
        return any(self._field(at, place) in self._names.needed for place in self._filled[at])

    def _field(self, at: int, place: int) -> str | None:
        text = self._cells[at][place]
        return self._names.field(text) if len(text) <= _LONGEST_NAME else None

    def extent(self, at: int) -> tuple[int, int]:
        """Say from which row to which the names stand, of which one is known."""
        top = bottom = at
        if at and self._is_group_row(at - 1) and self._follows(at):
            top = at - 1
        if at + 1 < len(self._head) and self._follows(at + 1):
            grouped = self._is_group_row(at) and self._is_under(at)
            if (grouped and self._has_names(at + 1)) or self._completes(at):
                bottom = at + 1
        # A name that is merged with the cell below it says itself how far the names reach.
        last = max((each[2] for each in self._high if each[0] == self._numbers[top]), default=0)
        while bottom - top < _MOST_ROWS - 1 and self._reaches(bottom + 1, last):
            bottom += 1
        return top, bottom

    def _reaches(self, at: int, last: int) -> bool:
        return at < len(self._head) and self._numbers[at] <= last

    def _is_under(self, at: int) -> bool:
        """Tell whether the next row's cells stand under names of groups, or under nothing."""
        wide = [each for each in self._wide if each[0] == self._numbers[at]]
        above = set(self._filled[at])
        return all(
            place not in above or any(left <= place <= right for _, left, _, right in wide)
            for place in self._filled[at + 1]
        )

    def _follows(self, at: int) -> bool:
        return self._numbers[at] == self._numbers[at - 1] + 1

    def _is_group_row(self, at: int) -> bool:
        """Tell whether a row has names of groups, merged over those of their columns."""
        number = self._numbers[at]
        return len(self._filled[at]) >= _FEW and any(each[0] == number for each in self._wide)

    def _has_names(self, at: int) -> bool:
        """Tell whether a row has names and no data, one of them a known one."""
        filled = self._filled[at]
        return not any(_LOOKS_LIKE_DATA.search(self._cells[at][place]) for place in filled) and any(
            self._field(at, place) is not None for place in filled
        )

    def _completes(self, at: int) -> bool:
        """Tell whether the next row names the columns that this one does not, and few others."""
        above, below = set(self._filled[at]), self._filled[at + 1]
        if not all(self._field(at + 1, place) is not None for place in below):
            return False
        fresh = [place for place in below if place not in above]
        # A group's name stands over its first column, and leaves the others free.
        over = [place for place in below if place in above]
        return bool(fresh) and all(place + 1 in fresh for place in over)

    def joined(self, top: int, bottom: int) -> list[str]:
        """Give a name for each column: the lower one, with its group where it needs that."""
        width = max(len(self._cells[at]) for at in range(top, bottom + 1))
        lower = self._padded(bottom, width)
        names = list(lower)
        for at in range(bottom - 1, top - 1, -1):
            upper = self._padded(at, width)
            groups = self._spread(at, upper, lower, above=at > top)
            names = [
                self._together(groups[place], names[place]) if names[place] else upper[place]
                for place in range(width)
            ]
            lower = [upper[place] or lower[place] for place in range(width)]
        return names

    def _padded(self, at: int, width: int) -> list[str]:
        cells = list(self._cells[at])
        return [*cells, *[""] * (width - len(cells))]

    def _spread(
        self, at: int, upper: Sequence[str], lower: Sequence[str], *, above: bool
    ) -> list[str]:
        """Give for each column the group it is in."""
        groups = list(upper)
        ranges = [each for each in self._wide if each[0] == self._numbers[at]]
        for _, left, _, right in ranges:
            for place in range(max(left, 0), min(right + 1, len(groups))):
                groups[place] = upper[max(left, 0)]
        if not ranges and not above:
            for place in range(1, len(groups)):
                if not groups[place] and lower[place]:
                    groups[place] = groups[place - 1]
        return groups

    def _together(self, group: str, name: str) -> str:
        if not group.strip() or group.strip() == name.strip():
            return name
        both = f"{group.strip()} {name.strip()}"
        return name if self._names.field(both) is None and self._names.field(name) else both

    def marks_below(self, bottom: int) -> int:
        """Say how many rows below the names are about columns, as in (必填) or (元)."""
        at = bottom + 1
        if at >= len(self._head):
            return 0
        texts = [self._cells[at][place].strip() for place in self._filled[at]]
        return int(all(map(_is_mark, texts)))


def _is_mark(text: str) -> bool:
    plain = simplified(text.strip(_BRACKETS).casefold())
    return plain in _MUST or (plain in _KINDS and len(plain) != len(text))


def _filled(cells: Sequence[str]) -> list[int]:
    return [place for place, cell in enumerate(cells) if cell and not cell.isspace()]
