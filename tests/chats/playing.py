"""Meeting a customer: through the menu to the briefing, and into the conversation."""

from __future__ import annotations

from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.warm import warm

PRINCIPAL = "textbook-principal"
TALK = {
    "zh": (
        "张校长好，打扰您十分钟。",
        "老师们现在出题一般忙到几点？",
        "这样熬夜，第二天上课受影响吗？",
        "那您看要不要先试试？",
    ),
    "en": (
        "Good morning, thanks for seeing me.",
        "How late do your teachers work on papers?",
        "What does that cost you?",
    ),
}
LONGEST = 40


async def to_briefing(person: Person, scenario: str = PRINCIPAL, *, menu: Message | None = None) -> Message:
    """From /roleplay by industry to the briefing of one customer."""
    if menu is None:
        (menu,) = await person.send("/roleplay")
    industry = warm().catalog.scenarios[scenario].industry
    (ways,) = await person.press(person.text("button.roleplay_by_industry"), on=menu)
    (page,) = await press_data(person, ways, f"rp:in:industry:{industry}:0")
    while not any(one.data == f"rp:brief:{scenario}" for one in page.buttons):
        (page,) = await person.press(person.text("button.mistakes_next"), on=page)
    (briefing,) = await press_data(person, page, f"rp:brief:{scenario}")
    return briefing


async def begin(person: Person, scenario: str = PRINCIPAL) -> Message:
    """Sit down before a customer; gives the first line."""
    said = await person.press(person.text("button.roleplay_start"), on=await to_briefing(person, scenario))
    return said[-1]


async def talk(person: Person) -> tuple[Message, list[Message]]:
    """Talk until the scorecard comes; gives the card and all that came with it."""
    for turn in range(LONGEST):
        said = await person.send(TALK[person.lang][turn % len(TALK[person.lang])])
        card = card_of(said, person)
        if card is not None:
            return card, said
    raise AssertionError("every conversation ends")


def card_of(said: list[Message], person: Person) -> Message | None:
    """The scorecard among some messages."""
    return next((one for one in said if person.text("button.roleplay_checks") in one.labels), None)


async def press_data(person: Person, message: Message, data: str) -> list[Message]:
    """Press the button of a message that sends `data`."""
    (label,) = [one.label for one in message.buttons if one.data == data]
    return await person.press(label, on=message)


async def now(person: Person, message: Message) -> Message:
    """A message as it is by now."""
    return next(one for one in await person.messages() if one.id == message.id)
