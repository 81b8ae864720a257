"""The texts of a workbook, written by our own hand into the part that holds them all.

xlsxwriter takes a text that begins with `<r>` for markup, and not all that Excel would read as an
escape for text. So it gets the number of each text, which is then replaced.
"""

from __future__ import annotations

import html
import re
import zipfile
from typing import IO

from crmcli.exchange.xlsx.cells import MOST_CHARACTERS

PART = "xl/sharedStrings.xml"

_NUMBER = re.compile(r"<si><t>(\d+)</t></si>")
_ESCAPE = re.compile(r"_(?=x[0-9a-fA-F]{4}_)|[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_MADE = (1980, 1, 1, 0, 0, 0)


class SharedTexts:
    """The texts of a workbook, each once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> str:
        """Give what stands for a text until the workbook is complete."""
        return str(self._numbers.setdefault(text, len(self._numbers)))

    def complete(self, made: IO[bytes], file: IO[bytes]) -> None:
        """Write a workbook anew, with its texts in it.

        Args:
            made: the workbook with numbers in their place.
            file: what it is written to.
        """
        with (
            zipfile.ZipFile(made) as archive,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as whole,
        ):
            for name in archive.namelist():
                content = archive.read(name)
                if name == PART:
                    content = self._put_into(content.decode()).encode()
                entry = zipfile.ZipInfo(name, _MADE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                whole.writestr(entry, content)

    def _put_into(self, part: str) -> str:
        texts = list(self._numbers)
        return _NUMBER.sub(lambda match: _item(texts[int(match[1])]), part)


def _item(text: str) -> str:
    escaped = _ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    return f'<si><t xml:space="preserve">{html.escape(escaped, quote=False)}</t></si>'


def fitting(text: str) -> str:
    """Cut a text to what a cell holds; an ellipsis says that something is missing."""
    if len(text) <= MOST_CHARACTERS // 2:
        return text
    used = kept = 0
    for at, character in enumerate(text, 1):
        used += 1 if character <= "\uffff" else 2
        if used > MOST_CHARACTERS:
            return f"{text[:kept]}…"
        if used < MOST_CHARACTERS:
            kept = at
    return text
