"""Lessons, card by card in one message."""

from __future__ import annotations

import pytest

from bot.base.language import Lang
from tests.chats.warm import warm
from tests.chats.world import World

pytestmark = pytest.mark.anyio


async def test_through_every_card_and_back(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (contents,) = await emma.send("/learn")
    assert contents.text == emma.text("lesson.list")
    catalog = warm().catalog
    track = catalog.curriculum.tracks[0]
    assert contents.labels == tuple(one.title[Lang.EN] for one in catalog.curriculum.tracks)
    units = [catalog.curriculum.units[unit] for unit in track.units]
    (listed,) = await emma.press(track.title[Lang.EN])
    assert listed.labels == (*(unit.title[Lang.EN] for unit in units), emma.text("button.learn_tracks"))
    cards = catalog.lessons[units[0].id].cards
    (shown,) = await emma.press(units[0].title[Lang.EN])
    for card in cards[:-1]:
        assert card.text[Lang.EN].title in shown.text
        (shown,) = await emma.press("Next ›")
    assert cards[-1].text[Lang.EN].body.splitlines()[0] in shown.text
    assert "Next ›" not in shown.labels
    (shown,) = await emma.press("‹ Back")
    assert cards[-2].text[Lang.EN].title in shown.text
    (shown,) = await emma.press("Contents")
    assert shown.text == listed.text
    (shown,) = await emma.press(emma.text("button.learn_tracks"))
    assert shown.text == emma.text("lesson.list")
    assert shown.id == contents.id, "one message, edited"


async def test_a_question_about_a_unit_opens_its_lesson(world: World) -> None:
    zhou = await world.person("小周", "zh-hans", onboarded=True)
    catalog = warm().catalog
    unit = next(iter(catalog.lessons))
    (card,) = await zhou.send(f"{catalog.curriculum.units[unit].title[Lang.ZH]}是什么？")
    assert card.labels


async def test_from_a_lesson_into_a_drill(world: World) -> None:
    zhou = await world.person("小周", "zh-hans", onboarded=True)
    (contents,) = await zhou.send("/learn")
    (listed,) = await zhou.press(contents.labels[0])
    await zhou.press(listed.labels[0])
    said = await zhou.press("就考这一课")
    assert said[-1].is_quiz


async def test_every_unit_of_the_map_can_be_read(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await emma.send("/learn")
    for track in warm().catalog.curriculum.tracks:
        (listed,) = await emma.press(track.title[Lang.EN])
        assert len(listed.labels) == len(track.units) + 1
        await emma.press(emma.text("button.learn_tracks"))
