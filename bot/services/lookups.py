"""Ask the coach: which lesson card answers a question, and how sure that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.catalog.load import Catalog
from bot.training import lookup
from bot.training.card_search import CardHit
from bot.training.lookup import Place

# From here on a card answers what was asked; below the second one the lessons do not cover it.
_SURE_FROM, _NEAR_FROM = 1.05, 0.65
# Nobody said that this was a question for the lessons: it has to be near, or name one of their keywords.
_UNASKED_FROM = 1.25
# Of further cards those are worth showing that come this close to the first.
_BESIDE = 0.6
_AUTHORED = "authored"


class Kind(StrEnum):
    """What can be said to a question."""

    SURE = "sure"
    UNSURE = "unsure"
    NOTHING = "nothing"
    BOT = "bot"  # it is about the bot itself


@dataclass(frozen=True, slots=True)
class Answer:
    """`places`: the card that answers and up to two others that may be meant; when unsure, the nearest."""

    kind: Kind
    asked: str
    places: tuple[Place, ...]


def answer(asked: str, hits: Sequence[CardHit]) -> Answer:
    """The answer to what was asked as a question; `hits` are what was found for it."""
    if lookup.about_bot(asked):
        return Answer(Kind.BOT, asked, ())
    near = [hit for hit in hits if hit.score >= _NEAR_FROM]
    if not near:
        return Answer(Kind.NOTHING, asked, ())
    kind = Kind.SURE if near[0].score >= _SURE_FROM else Kind.UNSURE
    beside = [hit.place for hit in near if hit.score >= _BESIDE * near[0].score]
    return Answer(kind, asked, tuple(beside))


def unasked(catalog: Catalog, text: str, hits: Sequence[CardHit]) -> Answer | None:
    """The answer to any text that turns out to be a question for the lessons or about the bot; None for all else."""
    if lookup.about_bot(text):
        return Answer(Kind.BOT, text, ())
    named = lookup.find(catalog.lessons, text)
    if named is None and (not lookup.may_ask(text) or not hits or hits[0].score < _UNASKED_FROM):
        return None
    found = answer(text, hits)
    return found if found.kind is Kind.SURE else None if named is None else Answer(Kind.SURE, text, (named,))


def worth_looking(catalog: Catalog, text: str) -> bool:
    """Whether a text may be such a question at all: looking for its meaning is spared for everything else."""
    return lookup.may_ask(text) or lookup.find(catalog.lessons, text) is not None


def source_of(catalog: Catalog, unit: str) -> str:
    """The document that a unit is taught from: D0–D3, or "authored" where most of it is our own."""
    docs = Counter(item.source.doc for item in catalog.items_of(unit))
    return max(docs, key=lambda doc: (docs[doc], doc != _AUTHORED), default=_AUTHORED)
