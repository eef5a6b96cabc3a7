from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.base.language import Lang
from bot.language.normalise import clauses, detect_lang, length_in_words, normalise, plain, sentences


@given(st.text(max_size=200))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = plain(text)
    assert plain(once) == once


@given(st.text(max_size=200))
def test_every_character_knows_where_it_came_from(text: str) -> None:
    result = normalise(text)
    assert len(result.text) == len(result.starts) == len(result.ends)
    for i in range(len(result.text)):
        start, end = result.span(i, i + 1)
        assert 0 <= start < end <= len(text)


@given(st.text(alphabet="aZ 0`'?!.,-~", max_size=12))
def test_what_is_plain_already_stays_as_it_would_beside_other_letters(text: str) -> None:
    """Plain texts take a short cut; a Chinese letter at the end keeps them from it."""
    short, full = normalise(f"a{text}a"), normalise(f"a{text}a您")
    assert (short.text + "您", *full.starts[:-1]) == (full.text, *short.starts)
    assert short.ends == full.ends[:-1]


@given(st.text(alphabet="ab 您好吗,，。?？!！;.1", max_size=80))
def test_sentences_and_clauses_are_in_order_and_inside(text: str) -> None:
    said = plain(text)
    last = 0
    for sentence in sentences(said):
        assert last <= sentence.start < sentence.end <= len(said)
        last = sentence.end
        inside = [sentence.start]
        for clause in clauses(said, sentence):
            assert inside[-1] <= clause.start < clause.end <= sentence.end
            inside.append(clause.end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("貴公司現在用哪家的設備？", "贵公司现在用哪家的设备?"),
        ("ＡＢＣ１２３！！！", "ABC123!"),
        ("That’s  “it”…", 'That\'s "it".'),
        ("關係\u200b到質量", "关系到质量"),
        ("a\ud800b", "ab"),
        ("  \n ", ""),
    ],
)
def test_writings_of_the_same_come_out_the_same(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_spans_point_into_the_original() -> None:
    source = "  您說得對，ＯＫ……"
    result = normalise(source)
    at = result.text.index("说得对")
    start, end = result.span(at, at + 3)
    assert source[start:end] == "說得對"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("这个case的budget是多少？", Lang.ZH),
        ("How many vans?", Lang.EN),
        ("We met 张校长 at the fair last week in town", Lang.EN),
        ("", Lang.EN),
        ("🙂", Lang.EN),
    ],
)
def test_language(text: str, lang: Lang) -> None:
    assert detect_lang(text) is lang


def test_a_decimal_point_ends_no_sentence() -> None:
    said = "It weighs 1.5 tonnes. Really? Yes."
    assert [said[s.start : s.end] for s in sentences(said)] == ["It weighs 1.5 tonnes.", "Really?", "Yes."]


def test_short_clauses_join_their_neighbour() -> None:
    said = "是的,我理解您的顾虑,不过咱们先看总账"
    (sentence,) = sentences(said)
    assert [said[c.start : c.end] for c in clauses(said, sentence)] == ["是的,我理解您的顾虑", "不过咱们先看总账"]


def test_length_counts_characters_and_words() -> None:
    assert length_in_words("这个ERP要100万") == 6
    assert length_in_words("It's a 5% rise.") == 4
