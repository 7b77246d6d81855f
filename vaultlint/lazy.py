"""Patterns that are compiled when they are first asked: most runs ask few of them."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

# What can be asked of a pattern; each answer is given by the compiled one from the second time on.
_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split")


class LazyPattern:
    """Stands for `re.compile(pattern, flags)`; see `lazy`."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags
        self._compiled: re.Pattern[Any] | None = None

    def compiled(self) -> re.Pattern[Any]:
        """The pattern itself. The methods of this object are its own from now on."""
        if self._compiled is not None:  # a method was kept from before
            return self._compiled
        compiled = self._compiled = re.compile(self.pattern, self._flags)
        vars(self).update((name, getattr(compiled, name)) for name in _METHODS)
        return compiled

    def match(self, *asked: Any) -> Any:
        """As `re.Pattern.match`."""
        return self.compiled().match(*asked)

    def fullmatch(self, *asked: Any) -> Any:
        """As `re.Pattern.fullmatch`."""
        return self.compiled().fullmatch(*asked)

    def search(self, *asked: Any) -> Any:
        """As `re.Pattern.search`."""
        return self.compiled().search(*asked)

    def finditer(self, *asked: Any) -> Any:
        """As `re.Pattern.finditer`."""
        return self.compiled().finditer(*asked)

    def findall(self, *asked: Any) -> Any:
        """As `re.Pattern.findall`."""
        return self.compiled().findall(*asked)

    def sub(self, *asked: Any, **named: Any) -> Any:
        """As `re.Pattern.sub`."""
        return self.compiled().sub(*asked, **named)

    def subn(self, *asked: Any, **named: Any) -> Any:
        """As `re.Pattern.subn`."""
        return self.compiled().subn(*asked, **named)

    def split(self, *asked: Any, **named: Any) -> Any:
        """As `re.Pattern.split`."""
        return self.compiled().split(*asked, **named)


def lazy(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern that is compiled, as `re.compile` does, when it is first asked something.

    Asking it takes a hundredth of a microsecond more: what is asked for every character is better
    compiled at once.
    """
    return cast("re.Pattern[AnyStr]", LazyPattern(pattern, flags))
