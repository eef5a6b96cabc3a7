"""Something is wrong with a question: never again, reporting it, taking that back; hints; several right options."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.base.language import Lang
from bot.storage.tables import drill_items, drills, item_reports, review_logs, suspended_items
from tests.chats.drilling import only, written
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.test_drill import finish
from tests.chats.test_odd_updates import callback
from tests.chats.warm import warm
from tests.chats.world import World

pytestmark = pytest.mark.anyio

BUSES = "visits-024"


def several() -> Any:
    """A quiz with several right options."""
    return next(one for one in warm().catalog.drill_items if one.closed and len(one.correct) > 1)


async def alerts(world: World) -> list[str]:
    return [one["params"]["text"] for one in await world.calls("answerCallbackQuery") if one["params"].get("text")]


async def rows_of_drill(world: World) -> list[dict[str, Any]]:
    return [dict(row) for row in await world.rows(drill_items)]


def vote(person: Person, quiz: Message, options: list[int]) -> dict[str, Any]:
    """An answer as it comes from another device."""
    who = {"id": person.id, "is_bot": False, "first_name": "X"}
    return {"poll_id": quiz.raw["poll"]["id"], "user": who, "option_ids": options, "option_persistent_ids": []}


# --- never again


async def test_a_question_put_aside_is_passed_over_and_not_asked_again(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (quiz,) = await emma.send("/drill")
    (menu,) = await emma.press("Something's off", on=quiz)
    assert "What's wrong" in menu.text
    said = await emma.press("Never ask me this")
    assert next(one for one in said if one.id == quiz.id).closed
    following = next(one for one in said if one.is_quiz and one.id != quiz.id)
    assert following.text.startswith("2/5")
    first = (await rows_of_drill(world))[0]
    assert [row["item_id"] for row in await world.rows(suspended_items)] == [first["item_id"]]
    result = next(one for one in await finish(emma, said) if "All 4 right" in one.text)
    assert emma.text("button.trouble_list", count=1) in result.labels
    # A late answer to the closed poll changes nothing.
    await world.feed(poll_answer=vote(emma, quiz, [0]))
    assert await world.rows(review_logs, review_logs.c.item_id == first["item_id"]) == []
    await emma.press("5 more")
    second = [row["item_id"] for row in await rows_of_drill(world) if row["drill_id"] != first["drill_id"]]
    assert first["item_id"] not in second


async def test_taking_it_back(world: World) -> None:
    zhou = await world.person("小周", "zh-hans", onboarded=True)
    (quiz,) = await zhou.send("/drill")
    await zhou.press("题有问题", on=quiz)
    await zhou.press("别再问这题")
    (back,) = await zhou.press("还是问吧")
    assert back.text == zhou.text("trouble.resumed")
    assert await world.rows(suspended_items) == []


async def test_the_list_of_what_is_put_aside(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await only(world, emma, warm().catalog.items[BUSES])
    total = len(await world.rows(suspended_items))
    said = await emma.send("/drill")
    await emma.press("Something's off", on=said[-1])
    (shown,) = await emma.press(f"Put aside ({total})")
    assert shown.text.startswith(f"Put aside: {total}")
    (shown,) = await emma.press("Older ›")
    (shown,) = await emma.press(shown.labels[0])
    assert shown.text.startswith(f"Put aside: {total - 1}")


async def test_a_written_question_can_be_put_aside_too(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    asked = await written(world, emma, warm().catalog.items[BUSES])
    await emma.press("Something's off", on=asked)
    said = await emma.press("Never ask me this")
    assert any("All 2 right" in one.text for one in said)
    assert next(one for one in said if one.id == asked.id).labels == ()
    assert (await world.user(emma))["awaiting"] is None


async def test_an_answered_question_can_still_be_put_aside(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (quiz,) = await emma.send("/drill")
    await emma.answer(quiz)
    await emma.press("Something's off", on=quiz)
    said = await emma.press("Never ask me this")
    assert [one for one in said if one.is_quiz] == [], "the drill stays where it is"
    assert len(await world.rows(suspended_items)) == 1


async def test_pressing_twice_changes_nothing_more(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (quiz,) = await emma.send("/drill")
    (menu,) = await emma.press("Something's off", on=quiz)
    never = menu.button("Never ask me this").data
    await emma.press("Never ask me this", on=menu)
    await world.feed(callback_query=callback(emma, str(never), number=1, message_id=menu.id))
    waiting = [row for row in await rows_of_drill(world) if row["sent_at"] is not None and row["answered_at"] is None]
    assert [row["position"] for row in waiting] == [1]


async def test_back_takes_the_menu_away(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (quiz,) = await emma.send("/drill")
    (menu,) = await emma.press("Something's off", on=quiz)
    await emma.press("‹ Back", on=menu)
    assert menu.id not in [one.id for one in await emma.messages()]


# --- reporting


async def test_reporting_with_words(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (quiz,) = await emma.send("/drill")
    await emma.press("Something's off", on=quiz)
    await emma.press("Report it")
    (said,) = await emma.send("x" * 501)
    assert said.text == emma.text("trouble.too_long", longest=500)
    (said,) = await emma.send("Two of the options are the same to me.")
    assert said.text == emma.text("trouble.thanks")
    (report,) = await world.rows(item_reports)
    assert (report["words"], report["status"], report["language"]) == (
        "Two of the options are the same to me.",
        "open",
        "en",
    )
    assert (await world.user(emma))["awaiting"] is None


async def test_reporting_without_a_word_and_twice(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (quiz,) = await emma.send("/drill")
    for _ in range(2):
        await emma.press("Something's off", on=quiz)
        await emma.press("Report it")
    await emma.press("Leave it at that")
    (report,) = await world.rows(item_reports)
    assert report["words"] is None
    assert (await world.user(emma))["awaiting"] is None


async def test_after_a_report_the_written_question_is_open_again(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    asked = await written(world, emma, warm().catalog.items[BUSES])
    await emma.press("Something's off", on=asked)
    await emma.press("Report it")
    await emma.send("Is that a bus or a van?")
    await emma.send("What goes wrong most often with the seven minibuses first thing?")
    (row,) = await world.rows(drill_items, drill_items.c.item_id == BUSES)
    assert row["said"] == "What goes wrong most often with the seven minibuses first thing?"


async def test_nobody_reaches_anothers_question(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    zoe = await world.person("Zoë", "en", onboarded=True)
    await emma.send("/drill")
    number = (await rows_of_drill(world))[0]["id"]
    for at, action in enumerate(("menu", "never", "report")):
        await world.feed(callback_query=callback(zoe, f"tb:{action}:{number}", number=at, message_id=1))
        assert zoe.text("trouble.gone") in [one.text for one in await zoe.news()] or action != "menu"
    assert await world.rows(suspended_items) == await world.rows(item_reports) == []


def test_every_items_buttons_fit() -> None:
    for item in warm().catalog.items.values():
        assert len(f"tb:undo:{item.id}:999".encode()) <= 64
    for unit in warm().catalog.curriculum.units:
        assert len(f"learn:quiz:{unit}".encode()) <= 64


# --- hints


async def test_a_hint_strikes_out_a_wrong_option_once(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (quiz,) = await emma.send("/drill")
    await emma.press("Hint", on=quiz)
    await emma.press("Hint", on=quiz)
    first, second = await alerts(world)
    assert first == second
    right = {quiz.options[index] for index in await emma.solution(quiz)}
    out = [option for option in quiz.options if first == emma.text("toast.hint_out", option=option)]
    assert len(out) == 1 and out[0] not in right
    assert (await rows_of_drill(world))[0]["hints"] == 1
    await emma.answer(quiz)
    assert [log["rating"] for log in await world.rows(review_logs)] == [2], "hard"
    await emma.press("Hint", on=quiz)
    assert (await alerts(world))[-1] == emma.text("toast.no_hint_answered")


async def test_a_hint_for_a_drill_that_was_put_away(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await emma.send("/drill")
    number = (await rows_of_drill(world))[0]["id"]
    await emma.send("/cancel")
    await world.feed(callback_query=callback(emma, f"drill:hint:{number}", number=1))
    assert (await rows_of_drill(world))[0]["hints"] == 0


# --- several right options


async def test_half_of_several_right_options_is_wrong_and_told(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    item = several()
    await only(world, emma, item)
    said = await emma.send("/drill")
    while True:
        quiz = next(one for one in said if one.is_quiz and one.raw["my_answer"] is None)
        correct = await emma.solution(quiz)
        if len(correct) > 1:
            break
        said = await emma.answer(quiz)
    assert quiz.raw["poll"]["allows_multiple_answers"]
    said = await emma.vote(quiz, correct[:1])
    told = next(one.text for one in said if "✅" in one.text)
    assert quiz.options[correct[0]] in told
    assert quiz.options[correct[1]] in told.split("▫️")[1]
    (row,) = await world.rows(drill_items, drill_items.c.item_id == item.id)
    assert (row["correct"], list(row["answer"])) == (False, [row["option_order"][correct[0]]])
    # From another device, and again after a restart: it has counted.
    await world.restart_bot()
    await world.feed(poll_answer=vote(emma, quiz, correct))
    (after,) = await world.rows(drill_items, drill_items.c.item_id == item.id)
    assert after["answer"] == row["answer"]


async def test_all_of_several_right_options(world: World) -> None:
    zhou = await world.person("小周", "zh-hans", onboarded=True)
    item = several()
    await only(world, zhou, item)
    said = await zhou.send("/drill")
    await finish(zhou, said)
    (row,) = await world.rows(drill_items, drill_items.c.item_id == item.id)
    assert row["correct"] is True


def test_the_question_says_that_several_are_right_and_stays_within_the_limit() -> None:
    from bot.services.drills import Question
    from bot.storage.queries.training import DrillItem
    from bot.views.drill import DrillView

    view, item = DrillView(warm().catalog.texts), several()
    row = DrillItem(
        id=1,
        drill_id=1,
        position=9,
        item_id=item.id,
        option_order=tuple(range(len(item.wording[Lang.EN].options))),
        sent_at=None,
        answered_at=None,
        answer=None,
        correct=None,
        hints=0,
        said=None,
        mark=None,
        grade=None,
    )
    for lang, words in ((Lang.EN, "More than one"), (Lang.ZH, "可多选")):
        for text in ("Which help?", "q" * 300):
            wording = replace(item.wording[lang], question=text)
            asked = view._asked(lang, Question(row, replace(item, wording={lang: wording}), 10, 12))
            assert len(asked) <= 300
            assert (words in asked) is (len(text) < 300)


# --- size and units


async def test_a_unit_is_asked_about_and_another_drill_put_away(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (quiz,) = await emma.send("/drill")
    (contents,) = await emma.send("/learn")
    (listed,) = await emma.press(contents.labels[1], on=contents)
    unit = str(listed.buttons[0].data).split(":")[2]
    await emma.press(listed.labels[0], on=listed)
    said = await emma.press(emma.text("button.learn_quiz"))
    assert next(one for one in said if one.id == quiz.id).closed
    made = (await world.rows(drills, drills.c.status == "open"))[0]
    assert (made["purpose"], made["unit"]) == ("unit", unit)
    catalog = warm().catalog
    asked = [row["item_id"] for row in await world.rows(drill_items, drill_items.c.drill_id == made["id"])]
    assert len(asked) == 5 and {catalog.items[name].unit for name in asked} == {unit}
    # The button again goes on with it, and so does /drill.
    again = await emma.press(emma.text("button.learn_quiz"))
    assert [one.text for one in again if one.is_quiz] == [said[-1].text]
    assert (await emma.send("/drill"))[-1].text == said[-1].text
    said = await finish(emma, await emma.send("/drill"))
    result = next(one for one in said if emma.text("button.drill_more", count=5) in one.labels)
    await emma.press("5 more", on=result)
    assert [row["unit"] for row in await world.rows(drills, drills.c.status == "open")] == [unit]


async def test_a_unit_that_does_not_exist(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await world.feed(callback_query=callback(emma, "learn:quiz:no-such-unit", number=1))
    assert (await emma.news())[-1].text == emma.text("drill.unit_empty")
    assert await world.rows(drills) == []
