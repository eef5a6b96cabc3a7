"""An objection, in the customer's words: an answer, the nearest to choose from, or honest help."""

from __future__ import annotations

import pytest

from bot.base.language import Lang
from bot.scenarios.types import StyleId
from tests.chats.warm import warm
from tests.chats.world import World

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "太贵了"), ("en", "It's too expensive")])
async def test_free_text_is_answered_in_four_parts(world: World, language: str, words: str) -> None:
    someone = await world.person("Li", language, onboarded=True)
    (card,) = await someone.send(words)
    if len(card.labels) < 6:
        (card,) = await someone.press(card.labels[0])
    objection = next(
        one for one in warm().catalog.objections.values() if one.wording[Lang(someone.lang)].title in card.text
    )
    reply = objection.wording[Lang(someone.lang)].replies[0]
    for part in reply.parts:
        assert part in card.text
    assert objection.category.value == "price"


async def test_every_button_under_an_answer(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (card,) = await emma.press("too expensive")
    price = warm().catalog.objections["price-too-high"].wording[Lang("en")]
    assert price.replies[0].agree in card.text
    (card,) = await emma.press("Another way")
    assert price.replies[1 % len(price.replies)].agree in card.text
    (card,) = await emma.press("🦉")
    assert price.styles[StyleId.OWL] in card.text
    assert (await world.user(emma))["preferences"]["style"] == "owl"
    (card,) = await emma.press("They insist")
    assert price.insist in card.text
    for _ in range(len(price.replies) + 1):
        (card,) = await emma.press("Another way") or [card]
    (card,) = await emma.press("Not this one")
    assert card.text == emma.text("objection.ask")


async def test_the_command_with_and_without_words(world: World) -> None:
    zhou = await world.person("小周", "zh-hans", onboarded=True)
    (card,) = await zhou.send("/objection")
    assert card.text == zhou.text("objection.ask")
    assert len(card.labels) == 5
    (shown,) = await zhou.press(card.labels[0])
    assert card.labels[0] in shown.text
    (answer,) = await zhou.send("/objection 太贵了")
    assert answer.labels


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "asdfghjkl qwertyuiop"), ("zh-hans", "量子纠缠与黑洞蒸发"), ("en", "🤷"), ("zh-hans", "？")],
)
async def test_what_nobody_can_answer_gets_help(world: World, language: str, words: str) -> None:
    someone = await world.person("Li", language, onboarded=True)
    (card,) = await someone.send(words)
    assert card.labels, "never silence, and always a way on"


async def test_a_stranger_may_begin_with_an_objection(world: World) -> None:
    zhou = await world.person("小周", "zh-hans")
    (card,) = await zhou.send("你们的价格太贵了")
    assert card.labels
