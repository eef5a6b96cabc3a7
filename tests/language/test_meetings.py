"""The middle of a meeting, in sentences that nothing is ever trained on or mended by. Run with -s to see the tables."""

from __future__ import annotations

import pytest

from bot.base.language import Lang
from bot.language.analyser import Analyser
from tests.language.loading import meetings
from tests.language.scores import macro_f1, spin_first

# A little below what is reached today: raise these as the analyser gets better, never lower.
_MACRO_F1 = {Lang.ZH: 0.85, Lang.EN: 0.865}
_SPIN_FIRST = {Lang.ZH: 0.915, Lang.EN: 0.82}


@pytest.mark.parametrize("lang", Lang)
def test_turns_of_meetings_are_recognised(analyser: Analyser, lang: Lang) -> None:
    assert macro_f1(analyser, meetings(), lang) >= _MACRO_F1[lang]


@pytest.mark.parametrize("lang", Lang)
def test_questions_after_the_customers_line_are_told_apart(analyser: Analyser, lang: Lang) -> None:
    assert spin_first(analyser, meetings(), lang) >= _SPIN_FIRST[lang]
