"""What is worked out when it is first asked for, and kept."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from functools import cached_property as view
else:

    class view(cached_property):  # noqa: N801 - it is used as what it is derived from
        """A `cached_property` without the lock that Python 3.11 takes each time.

        A note has a dozen views, and one thread.
        """

        def __get__(self, instance: Any, owner: Any = None) -> Any:
            if instance is None:
                return self
            value = instance.__dict__[self.attrname] = self.func(instance)
            return value


__all__ = ["view"]
