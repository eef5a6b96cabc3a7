"""Changed seats: what the customer's words do, as far as a seller can honestly tell. Pure and total.

A seller who is not sure asks back: whatever matches nothing here is an answer, and one that touches none of the
scenario's topics counts as not understood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.base.language import Lang
from bot.language.category import Category
from bot.language.moves import Analysis, MoveKind
from bot.language.normalise import plain
from bot.language.objections import Hit
from bot.scenarios import cues
from bot.scenarios.topics import found, phrase
from bot.scenarios.types import Scenario, Topic

# From what chance on the nearest objection is the one meant: more is asked of an answer to a question.
_SURE, _SURE_IN_ANSWER, _SURE_IN_YES = 0.70, 0.88, 0.85
# The same for a part of what was said: a few words are near to much.
_SURE_PART, _SURE_PART_IN_ANSWER = 0.85, 0.95
_NEVER = 2.0
_RUDE = 0.85
_PARTS = 4
# "I think" is near to "let me think": in part of a sentence that says nothing.
_VAGUE = frozenset({Category.BRUSH_OFF, Category.TIMING})
# Characters of the customer's words that a seller takes up.
_TAKEN = {Lang.ZH: 22, Lang.EN: 56}
_LEAST = {Lang.ZH: 4, Lang.EN: 10}
_CLAUSE = re.compile(r"[,.!?;:…，。！？；：\n()（）\"-]+")
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")


class Said(StrEnum):
    """What the customer's words do."""

    NOTHING = "nothing"
    ENDING = "ending"
    RUDE = "rude"
    OBJECTION = "objection"
    WHO = "who"
    PRICE = "price"
    PROOF = "proof"
    MEANING = "meaning"
    QUESTION = "question"
    YES = "yes"
    NO = "no"
    DONT_KNOW = "dont_know"
    ANSWER = "answer"


# What a question is about, the first that fits.
_ABOUT = ((cues.MEANING, Said.MEANING), (cues.WHO, Said.WHO), (cues.PRICE, Said.PRICE), (cues.PROOF, Said.PROOF))


_SAYS_LITTLE = (cues.YES, cues.NO, cues.DONT_KNOW, cues.END)


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard. `words`: the customer's own, short enough to be taken up, or empty; `objection`: its category.

    `dated`: a date is named; `invites`: on it the seller is to come, or to call.
    """

    said: Said
    words: str = ""
    topics: tuple[str, ...] = ()
    objection: str = ""
    dated: bool = False
    invites: bool = False

    @property
    def understood(self) -> bool:
        """Whether an answer is about anything that the seller knows of."""
        return bool(self.topics) or self.dated


def parts(text: str, lang: Lang) -> tuple[str, ...]:
    """The clauses of what was said that may be an objection by themselves; none where it is one clause."""
    clauses = [clause.strip() for clause in _CLAUSE.split(plain(_ASIDE.sub(" ", text)))]
    long = [clause for clause in clauses if len(clause) >= _LEAST[lang]]
    return tuple(long[:_PARTS]) if len(clauses) > 1 else ()


def hear(
    scenario: Scenario, analysis: Analysis, hits: Sequence[Hit], of_parts: Sequence[Hit] = (), *, asked: bool
) -> Heard:
    """What the customer said.

    `hits`: the objections nearest to it, best first; `of_parts`: the nearest to each of its `parts`; `asked`: it
    follows a question of the seller.
    """
    spoken = plain(_ASIDE.sub(" ", analysis.text)).strip()
    whole = plain(analysis.text).strip()
    topics = found(scenario, whole)
    said = _without_objection(analysis, spoken, whole)
    answers = asked or any(topic in topics for need in scenario.needs for topic in (*need.topics, *need.consequences))
    objection = _objection(said, hits, of_parts, answers=answers)
    dated = _date(scenario, whole)
    return Heard(
        said=said if objection is None else Said.OBJECTION,
        words=_taken(scenario, spoken, topics, analysis.lang),
        topics=topics,
        objection="" if objection is None else objection.category.value,
        dated=dated,
        invites=dated and objection is None and said in {Said.YES, Said.ANSWER} and bool(cues.COME.search(spoken)),
    )


def _without_objection(analysis: Analysis, spoken: str, whole: str) -> Said:
    """What the words do, unless they turn out to be an objection."""
    if not any(char.isalnum() for char in spoken) or cues.SILENT.fullmatch(spoken):
        return Said.ENDING if cues.END.search(whole) else Said.NOTHING
    if cues.END.search(whole):
        return Said.ENDING
    if cues.QUESTION.search(spoken) or cues.MEANING.search(spoken):
        asked = _question(spoken)
        return Said.RUDE if asked is Said.QUESTION and analysis.has(MoveKind.RUDE, _RUDE) else asked
    if cues.DONT_KNOW.search(spoken):
        return Said.DONT_KNOW
    if cues.NO.search(spoken):
        return Said.NO
    if cues.YES.search(spoken) and not cues.BUT.search(spoken):
        return Said.YES
    return Said.RUDE if analysis.has(MoveKind.RUDE, _RUDE) else Said.ANSWER


def _objection(said: Said, hits: Sequence[Hit], of_parts: Sequence[Hit], *, answers: bool) -> Hit | None:
    """The objection that was raised, by the whole or by a part of what was said; of likely ones the last."""
    likely = [hit for hit in hits[:1] if hit.score >= _bar(said, answers=answers)]
    if said in {Said.ANSWER, Said.NO}:
        bar = _SURE_PART_IN_ANSWER if answers else _SURE_PART
        likely += [hit for hit in of_parts if hit.category not in _VAGUE and hit.score >= bar]
    return max(enumerate(likely), key=lambda one: (round(one[1].score, 1), one[0]))[1] if likely else None


def _bar(said: Said, *, answers: bool) -> float:
    """How likely the nearest objection must be to be taken for one."""
    match said:
        case Said.NO:
            return _SURE
        case Said.YES | Said.QUESTION:
            return _SURE_IN_YES
        case Said.ANSWER:
            return _SURE_IN_ANSWER if answers else _SURE
    return _NEVER


def _question(spoken: str) -> Said:
    for pattern, said in (
        (cues.MEANING, Said.MEANING),
        (cues.WHO, Said.WHO),
        (cues.PRICE, Said.PRICE),
        (cues.PROOF, Said.PROOF),
    ):
        if pattern.search(spoken):
            return said
    return Said.QUESTION


def _taken(scenario: Scenario, spoken: str, topics: tuple[str, ...], lang: Lang) -> str:
    """The clause about the scenario's topics, or the longest one, if it is short enough to be repeated."""
    clauses = [clause.strip() for clause in _CLAUSE.split(spoken)]
    said = [clause for clause in clauses if not any(cue.search(clause) for cue in _SAYS_LITTLE)]
    fitting = [clause for clause in said if _LEAST[lang] <= len(clause) <= _TAKEN[lang]]
    about = [topic for topic in scenario.topics if topic.id in topics]
    named = [clause for clause in fitting if any(phrase(topic, clause) for topic in about)]
    return next(iter(named), max(fitting, key=len, default=""))


def _date(scenario: Scenario, text: str) -> bool:
    entry: Topic | None = next((topic for topic in scenario.lexicon if topic.id == "date"), None)
    return entry is not None and bool(phrase(entry, text))
