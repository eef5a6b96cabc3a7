"""A team's own questions in its drills, its facts in its answers: by a file, changed, taken out, and nobody else's."""

from __future__ import annotations

import pytest

from bot.base.language import Lang
from bot.services.reply_sheets import item_template
from bot.storage.tables import drill_items, item_reports, review_cards, skill_days, team_items, team_uploads
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.team import team_of
from tests.chats.test_odd_updates import callback
from tests.chats.training import train
from tests.chats.world import World
from tests.services.sheets import csv, texts, xlsx

pytestmark = pytest.mark.anyio

HEAD = ("Question", "Option A", "Option B", "Option C", "Right", "Explanation", "Language")
ASKED = "How long does the ZX-40 run between two services?"
QUESTION = (ASKED, "Twelve months", "As long as you like", "", "A", "It's on the data sheet.", "")
FACTS = (
    ("Title", "Text", "Keywords"),
    ("Warranty on the ZX-40", "24 months on all parts, 12 on the battery.", "warranty; guarantee"),
)


async def add(boss: Person, *rows: tuple[str, ...]) -> Message:
    """Send a file and add what is in it."""
    (preview,) = await boss.document("ours.xlsx", xlsx(*rows))
    return (await boss.press(boss.text("button.team_file_add", count=len(rows) - 1), on=preview))[-1]


async def ask_own(person: Person) -> Message:
    """Drill until the team's own question is asked."""
    said = await person.send("/drill")
    while not any(ASKED in one.text for one in said):
        said = await person.answer(next(one for one in said if one.is_quiz))
    return next(one for one in said if ASKED in one.text)


async def test_a_question_from_the_file_to_the_reps_drill(world: World) -> None:
    boss, rep, outsider = await team_of(world)
    (card,) = await boss.send("/team")
    (page,) = await boss.press(boss.text("button.team_items", count=0), on=card)
    files = await boss.press(boss.text("button.team_items_file"), on=page)
    assert [one.raw["document"]["file_name"] for one in files[1:]] == ["our-questions.xlsx", "our-facts.xlsx"]
    added = await add(boss, HEAD, QUESTION)
    assert added.text == boss.text("team_items.added", count=1, team="North")
    quiz = await ask_own(rep)
    assert sorted(quiz.options) == ["As long as you like", "Twelve months"]
    said = await train(rep, await rep.answer(quiz))
    assert "All 5 right" in said[-1].text
    asked = [row["item_id"] for row in await world.rows(drill_items)]
    assert asked.count("team.1") == 1 and len(asked) == 5
    assert {row["user_id"] for row in await world.rows(review_cards, review_cards.c.item_id == "team.1")} == {rep.id}
    assert "team" not in {row["skill"] for row in await world.rows(skill_days)}
    await train(outsider, await outsider.send("/drill"))
    theirs = [row["item_id"] for row in await world.rows(drill_items)][5:]
    assert "team.1" not in theirs


async def test_a_fact_answers_the_team_alone(world: World) -> None:
    boss, rep, outsider = await team_of(world)
    await add(boss, *FACTS)
    (answer,) = await rep.send("/ask how long is the warranty on the ZX-40")
    assert "24 months on all parts, 12 on the battery." in answer.text
    assert "North" in answer.text
    (free,) = await rep.send("What's the guarantee on the ZX-40?")
    assert "24 months" in free.text
    for words in ("/ask how long is the warranty on the ZX-40", "What's the guarantee on the ZX-40?"):
        assert "24 months" not in (await outsider.send(words))[-1].text
    await world.feed(callback_query=callback(outsider, "ti:fact:1", number=1))
    assert [one.text for one in await outsider.news()] == [outsider.text("team_items.gone")]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
async def test_our_own_files_sent_back(world: World, language: str) -> None:
    boss, *_ = await team_of(world, language)
    for name, content in item_template.templates(texts(), Lang(boss.lang)):
        (preview,) = await boss.document(name, content)
        assert boss.text("button.team_file_add", count=1) in preview.labels, preview.text
        await boss.press(boss.text("button.team_file_add", count=1), on=preview)
    assert sorted(row["kind"] for row in await world.rows(team_items)) == ["fact", "quiz"]
    (again,) = await boss.document(name, content)
    assert boss.text("button.team_file_add", count=1) not in again.labels


async def test_every_fault_by_row_and_column(world: World) -> None:
    boss, *_ = await team_of(world)
    rows = (
        HEAD,
        QUESTION,
        ("", "a", "b", "", "C", "", ""),
        ("Which?", "a" * 101, "b", "", "yes", "", "Klingon"),
        ("Which one?", "a", "a", "", "", "x" * 201, ""),
        (ASKED, "x", "y", "", "B", "", ""),
    )
    (preview,) = await boss.document("ours.csv", csv(*rows).encode())
    for line in (
        "Row 3: “Question” is empty",
        "Row 3: “Right” names an option that isn't there: C",
        "Row 4: “Option A” is longer than 100 characters",
        "Row 4: “Right” needs letters such as A or B, D, and has “yes”",
        "Row 4: “Language”: I know Chinese and English, not “Klingon”",
        "Row 5: “Option B” says the same as an option before it",
        "Row 5: “Right” doesn't say which option is right",
        "Row 5: “Explanation” is longer than 200 characters",
        "Row 6: “Question” is the same as in a row before",
    ):
        assert line in preview.text
    assert "1 new question" in preview.text
    assert await world.rows(team_items) == []


async def test_pressed_twice_taken_back_and_what_was_changed_stays(world: World) -> None:
    boss, *_ = await team_of(world)
    (preview,) = await boss.document("ours.xlsx", xlsx(HEAD, QUESTION, ("Another one?", "yes", "no", "", "A", "", "")))
    data = str(preview.buttons[0].data)
    (added,) = await boss.press(boss.text("button.team_file_add", count=2), on=preview)
    await world.feed(callback_query=callback(boss, data, number=1, message_id=preview.id))
    assert len(await world.rows(team_items)) == 2
    page = (await boss.press(boss.text("button.team_items_list"), on=added))[0]
    (one,) = await boss.press("Another one?", on=page)
    (ask,) = await boss.press(boss.text("button.team_items_change"), on=one)
    assert "* yes" in ask.text
    (wrong,) = await boss.send("Another one?\n- yes\n- no")
    assert "“what's right” doesn't say which option is right" in wrong.text
    (changed,) = await boss.send("Another <one>?\n- yes\n* no\n* perhaps\n> Because.")
    assert "Another <one>?" in changed.text
    assert (await world.user(boss))["awaiting"] is None
    await world.feed(callback_query=callback(boss, str(added.buttons[0].data), number=2, message_id=added.id))
    (left,) = await world.rows(team_items)
    assert left["body"]["question"] == "Another <one>?"
    assert left["body"]["correct"] == [1, 2]
    assert {row["kind"] for row in await world.rows(team_uploads)} == {"items"}


@pytest.mark.parametrize("how", ["removed", "left"])
async def test_gone_while_it_is_open(world: World, how: str) -> None:
    boss, rep, _ = await team_of(world)
    await add(boss, HEAD, QUESTION)
    quiz = await ask_own(rep)
    if how == "removed":
        (page,) = await boss.press(boss.text("button.team_items", count=1), on=(await boss.send("/team"))[-1])
        (one,) = await boss.press("ZX-40", on=page)
        await boss.press(boss.text("button.team_items_remove"), on=one)
        await boss.press(boss.text("button.team_items_remove_yes"))
        assert await world.rows(team_items) == []
    else:
        await rep.send("/team")
        await rep.press(rep.text("button.team_leave"))
        await rep.press(rep.text("button.team_leave_yes"))
    said = await rep.vote(quiz, [0])
    assert any(one.is_quiz and one.id != quiz.id for one in said), "the drill goes on without it"
    last = await train(rep, said)
    assert "All 4 right" in last[-1].text
    assert await world.rows(review_cards, review_cards.c.item_id == "team.1") == []


async def test_a_question_in_one_language_is_asked_in_that_alone(world: World) -> None:
    boss, rep, _ = await team_of(world, "zh-hans")
    await add(boss, HEAD, (*QUESTION[:6], "English"))
    await train(rep, await rep.send("/drill"))
    assert "team.1" not in [row["item_id"] for row in await world.rows(drill_items)]


async def test_put_aside_and_reported_like_any_other(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await add(boss, HEAD, QUESTION)
    quiz = await ask_own(rep)
    await rep.press(rep.text("button.trouble"), on=quiz)
    (told,) = await rep.press(rep.text("button.trouble_report"))
    assert told.text == rep.text("trouble.reported_own", teams=["North"], longest=500)
    await rep.send("It's eighteen months by now.")
    (page,) = await boss.press(boss.text("button.team_inbox", count=1), on=(await boss.send("/team"))[-1])
    (one,) = await boss.press("1 · ", on=page)
    assert ASKED in one.text
    (shown,) = await boss.press(boss.text("button.inbox_change"), on=one)
    assert "Twelve months ✓" in shown.text
    assert (await world.rows(item_reports))[0]["item_id"] == "team.1"
    await rep.press(rep.text("button.trouble"), on=quiz)
    said = await rep.press(rep.text("button.trouble_never"))
    assert any(one.is_quiz and one.id != quiz.id for one in said)
    (listed,) = await rep.press(rep.text("button.trouble_all"))
    assert any("ZX-40" in label for label in listed.labels)


async def test_only_who_leads_the_team_changes_anything(world: World) -> None:
    boss, rep, eve = await team_of(world)
    (preview,) = await boss.document("ours.xlsx", xlsx(HEAD, ("Another one?", "yes", "no", "", "A", "", "")))
    upload = str(preview.buttons[0].data).split(":")[-1]
    await add(boss, HEAD, QUESTION)
    (row,) = await world.rows(team_items)
    number, team = row["id"], row["team_id"]
    for forger in (rep, eve):
        for data, said in (
            (f"ti:list:{team}:0", "team.not_yours"), (f"ti:how:{team}", "team.not_yours"),
            (f"ti:open:{number}:0", "team_items.gone"), (f"ti:remove:{number}:0", "team_items.gone"),
            (f"ti:remove_yes:{number}", "team_items.gone"), (f"ti:change:{number}", "team_items.gone"),
            (f"ti:add:{upload}", "team_items.gone"), (f"ti:undo:{upload}", "team_items.gone"),
            (f"ti:drop:{upload}", "team_items.gone"), ("ti:x", "team_items.gone"),
            (f"tf:add:{upload}", "team_replies.gone"),
        ):  # fmt: skip
            await world.feed(callback_query=callback(forger, data, number=1))
            assert [one.text for one in await forger.news()] == [forger.text(said)], data
    assert await world.rows(team_items) == [row]
