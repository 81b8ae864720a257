"""Logging a contact that is told in one sentence."""

from __future__ import annotations
