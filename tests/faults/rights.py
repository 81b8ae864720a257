"""Doing without the rights of root: what a file says of its owner then holds for root too."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_VERSION = 0x20080522


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Rights(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


@contextmanager
def of_a_plain_user() -> Iterator[None]:
    """Give up what root may do beyond the modes of files, for this thread and for a while."""
    if os.geteuid() != 0:
        yield
        return
    if sys.platform != "linux":
        pytest.skip("root may do anything here, and cannot give it up for a while")
    system = ctypes.CDLL(None, use_errno=True)
    header, rights = _Header(_VERSION, 0), (_Rights * 2)()
    if system.capget(ctypes.byref(header), rights):
        pytest.skip("this system does not tell which rights root has")
    before = [each.effective for each in rights]
    for each in rights:
        each.effective = 0
    assert system.capset(ctypes.byref(header), rights) == 0
    try:
        yield
    finally:
        for each, effective in zip(rights, before, strict=True):
            each.effective = effective
        assert system.capset(ctypes.byref(header), rights) == 0
