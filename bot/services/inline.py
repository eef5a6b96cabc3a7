"""Inline mode: replies that are ready to be sent, for what a customer said, wherever the rep is writing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from bot.base.language import Lang, from_language_code
from bot.language.normalise import decided_lang
from bot.language.objections import NOTHING_BELOW, Hit
from bot.scenarios.types import StyleId
from bot.services.people import Caller
from bot.storage.queries import own_replies, people, team_replies
from bot.storage.queries.own_replies import OwnReply
from bot.storage.queries.replies import OWN, TEAM
from bot.storage.queries.team_replies import TeamReply
from bot.training.objections import Objection

# As many as a phone shows without much scrolling.
MOST = 10
# Of the replies that somebody has saved, before they have typed anything: leaves room for the everyday ones.
MOST_SAVED = 5


class Origin(StrEnum):
    """Where a reply is from: one's own, the team's, or a built-in objection's in one of its forms."""

    OWN = "own"
    TEAM = "team"
    SHORT = "short"
    STYLE = "style"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A reply to send. `id` (at most 64 bytes) names this very text, `said` is what the customer says."""

    id: str
    origin: Origin
    said: str
    reply: str
    style: StyleId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks, in which language they want built-in replies, and the kind of customer they chose last."""

    id: int
    known: bool
    lang: Lang
    style: StyleId | None


def asker(conn: sa.Connection, caller: Caller, words: str) -> Asker:
    """Who asks for `words`: their language is that of the words where these decide it. Nobody is added."""
    person = people.find(conn, caller.id)
    lang = from_language_code(caller.language_code) if person is None else person.language
    chosen = None if person is None else person.preferences.get("style")
    return Asker(
        id=caller.id,
        known=person is not None,
        lang=decided_lang(words) or lang,
        style=StyleId(chosen) if chosen in set(StyleId) else None,
    )


def nearest(
    conn: sa.Connection, who: Asker, objections: Mapping[str, Objection], hits: Sequence[Hit]
) -> tuple[Ready, ...]:
    """Replies to what was found: one's own first, then the teams', then built-in ones, each by nearness.

    Own and team entries are read again here, by what this person may see at this moment.
    """
    near = [hit.id for hit in hits if hit.score >= NOTHING_BELOW]
    own = own_replies.find(conn, who.id, _numbers(near, OWN))
    team = team_replies.find(conn, who.id, _numbers(near, TEAM))
    return _choice(
        (
            *(_own(own[number]) for number in _numbers(near, OWN) if number in own),
            *(one for number in _numbers(near, TEAM) if number in team for one in _team(team[number])),
            *(one for name in near if name in objections for one in _built_in(objections[name], who)),
            # Where there is room: the same in other words.
            *(one for name in near if name in objections for one in _wholes(objections[name], who.lang)[1:]),
        )
    )


def everyday(
    conn: sa.Connection, who: Asker, objections: Mapping[str, Objection], names: Iterable[str]
) -> tuple[Ready, ...]:
    """Replies for somebody who has not typed anything: what they saved last, then short ones to `names`."""
    saved = own_replies.page(conn, who.id, 0, MOST_SAVED)
    return _choice((*map(_own, saved), *(_short(objections[name], who.lang) for name in names if name in objections)))


def _choice(found: Iterable[Ready]) -> tuple[Ready, ...]:
    """The first ones, none empty, no text twice."""
    kept: dict[str, Ready] = {}
    for one in found:
        text = " ".join(one.reply.split())
        if text:
            kept.setdefault(text, one)
    return tuple(kept.values())[:MOST]


def _numbers(ids: Iterable[str], prefix: str) -> list[int]:
    return [int(one.removeprefix(prefix)) for one in ids if one.startswith(prefix)]


def _own(row: OwnReply) -> Ready:
    return Ready(id=f"{OWN}{row.id}", origin=Origin.OWN, said=row.said, reply=row.reply)


def _team(row: TeamReply) -> Iterator[Ready]:
    for number, reply in enumerate(row.replies):
        yield Ready(id=f"{TEAM}{row.id}.{number}", origin=Origin.TEAM, said=row.phrasings[0], reply=reply)


def _built_in(objection: Objection, who: Asker) -> Iterator[Ready]:
    yield _short(objection, who.lang)
    if who.style is not None:
        wording, name = objection.wording[who.lang], f"{who.lang}.{objection.id}.{who.style}"
        reply = wording.styles[who.style]
        yield Ready(id=name, origin=Origin.STYLE, said=wording.title, reply=reply, style=who.style)
    yield from _wholes(objection, who.lang)[:1]


def _wholes(objection: Objection, lang: Lang) -> list[Ready]:
    wording, name = objection.wording[lang], f"{lang}.{objection.id}.{Origin.WHOLE}"
    return [
        Ready(id=f"{name}{number}", origin=Origin.WHOLE, said=wording.title, reply=reply.spoken(lang))
        for number, reply in enumerate(wording.replies)
    ]


def _short(objection: Objection, lang: Lang) -> Ready:
    wording, name = objection.wording[lang], f"{lang}.{objection.id}.{Origin.SHORT}"
    return Ready(id=name, origin=Origin.SHORT, said=wording.title, reply=wording.short)
