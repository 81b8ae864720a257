"""Where a fault of the program happened: names and places of code, never a value.

What an exception says may be a customer's name or number, in a line that is sent to somebody who
is to find the fault.
"""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def traced(error: BaseException) -> str:
    """Write the stack of an exception and of those that led to it, without what they say."""
    return "\n".join(_lines(error))


def place_of(error: BaseException) -> str:
    """Name the kind of an exception and the last line of crm that it passed."""
    own = Path(__file__).parents[1]
    frames = [each for each in traceback.extract_tb(error.__traceback__) if _is_in(each, own)]
    kind = type(error).__name__
    if not frames:
        return kind
    last = frames[-1]
    return f"{kind} ({Path(last.filename).relative_to(own.parent)}:{last.lineno})"


def _lines(error: BaseException, seen: frozenset[int] = frozenset()) -> Iterator[str]:
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None and id(earlier) not in seen:
        yield from _lines(earlier, seen | {id(error)})
        yield ""
    yield "Traceback (most recent call last):"
    for line in traceback.format_tb(error.__traceback__):
        yield line.rstrip("\n")
    kind = type(error)
    yield f"{kind.__module__}.{kind.__qualname__}"


def _is_in(frame: traceback.FrameSummary, folder: Path) -> bool:
    return Path(frame.filename).is_relative_to(folder)
