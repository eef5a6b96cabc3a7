"""Objections and what to say to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.base.language import Lang
from bot.language.category import Category
from bot.scenarios.types import StyleId


class Industry(StrEnum):
    """Where an objection is at home."""

    GENERAL = "general"
    SCHOOL_BOOKS = "school_books"
    FLEET = "fleet"
    EQUIPMENT = "equipment"
    SOFTWARE = "software"
    SERVICES = "services"


class Stage(StrEnum):
    """When in a sale it comes up."""

    FIRST_CONTACT = "first_contact"
    DISCOVERY = "discovery"
    OFFER = "offer"
    NEGOTIATION = "negotiation"
    CLOSING = "closing"
    AFTER_SALE = "after_sale"


class Technique(StrEnum):
    """The five ways to redirect (D0)."""

    SPLIT = "split"  # you mean A or B?
    REFRAME = "reframe"  # this shows…, it is just…
    ILLUSTRATE = "illustrate"  # in fact…, for example…
    FOLLOW = "follow"  # so…
    ABSURD = "absurd"  # if…, of course…


@dataclass(frozen=True, slots=True)
class Reply:
    """A spoken reply in its four parts."""

    technique: Technique
    agree: str
    praise: str
    redirect: str
    ask: str

    @property
    def parts(self) -> tuple[str, str, str, str]:
        """Agree, praise, redirect, ask."""
        return (self.agree, self.praise, self.redirect, self.ask)

    def spoken(self, lang: Lang) -> str:
        """The whole reply as one would say it."""
        return ("" if lang is Lang.ZH else " ").join(self.parts)


@dataclass(frozen=True, slots=True)
class Behind:
    """A true concern that the words may hide, and the question that finds out."""

    concern: str
    question: str


@dataclass(frozen=True, slots=True)
class Avoid:
    """What not to say, and why."""

    line: str
    why: str


@dataclass(frozen=True, slots=True)
class ObjectionWording:
    """An objection in one language.

    `title` is its shortest form. `roundabout`: further phrasings, without the obvious words; the search knows them, no
    exercise says them. `short` is the reply in one breath. `styles` has a whole reply for each communication style.
    `insist` is what to say when the customer says it again.
    """

    title: str
    phrasings: tuple[str, ...]
    behind: tuple[Behind, ...]
    replies: tuple[Reply, ...]
    styles: Mapping[StyleId, str]
    avoid: tuple[Avoid, ...]
    insist: str
    short: str
    roundabout: tuple[str, ...] = ()


# Beside the numbers of the four-part replies and the styles: the names of what else can be said.
SHORT, INSIST = "short", "insist"


def spoken(wording: ObjectionWording, lang: Lang, variant: str) -> str | None:
    """The whole text of a variant: a reply's number (counting round), a style, SHORT or INSIST; None for any other."""
    if variant in set(StyleId):
        return wording.styles[StyleId(variant)]
    if variant == SHORT:
        return wording.short
    if variant == INSIST:
        return wording.insist
    if variant.isascii() and variant.isdecimal() and len(variant) < 4:
        return wording.replies[int(variant) % len(wording.replies)].spoken(lang)
    return None


@dataclass(frozen=True, slots=True)
class Objection:
    """Something customers say that stops a sale, in both languages, with everything a rep needs to answer it."""

    id: str
    category: Category
    industry: Industry
    stage: Stage
    skills: tuple[str, ...]
    wording: Mapping[Lang, ObjectionWording]
