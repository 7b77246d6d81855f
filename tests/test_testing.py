"""The page harness: what it must refuse, so that no case of a page passes for nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from vaultlint.finding import Edit, Finding, Fix, Level, Safety, Span
from vaultlint.note import Note
from vaultlint.page import read_cases
from vaultlint.rule import Change, NoOptions, Rule, rule
from vaultlint.testing import check_case, check_page

CASE = """# loud

## Case

~~~~note
{note}
~~~~
{rest}"""
FIXED = "\n~~~~fixed\nah\n~~~~\n"


def matching(
    pattern: str, replacement: str | None = None, *changes: Change, in_code: bool = False
) -> Rule:
    """A rule that finds what a pattern matches, and replaces it."""
    safety = None if replacement is None else Safety.SAFE

    @rule(level=Level.WARNING, fixes=safety, changes=set(changes), in_code=in_code)
    def check(note: Note, options: NoOptions) -> Iterator[Finding]:
        for match in re.finditer(pattern, note.text):
            span = Span(*match.span())
            edits = (Edit(span, match.expand(replacement or "")),)
            fix = None if safety is None else Fix("replace it", edits, safety)
            yield Finding(span, "found", fix)

    return check._replace(id="loud")


def failing(note: Note, options: NoOptions) -> Iterator[Finding]:
    raise ValueError("no good")
    yield


def proves(found: Rule, folder: Path, note: str, rest: str = "") -> None:
    (case,) = read_cases(CASE.format(note=note, rest=rest))
    check_case(found, case, folder)


def test_a_sound_rule_passes(tmp_path: Path) -> None:
    sound = matching("oh", "ah", Change.WORDS, in_code=True)
    proves(sound, tmp_path / "1", "oh\n^^ found", FIXED)
    proves(sound, tmp_path / "2", "ah")


@pytest.mark.parametrize(
    ("found", "note", "rest", "reason"),
    [
        (matching("oh"), "oh", "", "findings"),
        (matching("oh"), "ah\n^^ found", "", "findings"),
        (matching("oh"), "oh\n^^ another message", "", "findings"),
        (matching("oh"), "oh\n^ found", "", "findings"),
        (matching("oh"), "oh\n^^ error: found", "", "findings"),
        (matching("oh(?=\n)", in_code=True), "oh\n^^ found", "", "other findings under CRLF"),
        (matching(r"\Aoh", in_code=True), "oh\n^^ found", "", "other findings below other prop"),
        (matching("oh"), "oh\n^^ found", "", "other findings inside a code fence"),
        (matching("oh", "ah", Change.WORDS), "oh\n^^ found", "", "text fixed"),
        (matching("oh", "uh", Change.WORDS), "oh\n^^ found", FIXED, "text fixed"),
        (matching("[oa]h", "ah", Change.WORDS), "oh\n^^ found", FIXED, "still fixable"),
        (
            matching("oh\r?(?=\n)", "ah", Change.WORDS),
            "oh\n^^ found",
            FIXED,
            "otherwise under CRLF",
        ),
        (matching("oh", "ah"), "oh\n^^ found", FIXED, "would also change"),
        (matching("oh")._replace(check=failing), "oh\n^^ found", "", "no good"),
    ],
)
def test_a_case_is_refused(found: Rule, note: str, rest: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=reason):
        proves(found, tmp_path, note, rest)


@dataclass(frozen=True)
class Options:
    """How loud is too loud."""

    too_loud: int = 1


POSITIVE = "\n## One\n\n~~~~note\noh\n^^ found\n~~~~\n"
NEGATIVE = "\n## Two\n\n~~~~note\nah\n~~~~\n"
FIXES = matching("oh", "ah")


@pytest.mark.parametrize(
    ("found", "page", "reason"),
    [
        (matching("oh"), "# loud\n" + POSITIVE + NEGATIVE, None),
        (FIXES, "# loud\n" + POSITIVE + FIXED + NEGATIVE, None),
        (FIXES, "# loud\n" + POSITIVE + FIXED.replace("fixed", "fixed unsafe") + NEGATIVE, None),
        (matching("oh"), "# quiet\n" + POSITIVE + NEGATIVE, "begins with the rule's id"),
        (matching("oh"), "# loud\n" + NEGATIVE, "no case with a finding"),
        (matching("oh"), "# loud\n" + POSITIVE, "no case without a finding"),
        (FIXES, "# loud\n" + POSITIVE + NEGATIVE, "if and only if the rule fixes"),
        (matching("oh"), "# loud\n" + POSITIVE + FIXED + NEGATIVE, "if and only if the rule fixes"),
        (
            matching("oh")._replace(options=Options),
            "# loud\n\n`too_loud`\n" + POSITIVE + NEGATIVE,
            "the option too_loud is not told",
        ),
        (
            matching("oh")._replace(options=Options),
            "# loud\n\n`too-loud`\n" + POSITIVE + NEGATIVE,
            None,
        ),
    ],
)
def test_a_page_must_suffice(found: Rule, page: str, reason: str | None, tmp_path: Path) -> None:
    path = tmp_path / "loud.md"
    path.write_text(page, "utf-8")
    prove: Callable[[], None] = lambda: check_page(found._replace(page=path))  # noqa: E731
    if reason is None:
        prove()
    else:
        with pytest.raises(AssertionError, match=reason):
            prove()
