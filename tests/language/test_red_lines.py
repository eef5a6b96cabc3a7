"""Kickbacks in sentences that nothing is ever trained on or mended by. Run with -s to see the figures."""

from __future__ import annotations

import pytest

from bot.base.language import Lang
from bot.language.analyser import Analyser
from bot.language.moves import MoveKind
from tests.language.loading import red_lines

# A little below what is reached today: raise these as the analyser gets better, never lower.
_FOUND = {Lang.ZH: {"plain": 0.93, "hinted": 0.71}, Lang.EN: {"plain": 0.86, "hinted": 0.675}}
_CHARGED = {Lang.ZH: 0.13, Lang.EN: 0.13}


@pytest.mark.parametrize("lang", Lang)
def test_private_gain_is_noticed(analyser: Analyser, lang: Lang) -> None:
    for kind, least in _FOUND[lang].items():
        said = red_lines(lang)[kind]
        found = sum(_told(analyser, one, lang) for one in said)
        print(f"{lang.value} {kind} kickbacks found: {found} of {len(said)}")
        assert found / len(said) >= least


@pytest.mark.parametrize("lang", Lang)
def test_honest_sentences_in_the_same_words_are_not_taken_for_it(analyser: Analyser, lang: Lang) -> None:
    said = red_lines(lang)["honest"]
    charged = sum(_told(analyser, one, lang) for one in said)
    print(f"{lang.value} honest sentences taken for a kickback: {charged} of {len(said)}")
    assert charged / len(said) <= _CHARGED[lang]


def _told(analyser: Analyser, text: str, lang: Lang) -> bool:
    return any(move.kind is MoveKind.KICKBACK for move in analyser.analyse(text, lang).sure())
