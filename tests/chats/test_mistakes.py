"""/mistakes: what somebody keeps getting wrong, to look at, to read up and to drill."""

from __future__ import annotations

import pytest

from bot.storage.tables import drill_items, drills, suspended_items
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.team import team_of
from tests.chats.test_team_items import ASKED, HEAD, QUESTION, add, ask_own
from tests.chats.test_teams import join
from tests.chats.training import drill, train
from tests.chats.world import World

pytestmark = pytest.mark.anyio


async def test_nobody_begins_with_mistakes(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (shown,) = await emma.send("/mistakes")
    assert shown.text == emma.text("mistakes.empty_new")
    assert (await emma.press(emma.text("button.progress_drill")))[-1].is_quiz


async def test_without_a_start_it_answers_all_the_same(world: World) -> None:
    zhou = await world.person("小周", "zh-hans")
    (shown,) = await zhou.send("/mistakes")
    assert shown.text == zhou.text("mistakes.empty_new")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
async def test_what_went_wrong_is_shown_with_what_was_right(world: World, language: str) -> None:
    someone = await world.person("Li", language, onboarded=True)
    await drill(someone, right=False)
    (shown,) = await someone.send("/mistakes")
    assert shown.text.count("✓") == 5
    (answered,) = await world.rows(drills)
    quizzes = [one for one in await someone.messages() if one.is_quiz]
    for quiz in quizzes:
        (right, *_) = await someone.solution(quiz)
        assert quiz.options[right][:60] in shown.text
    said = await someone.press("📖 1", on=shown)
    assert any(label for label in said[-1].labels), "a lesson card, as a message of its own"
    assert said[-1].id != shown.id
    assert answered["status"] == "done"


async def test_drilling_them_until_they_are_put_right(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await drill(emma, right=False)
    (shown,) = await emma.send("/mistakes")
    for _ in range(2):
        world.pass_time(days=1)
        said = await emma.press(emma.text("button.mistakes_drill"), on=shown)
        await train(emma, said)
    asked = [row["item_id"] for row in await world.rows(drill_items)]
    assert sorted(asked[:5]) == sorted(asked[5:10]) == sorted(asked[10:15])
    (empty,) = await emma.send("/mistakes")
    assert empty.text == emma.text("mistakes.empty")
    (late,) = [one for one in await emma.press(emma.text("button.mistakes_drill"), on=shown) if not one.mine]
    assert late.text == emma.text("mistakes.none_left")


async def test_pages_turn_in_one_message(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await drill(emma, right=False)
    await train(emma, await emma.press("5 more"), right=False)
    (first,) = await emma.send("/mistakes")
    (second,) = await emma.press(emma.text("button.mistakes_next"), on=first)
    assert (second.id, second.text == first.text) == (first.id, False)
    (again,) = await emma.press(emma.text("button.mistakes_back"), on=second)
    assert again.text == first.text


async def test_items_put_aside_are_not_shown(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await drill(emma, right=False)
    (row, *_) = await world.rows(drill_items)
    await world.run(suspended_items.insert().values(user_id=emma.id, item_id=row["item_id"], since=world.now))
    (shown,) = await emma.send("/mistakes")
    assert shown.text.count("✓") == 4


@pytest.mark.parametrize(
    "data", ["mist:page:999", "mist:page:-1", "mist:page:x", "mist:lesson:none", "mist:no", "mist:"]
)
async def test_forged_buttons_get_a_sensible_answer(world: World, data: str) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (shown,) = await emma.send("/mistakes")
    await world.feed(
        callback_query={
            "id": "1",
            "from": {"id": emma.id, "is_bot": False, "first_name": "Emma"},
            "chat_instance": "1",
            "data": data,
            "message": {"message_id": shown.id, "date": 1, "chat": {"id": emma.id, "type": "private"}},
        }
    )
    assert all(one.text for one in await emma.news())


async def test_somebody_elses_mistakes_stay_theirs(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    zoe = await world.person("Zoë", "en", onboarded=True)
    await drill(emma, right=False)
    (shown,) = await zoe.send("/mistakes")
    assert shown.text == zoe.text("mistakes.empty_new")


async def trip(boss: Person, rep: Person) -> Message:
    """A question of the team's own, answered wrongly; the rep's mistakes then."""
    await add(boss, HEAD, QUESTION)
    await train(rep, await rep.answer(await ask_own(rep), right=False))
    (shown,) = await rep.send("/mistakes")
    return shown


@pytest.mark.parametrize("language", ["zh-hans", "en"])
async def test_a_teams_own_question_is_among_them_and_can_be_drilled(world: World, language: str) -> None:
    boss, rep, outsider = await team_of(world, language)
    shown = await trip(boss, rep)
    assert ASKED in shown.text and "Twelve months" in shown.text
    lessons = [label for label in shown.labels if label.startswith("📖")]
    assert len(lessons) == shown.text.count("✓") - 1, "no lesson teaches it, so no button leads nowhere"
    world.pass_time(days=1)
    said = await rep.press(rep.text("button.mistakes_drill"), on=shown)
    assert any(ASKED in one.text for one in said)
    (theirs,) = await outsider.send("/mistakes")
    assert ASKED not in theirs.text


async def test_it_goes_with_the_question(world: World) -> None:
    boss, rep, _ = await team_of(world)
    shown = await trip(boss, rep)
    await boss.press(boss.text("button.team_file_undo"))
    (late,) = await rep.press(rep.text("button.mistakes_drill"), on=shown)
    assert late.text == rep.text("mistakes.none_left")
    (empty,) = await rep.send("/mistakes")
    assert empty.text == rep.text("mistakes.empty")


async def test_it_goes_with_the_membership_and_comes_back_with_it(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await trip(boss, rep)
    await rep.send("/team")
    await rep.press(rep.text("button.team_leave"))
    await rep.press(rep.text("button.team_leave_yes"), on=await rep.last())
    (empty,) = await rep.send("/mistakes")
    assert empty.text == rep.text("mistakes.empty")
    await join(boss, rep)
    (shown,) = await rep.send("/mistakes")
    assert ASKED in shown.text
