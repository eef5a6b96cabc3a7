"""The map of what is taught: tracks, units, skills, and the lesson of each unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.base.language import Lang


@dataclass(frozen=True, slots=True)
class Skill:
    """What marks, mastery and drills are counted by."""

    id: str
    title: Mapping[Lang, str]


@dataclass(frozen=True, slots=True)
class Track:
    """A part of the map; `units` are in the order of learning."""

    id: str
    title: Mapping[Lang, str]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """One system of the source documents. `order` counts through the whole map from 1."""

    id: str
    track: str
    order: int
    skill: str
    title: Mapping[Lang, str]
    about: Mapping[Lang, str]


class CardKind(StrEnum):
    """What a lesson card is for."""

    IDEA = "idea"
    WHY = "why"
    EXAMPLE = "example"
    ERROR = "error"
    REMEMBER = "remember"


@dataclass(frozen=True, slots=True)
class CardText:
    """A card in one language: plain text; line feeds separate paragraphs or turns of a dialogue."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class LessonCard:
    """One card: something to read in half a minute."""

    kind: CardKind
    text: Mapping[Lang, CardText]


@dataclass(frozen=True, slots=True)
class Lesson:
    """The lesson of a unit: 3–7 cards. `keywords`: the words by which people ask about it."""

    unit: str
    keywords: Mapping[Lang, tuple[str, ...]]
    cards: tuple[LessonCard, ...]


@dataclass(frozen=True, slots=True)
class Curriculum:
    """The whole map, in the order of learning."""

    tracks: tuple[Track, ...]
    units: Mapping[str, Unit]
    skills: Mapping[str, Skill]
