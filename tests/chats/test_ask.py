"""Ask the coach: a question gets the card that answers it, and an honest word where no lesson does."""

from __future__ import annotations

import pytest

from bot.base.language import Lang
from tests.chats.message import Message
from tests.chats.warm import warm, warm_for_roleplay
from tests.chats.world import World

pytestmark = pytest.mark.anyio


def unit_title(unit: str, lang: Lang) -> str:
    return warm().catalog.curriculum.units[unit].title[lang]


def data(message: Message) -> list[str | None]:
    return [one.data for one in message.buttons]


@pytest.mark.parametrize(
    ("language", "lang", "asked", "told"),
    [
        ("zh-hans", Lang.ZH, "什么是暗示问题？", "暗示：不顺下去"),
        ("en", Lang.EN, "What's an implication question?", "Implication: if it goes on"),
    ],
)
async def test_a_question_behind_the_command(world: World, language: str, lang: Lang, asked: str, told: str) -> None:
    someone = await world.person("Sam", language, onboarded=True)
    (answer,) = await someone.send(f"/ask {asked}")
    assert told in answer.text
    assert unit_title("spin", lang) in answer.text
    assert someone.text("ask.doc_d0") in answer.text, "where it is from"
    assert data(answer)[0] == "learn:card:spin:0"
    assert data(answer)[1] == "learn:quiz:spin"
    assert len(answer.buttons) <= 4
    (card,) = await someone.press(someone.text("button.ask_read"))
    assert card.id == answer.id
    assert warm().catalog.lessons["spin"].cards[0].text[lang].title in card.text


async def test_from_the_answer_into_a_drill_on_it(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await emma.send("/ask how do I talk to a tiger")
    said = await emma.press(emma.text("button.learn_quiz"))
    assert any(one.is_quiz for one in said)


async def test_the_command_alone_asks_what_to_explain(world: World) -> None:
    zhou = await world.person("小周", "zh-hans", onboarded=True)
    (prompt,) = await zhou.send("/ask")
    assert prompt.text == zhou.text("ask.prompt")
    (answer,) = await zhou.send("客户投诉怎么处理")
    assert "learn:quiz:step6-follow" in data(answer)
    assert (await world.user(zhou))["awaiting"] is None


async def test_another_command_leaves_the_question(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await emma.send("/ask")
    await emma.send("/help")
    (reply,) = await emma.send("It's too expensive")
    assert "learn:" not in str(data(reply)), "an objection again"


@pytest.mark.parametrize("words", ["zxcvb qwrtp", "🙂", "?!", "\u200b\u200b？", "<b>&lt;"])
async def test_what_no_lesson_covers_is_said_honestly(world: World, words: str) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (answer,) = await emma.send(f"/ask {words}")
    unsure = {emma.text("ask.unsure", count=count) for count in (1, 2)}
    assert answer.text in {emma.text("ask.nothing"), emma.text("ask.prompt"), *unsure}
    if answer.text != emma.text("ask.prompt"):
        assert data(answer)[-2:] == ["learn:list", "obj:menu"]
        (contents,) = await emma.press(emma.text("button.ask_contents"))
        assert contents.text == emma.text("lesson.list")


@pytest.mark.parametrize("asked", ["how do I pause the drills?", "怎么暂停推送", "你能做什么？", "what can you do"])
async def test_a_question_about_the_bot_is_answered_by_help(world: World, asked: str) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    for words in (f"/ask {asked}", asked):
        (answer,) = await emma.send(words)
        assert answer.text == emma.text("help.main")


async def test_a_plain_question_in_free_text(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (answer,) = await emma.send("what are the ten steps of a visit?")
    assert "learn:quiz:visits" in data(answer)


async def test_asked_in_the_other_language_it_answers_in_mine(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (answer,) = await emma.send("/ask 什么是烟幕弹？")
    assert unit_title("objections", Lang.EN) in answer.text


async def test_a_very_long_question_is_taken(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (answer,) = await emma.send("/ask " + "what is a gatekeeper and how do I get past one " * 60)
    assert "start-people" in str(data(answer))


async def test_the_question_that_was_asked_for_is_asked_once(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (prompt,) = await emma.send("/ask   ")
    assert prompt.text == emma.text("ask.prompt")
    for _ in range(2):
        # Once as the answer to the prompt, once as free text.
        (answer,) = await emma.send("what is a concession?")
        assert "step5-commit" in str(data(answer))


async def test_asking_does_not_end_a_conversation_with_a_customer(world: World) -> None:
    warm_for_roleplay()
    emma = await world.person("Emma", "en", onboarded=True)
    (menu,) = await emma.send("/roleplay")
    if emma.text("button.roleplay_start") not in menu.labels:
        await emma.press(menu.labels[0])
    await emma.press(emma.text("button.roleplay_start"))
    (answer,) = await emma.send("/ask what is a smokescreen?")
    assert "learn:quiz:objections" in data(answer)
    said = await emma.send("What is it like for you at the moment?")
    assert "learn:" not in str(data(said[-1])), "the customer answers, not the coach"


async def test_a_restart_between_the_prompt_and_the_question(world: World) -> None:
    zhou = await world.person("小周", "zh-hans", onboarded=True)
    await zhou.send("/ask")
    await world.restart_bot()
    (answer,) = await zhou.send("信任树讲的是什么")
    assert "learn:quiz:step2-trust" in data(answer)
