"""Who is in a demo team: names as people have them, in both languages, from `content/demo.yaml`."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from bot.base.language import Lang
from bot.base.paths import content_dir


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name, what they read, and where they live."""

    first: str
    last: str
    lang: Lang

    @property
    def zone(self) -> str:
        """Their time zone."""
        return "Asia/Shanghai" if self.lang is Lang.ZH else "Europe/London"


# Who leads: in the playground they are people one can be.
CHEN, CLAIRE = Name("陈经理", "", Lang.ZH), Name("Claire", "Dawson", Lang.EN)


def names(rng: random.Random, main: Lang) -> Iterator[Name]:
    """People without end, two of three with names of the main language; none twice before every name was had."""
    pools = {lang: _pairs(lang) for lang in Lang}
    for pool in pools.values():
        rng.shuffle(pool)
    number = 0
    while True:
        lang = _other(main) if number % 3 == 2 else main
        at = number - number // 3 if lang is main else number // 3
        yield Name(*pools[lang][at % len(pools[lang])], lang)
        number += 1


def _other(lang: Lang) -> Lang:
    return Lang.EN if lang is Lang.ZH else Lang.ZH


def team_name(number: int, main: Lang) -> str:
    """The name of the team of that number (from 0)."""
    both: list[str] = [
        name for pair in zip(_words(main)["teams"], _words(_other(main))["teams"], strict=True) for name in pair
    ]
    again = number // len(both)
    return both[number % len(both)] + (f" {again + 1}" if again else "")


def asked(lang: Lang, number: int) -> str:
    """What a customer has said that nobody has an answer to."""
    said: list[str] = _words(lang)["asked"]
    return said[number % len(said)]


def _pairs(lang: Lang) -> list[tuple[str, str]]:
    """Every first name with every last name."""
    words = _words(lang)
    return [(first, last) for last in words["surnames"].split() for first in words["given"].split()]


@cache
def _words(lang: Lang) -> Any:
    return yaml.safe_load((content_dir() / "demo.yaml").read_text(encoding="utf-8"))[lang.value]
