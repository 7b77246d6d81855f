"""Whether the letters on both sides of a space that came of damage are one word or two.

A no-break space that became a plain one stands within "thÃ nh", which was "thành". But where runs
of spaces were put together as well, "voilÃ que" was "voilà que".
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from vaultlint.lazy import lazy

from .classes import class_of

_WORD = lazy(r"[^\W\d_]+")
_END_OF_WORD = lazy(r"[^\W\d_]{0,60}\Z")
_LONGEST = 60  # letters of a word
_NO_VOWEL = lazy("[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ]+(?![^\\W\\d_]|['’.])")
_OPENING = frozenset("([{<«“„‘‚#@")
_MARKS = lazy("\\*+|_+|~+|=+|`+|\"|'")  # may open as well as close
_PORTUGUESE = lazy(r"(?:s|quel[aeo]s?|quilo)\b")
_BEHIND_FRENCH_A = lazy(r"(?:la|le|les|cette|partir|propos|travers|peine)\b")
_RIME = lazy(r"(?:i|o|u|y|m|n|ng|nh)\b")
_VIETNAMESE = lazy("[\u1ea0-\u1ef9ơưđƠƯĐ]")
# Letters of languages that have no "à"; in them it was another letter, which lost its last byte:
# "mÃ nimo" was "mínimo".
_WITHOUT_A_GRAVE = lazy("[ñ¿¡ěščřžůťďňľĺŕőűłąęśźżńćðþåøğışșțīūēāņļķģ]")
_ITALIAN = ("it", "ert", "citt")  # qualità, libertà, città
_NO_WORD_WITH_A_GRAVE = frozenset("bcghjkmnpqrtvxz")  # "pÃ gina"; but "là", "dà", "fà"
_FRENCH = frozenset(("voil", "revoil", "déj", "hol"))  # voilà, déjà
_BEFORE_FRENCH_A = _FRENCH | frozenset(("", "l", "cel", "del", "deç", "ç"))
# Words that tell languages with "à" from one another, and from some that have none.
_TELLING = {
    "Catalan": "el els amb les és dels als per més això aquest aquesta una un i del al que de la no"
    " com pot si es en ha són però també seva seu",
    "French": "le les des est et dans pour pas sur au aux du avec une ce que qui un de la il elle"
    " nous vous je on son sa ses plus mais ou par ne se en cette sont être comme",
    "Italian": "il lo gli di che per non della delle sono anche più con nel alla dei è una un la le"
    " si da del in se come ma al i e tramite questo questa suo sua dopo fai",
    "Portuguese": "o os um uma do da dos das em no na não com para mais ou são seu que de a e se"
    " por ao pela pelo isso como foi uma minha meu você às",
    "Dutch": "de het een en van dat die niet met op te zijn voor heet als maar aan bij is in",
    "English": "the and of to is that it for with on as was but are this be not or a in",
    "German": "der die das und ist nicht ein eine mit auf für von zu den im es sich so in",
    "Spanish": "el los las del y en con por para es una un se lo como más su al que de la no o"
    " esta este pero muy sus ha son está también",
}
_LANGUAGES = {name: frozenset(words.split()) for name, words in _TELLING.items()}
_WITHOUT_SPACES = frozenset(
    ("han", "hiragana", "katakana", "thai", "lao", "khmer", "myanmar", "tibetan", "math letter")
)
_CASED = frozenset(("latin", "greek", "cyrillic", "armenian"))
NEVER_LAST = frozenset("נכמפצ")  # Hebrew letters that have another form at the end of a word


class Join(Enum):
    """ONE: the space was a part of the letter. TWO: it stands for a space too. OPEN: unknown.

    NEVER: the language has no such letter, so that it was another.
    """

    ONE = auto()
    TWO = auto()
    OPEN = auto()
    NEVER = auto()


class Words:
    """The words of a text without its damage, and whether others stand elsewhere."""

    def __init__(self, whole: str, known: Callable[[str], bool] | None) -> None:
        self._whole = whole
        self._known = known
        self._here: frozenset[str] | None = None

    def settle(self, one: str, two: str) -> Join:
        """ONE or TWO if only the one word or only the other is written somewhere."""
        if self._here is None:
            self._here = frozenset(map(str.lower, _WORD.findall(self._whole)))
        has_one, has_two = one.lower() in self._here, two.lower() in self._here
        if has_one == has_two and self._known is not None:
            has_one, has_two = self._known(one), self._known(two)
        if has_one == has_two:
            return Join.OPEN
        return Join.ONE if has_one else Join.TWO


def join(before: str, letter: str, after: str, line: str, words: Words) -> Join:
    """Whether a letter whose last byte became a space belongs to what follows that space.

    `before` and `after` are the text without damage, `line` what is known of the line as a whole.
    """
    following = after[:1]
    if letter == "à" and (_WITHOUT_A_GRAVE.search(line) or language_of(line) == "Spanish"):
        return Join.NEVER
    if class_of(letter) in _WITHOUT_SPACES or letter in NEVER_LAST or not following:
        return Join.ONE
    if mark := _MARKS.match(after):
        return Join.ONE if before.rpartition("\n")[2].count(mark[0]) % 2 else Join.TWO
    if following.isdecimal() or following in _OPENING:
        return Join.TWO if letter.isalpha() else Join.ONE
    if not following.isalpha() or not letter.isalpha():
        return Join.ONE
    left, right = _left(before), _right(after)
    if letter.isupper():
        one = not left or (left[-1:].isupper() and following.isupper())
        return Join.ONE if one else words.settle(left + letter + right, left + letter)
    if letter == "à" and (found := _by_language(left, after, line)) is not Join.OPEN:
        return found
    settled = words.settle(left + letter + right, left + letter)
    if settled is Join.OPEN and class_of(letter).partition(" ")[0] not in _CASED:
        return Join.ONE  # most programs put no spaces together
    return settled


def _left(before: str) -> str:
    match = _END_OF_WORD.search(before, max(len(before) - _LONGEST, 0))
    return match[0] if match else ""


def _right(after: str) -> str:
    match = _WORD.match(after, 0, _LONGEST)
    return match[0] if match else ""


def _by_language(left: str, after: str, line: str) -> Join:
    """What a language makes of "à": where its words may have it."""
    if not left and _PORTUGUESE.match(after):
        return Join.ONE
    if not left and _BEHIND_FRENCH_A.match(after):
        return Join.TWO
    language = "French" if left.lower() in _FRENCH else language_of(line)
    if language == "Vietnamese":
        return Join.ONE if _RIME.match(after) else Join.TWO
    if _NO_VOWEL.match(after) or (language == "Catalan" and left in _NO_WORD_WITH_A_GRAVE):
        return Join.ONE
    if left and (language == "Italian" or (language is None and left.endswith(_ITALIAN))):
        return Join.TWO
    if language == "French" and left.lower() in _BEFORE_FRENCH_A:
        return Join.TWO
    return Join.OPEN


def language_of(line: str) -> str | None:
    """The language that most of the telling words of a line are of; None where two have as many."""
    if _VIETNAMESE.search(line):
        return "Vietnamese"
    # A letter alone may be what is left of a word.
    words = [word.lower() for word in _WORD.findall(line) if len(word) > 1]
    counts = sorted(
        (sum(word in telling for word in words), name) for name, telling in _LANGUAGES.items()
    )
    return counts[-1][1] if counts[-1][0] > counts[-2][0] else None
