"""Practising one objection with the bot as the customer."""

from __future__ import annotations

import pytest

from bot.base.language import Lang
from bot.training.objections import ObjectionWording
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.test_odd_updates import callback
from tests.chats.warm import warm
from tests.chats.world import World

pytestmark = pytest.mark.anyio

GOOD = {
    "zh": "这笔钱确实不少，换我也得掂量。您问得这么细，看得出您采购很把关。"
    "其实贵不贵，要看三年总账。您去年停机一次大概损失多少？",
    "en": "It's a lot of money and I'd hesitate too. You asked about breakdowns before price, which few people do. "
    "Let's put three years of downtime into the sum. What did the last stoppage cost you?",
}
POOR = {"zh": "我们的产品用的是进口材料。", "en": "Our product is made of imported materials."}
BOTH = pytest.mark.parametrize("language", ["zh-hans", "en"])


def wording(person: Person, name: str = "price-too-high") -> ObjectionWording:
    return warm().catalog.objections[name].wording[Lang(person.lang)]


async def begin(world: World, language: str) -> tuple[Person, Message]:
    """Somebody who has just begun to practise, and what the customer said."""
    someone = await world.person("Li", language, onboarded=True)
    await someone.send(f"/objection {wording(someone).title}")
    (card,) = await someone.press("🎯")
    return someone, card


def line_in(card: Message, person: Person) -> str:
    """Which phrasing the customer used."""
    (found,) = [one for one in wording(person).phrasings if f"“{one}”" in card.text]
    return found


@BOTH
async def test_a_good_answer_opens_the_customer_up(world: World, language: str) -> None:
    someone, card = await begin(world, language)
    line_in(card, someone)
    (card,) = await someone.send(GOOD[someone.lang])
    assert wording(someone).behind[0].concern in card.text
    assert wording(someone).behind[0].question in card.text
    assert GOOD[someone.lang][:14] in card.text
    assert (await world.user(someone))["awaiting"] is None


@BOTH
async def test_they_insist_in_other_words_and_after_three_rounds_it_is_summed_up(world: World, language: str) -> None:
    someone, card = await begin(world, language)
    said = [line_in(card, someone)]
    for _ in range(2):
        (card,) = await someone.send(POOR[someone.lang])
        said.append(line_in(card, someone))
    assert len(set(said)) == 3
    (card,) = await someone.send(POOR[someone.lang])
    assert wording(someone).behind[0].concern not in card.text
    assert someone.text("own.part_agree") in card.text
    (card,) = await someone.press(someone.text("button.practise_again"))
    assert line_in(card, someone) not in said


@BOTH
async def test_nothing_is_lost_by_restarts(world: World, language: str) -> None:
    someone, card = await begin(world, language)
    said = [line_in(card, someone)]
    for _ in range(2):
        await world.restart_bot()
        (card,) = await someone.send(POOR[someone.lang])
        said.append(line_in(card, someone))
    await world.restart_bot()
    (card,) = await someone.send(GOOD[someone.lang])
    assert len(set(said)) == 3
    assert wording(someone).behind[0].concern in card.text
    assert len([one for one in await someone.messages() if not one.mine and one.text == card.text]) == 1


async def test_an_answer_given_while_the_bot_is_down_counts_once(world: World) -> None:
    emma, _ = await begin(world, "en")
    await world.app.stop()
    body = {"text": POOR["en"]}
    (await world.page.post(f"/api/chats/{emma.id}/send", json=body)).raise_for_status()
    await world.start_bot()
    (card,) = await emma.news()
    line_in(card, emma)
    assert len((await world.user(emma))["preferences"]["practice"]["rounds"]) == 1


async def test_a_fault_is_shown_in_the_reps_own_words_and_keeps_them_closed(world: World) -> None:
    zhou, _ = await begin(world, "zh-hans")
    (card,) = await zhou.send(GOOD["zh"] + "签下来的话，给您个人返两个点。")
    line_in(card, zhou)
    assert "返两个点" in card.text
    assert zhou.text("own.first_lawful") in card.text


async def test_the_next_one_is_of_the_same_category(world: World) -> None:
    emma, _ = await begin(world, "en")
    await emma.send(GOOD["en"])
    (card,) = await emma.press("Next one")
    known = warm().catalog.objections
    practised = known[(await world.user(emma))["preferences"]["practice"]["objection"]]
    assert practised.id != "price-too-high"
    assert practised.category is known["price-too-high"].category
    assert any(one in card.text for one in practised.wording[Lang("en")].phrasings)


async def test_stopping_and_being_done(world: World) -> None:
    emma, _ = await begin(world, "en")
    said = await emma.press("Stop here")
    assert said[-1].text == emma.text("practise.stopped")
    await emma.send("/objection It's too expensive")
    await emma.press("🎯")
    await emma.send(POOR["en"])
    said = await emma.press("Stop here")
    assert emma.text("own.part_agree") in said[-1].text
    (card,) = await emma.press("Done")
    assert card.labels == ()
    (card,) = await emma.send("It's too expensive")
    assert wording(emma).replies[0].agree in card.text


@pytest.mark.parametrize("command", ["/cancel", "/help", "/drill", "/nonsense"])
async def test_commands_leave_it(world: World, command: str) -> None:
    emma, _ = await begin(world, "en")
    await emma.send(command)
    (card,) = await emma.send("It's too expensive")
    assert wording(emma).replies[0].agree in card.text


async def test_a_customer_met_meanwhile_is_answered_instead(world: World) -> None:
    emma, _ = await begin(world, "en")
    await world.feed(callback_query=callback(emma, "rp:start:textbook-principal", number=1))
    assert (await world.user(emma))["awaiting"] is None


async def test_a_sticker_does_not_end_it(world: World) -> None:
    emma, _ = await begin(world, "en")
    (said,) = await emma.sticker("🎉")
    assert said.text == emma.text("help.sticker", emoji="🎉")
    (card,) = await emma.send(GOOD["en"])
    assert wording(emma).behind[0].concern in card.text


async def test_a_language_changed_in_the_middle(world: World) -> None:
    emma, _ = await begin(world, "en")
    await world.feed(callback_query=callback(emma, "set:lang:zh", number=1))
    emma.lang = "zh"
    said = await emma.send(POOR["zh"])
    assert any(one in said[-1].text for one in wording(emma).phrasings)
