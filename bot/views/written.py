"""Written questions and how an answer was marked."""

from __future__ import annotations

from collections.abc import Iterable

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.language.moves import MoveKind
from bot.services.drills import Question
from bot.storage.queries.people import Person
from bot.training.items import Item, WriteTask
from bot.training.written.tasks import ASKED_FOR
from bot.training.written.types import GOOD, PASS, Criterion, Grade
from bot.views.roleplay import quoted

# Characters of the rep's words that a criterion quotes.
QUOTE_LENGTH = 60
# Tasks in which the given line is a rep's own and not a customer's.
_OWN_LINE = (WriteTask.STYLE, WriteTask.REWORD)


class WrittenView:
    """Renders written questions for a person."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def question(self, person: Person, question: Question) -> str:
        """The situation, the line to answer, and what to do."""
        wording = question.item.wording[person.language]
        return self._texts.render(
            person.language,
            "written.question",
            number=question.number,
            of=question.of,
            text=wording.question,
            said=wording.said,
            own=question.item.task in _OWN_LINE,
        )

    def graded(self, person: Person, item: Item, grade: Grade) -> str:
        """The mark, point by point in the rep's own words, what to change first, and an example."""
        lang, wording = person.language, item.wording[person.language]
        aim = "fault" if grade.faults else None if grade.next is None else grade.next.id
        return self._texts.render(
            lang,
            "written.graded",
            mark=grade.mark,
            level=2 if grade.mark >= GOOD else 1 if grade.mark >= PASS else 0,
            refusal=None
            if grade.refusal is None
            else self._texts.render(lang, f"written.refusal_{grade.refusal.value}"),
            criteria=self._criteria(lang, grade.criteria),
            faults=[
                {"words": quoted(fault.words, QUOTE_LENGTH), "what": self._move(lang, fault.kind)}
                for fault in grade.faults
            ],
            kinds=self._kinds(lang, grade),
            first=None if aim is None else self._texts.render(lang, f"aim.{aim}"),
            example=wording.example or "",
            explanation=wording.explanation,
        )

    def _criteria(self, lang: Lang, criteria: Iterable[Criterion]) -> list[dict[str, object]]:
        """Each with its points; words that several of them rest on are quoted once."""
        shown, told = list[dict[str, object]](), set[str]()
        for one in criteria:
            words = "" if one.words is None or one.words in told else quoted(one.words, QUOTE_LENGTH)
            told.add(one.words or "")
            name = self._texts.render(lang, f"criterion.{one.id}")
            shown.append({"name": name, "points": one.points, "of": one.of, "words": words})
        return shown

    def _kinds(self, lang: Lang, grade: Grade) -> list[str]:
        """What kind of question it was and what the kind asked for would ask: only where that is not the same."""
        wanted = ASKED_FOR.get(grade.task)
        if wanted is None or grade.read_as is wanted or grade.refusal is not None:
            return []
        kind = "none" if grade.read_as is None else _short(grade.read_as)
        names = (f"written.was_{kind}", f"written.wanted_{_short(wanted)}")
        return [self._texts.render(lang, name) for name in names]

    def _move(self, lang: Lang, kind: MoveKind) -> str:
        return self._texts.render(lang, f"move.{kind.value.replace('.', '_')}")


def _short(kind: MoveKind) -> str:
    return kind.value.removeprefix("spin.")
