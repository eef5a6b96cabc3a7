"""Going through drills, checks and role-plays to their end."""

from __future__ import annotations

from tests.chats import playing
from tests.chats.message import Message
from tests.chats.person import Person


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
    _, said = await playing.talk(person)
    return said


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
