"""Builds vaultlint/encoding/spelling.json: which letter follows which, in each of many languages.

Run it in this folder, after what README.md says: `python spelling.py`. The shape of the file is
said in vaultlint/encoding/spelling.py.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections import Counter
from pathlib import Path

from corpus import Language, languages, sentences

TARGET = Path(__file__).parents[2] / "vaultlint" / "encoding" / "spelling.json"
# Those that files from before Unicode are written in, as corpus.py calls them.
WRITTEN = (
    "af", "ar", "be", "bg", "ca", "cs", "cy", "da", "de", "el", "en", "eo", "es", "et", "eu", "fa",
    "fi", "fo", "fr", "ga", "gl", "he", "hr", "hu", "id", "is", "it", "lt", "lv", "mk", "nb", "nl",
    "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "th", "tr", "uk", "vi",
)  # fmt: skip
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
BORDER = " "
# What the encodings before Unicode have for the letters of Romanian.
CEDILLAS = str.maketrans("șț", "şţ")
RAREST = 0.00005  # of all letters; rarer ones come from names and foreign words
SMOOTHING = 8.0  # letters, as if seen behind each letter, as frequent as they are all in all


def words(language: Language) -> Counter[str]:
    """The words of a language in lower case."""
    found: Counter[str] = Counter()
    for sentence in sentences(language):
        text = unicodedata.normalize("NFC", sentence).replace("İ", "i").lower()
        text = text.translate(CEDILLAS) if language.name == "ro" else text
        found.update(
            "".join(c if unicodedata.category(c)[0] in "LM" else BORDER for c in text).split()
        )
    return found


def table(found: Counter[str]) -> dict[str, object]:
    """The letters, the most frequent first, and behind each of them the cost of each."""
    letters: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for word, count in found.items():
        for before, letter in zip(BORDER + word, word, strict=False):
            letters[letter] += count
            pairs[before + letter] += count
    least = RAREST * letters.total()
    kept = [letter for letter, count in letters.most_common() if count >= least]
    native = [letter for letter in kept if not letter.isascii()]
    if any("LATIN" in unicodedata.name(letter) for letter in native) or not native:
        kept += [letter for letter in "abcdefghijklmnopqrstuvwxyz" if letter not in kept]
    else:
        kept = native
    total = sum(letters[letter] + 1 for letter in kept)
    rows = []
    for before in (BORDER, *kept):
        seen = sum(pairs[before + letter] for letter in kept)
        costs = (
            -math.log2(
                (pairs[before + letter] + SMOOTHING * (letters[letter] + 1) / total)
                / (seen + SMOOTHING)
            )
            for letter in kept
        )
        rows.append("".join(DIGITS[min(round(2 * cost), 35)] for cost in costs))
    return {"letters": "".join(kept), "rows": rows}


def main() -> None:
    """Write the file."""
    known = {language.name: language for language in languages()}
    tables = {name: table(words(known[name])) for name in WRITTEN}
    TARGET.write_text(json.dumps(tables, ensure_ascii=False, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
