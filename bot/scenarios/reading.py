"""What an utterance means to this customer: the recognised moves seen in the light of scenario and state."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.base.language import Lang
from bot.language.moves import FAULTS, FORMULA, SPIN, Analysis, Evidence, Move, MoveKind
from bot.language.normalise import length_in_words, normalise, sentences
from bot.scenarios.asking import PERHAPS, SURE, Question, asking, question
from bot.scenarios.likeness import NAMES, about_objection, elsewhere, near, sounds_like, strange
from bot.scenarios.shape import detect_han, foreign, listed, repeated
from bot.scenarios.state import State
from bot.scenarios.topics import found, term, without
from bot.scenarios.types import Objection, Scenario

CLEAR = 0.7
# So long a meeting is just beginning.
OPENING_TURNS = 2
# What costs the rep dearly must be beyond doubt.
_LEAST = {
    MoveKind.RUDE: 0.6,
    MoveKind.BADMOUTH: 0.7,
    MoveKind.OVERPROMISE: 0.5,
    MoveKind.PRESSURE: 0.6,
    MoveKind.ARGUE: 0.6,
    MoveKind.PERSUADE: 0.6,
    MoveKind.REFUSE: 0.6,
    MoveKind.EXCUSE: 0.6,
    MoveKind.RAMBLE: 0.7,
    MoveKind.PRAISE: 0.55,
}
# Parts of the formula that are believed sooner beside another, and sooner still while an objection waits for them.
_BESIDE = (MoveKind.PRAISE, MoveKind.REDIRECT)
_EXPECTED = 0.15
# What then faintly sounds like one of these, after agreeing, redirects: "we've put our chief engineer on it".
_REDIRECTS = (MoveKind.PRESENT, MoveKind.PROOF)
_FAINT = 0.25
# In the ids of the lines by which a customer says yes to a summary: "style/summary.yes@visit/1".
_SUMMED = "summary.yes"
_NOT_WORDS = re.compile(r"[\W_]+")
_REMEMBERED = 160
# Up to this many characters or words a question may be about anything that was said.
_A_FEW = {Lang.ZH: 26, Lang.EN: 16}
# So much nearer it must be to another trade, by how many matters of this customer's it names all the same.
_ELSEWHERE = (0.12, 0.12, 0.16, 0.16, 0.24)
# Where it comes near to something of this customer's too.
_AT_HOME = 0.16
# A few words that ask on are near to something in any trade.
_ASKED_ON = 0.24
# And with up to so many, once something is being talked of, about that.
_ASKS_ON = {Lang.ZH: 16, Lang.EN: 12}
# A turn this many times longer than the style likes may be taken for a lecture.
_RAMBLES = 1.2
# A matter that has come up; and how few words ask whether it was told back right.
_FELT = 2
_A_CHECK = {Lang.ZH: 9, Lang.EN: 6}
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方"
    "石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文温闻卞邢焦骆聂苗柏卓戚倪岳翟庄樊章祝"
)
_CALLED = re.compile(
    r"(?:喂,?|啊,?|哎,?)?(?P<zh>["
    + _SURNAMES
    + r"])(?:总监?|姐|哥|工|校长|老师|主任|主管|经理|老板|部长|科长|厂长|处长|院长|律师|师傅|先生|女士|副总)"
    r",?(?:您好|你好|好|早)"
    r"|(?:(?i:good (?:morning|afternoon|evening)|morning|afternoon|hello|hi|hey))[, ]+"
    r"(?:Principal|Mr|Mrs|Ms|Miss|Dr|Director)\.? (?P<en>[A-Z][a-z]+)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One utterance as the customer takes it.

    `opens`: it begins the meeting, by saying who the rep is or asking leave; `recaps`: it says in so many words that it
    sums up; `quotes`: it comes back to what was said, which may lead on to a question; `sums_up`: it does nothing but
    sum up; `tells_back`: it tells two needs back and asks whether that is so; `introduces`,
    `asks_leave`: the words that say who the rep is, and those that ask for time or leave to ask;
    `overruled`: kinds of move that its words show it not to be; `trades`: it gives something only for something else;
    `apologises`: it says sorry; `core`: what is left of it without the phrases that could be said to anybody; `calls`:
    a greeting by a name that is not this customer's; `strange`: it has nothing to do with this customer's business;
    `misplaced`: it belongs to another trade; `objected`: an objection waits for an answer; `summed`: the customer has
    just said yes to a summary.
    """

    analysis: Analysis
    opens: bool
    recaps: bool
    quotes: bool
    sums_up: bool
    tells_back: bool
    introduces: str
    asks_leave: str
    text: str
    memory: str
    size: int
    topics: tuple[str, ...]
    question: Question | None
    questions: int
    repeated: bool
    blank: bool
    foreign: bool
    listed: bool
    long: bool
    overruled: tuple[MoveKind, ...]
    trades: str
    apologises: bool
    core: str
    calls: str
    strange: bool
    misplaced: bool
    objected: bool
    summed: bool

    def sure(self, kind: MoveKind) -> Move | None:
        """The most confident sure move of that kind."""
        if kind in self.overruled:
            return None
        told = [move for move in self.analysis.moves if move.kind not in self.overruled]
        least = _LEAST.get(kind, SURE)
        # Beside a sure fault another one is believed sooner.
        others = (move for move in told if move.kind in FAULTS and move.kind is not kind)
        if kind in FAULTS and any(map(_beyond_doubt, others)):
            least = SURE
        return next((move for move in told if move.kind is kind and move.confidence >= least), None)

    def has(self, *kinds: MoveKind) -> bool:
        """Whether a move of one of these kinds is sure."""
        return any(self.sure(kind) is not None for kind in kinds)

    def words(self, *kinds: MoveKind) -> str:
        """The rep's words that show the first sure move among these kinds; the whole utterance, cut, without one."""
        for kind in kinds:
            move = self.sure(kind)
            if move is not None:
                return move.evidence.text
        return self.analysis.text.strip()[:_REMEMBERED]

    @property
    def summary(self) -> Move | None:
        """The move that sums up, where that is what the utterance mainly does."""
        if self.opens:
            return None
        if self.sums_up and not self.has(*SPIN):
            return self.sure(MoveKind.SUMMARISE) or self._whole(MoveKind.SUMMARISE)
        move = self.sure(MoveKind.SUMMARISE)
        if self.tells_back and not self.has(*SPIN, MoveKind.PRESENT, MoveKind.CLOSE, MoveKind.QUOTE_PRICE):
            return move or self._whole(MoveKind.SUMMARISE)
        if move is None or self.recaps:
            return move
        # "You want it even: that's what our guides do" tells back only to offer.
        proof = None if self.quotes else self.sure(MoveKind.PROOF)
        proves = proof is not None and proof.confidence >= move.confidence
        # Nobody sums up twice in a row: who tells the need again and asks nothing has begun to offer.
        again = self.summed and any(one.kind in _REDIRECTS and one.confidence >= _FAINT for one in self.analysis.moves)
        offers = self.question is None and (proves or again or self.has(MoveKind.PRESENT))
        surer = any(other.kind in SPIN and other.confidence >= move.confidence for other in self.analysis.moves)
        return move if not (offers or surer) and (self.quotes or move.confidence >= CLEAR) else None

    def _whole(self, kind: MoveKind) -> Move:
        text = self.analysis.text
        return Move(kind, SURE, Evidence(0, len(text), text))

    @property
    def parts(self) -> tuple[MoveKind, ...]:
        """The parts of the empathy formula in it; any question counts as the asking part.

        Beside one that is sure another is believed sooner.
        """
        asks = self.question is not None
        sure = {part for part in FORMULA if self.has(part)}
        told = {move.kind: move.confidence for move in self.analysis.moves if move.kind not in self.overruled}
        expected = self.objected and all(told.get(fault, 0) < SURE for fault in FAULTS)
        least = _EXPECTED if expected else PERHAPS
        likely = {part for part in _BESIDE if sure and told.get(part, 0) >= least}
        # To give an objection back in one's own words is to take it in.
        if expected and self.has(MoveKind.SUMMARISE):
            likely.add(MoveKind.AGREE)
        if expected and MoveKind.AGREE in sure and any(_FAINT <= told.get(kind, 0) < SURE for kind in _REDIRECTS):
            likely.add(MoveKind.REDIRECT)
        return tuple(part for part in FORMULA if part in sure | likely or (part is MoveKind.ASK and asks))

    def answers(self, objection: Objection) -> bool:
        """Whether it is about that objection: by its words, or by what it resembles."""
        return self.about(objection.topics) or about_objection(self.analysis, objection.id)

    def about(self, topics: tuple[str, ...]) -> bool:
        """Whether it touches one of these topics."""
        return any(topic in self.topics for topic in topics)


def _beyond_doubt(move: Move) -> bool:
    return move.confidence >= _LEAST.get(move.kind, SURE)


def read(scenario: Scenario, state: State, analysis: Analysis) -> Reading:
    """Read an utterance. Total: any text, any length."""
    norm = normalise(analysis.text)
    spans = asking(scenario, norm, analysis)
    memory = _NOT_WORDS.sub("", norm.text.lower())[:_REMEMBERED]
    size = length_in_words(norm.text)
    trades = term(scenario, "trade", norm.text)
    asked = question(scenario, state, analysis, norm, spans)
    back = _refers_back(state, asked)
    limit = scenario.style.long_turn[analysis.lang]
    introduces = _introduces(scenario, norm.text, analysis)
    asks_leave = term(scenario, "permission", norm.text) or sounds_like(analysis, "permission")
    return Reading(
        analysis=analysis,
        opens=state.turn < OPENING_TURNS and bool(introduces or asks_leave),
        recaps=bool(term(scenario, "recap", norm.text) or sounds_like(analysis, "recap")),
        quotes=bool(term(scenario, "quotes", norm.text)),
        sums_up=bool(term(scenario, "sums_up", norm.text)),
        tells_back=_tells_back(scenario, state, analysis, norm.text),
        introduces=introduces,
        asks_leave=asks_leave,
        text=norm.text,
        memory=memory,
        size=size,
        topics=found(scenario, norm.text),
        question=asked,
        questions=len(spans),
        repeated=repeated(memory, state.asked),
        blank=not memory,
        foreign=foreign(scenario, norm.text),
        listed=listed(norm.text) and not introduces,
        long=size > limit,
        overruled=(*_overruled(scenario, norm.text, trades), *_unlikely(asked, analysis, size, limit)),
        trades=trades,
        apologises=bool(term(scenario, "apology", norm.text)),
        core=without(scenario, "stock", norm.text),
        calls=_calls(scenario, norm.text),
        strange=_strange(scenario, analysis, norm.text, size) and not back,
        misplaced=_misplaced(scenario, analysis, norm.text, back=back),
        objected=bool(state.open),
        summed=any(_SUMMED in line for line in state.said[-2:]),
    )


def _tells_back(scenario: Scenario, state: State, analysis: Analysis, text: str) -> bool:
    """Whether, before any offer, it names two needs that have come up and ends in a few words that ask for a yes."""
    parts = sentences(text)
    if state.counts.offers or state.open or not parts or not text.endswith("?"):
        return False
    last = parts[-1]
    check = text[last.start : last.end]
    about = found(scenario, check) or any(term(scenario, name, check) for name in ("date", "permission"))
    closed = any(move.kind is MoveKind.CLOSED and move.confidence >= CLEAR for move in analysis.moves)
    told = found(scenario, text[: last.start])
    felt = [need for need in scenario.needs if state.need(need.id).level >= _FELT and set(need.topics) & set(told)]
    return closed and not about and len(felt) > 1 and length_in_words(check) <= _A_CHECK[analysis.lang]


def _introduces(scenario: Scenario, text: str, analysis: Analysis) -> str:
    """The words that say who the rep is, by what people say in general or by this rep's name and company."""
    return term(scenario, "who", text) or term(scenario, "us", text) or sounds_like(analysis, "introduce")


def _unlikely(asked: Question | None, analysis: Analysis, size: int, limit: int) -> tuple[MoveKind, ...]:
    """What it is not: a bearable turn does not ramble; whoever explores a need has to name what is bad.

    And who asks one thing and says nothing else praises nobody.
    """
    explores = asked is not None and asked.need and asked.kind is not MoveKind.SITUATION
    rambles = size > limit * _RAMBLES
    only_asks = explores and asked is not None and asked.evidence == analysis.text.strip()
    return (
        *((MoveKind.BADMOUTH,) if explores else ()),
        *((MoveKind.PRAISE,) if only_asks else ()),
        *(() if rambles else (MoveKind.RAMBLE,)),
    )


def _strange(scenario: Scenario, analysis: Analysis, text: str, size: int) -> bool:
    """Whether it has nothing of this customer's: hardly a word, and nothing like it."""
    own = len(found(scenario, text))
    return (own == 0 or (own == 1 and size > _A_FEW[analysis.lang])) and strange(analysis)


def _misplaced(scenario: Scenario, analysis: Analysis, text: str, *, back: bool) -> bool:
    """Whether it is so much nearer to another trade that the matters it names of this customer's say little."""
    own = len(found(scenario, text))
    least = _ELSEWHERE[min(own, len(_ELSEWHERE) - 1)]
    if back:
        least = max(least, _ASKED_ON)
    elif near(analysis) >= NAMES:
        least = max(least, _AT_HOME)
    return elsewhere(analysis) >= least


def _refers_back(state: State, asked: Question | None) -> bool:
    """Whether a few words ask on about what is being talked of: "and where does it stick?"."""
    if not state.topic or asked is None:
        return False
    words = normalise(asked.evidence).text
    return length_in_words(words) <= _ASKS_ON[Lang.ZH if detect_han(words) else Lang.EN]


def _calls(scenario: Scenario, text: str) -> str:
    greeted = _CALLED.match(text)
    if greeted is None:
        return ""
    known = (name for texts in scenario.texts.values() for name in (texts["name"], texts.get("title", "")))
    return "" if any((greeted["zh"] or greeted["en"]) in name for name in known) else greeted.group()


def _overruled(scenario: Scenario, text: str, trades: str) -> tuple[MoveKind, ...]:
    """What an utterance is not, whatever its words sound like.

    A lawful no, without a "but" that takes it back, is neither a refusal on the spot nor an offer of the thing
    declined; what is given only for something else is no concession; who takes the blame makes no excuse.
    """
    takes_back = term(scenario, "takes_back", text)
    no = term(scenario, "declines", text) and not takes_back
    owns_up = term(scenario, "owns_up", text) and not takes_back
    return (
        *((MoveKind.REFUSE, MoveKind.KICKBACK) if no else ()),
        *((MoveKind.CONCEDE_PRICE,) if trades else ()),
        *((MoveKind.EXCUSE,) if owns_up else ()),
    )
