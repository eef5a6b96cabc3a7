"""Words go after as many days as somebody says; marks and results stay; nobody else's words are touched."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.storage.tables import (
    drill_items,
    item_reports,
    roleplay_turns,
    roleplays,
    scorecards,
    shared_roleplays,
    unanswered,
    users,
)
from tests.chats.forging import press
from tests.chats.person import Person
from tests.chats.playing import TALK, begin, now, talk
from tests.chats.test_teams import join, new_team
from tests.chats.warm import warm_for_roleplay
from tests.chats.world import START, World

pytestmark = pytest.mark.anyio
LANGUAGES = pytest.mark.parametrize("language", ["zh-hans", "en"])
STRANGE = "asdfghjkl qwertyuiop"


@pytest.fixture(autouse=True)
def _trained() -> None:
    warm_for_roleplay()


async def after(world: World, days: int) -> None:
    await world.jump_to(START + timedelta(days=days))


async def set_days(person: Person, days: int) -> None:
    """Say for how long, under /privacy."""
    await person.send("/privacy")
    await person.press("🧹")
    await person.press(person.text("privacy.keep_words", days=days))


async def words_of(world: World, person: Person) -> str:
    """Everything of the person's that could hold words."""
    sessions = {row["id"] for row in await world.rows(roleplays, roleplays.c.user_id == person.id)}
    kept: list[object] = [row for row in await world.rows(roleplay_turns) if row["roleplay_id"] in sessions]
    for table in (roleplays, scorecards, unanswered, item_reports):
        kept += await world.rows(table, table.c.user_id == person.id)
    kept += [row["preferences"] for row in await world.rows(users, users.c.id == person.id)]
    return json.dumps(kept, ensure_ascii=False, default=str)


@LANGUAGES
async def test_a_conversation_loses_its_words_and_keeps_its_marks(world: World, language: str) -> None:
    boss, rep = [await world.person(name, language, onboarded=True) for name in ("Boss", "Rep")]
    await new_team(boss, "North")
    await join(boss, rep)
    await begin(rep)
    card, _ = await talk(rep)
    await press(world, rep, "sh:give:1:1")
    await press(world, rep, "rp:no:1:0")
    await rep.send("I see this mark differently, thanks")
    await rep.send(f"/objection {STRANGE}")
    assert len(await world.rows(unanswered)) == 1
    (before,) = await world.rows(scorecards)
    await set_days(rep, 30)
    await after(world, 29)
    assert TALK[rep.lang][0] in await words_of(world, rep)
    await after(world, 32)
    left = await words_of(world, rep)
    for words in (*TALK[rep.lang], "I see this mark", STRANGE):
        assert words not in left, words
    (stored,) = await world.rows(scorecards)
    assert (stored["total"], stored["passed"], stored["ending"]) == (
        before["total"],
        before["passed"],
        before["ending"],
    )
    assert [check["verdict"] for check in stored["body"]["checks"]] == [
        check["verdict"] for check in before["body"]["checks"]
    ]
    assert await world.rows(shared_roleplays) == []
    await rep.send("/help")
    await press(world, rep, "rp:card:1")
    shown = (await rep.messages())[-1]
    assert "/privacy" in shown.text.splitlines()[-1]
    assert rep.text("button.roleplay_whatif") not in shown.labels
    assert rep.text("button.sharing") not in shown.labels
    for data in ("rp:checks:1:0", "rp:check:1:3", "rp:hidden:1"):
        assert await press(world, rep, data)
    for data in ("rp:what:1:0", "rp:lines:1:0", "rp:turn:1:1"):
        assert await press(world, rep, data) == rep.text("roleplay.gone")
    assert await press(world, rep, "rp:why:1:1") == rep.text("roleplay.over")
    assert await press(world, rep, "sh:ask:1") == rep.text("sharing.gone")
    assert await press(world, boss, "sh:read:1:1:0") == boss.text("sharing.not_shown")
    assert await now(rep, card)


async def test_nothing_goes_unless_somebody_says_so_and_nobody_elses_does(world: World) -> None:
    emma, zoe = [await world.person(name, "en", onboarded=True) for name in ("Emma", "Zoë")]
    for person in (emma, zoe):
        await begin(person)
        await talk(person)
    await set_days(emma, 90)
    await after(world, 400)
    assert TALK["en"][0] not in await words_of(world, emma)
    assert TALK["en"][0] in await words_of(world, zoe)


async def test_a_conversation_left_lying_goes_too_and_a_running_one_stays(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await begin(emma)
    await emma.send(TALK["en"][0])
    await set_days(emma, 30)
    await after(world, 29)
    await emma.send("and this waits since the pause")
    await after(world, 40)
    left = await words_of(world, emma)
    assert TALK["en"][0] not in left
    assert "and this waits" not in left
    assert (await world.rows(roleplays))[0]["status"] == "dropped"
    await emma.news()
    await begin(emma)
    await emma.send(TALK["en"][1])
    await after(world, 60)
    assert TALK["en"][1] in await words_of(world, emma)


async def test_no_limit_again_and_what_is_not_offered(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await begin(emma)
    await talk(emma)
    await set_days(emma, 30)
    await press(world, emma, "privacy:keep_words:always")
    for odd in ("1", "0", "-1", "31", "x", ""):
        await press(world, emma, f"privacy:keep_words:{odd}")
    row = await world.user(emma)
    assert (row["keep_words_days"], row["next_blank_at"]) == (None, None)
    await after(world, 400)
    assert TALK["en"][0] in await words_of(world, emma)


async def test_much_goes_bit_by_bit(world: World) -> None:
    """More than one unit takes: the rest follows, and nothing is left."""
    emma = await world.person("Emma", "en", onboarded=True)
    await begin(emma)
    await talk(emma)
    (session,) = await world.rows(roleplays)
    turns = await world.rows(roleplay_turns)
    for number in range(2, 122):
        await world.run(roleplays.insert().values({**session, "id": number}))
        await world.run(roleplay_turns.insert().values({**turns[1], "roleplay_id": number}))
    await set_days(emma, 30)
    await after(world, 31)
    for _ in range(3):
        world.app.jobs.tick()
        await world.app.jobs.idle()
    assert {row["rep_text"] for row in await world.rows(roleplay_turns)} == {""}
    assert all(row["state"] == {} for row in await world.rows(roleplays))


async def test_written_answers_lose_their_words(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await emma.send("/drill")
    (row, *_) = await world.rows(drill_items)
    grade = {
        "task": "reword",
        "mark": 70,
        "criteria": [{"id": "x", "points": 1, "of": 2, "words": "my secret words"}],
        "faults": [{"kind": "ramble", "words": "my secret words"}],
        "read_as": None,
        "refusal": None,
    }
    await world.run(
        drill_items.update()
        .where(drill_items.c.id == row["id"])
        .values(said="my secret words", answered_at=START, mark=70, grade=grade, correct=True)
    )
    await set_days(emma, 30)
    await after(world, 31)
    (row, *_) = await world.rows(drill_items, drill_items.c.id == row["id"])
    assert "secret" not in str(row)
    assert (row["said"], row["mark"], row["correct"]) == ("", 70, True)
