"""A few words of Chinese to read messages with, whatever the catalogue has today."""

from __future__ import annotations

import gettext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Some(gettext.NullTranslations):
    """A catalogue of some messages; the others are shown as they are.

    Args:
        texts: by message id its translation; one with a context by both, as `language` has them.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        super().__init__()
        self._texts = texts

    def gettext(self, message: str) -> str:
        return self._texts.get(message, message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        return self._texts.get(one, one if count == 1 else many)
