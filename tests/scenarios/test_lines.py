"""The customer never runs out of words and never asks without asking."""

from __future__ import annotations

import re

import pytest

from bot.base.language import Lang
from bot.catalog.findings import Finding
from bot.catalog.reader import Reader
from bot.catalog.scenario_lines import join_lines, read_bank
from bot.catalog.strict_yaml import Doc
from bot.scenarios.types import Channel, Scenario
from tests.chats.warm import warm


def test_there_are_more_gestures_than_turns(principal: Scenario) -> None:
    assert len(principal.lines["gesture"]) >= max(tuning.turns for tuning in principal.tunings)


def test_own_questions_are_questions(principal: Scenario) -> None:
    occasions = ["ask", *(f"ask.{question.id}" for question in principal.questions)]
    for occasion in occasions:
        for line in principal.lines[occasion]:
            assert all("?" in text or "？" in text for text in line.text.values()), line.id


def test_everything_that_can_recur_has_three_variants(principal: Scenario) -> None:
    needs = [f"need.{need.id}.{level}" for need in principal.needs for level in (2, 3, 4, 5, "cold")]
    facts = [f"fact.{fact.id}" for fact in principal.facts]
    real = [f"objection.{o.id}{part}" for o in principal.objections for part in ("", ".again") if o]
    for occasion in (*needs, *facts, *real):
        assert len(principal.lines[occasion]) >= 3, occasion


def test_a_line_says_the_same_in_no_two_places(principal: Scenario) -> None:
    for lang in Lang:
        own = [line.text[lang] for lines in principal.lines.values() for line in lines if not line.bank]
        assert len(own) == len(set(own))


# What can only be seen, as a stage direction or as an invitation.
_SEEN = {
    Lang.ZH: re.compile(
        r"（[^）]*(?:看[着了]|看表|抬[头手]|点头|点了下头|摇头|摆手|皱眉|起身|站起|坐直|靠回|微笑|低头|望|眼|脸|握手|眉|凑|打量|指了)"
        r"|请坐|^坐[。，]|请进"
    ),
    Lang.EN: re.compile(
        r"\([^)]*(?:\blook|glanc|\bnod|\bshak|smil|frown|stand|gets up|holds up|eyebrow|shrug|point|leans|gaz|stare)"
        r"|^sit\b|^come in\b|have a seat",
        re.IGNORECASE,
    ),
}


def phone_calls() -> list[Scenario]:
    return [one for one in warm().catalog.scenarios.values() if one.channel is Channel.PHONE]


@pytest.mark.parametrize("lang", Lang)
def test_nobody_is_seen_over_the_phone(lang: Lang) -> None:
    for scenario in phone_calls():
        for lines in scenario.lines.values():
            for line in lines:
                assert not _SEEN[lang].search(line.text[lang]), (scenario.id, line.id, line.text[lang])


def test_a_call_leaves_as_much_to_say() -> None:
    for scenario in phone_calls():
        assert len(scenario.lines["gesture"]) >= max(tuning.turns for tuning in scenario.tunings)
        for occasion, lines in scenario.lines.items():
            bank = [line for line in lines if line.bank]
            assert not bank or len(bank) >= 2 or len(lines) >= 3, (scenario.id, occasion)


def test_a_visit_has_its_gestures(principal: Scenario) -> None:
    gestures = {line.text[Lang.ZH] for line in principal.lines["gesture"]}
    assert "（看表）" in gestures
    assert "（翻纸声）" not in gestures


def joined(chinese: dict[str, list[str]], english: dict[str, list[str]]) -> tuple[dict[str, list[str]], list[str]]:
    """What a call has of these lines, by occasion, and the codes of the findings."""
    findings: list[Finding] = []
    files = {
        lang: Reader(Doc(f"lines.{lang}.yaml", {"lines": bank}, {}), findings)
        for lang, bank in ((Lang.ZH, chinese), (Lang.EN, english))
    }
    banks = {lang: read_bank(reader, "lines") for lang, reader in files.items()}
    lines = join_lines(banks, {lang: {} for lang in Lang}, Channel.PHONE, files[Lang.EN])
    return {name: [line.id for line in found] for name, found in lines.items()}, [one.code for one in findings]


def test_tags_say_in_which_meeting_a_line_is_said() -> None:
    bank = {"ask": ["？"], "ask@visit": ["（看表）？"], "ask@phone": ["喂？"], "ask@phone@short": ["嗯？"]}
    assert joined(bank, bank) == ({"ask": ["ask/1", "ask@phone/1", "ask@phone@short/1"]}, [])


@pytest.mark.parametrize(
    ("chinese", "english", "code"),
    [
        ({"ask@letter": ["？"]}, {"ask@letter": ["?"]}, "line-tag"),
        ({"ask": ["？", "啊？"]}, {"ask": ["?"]}, "line-parity"),
        ({"ask": ["{date}？"]}, {"ask": ["?"]}, "line-slots"),
        ({"ask": ["{name}？"]}, {"ask": ["{name}?"]}, "line-slots"),
    ],
)
def test_what_is_wrong_with_lines_is_found(
    chinese: dict[str, list[str]], english: dict[str, list[str]], code: str
) -> None:
    assert joined(chinese, english)[1] == [code]
