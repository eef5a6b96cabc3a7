"""Word to somebody else whose rights have just changed, and the command menu that follows from it."""

from __future__ import annotations

from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.handlers.press import Press
from bot.services import teams
from bot.storage.queries.people import Person
from bot.views.commands import person_menu


def menu(press: Press, person: Person) -> Outgoing:
    """The command menu that the person's rights lead to by now."""
    return person_menu(press.house.texts, person, manages=teams.manages(press.tx, person))


def tell(press: Press, other: Person | None, message_id: str, **values: object) -> list[Outgoing]:
    """A message in the other's language and their menu; nothing for somebody gone or blocked, or the person alone."""
    if other is None or other.blocked_at is not None or other.id == press.person.id:
        return []
    html = press.house.texts.render(other.language, message_id, **values)
    return [outgoing.text(other.id, html, push=True), menu(press, other)]
