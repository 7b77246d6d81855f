"""The options of a rule are a frozen dataclass to whoever uses them."""

from __future__ import annotations

import copy
import pickle
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import pytest

from vaultlint.config.types import option_types, takes_schemas
from vaultlint.rule import NoOptions, RuleOptions
from vaultlint.rule_files import find_rules


class Basic(RuleOptions):
    names: tuple[str, ...] = ("a",)


class More(Basic):
    times: int = 2

    def __post_init__(self) -> None:
        if self.times < 1:
            raise ValueError("too few")


@dataclass(frozen=True, kw_only=True)
class Model:
    names: tuple[str, ...] = ("a",)
    times: int = 2


GIVEN: list[dict[str, Any]] = [{}, {"times": 3}, {"names": (), "times": 1}]


@pytest.mark.parametrize("given", GIVEN)
def test_they_are_what_a_dataclass_would_be(given: dict[str, Any]) -> None:
    options, model = More(**given), Model(**given)
    assert repr(options) == repr(model).replace("Model", "More")
    assert hash(options) == hash(model)
    assert options == More(**given) == copy.deepcopy(options)
    assert pickle.loads(pickle.dumps(options)) == options
    changed = replace(options, times=7)
    assert (changed.names, changed.times) == (options.names, 7)
    assert changed != options


def test_their_fields_are_those_of_a_dataclass() -> None:
    assert is_dataclass(More)
    named = [(one.name, one.default) for one in fields(More)]
    assert named == [(one.name, one.default) for one in fields(Model)]
    assert option_types(More) == option_types(Model)
    options: list[object] = [Basic(), More(), Model()]
    assert len({type(one) for one in options if one == options[1]}) == 1


@pytest.mark.parametrize("options", [More(), Model()])
def test_they_cannot_be_changed(options: Any) -> None:
    with pytest.raises(AttributeError):
        options.times = 3
    with pytest.raises(AttributeError):
        del options.times
    assert options.times == 2


def test_what_is_no_option_is_refused() -> None:
    given: dict[str, Any] = {"color": 1}
    with pytest.raises(TypeError, match="there is no option color"):
        More(**given)
    with pytest.raises(ValueError, match="too few"):
        More(times=0)
    with pytest.raises(TypeError, match="the option width has no default"):
        type("Bad", (RuleOptions,), {"__annotations__": {"width": "int"}})


def test_options_of_both_kinds_may_take_schemas() -> None:
    assert not any(map(takes_schemas, (NoOptions, More, Model)))
    rules = find_rules().values()
    taking = {rule.id for rule in rules if takes_schemas(rule.options)}
    assert taking
    for rule in rules:
        assert ("schemas" in [one.name for one in fields(rule.options)]) == (rule.id in taking)
