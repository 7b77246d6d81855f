"""Headings and block ids, the places in a note that links can reach (obsidian.md sections 5.4 and 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vaultlint.finding import Span
from vaultlint.note.blocks import Block
from vaultlint.note.inline import Inline


@dataclass(frozen=True, slots=True)
class Heading:
    """A top-level heading: its raw text as Obsidian caches it, its level from 1 to 6, the text's span."""

    text: str
    level: int
    span: Span


def compare_form(heading: str) -> str:
    """The form in which Obsidian compares heading texts and subpaths (section 7.2)."""
    raise NotImplementedError


def link_form(heading: str) -> str:
    """The form of a heading that Obsidian writes into a link to it (section 7.2)."""
    raise NotImplementedError


def resolve_headings(headings: Sequence[Heading], subpath: str) -> Heading | None:
    """The heading that a subpath such as "#A#B" reaches, None if it reaches none (section 7.3)."""
    raise NotImplementedError


def find_headings(text: str, blocks: Sequence[Block]) -> tuple[Heading, ...]:
    """The headings that stand in no container."""
    raise NotImplementedError


def find_block_ids(
    text: str, blocks: Sequence[Block], inline: Inline
) -> tuple[tuple[str, Span], ...]:
    """The block ids in lower case without their caret, each with the span of `^id`."""
    raise NotImplementedError
