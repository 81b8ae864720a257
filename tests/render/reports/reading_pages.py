"""A page of a report read back as a program reads it: headings, tables, charts, and every text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "rect", "line", "path"}


@dataclass
class Part:
    """An element, with what is in it."""

    tag: str
    given: dict[str, str] = field(default_factory=dict)
    inside: list[Part | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(each if isinstance(each, str) else each.text for each in self.inside)

    def all(self, *tags: str) -> list[Part]:
        found: list[Part] = []
        for each in self.inside:
            if isinstance(each, Part):
                found += [each] if each.tag in tags else []
                found += each.all(*tags)
        return found

    def one(self, tag: str) -> Part:
        (found,) = self.all(tag)
        return found

    def texts(self, *tags: str) -> list[str]:
        return [each.text for each in self.all(*tags)]

    def of_class(self, name: str) -> list[Part]:
        return [each for each in self.every() if name in each.given.get("class", "").split()]

    def every(self) -> list[Part]:
        found: list[Part] = []
        for each in self.inside:
            if isinstance(each, Part):
                found += [each, *each.every()]
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Part("document")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        assert len(given) == len(attrs), f"<{tag}> names an attribute twice"
        part = Part(tag, given)
        self._open[-1].inside.append(part)
        if tag not in VOID:
            self._open.append(part)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        assert tag in VOID

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)

    def handle_entityref(self, name: str) -> None:
        raise AssertionError(name)


def read_page(text: str) -> Part:
    """Read a page; each element must be closed, and no id be given twice."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader._open == [reader.root]  # noqa: SLF001 - our own
    ids = Counter(each.given["id"] for each in reader.root.every() if "id" in each.given)
    assert set(ids.values()) <= {1}
    return reader.root


def sections(page: Part) -> dict[str, Part]:
    """Give the tables of a page by their keys."""
    return {each.given["data-block"]: each for each in page.all("section")}


def rows(section: Part) -> list[list[str]]:
    """Give all rows of a table, its headings first and its total last, where it has them."""
    return [row.texts("th", "td") for row in section.one("table").all("tr")]


def cards(section: Part) -> list[tuple[str, str]]:
    """Give the figures of a table of one row, each with its name."""
    listed = [each for each in section.all("dl") if each.given["class"] == "cards"]
    return [
        pair for each in listed for pair in zip(each.texts("dt"), each.texts("dd"), strict=True)
    ]
