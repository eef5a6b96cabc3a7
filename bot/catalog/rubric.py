"""`content/rubric/checks.yaml` and `checks.<lang>.yaml` → the published rubric."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.base.language import Lang
from bot.catalog.findings import Finding
from bot.catalog.reader import Reader
from bot.catalog.strict_yaml import Doc
from bot.training.grading.checks import CHECKS
from bot.training.grading.types import CheckRule, CheckText, Rubric

PATTERNS = ("rubric/*.yaml",)
_RULES = "rubric/checks.yaml"
_CAPS = (
    "compliance",
    "no_need",
    "rude",
    "elsewhere",
    "walked_out",
    "given_up",
    "left_open",
    "refused",
    "timed_out",
    "no_advance",
    "dishonest",
)


def load_rubric(docs: Iterable[Doc], findings: list[Finding]) -> Rubric:
    """The rubric; checks without code, code without a check and missing texts are found."""
    by_path = {doc.path: doc for doc in docs}
    top = Reader(_need(by_path, _RULES, findings), findings)
    checks = tuple(_check(reader) for reader in top.children("checks", at_least=1))
    caps = top.child("caps")
    limits = {name: caps.integer(name, 0, 100) for name in _CAPS}
    caps.done()
    rubric_pass = top.integer("pass_mark", 1, 100)
    if {check.id for check in checks} != set(CHECKS):
        top.fail("the checks here and in the code differ", "checks")
    top.done()
    texts: dict[Lang, Mapping[str, CheckText]] = {}
    rules: dict[Lang, Mapping[str, str]] = {}
    for lang in Lang:
        reader = Reader(_need(by_path, f"rubric/checks.{lang}.yaml", findings), findings)
        texts[lang] = _texts(reader)
        rules[lang] = _rules(reader)
        reader.done()
        if set(texts[lang]) != {check.id for check in checks}:
            reader.fail("the texts do not match the checks", "checks")
    if set(rules[Lang.ZH]) != set(rules[Lang.EN]):
        top.fail("the explained rules differ between the languages", code="text-parity")
    return Rubric(checks, limits, rubric_pass, texts, rules)


def _need(by_path: Mapping[str, Doc], path: str, findings: list[Finding]) -> Doc:
    if path not in by_path:
        findings.append(Finding("file-missing", path, 0, "this file is needed"))
    return by_path.get(path, Doc(path, {}, {}))


def _check(reader: Reader) -> CheckRule:
    check = CheckRule(reader.text("id"), reader.text("skill"), reader.integer("weight", 1, 20))
    reader.done()
    return check


def _texts(reader: Reader) -> dict[str, CheckText]:
    checks = reader.child("checks")
    found = {}
    for name in _keys(reader, "checks"):
        entry = checks.child(name)
        found[name] = CheckText(entry.text("wording"), entry.text("why"), entry.text("better"))
        entry.done()
    return found


def _rules(reader: Reader) -> dict[str, str]:
    rules = reader.child("rules")
    return {name: rules.text(name) for name in _keys(reader, "rules")}


def _keys(reader: Reader, key: str) -> tuple[str, ...]:
    value = reader.raw(key)
    return tuple(value) if isinstance(value, dict) else ()
