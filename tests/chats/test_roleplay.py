"""A conversation with the customer, from the briefing to the scorecard."""

from __future__ import annotations

import pytest

from bot.storage.tables import roleplay_turns, roleplays, scorecards
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.warm import warm_for_roleplay
from tests.chats.world import World

pytestmark = pytest.mark.anyio

LONGEST = 40
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
BRIBE = {"zh": "事成之后给您个人百分之五的回扣。", "en": "I can arrange a five per cent kickback for you personally."}


@pytest.fixture(autouse=True)
def _trained() -> None:
    warm_for_roleplay()


async def begin(world: World, language: str) -> Person:
    """Somebody who sits before the customer."""
    someone = await world.person("Li", language, onboarded=True)
    (briefing,) = await someone.send("/roleplay")
    begun = await someone.press(someone.text("button.roleplay_start"), on=briefing)
    assert begun[-1].text, "the customer speaks first"
    return someone


def card_of(said: list[Message], person: Person) -> Message | None:
    """The scorecard among some messages."""
    return next((one for one in said if person.text("button.roleplay_checks") in one.labels), None)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
async def test_until_it_ends_with_a_scorecard(world: World, language: str) -> None:
    rep = await begin(world, language)
    card = None
    for turn in range(LONGEST):
        said = await rep.send(TALK[rep.lang][turn % len(TALK[rep.lang])])
        assert said, "the customer always answers"
        if (card := card_of(said, rep)) is not None:
            break
    assert card is not None, "every conversation ends"
    (kept,) = await world.rows(scorecards)
    assert str(kept["total"]) in card.text
    (session,) = await world.rows(roleplays)
    assert session["status"] == "ended"
    for label in card.labels:
        assert await rep.press(label, on=await _now(rep, card)), label
        card = await _now(rep, card)
        if person_label(rep) not in card.labels:
            break


def person_label(person: Person) -> str:
    """The button by which the scorecard shows all checks."""
    return person.text("button.roleplay_checks")


async def _now(person: Person, message: Message) -> Message:
    return next(one for one in await person.messages() if one.id == message.id)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
async def test_a_bribe_stops_it_at_once(world: World, language: str) -> None:
    rep = await begin(world, language)
    await rep.send(BRIBE[rep.lang])
    if not await world.rows(scorecards):
        await rep.send(BRIBE[rep.lang])
    (kept,) = await world.rows(scorecards)
    assert kept["ending"] == "compliance_stop"
    assert not kept["passed"]


async def test_leaving_and_coming_back(world: World) -> None:
    rep = await begin(world, "zh-hans")
    await rep.send(TALK["zh"][0])
    (resume,) = await rep.send("/roleplay")
    last = (await world.rows(roleplay_turns))[-1]["customer_text"]
    assert last in resume.text
    await rep.press("不谈了")
    assert (await world.rows(roleplays))[0]["status"] != "active"
    (briefing,) = await rep.send("/roleplay")
    assert rep.text("button.roleplay_start") in briefing.labels


async def test_a_restart_in_the_middle_loses_nothing(world: World) -> None:
    rep = await begin(world, "zh-hans")
    await rep.send(TALK["zh"][0])
    turns = len(await world.rows(roleplay_turns))
    await world.restart_bot()
    assert await rep.send(TALK["zh"][1])
    assert len(await world.rows(roleplay_turns)) == turns + 1


async def test_stickers_and_commands_in_between_do_not_disturb(world: World) -> None:
    rep = await begin(world, "en")
    turns = len(await world.rows(roleplay_turns))
    await rep.sticker()
    await rep.send("/help")
    assert len(await world.rows(roleplay_turns)) == turns
    await rep.send(TALK["en"][0])
    assert len(await world.rows(roleplay_turns)) == turns + 1
    said = await rep.send("/cancel")
    assert said
    assert (await world.rows(roleplays))[0]["status"] != "active"
