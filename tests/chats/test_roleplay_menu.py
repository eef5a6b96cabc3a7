"""Choosing a customer: the recommended one, the lists, the level, the rubric."""

from __future__ import annotations

import pytest

from bot.storage.tables import roleplays
from bot.training.roleplay_choice import Way
from tests.chats.playing import begin, press_data, talk, to_briefing
from tests.chats.test_odd_updates import callback
from tests.chats.warm import warm, warm_for_roleplay
from tests.chats.world import World

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def _trained() -> None:
    warm_for_roleplay()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
async def test_every_customer_is_found_by_every_way(world: World, language: str) -> None:
    rep = await world.person("Li", language, onboarded=True)
    (screen,) = await rep.send("/roleplay")
    assert screen.buttons[0].data is not None
    assert screen.buttons[0].data.startswith("rp:brief:"), "the recommended one comes first"
    for way in Way:
        (groups,) = await rep.press(rep.text(f"button.roleplay_by_{way}"), on=screen)
        seen = set()
        for group in [one.data for one in groups.buttons if (one.data or "").startswith("rp:in:")]:
            (page,) = await press_data(rep, groups, str(group))
            while True:
                seen |= {str(one.data).removeprefix("rp:brief:") for one in page.buttons if "brief" in str(one.data)}
                if rep.text("button.mistakes_next") not in page.labels:
                    break
                (page,) = await rep.press(rep.text("button.mistakes_next"), on=page)
            (groups,) = await rep.press(rep.text("button.roleplay_back"), on=page)
        assert seen == set(warm().catalog.scenarios), way
        (screen,) = await rep.press(rep.text("button.roleplay_ways"), on=groups)
    assert screen.id == groups.id, "one message all the way"


async def test_a_customer_who_was_met_shows_the_best_mark(world: World) -> None:
    rep = await world.person("Li", "en", onboarded=True)
    await begin(rep)
    await talk(rep)
    (menu,) = await rep.send("/roleplay")
    assert menu.buttons[0].data != "rp:brief:textbook-principal", "not the one just met"
    (groups,) = await rep.press(rep.text("button.roleplay_by_standing"), on=menu)
    (page,) = await press_data(rep, groups, "rp:in:standing:tried:0")
    assert rep.text("roleplay_menu.record", times=1, best=_best(page.text), passed=False) in page.text


def _best(shown: str) -> int:
    return int(shown.rpartition("best ")[2].split()[0])


@pytest.mark.parametrize("language", ["zh-hans", "en"])
async def test_easier_and_harder(world: World, language: str) -> None:
    rep = await world.person("Li", language, onboarded=True)
    briefing = await to_briefing(rep)
    assert rep.text("roleplay.level_2") in briefing.text
    (briefing,) = await rep.press(rep.text("button.roleplay_harder"), on=briefing)
    assert rep.text("roleplay.level_3") in briefing.text
    assert rep.text("button.roleplay_harder") not in briefing.labels
    await rep.press(rep.text("button.roleplay_start"), on=briefing)
    assert [row["level"] for row in await world.rows(roleplays)] == [3]
    assert (await world.user(rep))["preferences"]["roleplay_level"] == 3


@pytest.mark.parametrize("language", ["zh-hans", "en"])
async def test_the_whole_rubric_can_be_read_before(world: World, language: str) -> None:
    rep = await world.person("Li", language, onboarded=True)
    briefing = await to_briefing(rep)
    (page,) = await rep.press(rep.text("button.roleplay_rubric"), on=briefing)
    read = page.text
    while rep.text("button.mistakes_next") in page.labels:
        (page,) = await rep.press(rep.text("button.mistakes_next"), on=page)
        read += page.text
    rubric = warm().catalog.rubric
    for lang, checks in rubric.texts.items():
        if lang == rep.lang:
            assert [name for name, check in checks.items() if check.wording not in read] == []
    (back,) = await rep.press(rep.text("button.roleplay_briefing"), on=page)
    assert back.text == briefing.text


async def test_odd_and_old_buttons(world: World) -> None:
    rep = await world.person("Li", "en", onboarded=True)
    for data in (
        "rp:by:", "rp:by:x", "rp:in:", "rp:in:style", "rp:in:style:x:0", "rp:in:style:tiger:99", "rp:in:industry:x:-1",
        "rp:brief:", "rp:brief:gone", "rp:level:", "rp:level:x:9", "rp:level:textbook-principal:9",
        "rp:level:textbook-principal:x", "rp:rubric:gone:0", "rp:rubric:textbook-principal:x", "rp:start:gone",
        "rp:again:x",
        "rp:hint:", "rp:hint:99", "rp:why:", "rp:why:9:9", "rp:stop:9", "rp:drop", "rp:drop:9", "rp:on", "rp:go:9",
        "rp:away:9", "rp:card:9", "rp:checks:9:9", "rp:check:9:9", "rp:no:9:9", "rp:what:9:9", "rp:turn:9:9",
        "rp:lines:9:0", "rp:hidden:x", "rp:enough", "rp:home", "rp:menu", "rp:nonsense",
    ):  # fmt: skip
        target = (await rep.send("/help"))[-1]
        await world.feed(callback_query=callback(rep, data, number=1, message_id=target.id))
        assert await rep.news(), data
    assert await world.rows(roleplays) == []
