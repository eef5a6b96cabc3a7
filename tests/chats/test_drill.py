"""A drill: five quizzes, each answer bringing the next one, and a result at the end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.storage.tables import drill_items, drills, review_cards, review_logs
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.warm import warm
from tests.chats.world import World

pytestmark = pytest.mark.anyio


async def finish(person: Person, said: list[Message], *, right: bool = True) -> list[Message]:
    """Answer every quiz and skip what is to be written, to the end; returns what came last."""
    while True:
        quiz = next((one for one in said if one.is_quiz and not one.closed and _open(one)), None)
        if quiz is not None:
            said = await person.answer(quiz, right=right)
        elif said and person.text("button.skip") in said[-1].labels:
            said = await person.press(person.text("button.skip"), on=said[-1])
        else:
            # The offer of a check comes behind the second result; it has tests of its own.
            return [one for one in said if person.text("button.check_later") not in one.labels]


def _open(quiz: Message) -> bool:
    return quiz.raw["my_answer"] is None


async def test_five_right_answers(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    said = await emma.send("/drill")
    for number in range(1, 6):
        quiz = said[-1]
        assert quiz.is_quiz
        assert quiz.text.startswith(f"{number}/5  ")
        said = await emma.answer(quiz)
    result = said[-1]
    assert "5" in result.text
    assert "Wed 7 Jan" in result.text, "when the first question comes back"
    assert result.labels == ("▶️ 5 more", "🎭 Meet a customer")
    assert len(await world.rows(review_cards)) == len(await world.rows(review_logs)) == 5
    (drill,) = await world.rows(drills)
    assert (drill["status"], drill["origin"]) == ("done", "command")


async def test_wrong_answers_are_explained_and_listed(world: World) -> None:
    zhou = await world.person("小周", "zh-hans", onboarded=True)
    said = await zhou.press("先练一组")
    quiz = next(one for one in said if one.is_quiz)
    said = await zhou.answer(quiz, right=False)
    answered = next(one for one in said if one.id == quiz.id)
    assert answered.raw["correct_option_ids"] == await zhou.solution(quiz)
    explained = (
        answered.raw.get("explanation_html") or next(one for one in said if one.id != quiz.id and not one.is_quiz).text
    )
    assert len(explained) > 10
    said = await finish(zhou, said)
    assert "4" in said[-1].text
    assert said[-1].text.count("▸") == 1


async def test_five_more_on_the_same_day(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await finish(emma, await emma.send("/drill"))
    said = await emma.press("5 more")
    first = {row["item_id"] for row in await world.rows(drill_items, drill_items.c.drill_id == 1)}
    second = {row["item_id"] for row in await world.rows(drill_items, drill_items.c.drill_id == 2)}
    assert len(first) == len(second) == 5
    assert not first & second
    # The last of the five is a written one, which is skipped.
    assert (await finish(emma, said, right=False))[-1].text.count("▸") == 4


async def test_the_command_again_repeats_the_open_question(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (first,) = await emma.send("/drill")
    (again,) = await emma.send("/drill")
    assert again.text == first.text
    assert len(await world.rows(drills)) == 1
    (following,) = [one for one in await emma.answer(again) if one.id not in {first.id, again.id}]
    assert following.text.startswith("2/5")


async def test_a_question_shown_twice_counts_once(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (first,) = await emma.send("/drill")
    (again,) = await emma.send("/drill")
    await emma.answer(first)
    said = await emma.answer(again, right=False)
    assert [one for one in said if one.id not in {first.id, again.id}] == []
    assert len(await world.rows(review_logs)) == 1


async def test_an_answer_arriving_twice_changes_nothing(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (quiz,) = await emma.send("/drill")
    said = await emma.answer(quiz)
    repeated = {
        "poll_id": quiz.raw["poll"]["id"],
        "user": {"id": emma.id, "is_bot": False, "first_name": "Emma"},
        "option_ids": [0],
        "option_persistent_ids": ["a"],
    }
    await world.feed(poll_answer=repeated)
    assert await emma.news() == []
    assert len(await world.rows(review_logs)) == 1
    assert "▶️ 5 more" in (await finish(emma, said))[-1].labels


async def test_somebody_elses_answer_and_a_withdrawn_one_change_nothing(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    zoe = await world.person("Zoë", "en", onboarded=True)
    (quiz,) = await emma.send("/drill")
    for person, options in ((zoe, [0]), (emma, []), (emma, [99])):
        answer = {
            "poll_id": quiz.raw["poll"]["id"],
            "user": {"id": person.id, "is_bot": False, "first_name": "X"},
            "option_ids": options,
            "option_persistent_ids": [],
        }
        await world.feed(poll_answer=answer)
    assert await zoe.news() == await emma.news() == []
    assert await world.rows(review_logs) == []


async def test_cancel_closes_the_polls(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (quiz,) = await emma.send("/drill")
    said = await emma.send("/cancel")
    assert said[-1].text == emma.text("settings.cancelled")
    assert next(one for one in said if one.id == quiz.id).closed
    (drill,) = await world.rows(drills)
    assert drill["status"] == "dropped"
    (fresh,) = await emma.send("/drill")
    assert fresh.text.startswith("1/5")


async def test_yesterdays_question_is_closed_by_todays_drill(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await emma.send("/pause")
    await emma.press("Until I'm back")
    (old,) = await emma.send("/drill")
    await world.jump("2026-01-06 12:00", "Asia/Shanghai")
    said = await emma.send("/drill")
    assert next(one for one in said if one.id == old.id).closed
    assert said[-1].text.startswith("1/5")


async def test_a_late_answer_counts_but_leads_nowhere(world: World) -> None:
    """The answer was on its way while the drill was put away."""
    emma = await world.person("Emma", "en", onboarded=True)
    (quiz,) = await emma.send("/drill")
    await emma.send("/cancel")
    answer = {
        "poll_id": quiz.raw["poll"]["id"],
        "user": {"id": emma.id, "is_bot": False, "first_name": "Emma"},
        "option_ids": await emma.solution(quiz),
        "option_persistent_ids": [],
    }
    await world.feed(poll_answer=answer)
    said = [one.text for one in await emma.news() if not one.is_quiz]
    assert said[-1:] == [emma.text("drill.late")]
    assert len(await world.rows(review_logs)) == 1


async def test_streak_after_two_training_days(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await finish(emma, await emma.send("/drill"))
    await world.jump("2026-01-06 08:30", "Asia/Shanghai")
    said = await finish(emma, await emma.news())
    assert "2" in said[-1].text.splitlines()[-1]


async def test_when_everything_is_done_it_says_so(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    # All but five questions were answered an hour ago and come back in a week.
    known = [item.id for item in warm().catalog.drill_items[5:]]
    week = {"due_at": world.now + timedelta(days=7), "reviewed_at": world.now - timedelta(hours=1)}
    card = {"user_id": emma.id, "state": 2, "step": None, "stability": 8.0, "difficulty": 5.0, **week}
    await world.run(review_cards.insert().values([{**card, "item_id": item} for item in known]))
    await finish(emma, await emma.send("/drill"))
    said = await emma.send("/drill")
    assert said[-1].text == emma.text("drill.nothing_due")
