"""What a person keeps: saving, taking back, deleting and putting back. Also the answer they are just writing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.base.errors import Refused
from bot.base.language import Lang
from bot.delivery.unit import Tx
from bot.services import people
from bot.storage.queries import own_replies as rows
from bot.storage.queries.own_replies import OwnReply
from bot.storage.queries.people import Person

# More than anybody looks through; keeps one person's shelf small.
MOST = 200
# What fits one card with its heading, and what a customer listens to.
LONGEST_SAID, LONGEST_REPLY = 300, 1000
PAGE = 8
OWN, SAVED = "own", "saved"
# What the next text answers: the customer's words of a new reply; the answer to an objection.
AWAITING_SAID, AWAITING_REPLY = "own_said", "own_reply"
_REPLYING, _WRITTEN, _REMOVED = "replying", "written", "removed_reply"


@dataclass(frozen=True, slots=True)
class Draft:
    """Something to keep. `objection_id`: the built-in objection it belongs to, if any."""

    said: str
    reply: str
    language: Lang
    objection_id: str | None
    origin: str


@dataclass(frozen=True, slots=True)
class Replying:
    """What the person is answering: `ref` is an objection, an entry of a shelf, or empty; `line` the customer's words.

    `number` counts how often this one was answered in a row. `keep`: the answer is to be kept without asking.
    """

    ref: str
    line: str
    number: int = 0
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a person's replies; pages count from 0."""

    entries: tuple[OwnReply, ...]
    number: int
    pages: int
    total: int


def keep(tx: Tx, person: Person, draft: Draft, meaning: bytes) -> bool:
    """Keep a reply; False when exactly that is kept already. Refused when it is too long, or there are too many."""
    check(draft.said, draft.reply)
    if rows.id_of(tx.conn, person.id, draft.said, draft.reply) is not None:
        return False
    if rows.count(tx.conn, person.id) >= MOST:
        raise Refused("own.too_many", most=MOST)
    return rows.add(
        tx.conn,
        person.id,
        said=draft.said,
        reply=draft.reply,
        language=draft.language,
        objection_id=draft.objection_id,
        origin=draft.origin,
        meaning=meaning,
        now=tx.now,
    )


def check(said: str, reply: str) -> None:
    """Refused when the customer's words or the answer are longer than what is kept."""
    if len(said) > LONGEST_SAID:
        raise Refused("own.said_long", longest=LONGEST_SAID)
    if len(reply) > LONGEST_REPLY:
        raise Refused("own.reply_long", longest=LONGEST_REPLY)


def toggle(tx: Tx, person: Person, draft: Draft, meaning: bytes) -> bool:
    """Save what is not saved, take back what is. Whether it is saved now; refused like `keep`."""
    known = rows.id_of(tx.conn, person.id, draft.said, draft.reply)
    if known is not None:
        rows.remove(tx.conn, person.id, known)
        return False
    return keep(tx, person, draft, meaning)


def kept(tx: Tx, person: Person, said: str, reply: str) -> bool:
    """Whether the person keeps exactly that."""
    return rows.id_of(tx.conn, person.id, said, reply) is not None


def page(tx: Tx, person: Person, number: int) -> Page:
    """A page of the person's replies, newest first; the last one when there are fewer pages."""
    total = rows.count(tx.conn, person.id)
    pages = max(1, -(-total // PAGE))
    shown = min(max(number, 0), pages - 1)
    return Page(rows.page(tx.conn, person.id, shown * PAGE, PAGE), shown, pages, total)


def one(tx: Tx, person: Person, reply_id: int) -> OwnReply | None:
    """One of the person's own replies; None for anybody else's and for those that are gone."""
    return rows.find(tx.conn, person.id, [reply_id]).get(reply_id)


def remove(tx: Tx, person: Person, reply_id: int) -> OwnReply | None:
    """Delete one of the person's replies; the last deleted can be put back until the list is opened again."""
    gone = rows.remove(tx.conn, person.id, reply_id)
    if gone is not None:
        body = {
            "id": gone.id,
            "said": gone.said,
            "reply": gone.reply,
            "language": gone.language,
            "objection_id": gone.objection_id,
            "origin": gone.origin,
        }
        people.preference(tx, person, **{_REMOVED: body})
    return gone


def removed(person: Person, reply_id: int) -> Draft | None:
    """The reply last deleted, if it had that id."""
    body: Any = person.preferences.get(_REMOVED)
    if not isinstance(body, dict) or body.get("id") != reply_id:
        return None
    return Draft(body["said"], body["reply"], Lang(body["language"]), body["objection_id"], body["origin"])


def forget_removed(tx: Tx, person: Person) -> Person:
    """What was deleted cannot be put back any more."""
    return people.preference(tx, person, **{_REMOVED: None}) if person.preferences.get(_REMOVED) else person


def ask(tx: Tx, person: Person, replying: Replying) -> Person:
    """The person's next text is the answer to these words."""
    body = {"ref": replying.ref, "line": replying.line, "number": replying.number, "keep": replying.keep}
    return people.await_text(tx, people.preference(tx, person, **{_REPLYING: body}), AWAITING_REPLY)


def replying(person: Person) -> Replying | None:
    """What the person is, or was last, answering."""
    body: Any = person.preferences.get(_REPLYING)
    if not isinstance(body, dict):
        return None
    return Replying(body["ref"], body["line"], body["number"], body["keep"])


def wrote(tx: Tx, person: Person, draft: Draft) -> str:
    """Remember an answer until it is kept or another is written; gives the mark by which a button means it."""
    written = draft.reply if len(draft.reply) <= LONGEST_REPLY else None
    body = {"said": draft.said, "reply": written, "language": draft.language, "objection_id": draft.objection_id}
    people.preference(tx, people.await_text(tx, person, None), **{_WRITTEN: body})
    return mark(draft)


def written(person: Person, wanted: str) -> Draft | None:
    """The answer that this mark means; None when another was written since. Refused when it was too long to keep."""
    body: Any = person.preferences.get(_WRITTEN)
    if not isinstance(body, dict):
        return None
    if body["reply"] is None:
        raise Refused("own.reply_long", longest=LONGEST_REPLY)
    draft = Draft(body["said"], body["reply"], Lang(body["language"]), body["objection_id"], OWN)
    return draft if mark(draft) == wanted else None


def last_said(person: Person | None) -> str | None:
    """The customer's words that the last written answer was for."""
    body: Any = None if person is None else person.preferences.get(_WRITTEN)
    return str(body["said"]) if isinstance(body, dict) else None


def mark(draft: Draft) -> str:
    """Ten characters that tell one answer from another."""
    return rows.digest(draft.said, draft.reply)[:10]
