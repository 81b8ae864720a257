"""The colours of a page can be told apart by eyes that see little, in light and in dark."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

STYLE = files("crmcli.render.reports").joinpath("page.css").read_text("utf-8")

TEXT = [
    ("ink", "paper"),
    ("ink", "card"),
    ("muted", "paper"),
    ("muted", "card"),
    ("accent", "paper"),
    *((f"t{level}", f"l{level}") for level in range(5)),
]
"""What is written, and on what."""

SHAPES = [("accent", "paper"), ("muted", "paper"), ("accent", "soft")]


def schemes() -> dict[str, dict[str, str]]:
    light, dark = re.findall(r":root\{(.*?)\}", STYLE, re.DOTALL)
    colours = [dict(re.findall(r"--(\w+):(#[0-9a-f]{6})", each)) for each in (light, dark)]
    return {"light": colours[0], "dark": colours[1]}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_and_shapes_can_be_seen(scheme: str) -> None:
    colours = schemes()[scheme]
    for words, ground in TEXT:
        assert contrast(colours[words], colours[ground]) >= 4.5, (words, ground)
    for shape, ground in SHAPES:
        assert contrast(colours[shape], colours[ground]) >= 3, (shape, ground)


def test_both_schemes_name_the_same_colours_and_no_other_stands_in_the_style() -> None:
    light, dark = schemes().values()
    assert set(light) == set(dark)
    used = set(re.findall(r"var\(--(\w+)\)", STYLE))
    assert used == set(light)
    assert len(re.findall(r"#[0-9a-f]{3,8}\b", STYLE)) == 2 * len(light)


def test_paper_is_always_light() -> None:
    assert "@media screen and (prefers-color-scheme:dark)" in STYLE
    assert STYLE.count("prefers-color-scheme") == 1
