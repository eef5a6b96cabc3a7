"""An objection, in the customer's words: an answer, the nearest to choose from, or honest help."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.base.language import Lang
from bot.catalog.lint.plain import columns
from bot.language.objections import Verdict, varied
from bot.scenarios.types import StyleId
from bot.storage.queries.people import Person as Row
from bot.training.objections import INSIST, SHORT, spoken
from bot.views.objection import ObjectionView
from tests.chats.message import Message
from tests.chats.warm import warm
from tests.chats.world import START, World

pytestmark = pytest.mark.anyio


def copied(card: Message) -> list[str]:
    """What the card's copy buttons copy."""
    rows = card.raw["reply_markup"]["inline_keyboard"]
    return [button["copy_text"]["text"] for row in rows for button in row if "copy_text" in button]


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
    (card,) = await emma.press("Another")
    assert price.replies[1 % len(price.replies)].agree in card.text
    (card,) = await emma.press("🦉")
    assert price.styles[StyleId.OWL] in card.text
    assert (await world.user(emma))["preferences"]["style"] == "owl"
    (card,) = await emma.press("They insist")
    assert price.insist in card.text
    (card,) = await emma.press("All four")
    assert price.replies[0].agree in card.text
    for _ in range(len(price.replies) + 1):
        (card,) = await emma.press("Another") or [card]
    (card,) = await emma.press("Not this one")
    assert card.text == emma.text("objection.others")
    assert price.title not in card.labels
    (card,) = await emma.press("Back")
    assert price.replies[0].agree in card.text


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "太贵了"), ("en", "It's too expensive")])
async def test_behind_and_avoid_go_round_with_the_replies(world: World, language: str, words: str) -> None:
    someone = await world.person("Li", language, onboarded=True)
    price = warm().catalog.objections["price-too-high"].wording[Lang(someone.lang)]
    (card,) = await someone.send(words)
    for number in range(len(price.avoid) + 1):
        assert price.behind[number % len(price.behind)].concern in card.text
        assert price.avoid[number % len(price.avoid)].line in card.text
        (card,) = await someone.press(someone.text("button.objection_more"))


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "太贵了"), ("en", "It's too expensive")])
async def test_the_remembered_kind_of_customer_is_on_every_card_until_it_is_pressed_again(
    world: World, language: str, words: str
) -> None:
    someone = await world.person("Li", language, onboarded=True)
    known = warm().catalog.objections
    await someone.send(words)
    await someone.press("🐯")
    for name in ("price-too-high", "busy-now"):
        wording = known[name].wording[Lang(someone.lang)]
        (card,) = await someone.send(f"/objection {wording.title}")
        assert wording.replies[0].agree in card.text
        assert wording.styles[StyleId.TIGER] in card.text
    (card,) = await someone.press("🐯")
    assert wording.styles[StyleId.TIGER] not in card.text
    assert (await world.user(someone))["preferences"]["style"] is None


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "太贵了"), ("en", "It's too expensive")])
async def test_no_row_of_buttons_is_too_wide_for_a_phone(world: World, language: str, words: str) -> None:
    someone = await world.person("Li", language, onboarded=True)
    for card in (*await someone.send(words), *await someone.press("🐯"), *await someone.press("⭐")):
        for row in card.raw["reply_markup"]["inline_keyboard"]:
            labels = [button["text"] for button in row]
            assert len(row) <= 3 or all(len(label.replace("✓", "")) == 1 for label in labels)
            assert len(row) < 3 or all(columns(label) <= 12 for label in labels), labels


async def test_copy_carries_what_fits(world: World) -> None:
    zhou = await world.person("小周", "zh-hans", onboarded=True)
    await zhou.send("太贵了")
    price = warm().catalog.objections["price-too-high"].wording[Lang("zh")]
    for press, said in (("🐯", price.styles[StyleId.TIGER]), ("还坚持", price.insist)):
        (card,) = await zhou.press(press)
        assert copied(card) == [said]
    for one in warm().catalog.objections.values():
        for lang in Lang:
            for said in (*one.wording[lang].styles.values(), one.wording[lang].short):
                assert len(said) <= 256


async def test_the_short_reply(world: World) -> None:
    """Shown, marked as such, and what is copied when the four parts are too long."""
    emma = await world.person("Emma", "en", onboarded=True)
    wording = warm().catalog.objections["price-too-high"].wording[Lang("en")]
    (card,) = await emma.send("It's too expensive")
    assert copied(card) == [wording.short]
    (card,) = await emma.press("Shorter")
    assert wording.short in card.text
    assert wording.replies[0].agree not in card.text


@pytest.mark.parametrize("lang", Lang)
def test_a_short_reply_has_its_card_and_is_what_is_copied(lang: Lang) -> None:
    price = warm().catalog.objections["price-too-high"]
    long = replace(price.wording[lang].replies[0], redirect="x" * 256)
    wording = replace(price.wording[lang], short="In one breath: what for?", replies=(long,))
    objection = replace(price, wording={**price.wording, lang: wording})
    view, reader = ObjectionView(warm().catalog.texts), person(lang)
    for variant in ("0", SHORT, INSIST, StyleId.OWL):
        shown = view.card(reader, objection, variant, saved=False)
        assert shown.markup is not None
        buttons = [one for row in shown.markup.inline_keyboard for one in row]
        data = [one.callback_data for one in buttons]
        assert ("obj:short:price-too-high" in data) == (variant != SHORT)
        assert ("obj:insist:price-too-high" in data) == (variant != INSIST)
        assert f"obj:save:price-too-high:{variant}" in data
        copies = [one.copy_text.text for one in buttons if one.copy_text is not None]
        assert copies == [wording.short if variant == "0" else spoken(wording, lang, variant)]
    assert "In one breath: what for?" in view.card(reader, objection, SHORT, saved=False).html


def person(lang: Lang) -> Row:
    """Somebody who reads that language."""
    return Row(
        id=1,
        first_name="Li",
        last_name=None,
        username=None,
        language=lang,
        time_zone="Asia/Shanghai",
        train_at=510,
        train_days=31,
        onboarding=None,
        awaiting=None,
        paused_until=None,
        blocked_at=None,
        next_push_at=None,
        active_at=None,
        drill_size=5,
        quiet_from=0,
        quiet_until=0,
        holidays=None,
        reminders=True,
        next_nudge_at=None,
        ignored_pushes=0,
        missed_push_on=None,
        next_recap_at=None,
        rank=0,
        keep_words_days=None,
        next_blank_at=None,
        preferences={},
        created_at=START,
        seen_at=START,
    )


async def test_what_one_keeps_is_among_the_other_matches(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await emma.send("/replies")
    await emma.press("Write a new one")
    await emma.send("Honestly, that is too expensive for a school")
    await emma.send("I hear you. Which part of it is too much?")
    (card,) = await emma.send("/objection It's too expensive")
    (card,) = await emma.press("Not this one")
    (label,) = [one for one in card.labels if one.startswith("✍️")]
    assert label == emma.text("button.objection_kept_own", said="Honestly, that is too expensive for a sc…")
    (card,) = await emma.press(label)
    assert "Which part of it is too much?" in card.text


async def test_other_matches_are_those_of_the_words_that_were_typed(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    words = "How do I know you won't let me down?"
    found = warm().understanding.find_now(words, limit=12)
    shown = found.hits if found.verdict is Verdict.SURE else varied(found.hits)
    titles = [warm().catalog.objections[hit.id].wording[Lang("en")].title for hit in shown]
    (card,) = await emma.send(f"/objection {words}")
    if len(card.labels) == 3:
        (card,) = await emma.press(titles[0])
    assert titles[0] in card.text
    (card,) = await emma.press("Not this one")
    assert list(card.labels) == [*titles[1:4], emma.text("button.objection_back")]


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
