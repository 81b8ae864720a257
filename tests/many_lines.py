"""Many command lines run in one process of their own, each on a fresh copy of a book.

A process of its own has its own language: help texts are made in it once, while modules are loaded.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.conftest import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MARK = "¤"
"""What a marking catalogue puts before every message."""

_PROGRAM = f"""
import gettext, io, json, os, shutil, sys
from pathlib import Path
from crmcli import language

class Marking(gettext.NullTranslations):
    def gettext(self, message):
        before, end, text = message.rpartition(language.CONTEXT_END)
        return before + end + "{MARK}" + text
    def ngettext(self, one, many, count):
        return "{MARK}" + (one if count == 1 else many)

asked = json.load(sys.stdin)
if asked["marked"]:
    language.bind = lambda chosen: None
    language._bound[0] = Marking()
from crmcli.main import run

class Stream(io.TextIOWrapper):
    def __init__(self):
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)
    def text(self):
        self.flush()
        return self.buffer.getvalue().decode()

def answered(words):
    out, err = Stream(), Stream()
    kept = sys.stdout, sys.stderr, sys.stdin
    sys.stdout, sys.stderr, sys.stdin = out, err, io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    try:
        code = run(words)
    finally:
        sys.stdout, sys.stderr, sys.stdin = kept
    return [code, out.text(), err.text()]

answers = []
for each in asked["lines"]:
    book = Path(os.environ["CRM_DB"])
    for path in (book, *book.parent.glob(book.name + "-*")):
        path.unlink(missing_ok=True)
    if each["book"]:
        shutil.copy(each["book"], book)
    for words in each["first"]:
        answered(words)
    answers.append(answered(each["words"]))
json.dump(answers, sys.stdout)
"""


@dataclass(frozen=True)
class Line:
    """A command line.

    Args:
        words: the words after the program's name.
        book: the book that it finds; None for none.
        first: command lines that come before it.
    """

    words: Sequence[str]
    book: Path | None = None
    first: Sequence[Sequence[str]] = field(default=())


def answers(lines: Sequence[Line], db: Path, *, marked: bool = False, **env: str) -> list[Answer]:
    """Run command lines and give their answers.

    Args:
        lines: the command lines.
        db: where their book lies.
        marked: whether every message is to be marked as one that came from a catalogue.
        env: the environment, beside what there is.
    """
    asked = {
        "marked": marked,
        "lines": [
            {
                "words": list(each.words),
                "book": None if each.book is None else str(each.book),
                "first": [list(words) for words in each.first],
            }
            for each in lines
        ],
    }
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        input=json.dumps(asked).encode(),
        env={**os.environ, "CRM_DB": str(db), "CRM_TODAY": "2026-03-31", **env},
        stdout=subprocess.PIPE,
        check=True,
    )
    return [Answer(*each) for each in json.loads(done.stdout)]
