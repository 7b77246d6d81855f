"""The encodings from before Unicode that notes may be in, with the languages written in each."""

from __future__ import annotations

from typing import NamedTuple

_WEST = "en de fr es pt it nl sv nb da is fi af ca gl eu ga cy sq fo id"
_CENTRAL = "pl cs sk hu hr sl ro"
_CYRILLIC = "ru uk be bg sr mk"
_RUSSIAN = "ru uk be bg"
_BALTIC = "lt lv et pl"
_LATIN = frozenset(f"{_WEST} {_CENTRAL} {_BALTIC} tr vi".split())


class LegacyCodec(NamedTuple):
    """An encoding: its names for people and for Python, its languages, and how rare it is in bits.

    The languages are those of `spelling`, and always "", which is any without an alphabet there.
    """

    name: str
    codec: str
    languages: frozenset[str]
    rarity: int

    @property
    def is_mixed(self) -> bool:
        """Whether words in it have letters of ASCII too, or are not spelt with letters at all."""
        return self.languages <= {""} or not self.languages.isdisjoint(_LATIN)


def _codec(name: str, codec: str, languages: str, rarity: int) -> LegacyCodec:
    return LegacyCodec(name, codec, frozenset((*languages.split(), "")), rarity)


LEGACY_CODECS = (
    _codec("Windows-1252", "cp1252", _WEST, 0),
    _codec("Windows-1250", "cp1250", _CENTRAL, 3),
    _codec("Windows-1251", "cp1251", _CYRILLIC, 1),
    _codec("Windows-1253", "cp1253", "el", 3),
    _codec("Windows-1254", "cp1254", "tr", 3),
    _codec("Windows-1255", "cp1255", "he", 2),
    _codec("Windows-1256", "cp1256", "ar fa", 2),
    _codec("Windows-1257", "cp1257", _BALTIC, 8),
    _codec("Windows-1258", "cp1258", "vi", 8),
    _codec("Windows-874", "cp874", "th", 3),
    _codec("ISO 8859-2", "iso8859_2", _CENTRAL, 6),
    _codec("ISO 8859-5", "iso8859_5", _CYRILLIC, 7),
    _codec("ISO 8859-6", "iso8859_6", "ar fa", 7),
    _codec("ISO 8859-7", "iso8859_7", "el", 5),
    _codec("ISO 8859-13", "iso8859_13", _BALTIC, 8),
    _codec("ISO 8859-15", "iso8859_15", _WEST, 6),
    _codec("KOI8-R", "koi8_r", _RUSSIAN, 4),
    _codec("KOI8-U", "koi8_u", _RUSSIAN, 6),
    _codec("Mac Roman", "mac_roman", _WEST, 4),
    _codec("Mac Central European", "mac_latin2", _CENTRAL, 8),
    _codec("Mac Croatian", "mac_croatian", "hr sl", 8),
    _codec("Mac Cyrillic", "mac_cyrillic", _CYRILLIC, 8),
    _codec("Mac Greek", "mac_greek", "el", 8),
    _codec("Mac Icelandic", "mac_iceland", "is fo", 8),
    _codec("Mac Romanian", "mac_romanian", "ro", 8),
    _codec("Mac Turkish", "mac_turkish", "tr", 8),
    _codec("code page 437", "cp437", _WEST, 6),
    _codec("code page 720", "cp720", "ar fa", 8),
    _codec("code page 737", "cp737", "el", 7),
    _codec("code page 775", "cp775", _BALTIC, 8),
    _codec("code page 850", "cp850", _WEST, 5),
    _codec("code page 852", "cp852", _CENTRAL, 7),
    _codec("code page 855", "cp855", _CYRILLIC, 8),
    _codec("code page 857", "cp857", "tr", 7),
    _codec("code page 860", "cp860", "pt gl", 7),
    _codec("code page 862", "cp862", "he", 7),
    _codec("code page 865", "cp865", "nb da fo is", 7),
    _codec("code page 866", "cp866", _RUSSIAN, 3),
    _codec("code page 1125", "cp1125", "uk be", 7),
    _codec("Shift-JIS", "cp932", "", 2),
    _codec("EUC-JP", "euc_jp", "", 4),
    _codec("GBK", "gb18030", "", 2),
    _codec("Big5", "cp950", "", 3),
    _codec("EUC-KR", "cp949", "", 2),
)
