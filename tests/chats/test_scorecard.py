"""After the end: each check, disagreeing, the level, and what if."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.base.paths import content_dir
from bot.storage.tables import item_reports, review_logs, roleplay_turns, roleplays, scorecards
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.playing import PRINCIPAL, TALK, begin, card_of, now, talk
from tests.chats.test_odd_updates import callback
from tests.chats.warm import warm, warm_for_roleplay
from tests.chats.world import World

pytestmark = pytest.mark.anyio
LANGUAGES = pytest.mark.parametrize("language", ["zh-hans", "en"])


@pytest.fixture(autouse=True)
def _trained() -> None:
    warm_for_roleplay()


def plan(name: str, lang: str) -> list[str]:
    path: Path = content_dir() / "scenarios" / PRINCIPAL / "plans" / f"{name}.{lang}.txt"
    return path.read_text(encoding="utf-8").splitlines()


async def play(rep: Person, name: str) -> Message:
    """A whole conversation by one of the scenario's plans, broken off where the plan ends; gives the card."""
    await begin(rep)
    for line in plan(name, rep.lang):
        card = card_of(await rep.send(line), rep)
        if card is not None:
            return card
    (stop,) = await rep.press(rep.text("button.roleplay_stop"))
    card = card_of(await rep.press(rep.text("button.roleplay_drop"), on=stop), rep)
    assert card is not None
    return card


@LANGUAGES
async def test_better_than_last_time_is_said(world: World, language: str) -> None:
    rep = await world.person("Li", language, onboarded=True)
    await play(rep, "fail")
    card = await play(rep, "win")
    before, after = (row["total"] for row in await world.rows(scorecards))
    assert str(after - before) in card.text.splitlines()[0]


@LANGUAGES
async def test_each_check_can_be_looked_into_and_disagreed_with(world: World, language: str) -> None:
    rep = await world.person("Li", language, onboarded=True)
    card = await play(rep, "mediocre")
    (page,) = await rep.press(rep.text("button.roleplay_checks"), on=card)
    rubric = warm().catalog.rubric
    seen = 0
    while True:
        seen += len([one for one in page.buttons if str(one.data).startswith("rp:check:")])
        if rep.text("button.mistakes_next") not in page.labels:
            break
        (page,) = await rep.press(rep.text("button.mistakes_next"), on=page)
    assert seen == len(rubric.checks)
    (check,) = await rep.press("29", on=page)
    (ask,) = await rep.press(rep.text("button.roleplay_disagree"), on=check)
    assert (await rep.send("x" * 501))[-1].text == rep.text("trouble.too_long", longest=500)
    (thanks,) = await rep.send("The briefing says nothing of it.")
    assert thanks.text == rep.text("roleplay.thanks")
    (report,) = await world.rows(item_reports)
    assert report["item_id"] == f"check:{PRINCIPAL}:{rubric.checks[28].id}"
    assert report["words"] == "The briefing says nothing of it."
    assert (await world.user(rep))["awaiting"] is None
    await rep.press(rep.text("button.roleplay_disagree"), on=check)
    await rep.press(rep.text("button.trouble_enough"), on=ask)
    assert len(await world.rows(item_reports)) == 1, "the same check is reported once"
    assert (await world.user(rep))["awaiting"] is None


async def test_three_passes_make_it_harder_and_two_bad_ends_easier(world: World) -> None:
    rep = await world.person("Li", "zh-hans", onboarded=True)
    for _ in range(3):
        card = await play(rep, "win")
    raised = rep.text("roleplay.raised", level=rep.text("roleplay.level_3"))
    assert raised in card.text
    for _ in range(2):
        card = await play(rep, "fail")
    assert rep.text("roleplay.lowered", level=rep.text("roleplay.level_2")) in card.text
    assert [row["level"] for row in await world.rows(roleplays)] == [2, 2, 2, 3, 3]
    assert (await world.user(rep))["preferences"]["roleplay_level"] == 2


@LANGUAGES
async def test_what_if(world: World, language: str) -> None:
    rep = await world.person("Li", language, onboarded=True)
    card = await play(rep, "win")
    before = {table.name: await world.rows(table) for table in (roleplays, roleplay_turns, scorecards, review_logs)}
    (lines,) = await rep.press(rep.text("button.roleplay_whatif"), on=card)
    assert plan("win", rep.lang)[2][:30] in lines.text
    (ask,) = await rep.press("3", on=lines)
    assert plan("win", rep.lang)[2][:30] in ask.text
    bribe = (
        "事成之后给您个人百分之五的回扣。" if rep.lang == "zh" else "I can arrange a five per cent kickback for you."
    )
    (outcome,) = await rep.send(bribe)
    assert rep.text("roleplay.ending_compliance_stop") in outcome.text
    assert (await world.user(rep))["awaiting"] is None
    (ask,) = await rep.press(rep.text("button.roleplay_whatif_again"), on=outcome)
    (outcome,) = await rep.send(plan("win", rep.lang)[2])
    assert str((await world.rows(scorecards))[0]["total"]) in outcome.text
    assert rep.text("roleplay.ending_advance") in outcome.text
    (lines,) = await rep.press(rep.text("button.roleplay_whatif_other"), on=outcome)
    (lines,) = await rep.press(rep.text("button.mistakes_next"), on=lines)
    (back,) = await rep.press(rep.text("button.roleplay_card"), on=lines)
    assert back.text.splitlines()[0] == card.text.splitlines()[0]
    after = {table.name: await world.rows(table) for table in (roleplays, roleplay_turns, scorecards, review_logs)}
    assert after == before, "nothing is stored, nothing learnt"


async def test_a_command_leaves_the_question_and_an_old_line_is_answered_sensibly(world: World) -> None:
    rep = await world.person("Li", "en", onboarded=True)
    card = await play(rep, "fail")
    (lines,) = await rep.press(rep.text("button.roleplay_whatif"), on=card)
    await rep.press("1", on=lines)
    await rep.send("/roleplay")
    assert (await world.user(rep))["awaiting"] is None
    await rep.press("1", on=lines)
    (outcome,) = await rep.send("<b>&amp;" + "🙂" * 300)
    assert "<b>&amp;🙂" in outcome.text
    await rep.press("1", on=lines)
    await rep.send("word " * 800)
    for data in ("rp:turn:1:0", "rp:turn:1:99", "rp:check:1:99", "rp:no:1:-1", "rp:checks:1:99", "rp:what:1:x"):
        target = (await rep.send("/help"))[-1]
        await world.feed(callback_query=callback(rep, data, number=1, message_id=target.id))
        assert await rep.news(), data


async def test_a_conversation_under_way_has_no_what_if(world: World) -> None:
    rep = await world.person("Li", "en", onboarded=True)
    await begin(rep)
    await rep.send(TALK["en"][0])
    (session,) = await world.rows(roleplays)
    target = (await rep.send("/help"))[-1]
    await world.feed(callback_query=callback(rep, f"rp:turn:{session['id']}:1", number=1, message_id=target.id))
    assert (await now(rep, target)).text == rep.text("roleplay.gone")
    assert (await world.user(rep))["awaiting"] is None
    card, _ = await talk(rep)
    assert rep.text("button.roleplay_whatif") in card.labels
