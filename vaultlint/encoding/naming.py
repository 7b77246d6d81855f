"""What is said of a repair: why the text is damaged, and the steps that undo it."""

from __future__ import annotations

from collections.abc import Sequence

from .codecs import Codec, codec_named
from .repairs import Step

_TIMES = {2: "twice", 3: "three times", 4: "four times", 5: "five times", 6: "six times"}


def named(damaged: str, codecs: Sequence[Codec]) -> tuple[str, tuple[Step, ...]]:
    """Why a text is damaged, a plain clause; and the steps that undo it, the outermost first."""
    steps: list[Step] = []
    for codec in codecs:
        name = _name(damaged, codec)
        damaged = codec.decode(damaged)
        steps.append(Step(name, damaged))
    names = [step.codec for step in reversed(steps)]
    if len(set(names)) == 1:
        times = f" {_TIMES[len(names)]}" if len(names) > 1 else ""
        return f"UTF-8 read as {names[0]}{times}", tuple(steps)
    return f"UTF-8 read as {', then as '.join(names)}", tuple(steps)


def family_of(name: str) -> str:
    """The family of the codec that a step names."""
    codec = codec_named(name)
    return "western" if codec is None else codec.family


def _name(damaged: str, codec: Codec) -> str:
    """The name of a codec; that of Latin-1 where only that one makes such characters."""
    latin_1 = max(damaged) <= "\u00ff" and any("\x80" <= c <= "\x9f" for c in damaged)
    return "Latin-1" if latin_1 and codec.family == "western" else codec.name
