"""At hand while playing: a hint, why, stop; and coming back a day later."""

from __future__ import annotations

import pytest

from bot.storage.tables import roleplay_turns, roleplays, scorecards
from tests.chats.playing import TALK, begin, card_of, now, talk
from tests.chats.test_odd_updates import callback
from tests.chats.warm import warm_for_roleplay
from tests.chats.world import World

pytestmark = pytest.mark.anyio
LANGUAGES = pytest.mark.parametrize("language", ["zh-hans", "en"])


@pytest.fixture(autouse=True)
def _trained() -> None:
    warm_for_roleplay()


@LANGUAGES
async def test_the_row_stands_under_the_last_line_alone(world: World, language: str) -> None:
    rep = await world.person("Li", language, onboarded=True)
    first = await begin(rep)
    row = tuple(rep.text(f"button.roleplay_{name}") for name in ("hint", "why", "stop"))
    assert first.labels == row
    said = await rep.send(TALK[rep.lang][0])
    assert said[-1].labels == row
    assert (await now(rep, first)).labels == ()


@LANGUAGES
async def test_hints_are_counted_once_a_turn_and_shown_on_the_card(world: World, language: str) -> None:
    rep = await world.person("Li", language, onboarded=True)
    first = await begin(rep)
    aim = rep.text("roleplay_hint.introduce")
    assert aim in (await rep.press(rep.text("button.roleplay_hint"), on=first))[-1].text
    assert aim in (await rep.press(rep.text("button.roleplay_hint"), on=first))[-1].text
    last = (await rep.send(TALK[rep.lang][0]))[-1]
    await rep.press(rep.text("button.roleplay_hint"), on=last)
    card, _ = await talk(rep)
    assert (await world.rows(scorecards))[0]["body"]["hints"] == 2
    shown = rep.text(
        "roleplay.card", ending="", total=0, previous=None, best=None, priorities=(), skills=(), hints=2,
        level=rep.text("roleplay.level_2"), moved="", gone=False,
    )  # fmt: skip
    assert shown.splitlines()[-1] in card.text


@LANGUAGES
async def test_why_quotes_the_words_and_names_the_effect(world: World, language: str) -> None:
    rep = await world.person("Li", language, onboarded=True)
    first = await begin(rep)
    (why,) = await rep.press(rep.text("button.roleplay_why"), on=first)
    assert "“" not in why.text, "nothing has been said yet"
    words = "今天天气真不错，您气色真好！" if rep.lang == "zh" else "Lovely weather today, isn't it! You look well."
    last = (await rep.send(words))[-1]
    (why,) = await rep.press(rep.text("button.roleplay_why"), on=last)
    assert words[:6] in why.text
    assert rep.text("roleplay.moved_patience", by=-2) in why.text


async def test_the_last_line_is_explained_after_the_end(world: World) -> None:
    rep = await world.person("Li", "en", onboarded=True)
    await begin(rep)
    _, said = await talk(rep)
    (last,) = [one for one in said if one.labels == (rep.text("button.roleplay_why"),)]
    assert await rep.press(rep.text("button.roleplay_why"), on=last)


@LANGUAGES
async def test_stop_is_asked_first(world: World, language: str) -> None:
    rep = await world.person("Li", language, onboarded=True)
    await begin(rep)
    last = (await rep.send(TALK[rep.lang][0]))[-1]
    (ask,) = await rep.press(rep.text("button.roleplay_stop"), on=last)
    await rep.press(rep.text("button.roleplay_go_on"), on=ask)
    last = (await rep.send(TALK[rep.lang][1]))[-1]
    assert (await world.rows(roleplays))[0]["status"] == "active"
    (ask,) = await rep.press(rep.text("button.roleplay_stop"), on=last)
    said = await rep.press(rep.text("button.roleplay_drop"), on=ask)
    assert card_of(said, rep) is not None
    assert (await world.rows(scorecards))[0]["ending"] == "given_up"


async def test_buttons_of_another_or_an_old_session_touch_nothing(world: World) -> None:
    rep = await world.person("Li", "en", onboarded=True)
    other = await world.person("Wu", "en", onboarded=True)
    await begin(rep)
    await rep.send(TALK["en"][0])
    (session,) = await world.rows(roleplays)
    for action in ("hint", "stop", "drop", "away", "go", "card", "checks", "what", "lines"):
        await world.feed(callback_query=callback(other, f"rp:{action}:{session['id']}", number=1))
    for action in ("why", "turn", "check", "no"):
        await world.feed(callback_query=callback(other, f"rp:{action}:{session['id']}:1", number=1))
    assert not any("Zhang" in one.text or TALK["en"][0] in one.text for one in await other.messages())
    assert [row["status"] for row in await world.rows(roleplays)] == ["active"]
    await rep.send("/cancel")
    await begin(rep)
    for action in ("stop", "drop", "away", "hint"):
        await world.feed(callback_query=callback(rep, f"rp:{action}:{session['id']}", number=1))
    assert [row["status"] for row in await world.rows(roleplays)] == ["dropped", "active"]


# --- a day later


@LANGUAGES
async def test_a_day_later_it_asks_first_and_plays_the_words(world: World, language: str) -> None:
    rep = await world.person("Li", language, onboarded=True)
    await begin(rep)
    await rep.send(TALK[rep.lang][0])
    turns = len(await world.rows(roleplay_turns))
    world.pass_time(hours=20)
    (ask,) = await rep.send(TALK[rep.lang][1])
    assert len(await world.rows(roleplay_turns)) == turns
    await world.restart_bot()
    said = await rep.press(rep.text("button.roleplay_go_on"), on=ask)
    assert rep.text("button.roleplay_hint") in said[-1].labels
    played = await world.rows(roleplay_turns)
    assert [row["rep_text"] for row in played[turns:]] == [TALK[rep.lang][1]]
    await world.feed(callback_query=callback(rep, str(ask.buttons[0].data), number=7, message_id=ask.id))
    assert len(await world.rows(roleplay_turns)) == turns + 1, "pressed twice, played once"
    await rep.send(TALK[rep.lang][2])
    assert len(await world.rows(roleplay_turns)) == turns + 2


async def test_what_is_said_before_the_answer_waits_too(world: World) -> None:
    rep = await world.person("Li", "en", onboarded=True)
    await begin(rep)
    world.pass_time(hours=30)
    await rep.send("Good morning,")
    (ask,) = await rep.send("thanks for seeing me.")
    await rep.press(rep.text("button.roleplay_go_on"), on=ask)
    assert (await world.rows(roleplay_turns))[-1]["rep_text"] == "Good morning,\nthanks for seeing me."


async def test_put_away_is_not_marked(world: World) -> None:
    rep = await world.person("Li", "zh-hans", onboarded=True)
    await begin(rep)
    for line in TALK["zh"][:3]:
        await rep.send(line)
    world.pass_time(hours=21)
    (ask,) = await rep.send("在吗")
    (done,) = await rep.press(rep.text("button.roleplay_put_away"), on=ask)
    assert done.text == rep.text("roleplay.dropped")
    assert (await world.rows(roleplays))[0]["status"] == "dropped"
    assert await world.rows(scorecards) == []
    await world.feed(callback_query=callback(rep, str(ask.buttons[0].data), number=7, message_id=ask.id))
    assert [row["status"] for row in await world.rows(roleplays)] == ["dropped"]


async def test_opening_it_again_ends_the_pause(world: World) -> None:
    rep = await world.person("Li", "en", onboarded=True)
    await begin(rep)
    world.pass_time(hours=48)
    await rep.send("/roleplay")
    said = await rep.send(TALK["en"][0])
    assert rep.text("button.roleplay_put_away") not in said[-1].labels
    assert len(await world.rows(roleplay_turns)) == 2


async def test_an_hour_later_nothing_is_asked(world: World) -> None:
    rep = await world.person("Li", "en", onboarded=True)
    await begin(rep)
    world.pass_time(hours=19)
    await rep.send(TALK["en"][0])
    assert len(await world.rows(roleplay_turns)) == 2
