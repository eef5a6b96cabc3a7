"""The check: offered once, twelve questions never drilled, one role-play, then and now; and everything in between."""

from __future__ import annotations

import pytest

from bot.storage.tables import checks, drill_items, drills, review_cards, roleplays
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.training import drill, meet, talk, train
from tests.chats.warm import warm, warm_for_roleplay
from tests.chats.world import World

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def _trained() -> None:
    warm_for_roleplay()


def offer(said: list[Message], person: Person) -> Message | None:
    """The offer of a check among some messages."""
    return next((one for one in said if person.text("button.check_later") in one.labels), None)


async def questions(person: Person, wrong: int = 0) -> list[Message]:
    """The twelve questions; returns what came after them."""
    said = await person.send("/check")
    return await train(person, said, wrong=wrong)


async def roleplay(person: Person) -> list[Message]:
    """The second part."""
    await person.press(person.text("button.check_play"))
    await person.press(person.text("button.roleplay_start"))
    return await talk(person)


async def test_offered_once_after_the_second_drill(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    assert offer(await drill(emma), emma) is None
    assert offer(await drill(emma), emma) is not None
    for _ in range(3):
        world.pass_time(days=3)
        assert offer(await drill(emma), emma) is None


async def test_later_asks_again_after_a_week_and_no_never(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await drill(emma)
    await drill(emma)
    (changed,) = await emma.press(emma.text("button.check_later"))
    assert (changed.text, changed.labels) == (emma.text("check.later"), ())
    world.pass_time(days=6)
    assert offer(await drill(emma), emma) is None
    world.pass_time(days=1)
    again = offer(await drill(emma), emma)
    assert again is not None
    (changed,) = await emma.press(emma.text("button.check_no"), on=again)
    assert changed.text == emma.text("check.declined")
    world.pass_time(days=40)
    assert offer(await drill(emma), emma) is None
    assert (await emma.send("/check"))[-1].is_quiz, "but it can always be taken"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
async def test_the_first_check_and_the_second_beside_it(world: World, language: str) -> None:
    someone = await world.person("Li", language, onboarded=True)
    await drill(someone)
    said = await questions(someone, wrong=5)
    assert someone.text("button.check_play") in said[-1].labels
    report = (await roleplay(someone))[-1]
    (first,) = await world.rows(checks)
    assert (first["kind"], first["questions"], first["right"]) == ("baseline", 12, 7)
    assert sum(asked for asked, _ in first["by_skill"].values()) == 12
    assert first["roleplay_total"] is not None
    assert str(first["roleplay_total"]) in report.text
    world.pass_time(days=28)
    assert offer(await drill(someone), someone) is not None
    said = await someone.press(someone.text("button.check_start"))
    assert (await train(someone, said))[-1].labels == (someone.text("button.check_play"),)
    report = (await roleplay(someone))[-1]
    assert someone.text("check.verdict_better", n=5) in report.text
    assert report.text.count(someone.text("check.group_asking")) == 1
    asked = [row["item_id"] for row in await world.rows(drill_items)]
    known = set(asked[:5])
    mine = [row["id"] for row in await world.rows(drills, drills.c.purpose == "check")]
    rows = [row["item_id"] for row in await world.rows(drill_items, drill_items.c.drill_id.in_(mine))]
    assert len(set(rows)) == 24
    assert not set(rows) & known, "nothing was drilled before"
    (again,) = await someone.send("/check")
    assert someone.text("check.verdict_better", n=5) in again.text
    (words,) = await someone.press(someone.text("button.progress_text"), on=(await someone.send("/progress"))[0])
    assert someone.text("check.verdict_better", n=5) in words.text


async def test_no_hints_and_nothing_written_in_a_check(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    said = await emma.send("/check")
    while (quiz := next((one for one in said if one.is_quiz and one.raw["my_answer"] is None), None)) is not None:
        assert emma.text("button.drill_hint") not in quiz.labels
        said = await emma.answer(quiz)
    assert len([one for one in await emma.messages() if one.is_quiz]) == 12


async def test_a_restart_and_another_day_in_the_middle_lose_nothing(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    said = await emma.send("/check")
    for _ in range(4):
        said = await emma.answer(said[-1])
    await world.restart_bot()
    world.pass_time(days=2)
    said = await emma.send("/check")
    assert said[-1].text.startswith("5/12")
    said = await train(emma, said)
    assert emma.text("button.check_play") in said[-1].labels
    assert len(await world.rows(checks)) == 1


async def test_a_drill_in_between_takes_nothing_away(world: World) -> None:
    """The check was put aside by another drill; what that drill asked is asked by the check no more."""
    emma = await world.person("Emma", "en", onboarded=True)
    said = await emma.send("/check")
    await emma.answer(said[-1])
    waiting = [row["item_id"] for row in await world.rows(drill_items) if row["answered_at"] is None]
    world.pass_time(days=1)
    await emma.send("/cancel")
    card = {"user_id": emma.id, "state": 2, "step": None, "stability": 8.0, "difficulty": 5.0}
    when = {"due_at": world.now, "reviewed_at": world.now}
    await world.run(review_cards.insert().values([{**card, **when, "item_id": one} for one in waiting[:3]]))
    said = await emma.send("/check")
    assert said[-1].text.startswith("2/12")
    await train(emma, said)
    (check,) = await world.rows(checks)
    assert (check["questions"], check["right"]) == (12, 12)
    asked = [row["item_id"] for row in await world.rows(drill_items)]
    assert not set(asked) & set(waiting[:3])
    assert len(set(asked)) == 12


async def test_left_for_a_week_it_begins_anew(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    said = await emma.send("/check")
    await emma.answer(said[-1])
    world.pass_time(days=8)
    assert (await emma.send("/check"))[-1].text.startswith("1/12")
    assert [row["kind"] for row in await world.rows(checks)] == ["baseline", "baseline"]


async def test_pressing_twice_begins_one_conversation(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    done = (await questions(emma))[-1]
    briefing = (await emma.press(emma.text("button.check_play"), on=done))[-1]
    await emma.press(emma.text("button.roleplay_start"), on=briefing)
    (session,) = await world.rows(roleplays)
    for data in ("check:play", "check:brief", "check:start"):
        assert await pressed(world, emma, data)
    assert [row["id"] for row in await world.rows(roleplays)] == [session["id"]]
    (check,) = await world.rows(checks)
    assert check["roleplay_id"] == session["id"]


async def test_a_role_play_put_down_can_be_begun_again(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await questions(emma)
    await emma.press(emma.text("button.check_play"))
    await emma.press(emma.text("button.roleplay_start"))
    await emma.send("/cancel")
    (again,) = await emma.send("/check")
    assert again.labels == (emma.text("button.check_play"),)
    await roleplay(emma)
    (check,) = await world.rows(checks)
    assert check["finished_at"] is not None
    assert check["roleplay_total"] is not None


async def test_another_role_play_does_not_finish_it(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await questions(emma)
    await meet(emma)
    said = await talk(emma)
    assert emma.text("button.roleplay_checks") in said[-1].labels
    (check,) = await world.rows(checks)
    assert check["finished_at"] is None


async def test_old_and_forged_buttons_get_a_sensible_answer(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    zoe = await world.person("Zoë", "en", onboarded=True)
    await questions(emma)
    for data in ("check:play", "check:brief"):
        (said,) = await pressed(world, zoe, data)
        assert said.text == zoe.text("check.gone")
    for data in ("check:later", "check:no"):
        assert await pressed(world, zoe, data)
    assert (await pressed(world, zoe, "check:nonsense"))[-1].is_quiz
    assert len(await world.rows(checks)) == 2


async def test_with_nothing_unseen_it_takes_the_longest_unseen_and_says_so(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    card = {"user_id": emma.id, "state": 2, "step": None, "stability": 8.0, "difficulty": 5.0}
    when = {"due_at": world.now, "reviewed_at": world.now}
    known = [one.id for one in warm().catalog.drill_items if one.closed][12:]
    await world.run(review_cards.insert().values([{**card, **when, "item_id": one} for one in known]))
    said = await emma.send("/check")
    assert said[0].text == emma.text("check.begin", questions=12, seen=0)
    await world.run(
        review_cards.insert().values(
            [{**card, **when, "item_id": one.id} for one in warm().catalog.drill_items if one.closed][:12]
        )
    )
    zoe = await world.person("Zoë", "en", onboarded=True)
    await world.run(review_cards.update().values(user_id=zoe.id))
    said = await zoe.send("/check")
    assert said[0].text == zoe.text("check.begin", questions=12, seen=12)


async def pressed(world: World, person: Person, data: str) -> list[Message]:
    """What a press of a button with those data brings, whatever is on the screen."""
    last = await person.last()
    await world.feed(
        callback_query={
            "id": "1",
            "from": {"id": person.id, "is_bot": False, "first_name": "X"},
            "chat_instance": "1",
            "data": data,
            "message": {
                "message_id": last.id,
                "date": int(world.now.timestamp()),
                "chat": {"id": person.id, "type": "private"},
            },
        }
    )
    return await person.news()
