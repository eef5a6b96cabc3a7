"""The network: how it cuts text, that neighbours in a batch do not matter, that its slopes are right and it learns."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import graph, head, learning
from bot.language.features import LABELS, Lexicon
from bot.language.head import Head
from bot.language.listener import Listener
from bot.language.network import AWAY, MOST_CONTEXT, MOST_TOKENS, Batch, Floats, Network
from bot.language.ridge import untaught
from bot.language.tokens import BEGIN, BLANK, UNKNOWN
from tests.language.tiny import LETTERS, letters, tiny


def test_text_is_cut_into_its_likeliest_pieces() -> None:
    cut = letters().cut("ab 您好?")
    assert [LETTERS[token] for token in cut] == [BLANK + "ab", BLANK, "您好", "?"]
    assert letters().cut("   ") == []


@given(st.text(alphabet="ab 您好?xyz\n☂", max_size=40))
def test_any_text_is_cut_and_nothing_of_it_is_lost(text: str) -> None:
    cut = letters().cut(text)
    said = BLANK + text.strip().replace(" ", BLANK) if text.strip() else ""
    assert sum(1 if token == UNKNOWN else len(LETTERS[token]) for token in cut) == len(said)


def test_a_network_reads_a_sentence_alike_alone_and_among_longer_ones() -> None:
    network = tiny()
    read = [network.vocabulary.sequence(text, "ab?") for text in ("ab", "您好 ab ab ?", "b a b a b 您")]
    together = network.run(network.vocabulary.batch([one for one, _ in read], [own for _, own in read]))
    alone = [network.run(network.vocabulary.batch([one], [own]))[0] for one, own in read]
    assert np.allclose(together, np.stack(alone), atol=1e-4)


def test_what_ships_says_nearly_the_same() -> None:
    """Eight-bit numbers are rough, but no score may move by more than a few hundredths of their range."""
    network = tiny()
    listener = Listener(network.vocabulary, graph.written(network))
    for text, before in (("ab", None), ("您好 ab ab ?", "ab?"), ("b a b a b 您", "您好")):
        sequence, own = network.vocabulary.sequence(text, before)
        exact = network.run(network.vocabulary.batch([sequence], [own]))[0]
        assert np.allclose(listener.scores(text, before), exact, atol=0.1)


def test_the_customers_line_is_read_but_what_shows_a_label_is_looked_for_in_the_reps() -> None:
    network = tiny()
    sequence, own = network.vocabulary.sequence("ab", "您好?")
    with_line = network.vocabulary.batch([sequence], [own])
    assert not with_line.away.any()
    assert (with_line.off[0, :own] == AWAY).all()
    assert not with_line.off[0, own:].any()
    without = network.vocabulary.batch([[BEGIN, *sequence[own:]]], [1])
    assert not np.allclose(network.run(with_line), network.run(without))


def test_long_texts_are_read_up_to_a_limit() -> None:
    sequence, own = tiny().vocabulary.sequence("ab " * 5000, "您好" * 5000)
    assert len(sequence) == own + MOST_TOKENS + 1
    assert own == MOST_CONTEXT + 3


def test_every_slope_is_what_differences_say() -> None:
    network, batch, truth = _lesson_in_double()
    _, slopes = learning.slope(network, batch, truth, _same_drops())
    assert slopes.keys() == network.weights.keys()
    draw = np.random.default_rng(3)
    for name, slope in slopes.items():
        weight = network.weights[name]
        at = tuple(int(draw.integers(size)) for size in weight.shape)
        cost = []
        for step in (1e-5, -2e-5):
            weight[at] += step
            cost.append(learning.slope(network, batch, truth, _same_drops())[0])
        weight[at] += 1e-5
        assert slope[at] == pytest.approx((cost[0] - cost[1]) / 2e-5, abs=1e-5), name


def test_nothing_is_learnt_of_what_nobody_has_said() -> None:
    network, batch, truth = _lesson_in_double()
    truth[:, 2] = np.nan
    cost, slopes = learning.slope(network, batch, truth, _same_drops())
    assert all(not slopes[name][..., 2].any() for name in ("say", "look", "mean", "bias"))
    network.weights["bias"][2] += 5
    other, again = learning.slope(network, batch, truth, _same_drops())
    assert other == cost and all(np.array_equal(slopes[name], again[name]) for name in slopes)


def test_a_lesson_is_learnt_the_same_way_twice() -> None:
    network = tiny(layers=1)
    texts = ("ab", "ab ab", "您好", "您好 您好", "ab?", "您好?") * 6
    read = [network.vocabulary.sequence(text, None) for text in texts]
    truth = np.array([["ab" in text, "您" in text, "?" in text] for text in texts], dtype=np.float32)
    lesson = learning.Lesson([one for one, _ in read], [own for _, own in read], truth)
    taught, again = (learning.teach(network, lesson, 600) for _ in range(2))
    assert all(np.array_equal(taught.weights[name], again.weights[name]) for name in taught.weights)
    told = taught.run(taught.vocabulary.batch(lesson.sequences, lesson.own)) > 0
    assert (told == (truth > 0)).mean() > 0.9
    assert np.array_equal(network.weights["0.wide"], tiny(layers=1).weights["0.wide"]), "the beginning is left alone"


def test_a_kept_network_says_the_same(tmp_path: Path) -> None:
    labels = len(LABELS)
    network = tiny(labels=labels)
    listener = Listener(network.vocabulary, graph.written(network), keep=True)
    whole = Head(Lexicon((), ()), untaught(3, labels), listener, *head.uncalibrated(labels))
    whole.save(tmp_path / "head.npz", ["one"])
    kept = head.load(tmp_path / "head.npz", "one")
    assert kept is not None and kept.listener is not None
    assert np.array_equal(kept.heard("您好 ab?", "ab"), whole.heard("您好 ab?", "ab"))


def test_a_listener_read_from_a_file_cannot_be_kept_without_its_model(tmp_path: Path) -> None:
    kept = _kept(tmp_path / "head.npz")
    with pytest.raises(ValueError, match="let its model go"):
        kept.save(tmp_path / "again.npz", ["one"])


def test_a_damaged_head_is_no_head(tmp_path: Path) -> None:
    path = tmp_path / "head.npz"
    _kept(path)
    content = path.read_bytes()
    draw = np.random.default_rng(7)
    other = tmp_path / "other.npy"
    np.save(other, np.zeros(3))
    damaged = [content[: len(content) // 2], content[:40], b"", other.read_bytes()]
    places = draw.integers(0, len(content), 60)
    damaged += [content[:at] + bytes([content[at] ^ 255]) + content[at + 1 :] for at in places]
    for one in damaged:
        path.write_bytes(one)
        found = head.load(path, "one")
        # A byte of the archive's own lists may be one that nobody reads.
        assert found is None or found.heard("ab", None).shape == (len(LABELS),)


def test_listening_beside_says_what_listening_alone_says() -> None:
    network = tiny()
    model = graph.written(network)
    alone, beside = (Listener(network.vocabulary, model) for _ in range(2))
    beside.warm()
    waiting = [beside.listen(text, "您好") for text in ("ab", "您好 ab?", "ab")]
    for text, wait in zip(("ab", "您好 ab?", "ab"), waiting, strict=True):
        assert np.array_equal(wait(), alone.scores(text, "您好"))


def test_a_failure_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    network = tiny()
    listener = Listener(network.vocabulary, graph.written(network))
    with monkeypatch.context() as broken:
        broken.setattr(listener, "_scores", _fail)
        with pytest.raises(MemoryError):
            listener.scores("ab")
    assert listener.scores("ab").shape == (len(network.weights["bias"]),)


def _fail(*_: object) -> Floats:
    raise MemoryError


def test_listening_leaves_nothing_behind_and_reports_to_nobody(tmp_path: Path) -> None:
    """From 1.29 on ONNX Runtime keeps an id and a queue of events for its maker in the user's home."""
    home, program = tmp_path / "home", "from bot.language.listener import runtime; runtime()"
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "CI", "ORT_"))}
    program += "; from tests.language.test_network import tiny, graph, Listener"
    program += "; Listener(tiny().vocabulary, graph.written(tiny())).warm()"
    program += "; import os; assert os.environ['ORT_DISABLE_TELEMETRY'] == '1'"
    subprocess.run([sys.executable, "-c", program], env={**kept, "HOME": str(home)}, check=True)
    assert [path.name for path in home.rglob("*") if "icrosoft" in path.name or "onnx" in path.name.lower()] == []


def _kept(path: Path) -> Head:
    network = tiny(labels=len(LABELS))
    listener = Listener(network.vocabulary, graph.written(network), keep=True)
    Head(Lexicon((), ()), untaught(3, len(LABELS)), listener, *head.uncalibrated(len(LABELS))).save(path, ["one"])
    kept = head.load(path, "one")
    assert kept is not None
    return kept


def _lesson_in_double() -> tuple[Network, Batch, Floats]:
    """Differences need more places than single precision has."""
    network = tiny()
    network = replace(network, weights={name: one.astype(np.float64) for name, one in network.weights.items()})
    read = [network.vocabulary.sequence(text, before) for text, before in (("您好 ab", "ab?"), ("b a?", None))]
    batch = network.vocabulary.batch([one for one, _ in read], [own for _, own in read])
    truth = np.array([[1, 0, np.nan, 1], [np.nan, 1, 0, 1]], dtype=np.float64)
    return network, Batch(*(part.astype(np.float64) for part in batch)), truth


def _same_drops() -> learning.Drop:
    draw = np.random.default_rng(5)
    return lambda ones: (draw.random(ones.shape) > 0.1) / 0.9
