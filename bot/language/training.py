"""From example sentences to a trained head. Deterministic: the same data train the same head on the same machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.language import graph, head, learning
from bot.language.calibration import fit_logistic, logistic
from bot.language.category import CATEGORIES, Pushback
from bot.language.data import Example, MoveData, MoveSource, read_once
from bot.language.encoder import Encoder, Matrix, meanings
from bot.language.features import LABELS, VERSION, Lexicon, extras, learn_lexicon, width
from bot.language.head import LANGS, Head, pooled
from bot.language.learning import Lesson
from bot.language.listener import Listener
from bot.language.moves import FAULTS, SPIN, MoveKind
from bot.language.network import Network
from bot.language.objection_space import spoken
from bot.language.ridge import Material, fit
from bot.language.rules import RuleBook
from bot.language.units import Utterance, take_apart

# Rounds through all sentences, of which every tenth is kept back to learn what the network's scores are worth.
ROUNDS = 3
_KEPT_BACK = 10
_LEAST_POSITIVES = 25
# How many of the sentences are learnt without a customer's line: of those collected without one, and with one.
_WITHOUT, _ALONE = 0.5, 0.15
_SEED = 20261123
# How much more recall weighs than precision. A kickback missed is no better than one suspected wrongly; any other fault
# told where there is none is worse than one missed.
_BETA = {
    MoveKind.KICKBACK: 1.05,
    **dict.fromkeys((MoveKind.ARGUE, MoveKind.PERSUADE, MoveKind.REFUSE, MoveKind.EXCUSE, MoveKind.PRESSURE), 0.55),
    **dict.fromkeys((MoveKind.OVERPROMISE, MoveKind.RUDE, MoveKind.BADMOUTH), 0.55),
}
# Moves that no customer makes who objects; of the others only the form of a question tells nothing.
_TALK = (MoveKind.PRAISE, MoveKind.ASK, MoveKind.GREET, MoveKind.SMALL_TALK)
_OFFER = (MoveKind.PRESENT, MoveKind.PROOF, MoveKind.CLOSE, MoveKind.QUOTE_PRICE, MoveKind.CONCEDE_PRICE)
_NO_OBJECTION = np.array([label in (*SPIN, *_TALK, *_OFFER) for label in LABELS])
_PERHAPS_ONE = ~_NO_OBJECTION & np.array([label not in (MoveKind.OPEN, MoveKind.CLOSED) for label in LABELS])
_THRESHOLDS = np.linspace(0.10, 0.90, 81)
# A fault is a grave thing to tell: its threshold is set as confidences are told, in steps of 0.05, so that from this
# share of it on they say 0.5.
_ROUNDED_UP = 0.95


def trained(
    source: MoveSource,
    rules: RuleBook,
    encoder: Encoder | None,
    cache: Path | None = None,
    shipped: Path | None = None,
) -> Head:
    """The head for `source`: from the file `shipped` or `cache` if it was trained on the same, else trained now.

    What is trained here has no network (`make train` teaches one): five minutes, and markedly worse. It is left in
    `cache`, and beside it the words of a network that was taught, to be read as they are needed.
    """
    source = read_once(source)
    paths = [path for path in (shipped, cache) if path is not None]
    # Those that know the files come first: the others can only be told by reading all sentences.
    for path in sorted(paths, key=lambda one: not knows_files(one, source, encoder)):
        known = kept(path, source, encoder, None if cache is None else cache.with_name("words.npy"))
        if known is not None:
            return known
    fresh = train(source.read().examples, rules, encoder).rounded()
    if cache is not None:
        fresh.save(cache, marks_of(source, encoder))
    return fresh


def kept(path: Path, source: MoveSource, encoder: Encoder | None, words: Path | None = None) -> Head | None:
    """The head in `path` if it was trained on just this; the sentences are read where the files say no.

    `words`: the file that what the network knows of each word is read from as it is needed.
    """
    if not path.exists():
        return None
    if knows_files(path, source, encoder):
        return head.load(path, files_mark(source, encoder), words)
    return head.load(path, digest_of(source.read(), encoder), words)


def knows_files(path: Path, source: MoveSource, encoder: Encoder | None) -> bool:
    """Whether the head in `path` was trained on just these files, as far as its marks tell."""
    return bool(source.files) and files_mark(source, encoder) in head.marks(path)


def marks_of(source: MoveSource, encoder: Encoder | None) -> list[str]:
    """What to keep with a head trained on `source`, for `kept`."""
    return [digest_of(source.read(), encoder), *([files_mark(source, encoder)] if source.files else [])]


def files_mark(source: MoveSource, encoder: Encoder | None) -> str:
    """What the files were that a head was trained on, byte for byte: quick, and another after a comment has changed."""
    return f"{VERSION}:{encoder is not None}:files:{source.files}"


def digest_of(data: MoveData, encoder: Encoder | None) -> str:
    """What a head was trained on, whatever files it stands in: another digest asks for another head."""
    return f"{VERSION}:{encoder is not None}:{data.digest()}"


def train(
    examples: tuple[Example, ...],
    rules: RuleBook,
    encoder: Encoder | None,
    beginning: Network | None = None,
    pushback: Sequence[Pushback] = (),
    rounds: int = ROUNDS,
) -> Head:
    """Train on the examples that are not held out. `beginning` knows the languages; without it no network is taught.

    The network learns beside them what kind of objection each `pushback` is.
    """
    seen = sorted((example for example in examples if not example.held_out), key=repr)
    taken = [take_apart(example.text, rules, example.lang, example.context) for example in seen]
    lexicon = learn_lexicon(utterance.units[0].text for utterance in taken)
    if not seen:
        return head.untrained(width(lexicon, len(rules)))
    data = _material(seen, taken, lexicon, rules, encoder)
    ridge, left_out = fit(data)
    listener, asked = None, np.arange(len(seen))
    if beginning is not None:
        asked = asked[asked % _KEPT_BACK == 0]
        rest = np.setdiff1d(np.arange(len(seen)), asked)
        lessons = (_moves([taken[i] for i in rest], data.truth[rest], beginning), _kinds(pushback, beginning))
        network = learning.teach(beginning, learning.joined(lessons), rounds)
        listener = Listener(network.vocabulary, graph.written(network), keep=True)
    raw = Head(lexicon, ridge, listener, *head.uncalibrated(len(LABELS))).rounded()
    parts = np.split(left_out, data.wholes[1:])
    told = [pooled(parts[i], raw.heard(taken[i].text, taken[i].before)) for i in asked]
    return _calibrated(raw, np.stack(told), data.truth[asked], data.langs[asked])


def _material(
    seen: Sequence[Example], taken: Sequence[Utterance], lexicon: Lexicon, rules: RuleBook, encoder: Encoder | None
) -> Material:
    units = [unit.text for utterance in taken for unit in utterance.units]
    return Material(
        meanings(units, encoder),
        np.concatenate([extras(utterance, lexicon, len(rules)) for utterance in taken]),
        np.repeat(np.arange(len(seen)), [len(utterance.units) for utterance in taken]),
        np.array([[float(label in example.labels) for label in LABELS] for example in seen]),
        np.array([LANGS.index(example.lang) for example in seen]),
    )


def _moves(taken: Sequence[Utterance], truth: Matrix, network: Network) -> Lesson:
    """What reps say, with all labels; most of what comes without a customer's line stands for what is no objection.

    What agrees, turns away or denies might as well be a customer's: nobody has said which objection it would be then.
    """
    lines = _lent(taken)
    read = [network.vocabulary.sequence(one.text, line) for one, line in zip(taken, lines, strict=True)]
    kinds = np.full((len(read), len(CATEGORIES)), np.nan)
    alone = np.array([line is None for line in lines])
    kinds[alone & truth[:, _NO_OBJECTION].any(axis=1) & ~truth[:, _PERHAPS_ONE].any(axis=1)] = 0.0
    return _lesson(read, np.concatenate([truth, kinds], axis=1))


def _kinds(pushback: Sequence[Pushback], network: Network) -> Lesson:
    """What customers say, with its category; nobody has said what it would be in a rep's mouth."""
    known = sorted({(spoken(text), category) for text, category in pushback})
    read = [network.vocabulary.sequence(text, None) for text, _ in known]
    truth = np.full((len(known), len(LABELS) + len(CATEGORIES)), np.nan)
    for row, (_, category) in zip(truth, known, strict=True):
        row[len(LABELS) :] = [float(category is one) for one in CATEGORIES]
    return _lesson(read, truth)


def _lesson(read: Sequence[tuple[list[int], int]], truth: Matrix) -> Lesson:
    return Lesson([one for one, _ in read], [first for _, first in read], truth.astype(np.float32))


def _lent(taken: Sequence[Utterance]) -> list[str | None]:
    """The customer's line that each utterance is learnt after, not always its own.

    Some of those that have one are learnt without it, half of the others after one that was said to somebody else:
    whether there is such a line tells where a sentence was collected; it shall tell less of what the sentence does.
    """
    draw = np.random.default_rng(_SEED)
    lines = {lang: [one.before for one in taken if one.lang is lang and one.before] for lang in LANGS}

    def line(one: Utterance) -> str | None:
        alone = draw.random() < (_ALONE if one.before else _WITHOUT)
        if alone or not lines[one.lang]:
            return None
        if one.before:
            return one.before
        return lines[one.lang][int(draw.integers(len(lines[one.lang])))]

    return [line(one) for one in taken]


def _calibrated(raw: Head, told: npt.NDArray[np.float64], truths: Matrix, langs: npt.NDArray[np.int64]) -> Head:
    """`raw` with a calibration and a threshold per language and label, learnt from scores of the unseen."""
    calibration, thresholds = head.uncalibrated(truths.shape[1])
    for lang, label in np.ndindex(*thresholds.shape):
        mine = _enough(langs == lang, truths[:, label], LABELS[label])
        truth = truths[mine, label]
        if truth.any():
            calibration[lang, label] = fit_logistic(told[mine, label], truth)
            chances = logistic(told[mine, label] @ calibration[lang, label])
            thresholds[lang, label] = _likely_best(chances, LABELS[label])
    return replace(raw, calibration=calibration, thresholds=thresholds)


def _enough(spoken: npt.NDArray[np.bool_], truth: Matrix, label: MoveKind) -> npt.NDArray[np.bool_]:
    """The examples to calibrate on: those of the language, or all where it has too few of the label.

    Faults are rare: both languages together tell what a score is worth with a quarter fewer false alarms.
    """
    few = label in FAULTS or truth[spoken].sum() < _LEAST_POSITIVES
    return np.ones_like(spoken) if few else spoken


def _likely_best(chance: Matrix, label: MoveKind) -> float:
    """The threshold whose F-measure is to be expected best if the chances are true: steadier than counting hundreds.

    Where no chance lies between thresholds they do equally well: the middle one of the best.
    """
    beta, fault = _BETA.get(label, 1.0), label in FAULTS
    said = chance[:, None] >= (_ROUNDED_UP if fault else 1.0) * _THRESHOLDS[None, :]
    hits = (said * chance[:, None]).sum(axis=0)
    worth = (1 + beta**2) * hits / (said.sum(axis=0) + beta**2 * chance.sum())
    best = np.flatnonzero(np.isclose(worth, worth.max(), rtol=1e-9, atol=0.0))
    return float(_THRESHOLDS[best[len(best) // 2]])
