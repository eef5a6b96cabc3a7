"""Buttons that nobody was given: any data, under a message that is there."""

from __future__ import annotations

from tests.chats.person import Person
from tests.chats.test_odd_updates import callback
from tests.chats.world import World


async def press(world: World, person: Person, data: str) -> str:
    """Press a button with that data under a message of the bot's; what the bot says to it last."""
    target = (await person.send("/help"))[-1]
    await world.feed(callback_query=callback(person, data, number=1, message_id=target.id))
    said = await person.news()
    return said[-1].text if said else ""
