"""The mark of a written answer. Deterministic, the same for everybody, and published in docs/drills.md."""

from __future__ import annotations

from collections.abc import Iterable

from bot.base.language import Lang
from bot.language.formula import Reply
from bot.language.moves import Analysis, MoveKind
from bot.language.normalise import length_in_words
from bot.training.items import Item, WriteTask
from bot.training.own_reply import Fault, judge
from bot.training.written.answer import Answer
from bot.training.written.refusal import refusal
from bot.training.written.styles import LONG
from bot.training.written.tasks import ASKED_FOR, TASKS, read_as
from bot.training.written.types import CERTAIN, Grade, total


def grade(
    item: Item, lang: Lang, said: str, reply: Reply, line: Analysis | None = None, examples: Iterable[str] = ()
) -> Grade:
    """The grade of `said`, an answer to the written item `item` as asked in `lang`.

    `reply` is what was read in it, `line` what was read in the line that the item gives (for the tasks that better
    one). `examples`: what may not be copied, the example answers of the content. Raises ValueError for an item that is
    not written.
    """
    if item.task is None:
        raise ValueError(f"{item.id} is no written item")
    why = refusal(item, lang, said, reply.analysis, examples)
    if why is not None:
        return Grade(item.task, 0, refusal=why)
    return mark(item, lang, said, reply, line)


def mark(item: Item, lang: Lang, said: str, reply: Reply, line: Analysis | None = None) -> Grade:
    """Like `grade`, for a text that is an answer."""
    task = item.task or WriteTask.REWORD
    answer = Answer(item, lang, said, reply, judge(reply), line)
    criteria, faults = TASKS[task](answer), _certain(answer)
    return Grade(
        task=task,
        mark=total(criteria, faults),
        criteria=criteria,
        faults=faults,
        read_as=read_as(answer) if task in ASKED_FOR else None,
    )


def _certain(answer: Answer) -> tuple[Fault, ...]:
    """The faults that nobody would doubt: a mark is not lost to a suspicion, and what is not long does not ramble."""
    certain = {move.kind for move in answer.reply.analysis.sure(CERTAIN)}
    if length_in_words(answer.spoken) <= LONG[answer.written_in]:
        certain.discard(MoveKind.RAMBLE)
    return tuple(fault for fault in answer.judgement.faults if fault.kind in certain)
