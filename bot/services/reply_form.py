"""Writing an entry for a team, question by question. Where one is stands with the person, so it outlives a restart.

The next text (`users.awaiting`) answers: what does the customer say (SAID), what do we answer (REPLY), is there a
better answer before it is added (PREVIEW), how else is it said (PHRASING).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.delivery.unit import Tx
from bot.language.category import Category
from bot.services import people, team_replies, teams
from bot.services.team_replies import Entry
from bot.storage.queries.people import Person
from bot.storage.queries.team_replies import TeamReply

SAID, REPLY, PREVIEW, PHRASING = "team_said", "team_reply", "team_preview", "team_phrasing"
_FORM = "team_form"


@dataclass(frozen=True, slots=True)
class Form:
    """What has been filled in. `entry`: the entry that gets a further reply or phrasing.

    `unanswered`: the row of the list of unanswered objections that it answers.
    """

    team_id: int
    said: tuple[str, ...] = ()
    reply: str = ""
    category: str = ""
    entry: int | None = None
    unanswered: int | None = None

    @property
    def mark(self) -> str:
        """Ten characters that tell what would be added from anything else."""
        return team_replies.title("\n".join((str(self.team_id), *self.said, self.reply)))[:10]

    @property
    def content(self) -> Entry | None:
        """The entry, when everything is filled in."""
        if not self.said or not self.reply or self.category not in set(Category):
            return None
        return Entry(self.said, (self.reply,), Category(self.category))


def begin(tx: Tx, person: Person, team_id: int) -> Form:
    """A new entry for a team that the person leads; next comes what the customer says."""
    teams.lead(tx, person, team_id)
    return _keep(tx, person, Form(team_id), SAID)


def further(tx: Tx, person: Person, entry_id: int, purpose: str) -> tuple[Form, TeamReply]:
    """A further reply (REPLY) or phrasing (PHRASING) of an entry of a team that the person leads."""
    entry, before = team_replies.led_entry(tx, person, entry_id), current(person)
    # The words of somebody who waits for an answer may turn out to have an entry already.
    waiting = before.unanswered if before is not None and before.entry == entry_id and purpose == REPLY else None
    form = Form(entry.team_id, (entry.phrasings[0],), entry=entry_id, unanswered=waiting)
    return _keep(tx, person, form, purpose), entry


def heard(tx: Tx, person: Person, form: Form, said: tuple[str, ...], category: str) -> Form | TeamReply:
    """What the customer says: the form with it, or the entry that the team has for these words already."""
    team_replies.check(said, said[:1])
    known = team_replies.titled(tx, person, form.team_id, said[0])
    form = replace(form, said=said, category=category)
    if known is None:
        return _keep(tx, person, form, REPLY)
    _keep(tx, person, replace(form, entry=known.id), None)
    return known


def answered(tx: Tx, person: Person, form: Form, reply: str) -> Form:
    """What we answer; next it is looked at before it is added."""
    teams.lead(tx, person, form.team_id)
    team_replies.check(form.said, (reply,))
    return _keep(tx, person, replace(form, reply=reply), PREVIEW)


def classed(tx: Tx, person: Person, form: Form, category: Category) -> Form:
    """Another category."""
    return _keep(tx, person, replace(form, category=category), person.awaiting)


def current(person: Person | None) -> Form | None:
    """What the person is filling in."""
    body: Any = None if person is None else person.preferences.get(_FORM)
    return Form(**{**body, "said": tuple(body["said"])}) if isinstance(body, dict) else None


def leave(tx: Tx, person: Person) -> Person:
    """Put the form away."""
    person = people.preference(tx, person, **{_FORM: None})
    return people.await_text(tx, person, None) if person.awaiting in {SAID, REPLY, PREVIEW, PHRASING} else person


def _keep(tx: Tx, person: Person, form: Form, purpose: str | None) -> Form:
    people.await_text(tx, people.preference(tx, person, **{_FORM: asdict(form)}), purpose)
    return form
