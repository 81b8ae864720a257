"""A contact told in one sentence: what it says by plain rules, each character used once."""

from __future__ import annotations
