"""Giving memory back never fails, whatever the C library can do."""

from __future__ import annotations

import ctypes

import pytest

from bot.base.memory import give_back


class Bare:
    """A C library that knows nothing of it."""


@pytest.mark.parametrize("library", [ctypes.CDLL, lambda _: Bare()])
def test_giving_back_never_fails(library: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", library)
    give_back()
