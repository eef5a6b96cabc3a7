"""A team's own replies: everybody in the team reads them, whoever leads it adds and deletes.

Every right is checked here, on every call. Unknown, deleted and foreign entries are refused in the same words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.base.errors import Refused
from bot.delivery.unit import Tx
from bot.language.category import Category
from bot.language.objection_space import key
from bot.services import people, teams
from bot.storage.queries import people as people_rows
from bot.storage.queries import team_replies as rows
from bot.storage.queries.people import Person
from bot.storage.queries.team_replies import NewTeamReply, TeamReply
from bot.storage.queries.teams import Team

PAGE = 8
# What fits one card, and what a customer listens to.
LONGEST_SAID, LONGEST_REPLY = 300, 1000
MOST_PHRASINGS, MOST_REPLIES = 12, 5
# As many as are searched without anybody waiting.
MOST = 10_000
_REMOVED = "team_removed"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry before it is added: what customers say, what to answer, and which kind of objection it is."""

    phrasings: tuple[str, ...]
    replies: tuple[str, ...]
    category: Category

    @property
    def title(self) -> str:
        """The phrasing by which it is known."""
        return self.phrasings[0]


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a team's entries, as one of its people sees them; pages count from 0."""

    team: Team
    leads: bool
    entries: tuple[TeamReply, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Opened:
    """One entry as a person of the team sees it; `author` is None when whoever added it is gone."""

    entry: TeamReply
    leads: bool
    author: Person | None


def page(tx: Tx, person: Person, team_id: int, number: int) -> Page:
    """A page of a team's entries, newest first; the last one when there are fewer pages. For everybody in the team."""
    team, total = teams.own(tx, person, team_id), rows.count(tx.conn, team_id)
    pages = max(1, -(-total // PAGE))
    shown = min(max(number, 0), pages - 1)
    entries = rows.page(tx.conn, team_id, shown * PAGE, PAGE)
    return Page(team, leads(tx, person, team_id), entries, shown, pages, total)


def leads(tx: Tx, person: Person, team_id: int) -> bool:
    """Whether the person leads that team."""
    return teams.leads(tx, person.id, team_id)


def one(tx: Tx, person: Person, entry_id: int) -> Opened:
    """An entry of a team that the person is in."""
    entry = rows.find(tx.conn, person.id, [entry_id]).get(entry_id)
    if entry is None:
        raise Refused("team_replies.gone")
    author = None if entry.created_by is None else people_rows.find(tx.conn, entry.created_by)
    return Opened(entry, leads(tx, person, entry.team_id), author)


def led_entry(tx: Tx, person: Person, entry_id: int) -> TeamReply:
    """An entry of a team that the person leads."""
    opened = one(tx, person, entry_id)
    if not opened.leads:
        raise Refused("team_replies.gone")
    return opened.entry


def titled(tx: Tx, person: Person, team_id: int, said: str) -> TeamReply | None:
    """The entry whose title is that phrasing, in a team that the person leads."""
    teams.lead(tx, person, team_id)
    found = rows.titled(tx.conn, team_id, title(said))
    return None if found is None else rows.find(tx.conn, person.id, [found]).get(found)


def add(tx: Tx, person: Person, team_id: int, entry: Entry, meanings: Sequence[bytes]) -> TeamReply:
    """Add an entry to a team that the person leads; `meanings` are those of its phrasings, in their order.

    Refused when it is too long, when its title is there already, or when the team has too many.
    """
    teams.lead(tx, person, team_id)
    check(entry.phrasings, entry.replies)
    room(tx, team_id, 1)
    added = rows.add(tx.conn, team_id, [new(entry, meanings)], created_by=person.id, now=tx.now)
    if not added:
        raise Refused("team_replies.known", said=entry.title)
    return one(tx, person, added[0]).entry


def say_also(tx: Tx, person: Person, entry_id: int, phrasing: str, meaning: bytes) -> TeamReply:
    """Another way in which customers say it. Refused when the entry has it, or has enough."""
    before = led_entry(tx, person, entry_id)
    if key(phrasing) in {key(one) for one in before.phrasings}:
        raise Refused("team_replies.phrasing_known")
    return _replaced(tx, person, before, (*before.phrasings, phrasing), before.replies, meaning)


def answer_also(tx: Tx, person: Person, entry_id: int, reply: str) -> TeamReply:
    """Another reply. Refused when the entry has it, or has enough."""
    before = led_entry(tx, person, entry_id)
    if reply in before.replies:
        raise Refused("team_replies.reply_known")
    return _replaced(tx, person, before, before.phrasings, (*before.replies, reply), b"")


def remove(tx: Tx, person: Person, entry_id: int) -> TeamReply:
    """Delete an entry of a team that the person leads; returns what it was. The last deleted can be put back."""
    entry = led_entry(tx, person, entry_id)
    rows.remove(tx.conn, entry.team_id, entry.id)
    body = {
        "id": entry.id,
        "team_id": entry.team_id,
        "phrasings": list(entry.phrasings),
        "replies": list(entry.replies),
        "category": entry.category,
        "created_by": entry.created_by,
    }
    people.preference(tx, person, **{_REMOVED: body})
    return entry


def removed(person: Person | None, entry_id: int) -> Entry | None:
    """What the person deleted last, if it had that id."""
    body = _removed(person, entry_id)
    if body is None:
        return None
    return Entry(tuple(body["phrasings"]), tuple(body["replies"]), Category(body["category"]))


def put_back(tx: Tx, person: Person, entry_id: int, meanings: Sequence[bytes]) -> TeamReply:
    """Add again what the person deleted last; whoever had added it stays named. Refused when that was another."""
    body, entry = _removed(person, entry_id), removed(person, entry_id)
    if body is None or entry is None:
        raise Refused("team_replies.gone")
    teams.lead(tx, person, body["team_id"])
    room(tx, body["team_id"], 1)
    author = body["created_by"]
    by = author if author is not None and people_rows.find(tx.conn, author) is not None else None
    added = rows.add(tx.conn, body["team_id"], [new(entry, meanings)], created_by=by, now=tx.now)
    if not added:
        raise Refused("team_replies.known", said=entry.title)
    people.preference(tx, person, **{_REMOVED: None})
    return one(tx, person, added[0]).entry


def check(phrasings: Sequence[str], replies: Sequence[str]) -> None:
    """Refused when there is nothing in it, too much, or something too long."""
    if not phrasings or not all(key(one) for one in phrasings):
        raise Refused("team_replies.said_empty")
    if not replies or not all(key(one) for one in replies):
        raise Refused("team_replies.reply_empty")
    if any(len(one) > LONGEST_SAID for one in phrasings):
        raise Refused("team_replies.said_long", longest=LONGEST_SAID)
    if any(len(one) > LONGEST_REPLY for one in replies):
        raise Refused("team_replies.reply_long", longest=LONGEST_REPLY)
    if len(phrasings) > MOST_PHRASINGS:
        raise Refused("team_replies.many_phrasings", most=MOST_PHRASINGS)
    if len(replies) > MOST_REPLIES:
        raise Refused("team_replies.many_replies", most=MOST_REPLIES)


def room(tx: Tx, team_id: int, wanted: int) -> None:
    """Refused when the team cannot have that many more."""
    if rows.count(tx.conn, team_id) + wanted > MOST:
        raise Refused("team_replies.full", most=MOST)


def new(entry: Entry, meanings: Sequence[bytes]) -> NewTeamReply:
    """The entry as storage takes it."""
    return NewTeamReply(
        category=entry.category,
        phrasings=entry.phrasings,
        replies=entry.replies,
        meaning=b"".join(meanings),
        title=title(entry.title),
    )


def title(said: str) -> str:
    """By what an entry is told from the others of its team: its first phrasing, however it is written."""
    return rows.digest(key(said))


def _removed(person: Person | None, entry_id: int) -> Any:
    body: Any = None if person is None else person.preferences.get(_REMOVED)
    return body if isinstance(body, dict) and body.get("id") == entry_id else None


def _replaced(
    tx: Tx, person: Person, before: TeamReply, phrasings: tuple[str, ...], replies: tuple[str, ...], more: bytes
) -> TeamReply:
    """The entry anew, with `more` behind its meaning; whoever added it stays named."""
    check(phrasings, replies)
    entry = Entry(phrasings, replies, Category(before.category))
    meaning = rows.remove(tx.conn, before.team_id, before.id) or b""
    made = new(entry, (meaning, more))
    (entry_id,) = rows.add(tx.conn, before.team_id, [made], created_by=before.created_by, now=tx.now)
    return one(tx, person, entry_id).entry
