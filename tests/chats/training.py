"""Going through drills, checks and role-plays to their end."""

from __future__ import annotations

from tests.chats import playing
from tests.chats.message import Message
from tests.chats.person import Person

# Lines that bring every conversation to an end, some day.
TALK = {
    "zh": (
        "张校长好，打扰您十分钟。",
        "老师们现在出题一般忙到几点？",
        "这样熬夜，第二天上课受影响吗？",
        "那您看要不要先试试？",
    ),
    "en": (
        "Good morning, thanks for seeing me.",
        "How late do your teachers work on papers?",
        "What does that cost you?",
    ),
}
LONGEST = 40


async def train(person: Person, said: list[Message], *, right: bool = True, wrong: int = 0) -> list[Message]:
    """Answer quizzes (the first `wrong` of them wrongly) and skip written questions; returns what came last."""
    while (question := await _waiting(person, said)) is not None:
        if question.is_quiz:
            said = await person.answer(question, right=right and wrong <= 0)
            wrong -= 1
        else:
            said = await person.press(person.text("button.skip"), on=question)
    return said


async def drill(person: Person, *, right: bool = True) -> list[Message]:
    """A whole drill."""
    return await train(person, await person.send("/drill"), right=right)


async def talk(person: Person) -> list[Message]:
    """Talk until the scorecard comes; returns what came with it."""
    for turn in range(LONGEST):
        said = await person.send(TALK[person.lang][turn % len(TALK[person.lang])])
        if any(person.text("button.roleplay_checks") in one.labels for one in said):
            return said
    raise AssertionError("every conversation ends")


async def meet(person: Person) -> None:
    """Begin a role-play with the principal, from the menu."""
    await playing.begin(person)


async def _waiting(person: Person, said: list[Message]) -> Message | None:
    for one in said:
        if one.is_quiz and not one.closed and one.raw["my_answer"] is None:
            return one
        if not one.is_quiz and person.text("button.skip") in one.labels:
            return one
    return None
