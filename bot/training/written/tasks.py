"""What each task is marked by, and with how many points: the tables of docs/drills.md."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.base.language import Lang
from bot.language.analyser import SURE
from bot.language.moves import FAULTS, FORMULA, SPIN, MoveKind
from bot.training.items import WriteTask
from bot.training.written.answer import LIKELY, Answer, Patterns
from bot.training.written.styles import style
from bot.training.written.types import Criterion
from bot.training.written.words import copied, shared

ASKED_FOR: Mapping[WriteTask, MoveKind] = MappingProxyType(
    {
        WriteTask.SITUATION: MoveKind.SITUATION,
        WriteTask.PROBLEM: MoveKind.PROBLEM,
        WriteTask.IMPLICATION: MoveKind.IMPLICATION,
        WriteTask.NEED_PAYOFF: MoveKind.NEED_PAYOFF,
    }
)
# Two kinds of question as near as this to each other are told apart by what the task asked for.
_NEAR = 0.15
# From here on the same words may be two parts at once.
_TWO_IN_ONE = 0.95
# A new line keeps at most this much of the old one.
_MOST_KEPT = 0.5
# What makes a rep's line a bad one, beside its faults: it is about the seller, or answers its own question.
_WEAK = (*FAULTS, MoveKind.PRESENT, MoveKind.LEADING)
_ADVICE: Patterns = {
    Lang.ZH: re.compile(
        r"建议|不如|最好(?:是|能|再)|(?:您|你)们?(?:可以|应该|要是|不妨)|要是(?:能|再).{0,12}就更|如果(?:能|再).{0,12}就更|下次"
    ),
    Lang.EN: re.compile(
        r"\byou (?:should|might|ought)\b|\byou could (?:also|try|still)\b|\bwhy (?:don't|not)\b"
        r"|\bhave you (?:thought|considered|tried)\b|\bif i were you\b|\beven better if\b|\bnext time\b"
        r"|\bi(?:'d| would) (?:suggest|recommend)\b"
    ),
}
_PRAISE: Patterns = {
    Lang.ZH: re.compile(
        r"[^,。!?]*(?:不简单|不容易|难得|用心|上心|细心|仔细|周到|巧|真细|有心|沉得住|靠谱|佩服|少见|不多见|下了功夫|讲究|在行|有数"
        r"|问到了|要紧处|点子上|亏您|真替|一目了然|说明您|看得出|要不是您|换了别人|想得出来|想出来|高明|真妙|漂亮|了不起|服气)[^,。!?]*"
    ),
    Lang.EN: re.compile(
        r"[^.!?]*\b(?:well (?:done|thought|kept|put)|careful\w*|thorough\w*|clever\w*|neat\w*|impress\w*|not easy"
        r"|can't have been easy|takes? (?:some|real|patience|care)|not many|few people|hardly anyone|rare\w*"
        r"|thoughtful\w*|(?:good|great|lovely|smart|nice) (?:eye|idea|thinking|work|touch|way|job|solution)|shows how"
        r"|you've clearly|you can tell|i like|i admire|no wonder|that's why"
        r"|hats off|i wish|it shows|you must have)\b[^.!?]*"
    ),
}
_FLATTERY: Patterns = {
    Lang.ZH: re.compile(
        r"(?:您|你)(?:真|太|可真|实在)(?:是)?(?:太)?(?:厉害|棒|牛|优秀|专业|聪明|了不起|有眼光)|天才|无人能及|数一数二"
        r"|全(?:行业|公司|国|世界|市)最|像您这样的|大师|女神|男神|崇拜"
    ),
    Lang.EN: re.compile(
        r"\b(?:amazing|awesome|genius|incredible|fantastic|unbelievable|legend)\b"
        r"|\byou(?:'re| are) (?:so|the best|very)\b"
        r"|\bpeople like you\b|\bthe best \w+ (?:i've|i have|in)\b"
    ),
}
_QUESTION: Patterns = {
    Lang.ZH: re.compile(
        r"什么|怎么|怎样|如何|哪|多少|几(?:个|次|天|台|成)|谁|吗|呢|会不会|是不是|有没有|能不能|要不要|好不好|行不行"
    ),
    Lang.EN: re.compile(
        r"(?:^|[.!,;] )(?:and |so |then )?(?:what|how|which|who|whose|when|where|why|would|could|can|do|does|did|is|are"
        r"|was"
        r"|were|have|has|will|shall|may|might)\b"
    ),
}
_STEP: Patterns = {
    Lang.ZH: re.compile(
        r"对不[起住]|抱歉|是我.{0,6}没|(?:今天|今晚|明天|明早|周[一二三四五六日]|下周|[\d一二三四五六七八九十]+[点号分天]).{0,16}"
        r"(?:给|到|发|送|来|去|过去|帮|陪|看|试)"
    ),
    Lang.EN: re.compile(
        r"\bsorry\b|\bapologi[sz]e|\bmy fault\b|\bi should have\b|\b(?:i'll|we'll|i'm|you'll|i can|we can|could|let me)"
        r"\b.{0,60}\b(?:today|tonight|tomorrow|monday|tuesday|wednesday|thursday|friday|by \w+|at \w+|minutes|week)\b"
    ),
}


def formula(answer: Answer) -> tuple[Criterion, ...]:
    """An objection answered in four parts: agree 20, praise 20, redirect 25, ask 25, in this order 10."""
    judgement, parts = answer.judgement, _parts(answer)
    praised = parts[MoveKind.PRAISE]
    own = judgement.specific_praise is not False or shared(praised or "", answer.given) is not None
    leads_on = judgement.open_ask is True and judgement.forward_ask is True
    return (
        _part("agree", 20, parts[MoveKind.AGREE], 5 if judgement.taken_back else 20),
        _part("praise", 20, praised, 20 if own else 10),
        _part("redirect", 25, parts[MoveKind.REDIRECT], 25),
        _part("ask", 25, parts[MoveKind.ASK], 25 if leads_on else 15),
        Criterion("order", 10 if judgement.in_order and None not in parts.values() else 0, 10),
    )


def _parts(answer: Answer) -> dict[MoveKind, str | None]:
    """The words of each part. The same words are one part, the one they are most surely, unless both are plain."""
    seen = {kind: answer.seen(kind, SURE) for kind in FORMULA}
    seen[MoveKind.ASK] = _asking(answer)
    taken: set[str] = set()
    for kind in sorted(FORMULA, key=lambda kind: (kind is not MoveKind.ASK, -answer.confidence(kind))):
        words = seen[kind]
        if words is not None and words in taken and answer.confidence(kind) < _TWO_IN_ONE:
            seen[kind] = None
        taken.add(words or "")
    if seen[MoveKind.PRAISE] is None:
        seen[MoveKind.PRAISE] = answer.found(_PRAISE)
    return seen


def praise(answer: Answer) -> tuple[Criterion, ...]:
    """One praise: there 25, of something they said or did 45, no advice 15, no flattery 15."""
    words = _praising(answer, LIKELY)
    about = shared(answer.said, answer.given, answer.item.wording[answer.lang].question) if words is not None else None
    return (
        _part("praise_there", 25, words, 25),
        _part("praise_own", 45, about, 45),
        _without("no_advice", 15, answer.found(_ADVICE), there=words is not None),
        _without("no_flattery", 15, answer.found(_FLATTERY), there=words is not None),
    )


def _praising(answer: Answer, at_least: float) -> str | None:
    """What praises: by its meaning, else by a word of praise."""
    return answer.seen(MoveKind.PRAISE, at_least) or answer.found(_PRAISE)


def question(answer: Answer) -> tuple[Criterion, ...]:
    """One question of a kind: a question 15, of that kind 55, only one 15, about what they said 15."""
    asking, kind = _asking(answer), ASKED_FOR[answer.item.task or WriteTask.PROBLEM]
    right = asking is not None and read_as(answer) is kind
    about = shared(answer.said, *answer.matter) if asking is not None else None
    return (
        _part("question", 15, asking, 15),
        _part(f"kind_{kind.value.removeprefix('spin.')}", 55, (answer.seen(kind) or asking) if right else None, 55),
        Criterion("one_question", 15 if asking is not None and answer.questions <= 1 else 0, 15),
        _part("about_theirs", 15, about, 15),
    )


def reword(answer: Answer) -> tuple[Criterion, ...]:
    """A bad line bettered: nothing of the old fault 30, said anew 20, something for the customer 30, to the matter 20.

    What does not speak of the matter at all betters nothing: then the first two count nothing.
    """
    about = shared(answer.said, *answer.matter)
    kept = copied(answer.said, answer.given)
    return (
        _without("fault_gone", 30, _still_weak(answer), there=about is not None),
        Criterion("said_anew", 20 if about is not None and kept <= _MOST_KEPT else 0, 20),
        _part("for_them", 30, _for_them(answer), 30),
        _part("matter", 20, about, 20),
    )


TASKS: Mapping[WriteTask, Callable[[Answer], tuple[Criterion, ...]]] = MappingProxyType(
    {
        WriteTask.FORMULA: formula,
        WriteTask.PRAISE: praise,
        **dict.fromkeys(ASKED_FOR, question),
        WriteTask.STYLE: style,
        WriteTask.REWORD: reword,
    }
)


def read_as(answer: Answer) -> MoveKind | None:
    """The kind of question that was asked; None where nothing is asked.

    The kind that was asked for wins among those that are nearly as likely. A question in which none of the four is
    recognised asks how things are: Situation.
    """
    likely = {kind: answer.confidence(kind) for kind in SPIN}
    best = max(SPIN, key=lambda kind: likely[kind])
    wanted = ASKED_FOR.get(answer.item.task or WriteTask.REWORD)
    if wanted is not None and likely[wanted] >= max(LIKELY, likely[best] - _NEAR):
        return wanted
    if likely[best] >= LIKELY:
        return best
    return MoveKind.SITUATION if _asking(answer) is not None else None


def _asking(answer: Answer) -> str | None:
    """The question, by its mark or, where somebody leaves that out, by its words."""
    if not answer.questions and answer.found(_QUESTION) is None:
        return None
    part = answer.reply.part(MoveKind.ASK)
    if part is not None:
        return part.evidence.text.strip()
    pieces = [piece for piece in re.split(r"(?<=[?？!！。.])\s*", answer.said.strip()) if piece.strip("\"'”’ ")]
    asked = (piece for piece in reversed(pieces) if piece.rstrip("\"'”’ ").endswith(("?", "？")))
    return next(asked, answer.said.strip())


def _still_weak(answer: Answer) -> str | None:
    """Words that do what made the given line a bad one. To present is a fault only where nothing is asked."""
    line = answer.line
    before = {move.kind for move in line.sure() if move.kind in _WEAK} if line is not None else set()
    if answer.questions:
        before.discard(MoveKind.PRESENT)
    return next((move.evidence.text.strip() for move in answer.reply.analysis.sure() if move.kind in before), None)


def _for_them(answer: Answer) -> str | None:
    """What gives the customer something: a question, an agreement, a praise, an apology, a step with its time."""
    kinds = (MoveKind.ASK, MoveKind.AGREE, MoveKind.PRAISE)
    shown = next((words for kind in kinds if (words := answer.seen(kind, SURE)) is not None), None)
    return shown or (_asking(answer) if answer.questions else None) or answer.found(_STEP)


def _part(name: str, of: int, words: str | None, points: int) -> Criterion:
    return Criterion(name, 0 if words is None else points, of, words)


def _without(name: str, of: int, words: str | None, *, there: bool) -> Criterion:
    """Something that must not stand in the answer; `there`: whether there is an answer to speak of."""
    return Criterion(name, of if there and words is None else 0, of, words)
