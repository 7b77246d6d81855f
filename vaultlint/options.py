"""The options of a rule: like a frozen dataclass, and made in no time.

A dataclass writes and compiles its methods when it is made, which takes as long as to check a note;
and all rules' options are made before the first note is read.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, dataclass_transform

if TYPE_CHECKING:
    from dataclasses import Field


class _Fields:
    """The fields, for `dataclasses.fields` and `dataclasses.replace`, which few runs ask for."""

    def __get__(self, instance: object, options: type[RuleOptions]) -> dict[str, Field[Any]]:
        from dataclasses import field, make_dataclass

        hints = {
            name: hint for one in _bases(options) for name, hint in one.__annotations__.items()
        }
        parts = []
        for name, hint in hints.items():
            default = getattr(options, name)
            if isinstance(default, MappingProxyType):  # no dataclass takes one
                default = field(default_factory=default.copy)
            parts.append((name, hint, default))
        made = make_dataclass(options.__name__, parts)
        fields: dict[str, Field[Any]] = made.__dataclass_fields__  # type: ignore[attr-defined]
        return fields


@dataclass_transform(frozen_default=True, kw_only_default=True)
class RuleOptions:
    """Base class of a rule's options; each field has a default, and `__post_init__` may check them.

    It works as if it were decorated with `@dataclass(frozen=True, kw_only=True)`.
    """

    if TYPE_CHECKING:
        __dataclass_fields__: dict[str, Field[Any]]
    else:
        __dataclass_fields__ = _Fields()

    def __init_subclass__(cls) -> None:
        for name in vars(cls).get("__annotations__", ()):
            if not hasattr(cls, name):
                raise TypeError(f"the option {name} has no default")

    def __init__(self, **given: Any) -> None:
        names = _names(type(self))
        for name, value in given.items():
            if name not in names:
                raise TypeError(f"there is no option {name}")
            self.__dict__[name] = value
        self.__post_init__()

    def __post_init__(self) -> None:
        """Raises ValueError for options that contradict one another."""

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"cannot assign to the option {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"cannot delete the option {name}")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in _names(type(self)))

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in _names(type(self))))

    def __repr__(self) -> str:
        told = (f"{name}={getattr(self, name)!r}" for name in _names(type(self)))
        return f"{type(self).__qualname__}({', '.join(told)})"


def _bases(options: type[RuleOptions]) -> list[type[RuleOptions]]:
    """The classes whose fields the options have, the most basic first."""
    above = [one for one in options.__mro__ if issubclass(one, RuleOptions)]
    return [one for one in reversed(above[:-1]) if "__annotations__" in vars(one)]


def _names(options: type[RuleOptions]) -> list[str]:
    found = dict.fromkeys(name for one in _bases(options) for name in one.__annotations__)
    return list(found)
