"""The page of a report in a real browser: it asks for nothing, fits every width, can be read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crmcli.render.gate import safe
from crmcli.render.reports.page import page_text
from tests.render.reports import made
from tests.render.reports.browser import NAMES, Tab, browser, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

SCREENS = [(320, ""), (360, ""), (360, "dark"), (800, ""), (1200, ""), (1200, "dark")]
"""Widths in pixels, and `dark` where the page is to be."""

A4 = 718
"""The pixels that its margins leave on a sheet of A4."""

WIDER = """
[...document.body.querySelectorAll("*")].filter(each => !each.closest(".box, svg"))
  .filter(each => getComputedStyle(each).position != "absolute")
  .filter(each => each.getBoundingClientRect().right > innerWidth + 0.5)
  .map(each => each.outerHTML.slice(0, 80))
"""
"""What is wider than the screen, but for what scrolls in a box of its own."""

SPILT = """
[...document.querySelectorAll(".cards div")].filter(each => each.scrollWidth > each.clientWidth)
  .map(each => each.textContent)
"""
"""What does not fit its card."""

FAINT = """
(() => {
  const parts = colour => colour.match(/[0-9.]+/g).map(Number);
  const light = colour => parts(colour).slice(0, 3).map(each => each / 255)
    .map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
    .reduce((sum, each, at) => sum + each * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = each => {
    for (; each; each = each.parentElement) {
      const found = getComputedStyle(each).backgroundColor;
      if ((parts(found)[3] ?? 1) == 1) return found;
    }
  };
  return [...document.body.querySelectorAll("*")]
    .filter(each => !each.closest("svg"))
    .filter(each => [...each.childNodes].some(node => node.nodeType == 3 && node.data.trim()))
    .map(each => {
      const pair = [light(getComputedStyle(each).color), light(ground(each))].sort();
      return [(pair[1] + 0.05) / (pair[0] + 0.05), each.outerHTML.slice(0, 80)];
    })
    .filter(([contrast]) => !(contrast >= 4.5));
})()
"""
"""Texts whose colour is too near to that of their ground."""

CROWDED = """
[...document.querySelectorAll("figure > svg")].flatMap(svg => {
  const texts = [...svg.querySelectorAll("text")].map(each => [each, each.getBoundingClientRect()])
    .filter(([each, box]) => box.width);
  const whole = svg.getBoundingClientRect();
  const out = texts
    .filter(([each, box]) => box.left < whole.left - 1 || box.right > whole.right + 1)
    .map(([each]) => "beyond: " + each.textContent);
  const over = texts.flatMap(([one, a], at) => texts.slice(at + 1)
    .filter(([other, b]) => a.left < b.right - 1 && b.left < a.right - 1
      && a.top < b.bottom - 3 && b.top < a.bottom - 3)
    .map(([other]) => one.textContent + " over " + other.textContent));
  return [...out, ...over];
})
"""
"""Texts of charts that lie over one another, or reach beyond their chart."""


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """Give a page of a browser, or skip where there is none."""
    program = browser()
    if program is None:
        pytest.skip(f"there is no browser here: none of {', '.join(NAMES)}")
    with opened(program, tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of a page with everything that a page can have."""
    path = tmp_path_factory.mktemp("page") / "weekly.html"
    plain = made.report(*made.all_blocks(), explained=True)
    beside = made.report(*made.all_blocks(), compare=True)
    path.write_text(page_text([plain, beside]), "utf-8")
    return path


def complaints(tab: Tab) -> list[dict[str, Any]]:
    return tab.of(
        "Log.entryAdded",
        "Runtime.consoleAPICalled",
        "Runtime.exceptionThrown",
        "Audits.issueAdded",
        "Page.javascriptDialogOpening",
    )


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_it_fits_can_be_read_and_asks_for_nothing(
    tab: Tab, page: Path, width: int, scheme: str, tmp_path: Path
) -> None:
    tab.open(page, width, dark=bool(scheme))
    assert tab.value("innerWidth") == width
    assert tab.value("document.documentElement.scrollWidth") <= width
    assert tab.value(WIDER) == []
    assert tab.value(SPILT) == []
    assert tab.value(FAINT) == []
    assert tab.value(CROWDED) == []
    ground = tab.value("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") is not bool(scheme)
    asked = [each["request"]["url"] for each in tab.of("Network.requestWillBeSent")]
    assert asked == [page.as_uri()]
    assert complaints(tab) == []
    picture = tmp_path / "page.png"
    picture.write_bytes(tab.screenshot())
    assert picture.stat().st_size > 20_000


def test_names_are_text_and_nothing_else(tab: Tab, page: Path) -> None:
    tab.open(page, 1200)
    named = '[data-block="named_1"] tbody th'
    shown = tab.value(f"[...document.querySelectorAll('{named}')].map(each => each.textContent)")
    assert shown == [safe(name) for name in made.NAMES] * 2
    assert tab.value("document.scripts.length") == 0
    assert tab.value("document.images.length") == 0
    assert tab.value("document.links.length") == 0
    # Arabic runs from right to left within its cell, and the figure after it stays where it was.
    words = f"document.querySelectorAll('{named} bdi')[5]"
    assert tab.value(f"getComputedStyle({words}).unicodeBidi") == "isolate"


def test_its_rows_and_figures_are_what_assistive_technology_is_told(tab: Tab, page: Path) -> None:
    tab.open(page, 1200)
    told = tab.ask("Accessibility.getFullAXTree")["nodes"]
    roles = [each["role"]["value"] for each in told if not each["ignored"]]
    assert roles.count("table") == tab.value("document.querySelectorAll('table').length")
    assert roles.count("rowheader") == tab.value(
        "document.querySelectorAll('tr>th[scope=row]').length"
    )
    images = [each for each in told if each["role"]["value"] in {"image", "img"}]
    drawn = [each for each in images if not each["ignored"]]
    assert len(drawn) == tab.value("document.querySelectorAll('figure').length")
    for each in drawn:
        assert ": " in each["name"]["value"]
        assert ": " in each["description"]["value"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_prints_on_sheets_of_a4_that_hold_all_of_it(tab: Tab, page: Path, scheme: str) -> None:
    tab.open(page, A4)
    wanted = {"name": "prefers-color-scheme", "value": scheme}
    tab.ask("Emulation.setEmulatedMedia", media="print", features=[wanted])
    assert tab.value("document.documentElement.scrollWidth") <= A4
    assert tab.value("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    beyond = (
        "[...document.querySelectorAll('td, th')].filter(each => each.getBoundingClientRect().right"
    )
    assert tab.value(f"{beyond} > {A4} + 1).length") == 0
    assert tab.value(FAINT) == []
    assert tab.value(CROWDED) == []
    assert tab.value("getComputedStyle(document.querySelector('tbody tr')).breakInside") == "avoid"
    # On paper nobody can open what is closed on the screen.
    hidden = "[...document.querySelectorAll('details dd')].filter(each => !each.checkVisibility({"
    assert tab.value(f"{hidden}contentVisibilityAuto: true}})).length") == 0
    heights = "[...document.querySelectorAll('details dd')].map(each => each.offsetHeight)"
    assert tab.value(f"Math.min(...{heights})") > 0
    printed = tab.pdf()
    assert printed.startswith(b"%PDF-")
    sheets = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed))
    ((across, down),) = sheets
    assert (round(float(across)), round(float(down))) == (595, 842)


def test_a_large_page_is_there_at_once(tab: Tab, tmp_path: Path) -> None:
    block = made.named([f"上海宏远自动化设备有限公司第 {at} 号分店" for at in range(700)])
    path = tmp_path / "large.html"
    path.write_text(page_text([made.report(*[block] * 21, explained=True)]), "utf-8")
    tab.open(path, 360)
    assert tab.value("document.documentElement.scrollWidth") <= 360
    took = "performance.getEntriesByType('navigation')[0].loadEventEnd"
    assert tab.value(took) < 5_000
