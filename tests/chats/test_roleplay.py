"""A conversation with the customer, from the briefing to the scorecard."""

from __future__ import annotations

import pytest

from bot.base.language import Lang
from bot.storage.tables import roleplay_turns, roleplays, scorecards
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.playing import PRINCIPAL, TALK, begin, now, talk, to_briefing
from tests.chats.warm import warm, warm_for_roleplay
from tests.chats.world import World

pytestmark = pytest.mark.anyio

BRIBE = {"zh": "事成之后给您个人百分之五的回扣。", "en": "I can arrange a five per cent kickback for you personally."}
SIDES = ("checks", "card", "hidden", "card")


@pytest.fixture(autouse=True)
def _trained() -> None:
    warm_for_roleplay()


async def seated(world: World, language: str) -> tuple[Person, Message]:
    """Somebody who sits before the principal, and his first line."""
    someone = await world.person("Li", language, onboarded=True)
    first = await begin(someone)
    assert first.text, "the customer speaks first"
    return someone, first


@pytest.mark.parametrize("language", ["zh-hans", "en"])
async def test_until_it_ends_with_a_scorecard(world: World, language: str) -> None:
    rep, _ = await seated(world, language)
    card, said = await talk(rep)
    (kept,) = await world.rows(scorecards)
    assert str(kept["total"]) in card.text
    (session,) = await world.rows(roleplays)
    assert session["status"] == "ended"
    for side in SIDES:
        (card,) = await rep.press(rep.text(f"button.roleplay_{side}"), on=card)
    assert [one for one in said if one.labels == (rep.text("button.roleplay_why"),)], "the last line can be explained"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
async def test_a_bribe_stops_it_at_once(world: World, language: str) -> None:
    rep, _ = await seated(world, language)
    await rep.send(BRIBE[rep.lang])
    if not await world.rows(scorecards):
        await rep.send(BRIBE[rep.lang])
    (kept,) = await world.rows(scorecards)
    assert kept["ending"] == "compliance_stop"
    assert not kept["passed"]


async def test_leaving_and_coming_back(world: World) -> None:
    rep, _ = await seated(world, "zh-hans")
    await rep.send(TALK["zh"][0])
    (resume,) = await rep.send("/roleplay")
    last = (await world.rows(roleplay_turns))[-1]["customer_text"]
    assert last in resume.text
    await rep.press(rep.text("button.roleplay_drop"), on=resume)
    assert (await world.rows(roleplays))[0]["status"] == "dropped"
    assert rep.text("button.roleplay_start") in (await to_briefing(rep)).labels


async def test_a_restart_in_the_middle_loses_nothing(world: World) -> None:
    rep, _ = await seated(world, "zh-hans")
    await rep.send(TALK["zh"][0])
    turns = len(await world.rows(roleplay_turns))
    await world.restart_bot()
    assert await rep.send(TALK["zh"][1])
    assert len(await world.rows(roleplay_turns)) == turns + 1


async def test_stickers_and_commands_in_between_do_not_disturb(world: World) -> None:
    rep, _ = await seated(world, "en")
    turns = len(await world.rows(roleplay_turns))
    await rep.sticker()
    await rep.send("/help")
    assert len(await world.rows(roleplay_turns)) == turns
    await rep.send(TALK["en"][0])
    assert len(await world.rows(roleplay_turns)) == turns + 1
    said = await rep.send("/cancel")
    assert said
    assert (await world.rows(roleplays))[0]["status"] != "active"


async def test_once_more_begins_below_the_card_which_stays(world: World) -> None:
    rep, _ = await seated(world, "en")
    card, _ = await talk(rep)
    (briefing,) = await rep.press(rep.text("button.roleplay_again"), on=card)
    assert briefing.id != card.id
    assert (await now(rep, card)).labels == card.labels
    await rep.press(rep.text("button.roleplay_start"), on=briefing)
    assert [row["status"] for row in await world.rows(roleplays)] == ["ended", "active"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
async def test_what_is_typed_after_the_end_reaches_nobody(world: World, language: str) -> None:
    rep, _ = await seated(world, language)
    await talk(rep)
    bye = {"zh": "行，那就这么着，回见。", "en": "Right then, bye for now."}[rep.lang]
    name = warm().catalog.scenarios[PRINCIPAL].texts[Lang(rep.lang)]["name"]
    (late,) = await rep.send(bye)
    assert name in late.text and "/objection" in late.text
    (card,) = await rep.press(rep.text("button.roleplay_card"), on=late)
    assert rep.text("button.roleplay_checks") in card.labels
    (sure,) = await rep.send({"zh": "客户说太贵了", "en": "The customer says it's too expensive"}[rep.lang])
    assert name not in sure.text, "an objection is answered all the same"
    world.pass_time(minutes=11)
    (later,) = await rep.send(bye)
    assert name not in later.text
