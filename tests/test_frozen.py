"""Our dataclasses are the standard ones, but for when their functions are compiled."""

import copy
import dataclasses
import pickle
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare import frozen
from compare.model import Passage, Role, Span
from compare.options import Options


def twins(**how: bool) -> tuple[Any, Any]:
    """The same class made by us and by the standard library."""
    made = []
    for library in (frozen, dataclasses):

        class Ferry:
            name: str
            crew: int = 15
            decks: "tuple[int, ...]" = ()
            log: "list[str]" = library.field(default_factory=list, compare=False)

        made.append(library.dataclass(**how)(Ferry))
    return made[0], made[1]


HOWS = [
    {"frozen": True, "slots": True},
    {"frozen": True, "slots": True, "order": True},
    {"frozen": True},
    {"slots": True},
    {},
]
how = pytest.mark.parametrize("how", HOWS, ids=str)


@how
def test_instances_behave_alike(how: dict[str, bool]) -> None:
    for words, named in (
        (("Maid",), {}),
        (("Maid", 2), {"log": ["fog"]}),
        ((), {"name": "Maid", "decks": (1, 2)}),
    ):
        ours, theirs = (cls(*words, **named) for cls in twins(**how))
        assert repr(ours) == repr(theirs)
        assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
        assert ours == type(ours)(*words, **named)
        assert ours != theirs
        assert (ours == 3) is False


@how
def test_the_same_calls_fail(how: dict[str, bool]) -> None:
    for cls in twins(**how):
        with pytest.raises(TypeError, match="missing 1 required positional argument: 'name'"):
            cls()
        with pytest.raises(TypeError, match="unexpected keyword argument 'size'"):
            cls("Maid", size=3)


@how
def test_what_is_frozen_cannot_be_changed_and_can_be_hashed(how: dict[str, bool]) -> None:
    for cls in twins(**how):
        one = cls("Maid")
        if how.get("frozen"):
            assert hash(one) == hash(cls("Maid", log=["not compared"]))
            with pytest.raises(dataclasses.FrozenInstanceError, match="assign to field 'crew'"):
                one.crew = 3
            with pytest.raises(dataclasses.FrozenInstanceError, match="delete field 'crew'"):
                del one.crew
        else:
            one.crew = 3
            assert one.crew == 3
            with pytest.raises(TypeError, match="unhashable"):
                hash(one)


@how
def test_the_standard_library_knows_them(how: dict[str, bool]) -> None:
    ours, theirs = twins(**how)
    for known in (ours, ours("Maid")):
        assert dataclasses.is_dataclass(known)
        assert [f.name for f in dataclasses.fields(known)] == [
            f.name for f in dataclasses.fields(theirs)
        ]
    assert dataclasses.replace(ours("Maid"), crew=1) == ours("Maid", 1)
    assert [f.default for f in frozen.fields(ours)][1:3] == [15, ()]


@given(st.lists(st.tuples(st.integers(), st.integers()), max_size=9))
def test_they_sort_as_tuples_do(pairs: list[tuple[int, int]]) -> None:
    assert sorted(Span(*pair) for pair in pairs) == [Span(*pair) for pair in sorted(pairs)]


def test_they_can_be_copied_pickled_replaced_and_matched() -> None:
    one = Passage(Span(0, 4), 1, Role.TITLE)
    assert copy.copy(one) == copy.deepcopy(one) == pickle.loads(pickle.dumps(one)) == one
    assert frozen.replace(one, line=7) == dataclasses.replace(one, line=7)
    assert frozen.replace(Options(), width=3).changed() == (("width", "3"),)
    match one:
        case Passage(Span(start, end), line):
            assert (start, end, line) == (0, 4, 1)


def test_a_function_kept_from_before_its_first_use_goes_on_working() -> None:
    cls, _ = twins(frozen=True, slots=True)
    kept = cls.__eq__
    assert kept(cls("Maid"), cls("Maid"))
    assert kept(cls("Maid"), cls("Lass")) is False

    class Tug(cls):  # type: ignore[misc, valid-type]
        """A class of ours below one of theirs."""

    assert Tug("Maid").crew == 15


@pytest.mark.parametrize("how", HOWS[2:], ids=str)
def test_a_class_below_another_has_its_fields_too(how: dict[str, bool]) -> None:
    made = []
    for library, above in zip((frozen, dataclasses), twins(**how), strict=True):

        class Tug(above):  # type: ignore[misc, valid-type]
            power: int = 3

        made.append(library.dataclass(**how)(Tug))
    ours, theirs = (cls("Maid", power=4) for cls in made)
    assert repr(ours) == repr(theirs)
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert frozen.replace(ours, crew=1) == made[0]("Maid", 1, power=4)
    assert [f.name for f in frozen.fields(ours)] == [f.name for f in dataclasses.fields(theirs)]


def test_nothing_of_the_standard_ones_is_loaded() -> None:
    code = (
        "import sys, compare.model; compare.model.Span(1, 2) < compare.model.Span(1, 3);"
        "assert not {'dataclasses', 'inspect'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
