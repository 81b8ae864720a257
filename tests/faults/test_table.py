"""The table of faults names tests that are there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = (TESTS / "README.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", PAGE)


def test_every_test_that_is_named_is_there() -> None:
    assert NAMED
    for path, name in NAMED:
        tree = ast.parse((TESTS / path).read_text(encoding="utf-8"))
        functions = {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}
        assert not name or name in functions, f"{path}::{name}"


def test_every_module_of_faults_is_in_the_table() -> None:
    modules = {f"faults/{each.name}" for each in (TESTS / "faults").glob("test_*.py")}

    assert modules - {"faults/test_table.py"} <= {path for path, _ in NAMED}
