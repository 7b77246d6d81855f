"""Properties written in haste: `name:value`, without the blank that makes it one."""

from __future__ import annotations

from vaultlint.lazy import lazy

SURE_NAMES = frozenset((
    "alias", "aliases", "created", "cssclass", "cssclasses", "date", "modified", "publish", "tag",
    "tags", "updated",
))  # fmt: skip
"""Names that hardly any line of prose begins with, and nobody gives to the parts of a slide."""
NAME = r"[^\W\d][\w\-]*(?: [\w\-]+)?"
# Not the colon of an address, "https://"; but also the wide ones that East Asian keyboards type.
HASTY_NAME = lazy(rf"(?P<name>{NAME})(?::(?!//)|[\uff1a\ufe55\ufe13] *)(?P<value>[^\s:].*)")
