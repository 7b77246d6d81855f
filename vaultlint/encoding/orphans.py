"""First bytes whose rest is gone, beside damage that decodes: "РРЅРґРёСЏ" was "Индия".

A codec that has no character for a byte leaves nothing of it, or a control that was removed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vaultlint.finding import Span

from .codecs import Codec, codec_named
from .naming import family_of
from .repairs import Certainty, Repair

_WHY = "UTF-8 read as {}, and then a byte of it was dropped"
_LEADS = range(0xC2, 0xF5)
_WESTERN = "western"  # see fragments.py


def find_orphans(text: str, repairs: Sequence[Repair]) -> Iterator[Repair]:
    """What is left of a sequence directly beside certain repairs of the same codec, as LOST."""
    taken = {at for repair in repairs for at in (repair.span.start, repair.span.end - 1)}
    told = -1
    for repair in repairs:
        codec = _codec_of(repair)
        if codec is None:
            continue
        before, after = repair.span.start - 1, repair.span.end
        behind = text[after + 1 : after + 2]
        for at, alone in ((before, True), (after, not behind.isspace() and behind != "")):
            if at > told and at not in taken and alone and _is_lead(text[at : at + 1], codec):
                told = at
                why = _WHY.format(repair.steps[0].codec)
                yield Repair(Span(at, at + 1), None, Certainty.LOST, why)


def _is_lead(character: str, codec: Codec) -> bool:
    return codec.bytes.get(character) in _LEADS


def _codec_of(repair: Repair) -> Codec | None:
    """The codec that a certain repair undoes first; None if the text is Western."""
    if repair.certainty is not Certainty.CERTAIN or not repair.steps:
        return None
    name = repair.steps[0].codec
    return None if family_of(name) == _WESTERN else codec_named(name)
