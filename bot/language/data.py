"""What the analyser learns from: example sentences, rules and cues. Catalog reads them from `content/moves`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from bot.base.language import Lang
from bot.language.category import Pushback
from bot.language.moves import MoveKind


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and every label that truly holds for it.

    No labels at all: a hard negative. `context` is the customer's last line. Training never sees what is `held_out`.
    """

    text: str
    lang: Lang
    labels: tuple[MoveKind, ...]
    context: str | None = None
    held_out: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that speaks for, or with `cap` against, a label.

    Patterns are regular expressions, matched without regard to case on normalised text (see `normalise`).
    `unless` cancels a hit when it matches the same sentence; `context` must match the customer's last line.
    `floor`: a hit is worth at least that confidence; `cap`: at most that confidence, in the sentence that was hit.
    A rule with neither is a hint that the trained head weighs.
    """

    label: MoveKind
    lang: Lang
    pattern: str
    unless: str | None = None
    context: str | None = None
    floor: float | None = None
    cap: float | None = None


class CueKind(StrEnum):
    """What the formula analysis looks for besides moves."""

    SPLIT = "redirect.split"
    REFRAME = "redirect.reframe"
    ILLUSTRATE = "redirect.illustrate"
    FOLLOW = "redirect.follow"
    ABSURD = "redirect.absurd"
    BUT = "agree.but"
    STOCK_AGREE = "agree.stock"
    STOCK_PRAISE = "praise.stock"
    OPEN_QUESTION = "ask.open"
    TAG_QUESTION = "ask.tag"
    BACKWARD = "ask.backward"
    MOCK = "level.ll"
    EXPLAIN = "level.l"
    CARE = "level.h"
    RESPECT = "level.hh"


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern that shows something within a reply (see `CueKind`); matched like a rule's."""

    kind: CueKind
    lang: Lang
    pattern: str


@dataclass(frozen=True, slots=True)
class MoveRules:
    """What the analyser needs besides a trained head."""

    rules: tuple[Rule, ...] = ()
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True)
class MoveData:
    """Everything the analyser is built from. The order of its parts does not matter to what is learnt.

    `pushback`: what customers say against buying; a network learns its kinds beside the moves.
    """

    examples: tuple[Example, ...]
    rules: tuple[Rule, ...] = ()
    cues: tuple[Cue, ...] = ()
    pushback: tuple[Pushback, ...] = ()

    def digest(self) -> str:
        """A hash of all that training depends on: equal digests train equal heads, but for what phrasings teach.

        Nine in ten phrasings of the objections are taught as well. They change more often than a network is trained,
        and what must fit them is learnt apart from it (`learnt`).
        """
        lines = sorted(repr(part) for part in (*self.examples, *self.rules, *self.pushback))
        return hashlib.sha256("\n".join(lines).encode("utf-8", "backslashreplace")).hexdigest()


@dataclass(frozen=True, slots=True)
class MoveSource:
    """`MoveData` that lies in files: tens of thousands of examples, read only by who has to learn from them.

    `files` is a hash of those files, empty if there are none: a head that knows it need not look into them.
    """

    own: MoveRules
    files: str
    read: Callable[[], MoveData]


def read_once(source: MoveSource) -> MoveSource:
    """The same source, which keeps what it has read for as long as it lives."""
    return replace(source, read=lru_cache(1)(source.read))


def in_memory(data: MoveData) -> MoveSource:
    """A source of data that are there already."""
    return MoveSource(MoveRules(data.rules, data.cues), "", lambda: data)
