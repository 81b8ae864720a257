"""Which field was meant by a name that is none: by its keys, and by its words in Chinese."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crmcli.domain.field_names import chinese_names, plain_name
from crmcli.domain.message import Message
from crmcli.domain.nearness import mistakes, nearest, negations

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_HAN_ALONE = re.compile("[\x00-\x7f]+")
_LONG = 4
_SHORT = 2


def nearest_field(
    name: str, names: Iterable[str], keys: Collection[str] | None = None
) -> Message | str | None:
    """Give the name that is nearest to one that is not known; None where none is near.

    Args:
        name: what was typed.
        names: the names that would be understood, in English and of the book's own fields.
        keys: the fields whose words in Chinese would be understood; None for all.

    Returns:
        A word in Chinese with the key of its field, as in 等级 (grade).
    """
    found = nearest(name, list(names))
    if found or name.isascii():
        return found
    words = {word: key for word, key in chinese_names().items() if keys is None or key in keys}
    typed = plain_name(name)
    # In so short a word another character is another word, but a letter is a slip.
    word = _HAN_ALONE.sub("", typed)
    if word not in words:
        word = nearest(typed, list(words)) if len(typed) >= _LONG else ""
    return Message("{name} ({key})", {"name": word, "key": words[word]}) if word else None


def alike_field(name: str, own: Iterable[str]) -> str | None:
    """Give the field whose name in Chinese differs from a short one in a single character.

    Such a name may well be another word, so nobody is kept from it: it is only told.

    Args:
        name: what was typed.
        own: the names of the book's own fields.

    Returns:
        The name that was perhaps meant; None for none.
    """
    typed = plain_name(name)
    if typed.isascii() or not _SHORT <= len(typed) < _LONG:
        return None
    for known in (*own, *chinese_names()):
        plain = plain_name(known)
        same = len(plain) == len(typed) and negations(plain) == negations(typed)
        # What people mistype of a word of two is mostly its end: 楼号 is no slip for 编号.
        same = same and (len(plain) > _SHORT or plain[0] == typed[0])
        if same and mistakes(typed, plain, 1) == 1:
            return known
    return None
