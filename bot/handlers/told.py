"""Word to somebody else whose rights have just changed, and the command menu that follows from it.

Whoever changes their own gets theirs without asking: see `menus`.
"""

from __future__ import annotations

from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.handlers import menus
from bot.handlers.press import Press
from bot.storage.queries.people import Person


def tell(press: Press, other: Person | None, message_id: str, **values: object) -> list[Outgoing]:
    """A message in the other's language and their menu; nothing for somebody gone or blocked, or the person alone."""
    if other is None or other.blocked_at is not None or other.id == press.person.id:
        return []
    html = press.house.texts.render(other.language, message_id, **values)
    return [outgoing.text(other.id, html, push=True), menus.give(press.house, press.tx, other)]
