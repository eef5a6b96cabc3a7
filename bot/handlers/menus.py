"""Everybody's command menu follows what they may do. Which one a person has is remembered with them.

Looked at after everything they do, so that it is right as soon as they are back: after they had blocked the bot, after
their role changed while the bot was down, after an update of the bot brought other commands.
"""

from __future__ import annotations

from bot.base.language import from_language_code
from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.house import House
from bot.services import people, teams
from bot.storage.queries.people import Person
from bot.views.commands import menu_mark, person_menu

# In `preferences`: the mark of the menu that was given last.
MENU = "menu"


def give(house: House, tx: Tx, person: Person) -> Outgoing:
    """The menu that the person's rights lead to by now."""
    manages = teams.manages(tx, person)
    people.preference(tx, people.find(tx, person.id) or person, **{MENU: menu_mark(person.language, manages=manages)})
    return person_menu(house.texts, person, manages=manages)


def due(house: House, tx: Tx, person: Person, *, back: bool, language_code: str | None) -> tuple[Outgoing, ...]:
    """The menu, where the person has another one. `back`: what was sent before may never have reached them."""
    # Who was never given one has the general one, in the language of their Telegram.
    general = menu_mark(from_language_code(language_code), manages=False)
    known = None if back else person.preferences.get(MENU, general)
    wanted = menu_mark(person.language, manages=teams.manages(tx, person))
    return () if known == wanted else (give(house, tx, person),)
