"""Names as they are typed in letters: whole syllables, initials, or both, in every reading.

A spelling is the text of a name's readings: its characters divided by `/`, the readings of one by
`,`, the likeliest first, and a word in letters with `.` before it: 单小明Li is
`shan,dan,chan/xiao/ming/.li`. Letters spell it if they are made of a beginning of each character in
turn: all of a reading, its initial (zh, ch and sh too), or, of the last one, any beginning.

To find the spellings that some letters may mean, each is kept under its heads: the first letters of
its characters, a word in letters with all of its own or its first alone. `heads_of` gives those of
a spelling, `typed_heads` those that some letters may have; both are cut to three letters, which is
enough to leave a few of a thousand. `spells` then decides.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING, Final, NamedTuple

from crmcli.domain.text import fold

if TYPE_CHECKING:
    from typing import Literal

    Fit = Literal["all", "beginning"]
    """How much of a name some letters spell."""

ALL: Final = "all"
BEGINNING: Final = "beginning"

HEADS = 3
"""How many letters of the heads are kept."""

WHOLE, CUT = "'", "+"
"""What follows heads that are all of a spelling's, and those that were cut."""

_SPELLED, _GIVEN, _SYLLABLE = "=", "~", "/"
"""What keys begin with, so that each kind lies together in the index."""

_LONGEST_SYLLABLE = 6
_VOWELS, _MOST_VOWELS = "aeiouv", 3
_ENDS = ("", "n", "ng", "r")
_PASSPORT = ("ly", "ny")
"""How passports write ü: lyu and nyu, and what begins so."""

_LIKELY = 3
_MOST_WAYS = 8
_TWO_LETTERS = ("zh", "ch", "sh")


class TypedHeads(NamedTuple):
    """Heads that letters may have.

    Args:
        heads: up to `HEADS` letters.
        is_all: whether these are all the letters mean, or more of them follow.
        first: the reading that the first character must have for that; empty for an initial.
        second: how a reading of the second one must begin, where these are all.
    """

    heads: str
    is_all: bool
    first: str
    second: str

    @property
    def marks(self) -> tuple[str, str, str, str, str]:
        """What a key holds: the first or the second text, and one of the others; empty for any."""
        first = (f"{self.first}/", f"{self.first},") if self.first else ("", "")
        second = (f"/{self.second}", f",{self.second}", f"/.{self.second}")
        return (*first, *(second if self.second else ("", "", "")))


def letters_of(text: str) -> str:
    """Give the letters and digits of a text, folded: Xi'an is xian."""
    return "".join([each for each in fold(text) if each.isalnum()])


def spelling_of(units: list[tuple[str, ...]]) -> str:
    """Write the spelling of a name.

    Args:
        units: by character its readings, ü as v; a word in letters is one, with `.` before it.
    """
    return "/".join([_unit_text(each) for each in units])


def heads_of(spelling: str) -> list[str]:
    """Give the heads that a spelling is kept under, marked as `WHOLE` or `CUT`."""
    units = spelling.split("/")
    letters = [_heads_of_unit(each) for each in units[:HEADS]]
    heads: dict[str, None] = {}
    for each in product(*letters):
        text = "".join(each)
        is_whole = len(units) <= HEADS and len(text) <= HEADS
        heads[text[:HEADS] + (WHOLE if is_whole else CUT)] = None
    return list(heads)


def spelled_key(heads: str, spelling: str, *, given: bool = False) -> str:
    """Give the search key of a spelling under one of its heads.

    Args:
        heads: the heads, marked, or the beginning of them to look for.
        spelling: the spelling.
        given: whether it is that of a given name alone.
    """
    return f"{_GIVEN if given else _SPELLED}{heads}{spelling}"


def syllable_key(syllable: str) -> str:
    """Give the search key of a reading of a name's first character."""
    return f"{_SYLLABLE}{syllable}"


def spelling_in(key: str) -> str:
    """Give the spelling that a search key holds."""
    mark = key.find(CUT, 1, HEADS + 2)
    return key[(mark if mark > 0 else key.index(WHOLE, 1)) + 1 :]


def typed_heads(letters: str) -> set[TypedHeads]:
    """Give the heads that letters may have, however they are divided into syllables."""
    found: set[TypedHeads] = set()
    for end in _ends(letters, 0) if letters else ():
        head = letters[:end]
        first = "" if end == 1 or head in _TWO_LETTERS or end == len(letters) else head
        for heads, is_all in _following(letters, end):
            second = letters[end:] if is_all and len(heads) == 1 else ""
            found.add(TypedHeads((letters[0] + heads)[:HEADS], is_all, first, second))
    return {each for each in found if not each.first or each._replace(first="") not in found}


def _following(letters: str, start: int) -> set[tuple[str, bool]]:
    """Give the further heads of letters from a place on, and whether they are all."""
    found: set[tuple[str, bool]] = set()
    waiting = [(start, "")]
    seen = set(waiting)
    while waiting:
        at, heads = waiting.pop()
        if at == len(letters) or len(heads) == HEADS - 1:
            found.add((heads, at == len(letters)))
            continue
        for end in _ends(letters, at):
            step = (end, heads + letters[at])
            if step not in seen:
                seen.add(step)
                waiting.append(step)
    return found


def is_syllable(letters: str) -> bool:
    """Tell whether letters may be one syllable or its beginning, and nothing else is likelier."""
    return len(letters) == 1 or _may_be_syllable(letters)


def spells(letters: str, spelling: str, *, in_full: bool = False) -> Fit | None:
    """Tell how well letters spell a name: all of it, its beginning, or not at all.

    All of it is spelled by whole readings or by initials alone. Where both are mixed, the letters
    may as well be the beginning of another name: wangf is 王芳, and 王飞翔 on its way.

    Args:
        letters: what was typed, as `letters_of` gives it.
        spelling: the name's; empty for a name that nothing spells.
        in_full: whether initials do not count.
    """
    if not spelling:
        return None
    fit = _walk(letters, spelling, whole=True, initials=not in_full)
    if fit == ALL and not in_full:
        ways = ((True, False), (False, True))
        purely = (_walk(letters, spelling, whole=one, initials=other) for one, other in ways)
        return ALL if ALL in purely else BEGINNING
    return fit


def _walk(letters: str, spelling: str, *, whole: bool, initials: bool) -> Fit | None:
    """Follow the letters from character to character; the last that is reached may be begun."""
    ends, begins, size = {0}, False, len(letters)
    for unit in spelling.replace(".", "").split("/"):
        if size in ends:
            begins = True
            ends.remove(size)
        reached: set[int] = set()
        for reading in unit.split(","):
            # Most are told apart by their first letter.
            for at in [each for each in ends if letters[each] == reading[0]]:
                if initials:
                    reached.update(_after_initial(letters, reading, at))
                if whole and letters.startswith(reading, at):
                    reached.add(at + len(reading))
                begins = begins or reading.startswith(letters[at:])
        ends = reached
        if not ends:
            break
    if size in ends:
        return ALL
    return BEGINNING if begins else None


def _after_initial(letters: str, reading: str, at: int) -> tuple[int, ...]:
    two = reading[:2] in _TWO_LETTERS and letters.startswith(reading[:2], at)
    return (at + 1, at + 2) if two else (at + 1,)


def forms_of(spelling: str) -> list[str]:
    """Give the forms in which a spelling is mostly typed, of its likelier readings.

    Whole, by initials, and with the first character whole and the initials of the others.
    """
    units = [unit.replace(".", "").split(",")[:_LIKELY] for unit in spelling.split("/")]
    ways = list(islice(product(*units), _MOST_WAYS))
    forms = ["".join(way) for way in ways]
    forms += ["".join([each[0] for each in way]) for way in ways]
    forms += [way[0] + "".join([each[0] for each in way[1:]]) for way in ways]
    return list(dict.fromkeys(forms))


@lru_cache(maxsize=8192)
def _unit_text(readings: tuple[str, ...]) -> str:
    """Write what is typed for the readings of a character: ü as v, u or, in passports, yu."""
    found: dict[str, None] = {}
    for each in readings:
        ways = (each, each.replace("v", "u"), each.replace("v", "yu"))
        found.update(dict.fromkeys(ways if "v" in each and each[0] != "." else (each,)))
    return ",".join(found)


@lru_cache(maxsize=8192)
def _heads_of_unit(unit: str) -> tuple[str, ...]:
    """Give the heads of a character's readings, or of a word in letters."""
    heads: dict[str, None] = {}
    for reading in unit.split(","):
        if reading[0] == ".":
            heads[reading[1:]] = None
            heads[reading[1]] = None
        else:
            heads[reading[0]] = None
    return tuple(heads)


def _ends(letters: str, at: int) -> list[int]:
    """Give where a syllable, an initial or one letter of a word may end that begins at a place."""
    last = min(len(letters), at + _LONGEST_SYLLABLE)
    longer = (end for end in range(at + 2, last + 1) if _may_be_syllable(letters[at:end]))
    return [at + 1, *longer]


def _may_be_syllable(letters: str) -> bool:
    """Tell whether some letters may be a syllable or stand for one; it may offer too much."""
    if letters in _TWO_LETTERS or letters.startswith(_PASSPORT):
        return True
    rest = letters[2:] if letters[:2] in _TWO_LETTERS else letters[letters[0] not in _VOWELS :]
    end = rest.lstrip(_VOWELS)
    return 0 < len(rest) - len(end) <= _MOST_VOWELS and end in _ENDS
