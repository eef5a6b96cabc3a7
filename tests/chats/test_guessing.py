"""Guess the style: a round line by line, wrong guesses, old buttons, a restart, what it counts for."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from bot.base.language import Lang
from bot.scenarios.types import StyleId
from bot.services import mastery
from bot.storage.database import open_database
from bot.storage.queries import people as people_rows
from bot.training.guessing import CUSTOMERS, LINES, MOST, Round, from_json, heard
from bot.training.mastery import Mastery
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.playing import now, press_data
from tests.chats.test_odd_updates import callback
from tests.chats.warm import warm
from tests.chats.world import World

pytestmark = pytest.mark.anyio

BOTH = pytest.mark.parametrize("language", ["zh-hans", "en"])


async def state(world: World, rep: Person) -> Round:
    found = from_json((await world.user(rep))["preferences"]["guessing"], warm().catalog.tells)
    assert found is not None
    return found


async def mastered(world: World, rep: Person) -> Mastery:
    """What the bot thinks of somebody's reading of styles."""

    def look(conn: sa.Connection) -> Mastery:
        person = people_rows.find(conn, rep.id)
        assert person is not None
        return mastery.masteries(conn, warm().catalog, person, world.now)["styles"]

    database = open_database(world.database_url)
    try:
        return await database.read(look)
    finally:
        await database.close()


def button(message: Message, action: str) -> str:
    """The data of the one button of that action."""
    (data,) = [str(one.data) for one in message.buttons if str(one.data).startswith(f"gs:{action}:")]
    return data


def named(message: Message, style: StyleId) -> str:
    """The data of the button with that animal."""
    (data,) = [str(one.data) for one in message.buttons if str(one.data).endswith(f":{style}")]
    return data


def wrong_for(found: Round) -> StyleId:
    """A style not tried yet that is not the right one."""
    return next(style for style in StyleId if style is not found.now.style and style not in found.now.wrong)


def lines(found: Round) -> tuple[str, ...]:
    """What the customer now heard has said."""
    return tuple(line.text for line in heard(found.now, warm().catalog.tells[found.lang][found.now.style]))


@BOTH
async def test_a_whole_round_at_the_first_line(world: World, language: str) -> None:
    rep = await world.person("Li", language, onboarded=True)
    (card,) = await rep.send("/style")
    for number in range(CUSTOMERS):
        found = await state(world, rep)
        assert found.number == number
        assert lines(found)[0] in card.text
        assert len(card.buttons) == len(StyleId) + 1
        told = await press_data(rep, card, named(card, found.now.style))
        assert told[0].id == card.id
        assert rep.text(f"style.{found.now.style}_hint") in told[0].text
        if number < CUSTOMERS - 1:
            *_, card = await press_data(rep, told[0], button(told[0], "next"))
    assert f"{MOST}" in told[-1].text
    assert rep.text("guess.result", points=25, most=25, before=None, customers=(), mixed=()).splitlines()[0] in (
        told[-1].text
    )
    kept = (await world.user(rep))["preferences"]["guessed"]
    assert [(one["right"], one["points"]) for one in kept] == [(CUSTOMERS, MOST)]
    styles = await mastered(world, rep)
    assert (styles.percent, styles.evidence) == (100, CUSTOMERS), "it counts for the skill"


@BOTH
async def test_a_wrong_guess_says_what_speaks_against_it_and_a_second_one_ends(world: World, language: str) -> None:
    rep = await world.person("Li", language, onboarded=True)
    (card,) = await rep.send("/style")
    found = await state(world, rep)
    guess = wrong_for(found)
    (card,) = await press_data(rep, card, named(card, guess))
    tells = warm().catalog.tells[found.lang][found.now.style]
    assert tells.against[guess] in card.text
    assert any(f"“{line.words}”" in card.text for line in heard(found.now, tells)), "the words are quoted"
    found = await state(world, rep)
    assert found.now.shown == 2
    assert lines(found)[1] in card.text
    assert not any(str(one.data).endswith(f":{guess}") for one in card.buttons)
    (card,) = await press_data(rep, card, named(card, wrong_for(found)))
    found = await state(world, rep)
    assert found.now.over
    assert found.now.points == 0
    assert rep.text(f"style.{found.now.style}") in card.text


async def test_line_by_line_it_is_worth_less(world: World) -> None:
    rep = await world.person("Li", "en", onboarded=True)
    (card,) = await rep.send("/style")
    for shown in range(2, LINES + 1):
        (card,) = await press_data(rep, card, button(card, "more"))
        found = await state(world, rep)
        assert found.now.shown == shown
        assert all(line in card.text for line in lines(found))
    assert not any(str(one.data).startswith("gs:more") for one in card.buttons)
    (card,) = await press_data(rep, card, named(card, found.now.style))
    assert (await state(world, rep)).points == 1


@BOTH
async def test_a_restart_and_old_and_double_presses(world: World, language: str) -> None:
    rep = await world.person("Li", language, onboarded=True)
    (first,) = await rep.send("/style")
    more = button(first, "more")
    await press_data(rep, first, more)
    await world.feed(callback_query=callback(rep, more, number=3, message_id=first.id))
    assert (await state(world, rep)).now.shown == 2, "pressed twice, one line"
    before = await state(world, rep)
    await world.restart_bot()
    (again,) = await rep.send("/style")
    assert (await state(world, rep)) == before
    assert all(line in again.text for line in lines(before))
    right = named(again, before.now.style)
    (told,) = await press_data(rep, again, right)
    await world.feed(callback_query=callback(rep, right, number=4, message_id=again.id))
    assert (await state(world, rep)).points == before.now.worth
    following = button(told, "next")
    await press_data(rep, told, following)
    await world.feed(callback_query=callback(rep, following, number=5, message_id=told.id))
    assert (await state(world, rep)).number == 1
    # The first customer's old buttons: what is under way comes again, below.
    await world.feed(callback_query=callback(rep, more, number=6, message_id=first.id))
    found = await state(world, rep)
    assert (found.number, found.now.shown) == (1, 1)
    assert lines(found)[0] in (await rep.last()).text
    assert lines(found)[0] not in (await now(rep, first)).text


async def test_other_peoples_and_forged_buttons(world: World) -> None:
    rep, other = await world.person("Li", "en", onboarded=True), await world.person("Wang", "zh-hans", onboarded=True)
    (card,) = await rep.send("/style")
    before = await state(world, rep)
    for number, data in enumerate(
        (button(card, "more"), named(card, StyleId.OWL), f"gs:next:{before.seed}:0", "gs:is:1:2:3:dragon"), start=10
    ):
        await world.feed(callback_query=callback(other, data, number=number, message_id=1))
        assert (await other.last()).text == other.text("guess.gone")
    for number, data in enumerate(
        ("gs:is", "gs:more:x:y", "gs:next:9999999999999999999999:0", "gs:is:::owl"), start=20
    ):
        await world.feed(callback_query=callback(rep, data, number=number, message_id=card.id))
        assert (await rep.last()).text == rep.text("guess.gone")
    await world.feed(callback_query=callback(rep, "gs:nonsense", number=30, message_id=card.id))
    assert (await state(world, rep)) == before
    assert "guessing" not in (await world.user(other))["preferences"]


async def test_a_round_begun_in_one_language_is_finished_in_it(world: World) -> None:
    rep = await world.person("Li", "en", onboarded=True)
    await rep.send("/style")
    await rep.send("/language")
    await rep.press("中文")
    rep.lang = "zh"
    (card,) = await rep.send("/style")
    found = await state(world, rep)
    assert found.lang is Lang.EN
    assert lines(found)[0] in card.text
    assert rep.text("button.guess_more") in card.labels


async def test_the_last_round_of_a_day_counts_and_the_difference_is_told(world: World) -> None:
    rep = await world.person("Li", "en", onboarded=True)
    for right in (False, True):
        ended = await play(world, rep, right=right)
    assert rep.text("guess.result", points=25, most=25, before=0, customers=(), mixed=()).splitlines()[0] in ended.text
    kept: list[dict[str, Any]] = (await world.user(rep))["preferences"]["guessed"]
    assert [one["right"] for one in kept] == [CUSTOMERS]


async def play(world: World, rep: Person, *, right: bool) -> Message:
    """A whole round, everything named at once or everything missed; gives the result."""
    (card,) = await rep.send("/style")
    while True:
        found = await state(world, rep)
        said = await press_data(rep, card, named(card, found.now.style if right else wrong_for(found)))
        if not right:
            said = await press_data(rep, said[0], named(said[0], wrong_for(await state(world, rep))))
        if len(said) > 1:
            return said[1]
        *_, card = await press_data(rep, said[0], button(said[0], "next"))
