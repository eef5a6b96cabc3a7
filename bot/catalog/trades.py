"""Words by which a customer hears that somebody else's business is being talked of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.base.language import Lang
from bot.language.normalise import plain
from bot.scenarios.topics import pattern
from bot.scenarios.types import Scenario, Topic

ELSEWHERE = "elsewhere"


def elsewhere(scenario: Scenario, trades: tuple[Topic, ...]) -> Topic:
    """The words of all other industries, without those that this scenario says or understands itself."""
    own = {lang: "\n".join(_own(scenario, lang)) for lang in Lang}
    words: dict[Lang, list[str]] = {lang: [] for lang in Lang}
    for trade in trades:
        if trade.id == scenario.industry:
            continue
        for lang, patterns in trade.patterns.items():
            words[lang] += [one for one in patterns if not _says(one, own[lang], lang)]
    return Topic(ELSEWHERE, {lang: tuple(found) for lang, found in words.items()})


def _says(word: str, text: str, lang: Lang) -> bool:
    return pattern(Topic("", {lang: (word,)})).search(text) is not None


def _own(scenario: Scenario, lang: Lang) -> Iterator[str]:
    """Everything the scenario says, and the plain words of its patterns."""
    yield from (plain(text) for text in scenario.texts[lang].values())
    for lines in scenario.lines.values():
        yield from (plain(line.text[lang]) for line in lines if not line.bank)
    for topic in scenario.topics:
        yield from (re.sub(r"[^\w \u3400-\u9fff-]+", " ", one) for one in topic.patterns.get(lang, ()))
