"""Link resolution: table 11.2 of the reference, and what the table leaves open."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.timing import grows_too_fast, seconds_of
from vaultlint.vault.index import FileIndex
from vaultlint.vault.resolve import (
    NOTHING,
    How,
    Resolution,
    opens_nothing,
    opens_plainly,
    plainly_opened,
    resolve,
)

THREE = ("Note.md", "zzzz/Note.md", "a/b/Note.md")
TWO = ("zzzz/Note.md", "a/b/Note.md")
FOUR = (*TWO, "b/Note.md", "aaaaaaaa/Note.md")
RELATIVE = ("y.md", "a/x.md")
SPACED = ("Sub/My Note.md",)
NAMED_WITH_DOTS = ("v1.2.md", "Mr. Smith.md")
NO_NOTES = ("dash.base", "dash.canvas")

TABLE: list[tuple[tuple[str, ...], str, str, str | None]] = [
    (THREE, "root.md", "Note", "Note.md"),
    (THREE, "zzzz/s.md", "Note", "Note.md"),
    (THREE, "a/b/s.md", "Note", "Note.md"),
    (THREE, "suffix.md", "b/Note", "a/b/Note.md"),
    (THREE, "zzzz/s.md", "/Note", "Note.md"),
    (THREE, "a/b/s.md", "zzzz/Note", "zzzz/Note.md"),
    (TWO, "root.md", "Note", "a/b/Note.md"),
    (TWO, "zzzz/s.md", "Note", "zzzz/Note.md"),
    (TWO, "a/b/s.md", "Note", "a/b/Note.md"),
    (TWO, "a/b/s.md", "/Note", None),
    (FOUR, "root.md", "Note", "b/Note.md"),
    (FOUR, "zzzz/s.md", "Note", "zzzz/Note.md"),
    (FOUR, "zzzz/deep/s.md", "Note", "b/Note.md"),
    (FOUR, "a/b/s.md", "b/Note", "b/Note.md"),
    (("p/q/N.md", "o/N.md"), "p/s.md", "N", "p/q/N.md"),
    (RELATIVE, "a/x.md", "../y", "y.md"),
    (RELATIVE, "a/x.md", "y", "y.md"),
    (SPACED, "root.md", "My Note.md", "Sub/My Note.md"),
    (SPACED, "root.md", "Sub/My Note.md", "Sub/My Note.md"),
    (SPACED, "Sub/s.md", "My Note.md", "Sub/My Note.md"),
    (SPACED, "Sub/s.md", "Sub/My Note.md", "Sub/My Note.md"),
    (("Log.md",), "s.md", "log", "Log.md"),
    (("Log.md",), "s.md", "LOG", "Log.md"),
    (("Log.md",), "s.md", "Log.MD", "Log.md"),
    (("image.png",), "s.md", "image", None),
    (("image.png",), "s.md", "IMAGE.png", "image.png"),
    (NAMED_WITH_DOTS, "s.md", "v1.2", "v1.2.md"),
    (NAMED_WITH_DOTS, "s.md", "Mr. Smith", "Mr. Smith.md"),
    (NO_NOTES, "s.md", "dash", None),
    (NO_NOTES, "s.md", "dash.base", "dash.base"),
    (("Note.md.md",), "s.md", "Note.md", "Note.md.md"),
    (("Note.md.md",), "s.md", "Note", None),
    (("Note.md", "Note.md.md"), "s.md", "Note.md", "Note.md"),
    (("N.md",), "s.md", "AL", None),
    (("dir/index.md", "dir/dir.md"), "s.md", "dir", "dir/dir.md"),
    (("dir/index.md",), "s.md", "dir", None),
    (("old/x.md",), "s.md", "x", "old/x.md"),
    (("We #1.md",), "s.md", "We", None),
    (("README",), "s.md", "README", None),
    (("a.md",), "deep/S.md", "", "deep/S.md"),
]


@pytest.mark.parametrize(("files", "source", "linkpath", "expected"), TABLE)
def test_table(files: tuple[str, ...], source: str, linkpath: str, expected: str | None) -> None:
    found = resolve(FileIndex(files), linkpath, source)
    assert found.path == expected
    assert not found.tie
    assert not found.uncertain


@pytest.mark.parametrize(
    ("files", "source", "linkpath", "how"),
    [
        (THREE, "s.md", "", "self"),
        (SPACED, "s.md", "My Note", "only"),
        (RELATIVE, "a/x.md", "../y", "relative"),
        (THREE, "zzzz/s.md", "Note", "exact"),
        (TWO, "zzzz/s.md", "Note", "own folder"),
        (TWO, "s.md", "Note", "shortest"),
        (TWO, "s.md", "Nothing", "unresolved"),
    ],
)
def test_how(files: tuple[str, ...], source: str, linkpath: str, how: How) -> None:
    assert resolve(FileIndex(files), linkpath, source).how == how


def test_equal_length_is_a_tie() -> None:
    found = resolve(FileIndex(["aa/Tie.md", "bb/Tie.md"]), "Tie", "root.md")
    assert found.tie
    assert sorted(found.candidates) == ["aa/Tie.md", "bb/Tie.md"]


def test_tie_only_among_the_best() -> None:
    files = FileIndex(["a/Tie.md", "bb/Tie.md", "cc/Tie.md"])
    assert resolve(files, "Tie", "root.md") == Resolution(
        "a/Tie.md", "shortest", ("a/Tie.md", "bb/Tie.md", "cc/Tie.md")
    )
    assert not resolve(files, "Tie", "cc/s.md").tie


def test_names_that_differ_in_case_alone_are_a_tie() -> None:
    assert resolve(FileIndex(["Note.md", "note.md"]), "NOTE", "s.md").tie


@pytest.mark.parametrize(
    ("files", "source", "linkpath"),
    [
        (RELATIVE, "a/x.md", "./y"),
        (RELATIVE, "a/x.md", "../../y"),
        (RELATIVE, "a/x.md", "a/../y"),
        (("dir/dir.md",), "s.md", "dir/"),
        (("xb/Note.md",), "s.md", "b/Note"),
        (("ab/N.md", "o/N.md"), "a/s.md", "N"),
        (("a/y.md",), "s.md", "a\\y"),
        (RELATIVE, "a/x.md", "../../absent"),
        (RELATIVE, "a/x.md", "absent/"),
        (RELATIVE, "a/x.md", "absent/.."),
        (RELATIVE, "a/x.md", "b\\absent"),
    ],
)
def test_uncertain(files: tuple[str, ...], source: str, linkpath: str) -> None:
    assert resolve(FileIndex(files), linkpath, source).uncertain


@pytest.mark.parametrize("linkpath", ["../absent", "./absent", "b/../absent", "b//absent.md"])
def test_a_name_that_no_file_has_is_surely_unresolved(linkpath: str) -> None:
    assert resolve(FileIndex(RELATIVE), linkpath, "a/x.md") == Resolution(None, "unresolved")


@pytest.mark.parametrize(
    ("file", "linkpath"),
    [
        (unicodedata.normalize("NFD", "Café/Überblick.md"), "überblick"),
        ("Café.md", unicodedata.normalize("NFD", "café")),
        ("ΟΔΟΣ.md", "οδος"),
        ("οδος.md", "ΟΔΟΣ"),
        ("A\u00a0B.md", "a b"),
        ("A B.md", "A\u00a0B"),
        ("İstanbul.md", "İstanbul"),
        ("bad\udcff.md", "BAD\udcff"),
    ],
)
def test_folding(file: str, linkpath: str) -> None:
    assert resolve(FileIndex([file]), linkpath, "s.md").path == file


def test_length_counts_as_obsidian_counts() -> None:
    """Composed, and two for a character beyond the basic plane, as in JavaScript."""
    decomposed = unicodedata.normalize("NFD", "éé/N.md")
    assert resolve(FileIndex([decomposed, "aaa/N.md"]), "N", "s.md").path == decomposed
    assert resolve(FileIndex(["🌲🌲/N.md", "aaa/N.md"]), "N", "s.md").path == "aaa/N.md"


def test_a_name_with_a_dot_is_that_of_a_note_where_no_file_has_it() -> None:
    files = FileIndex(["a/v1.2.md", "b/v1.2.md", "c/v1.2", "c/v1.3.md"])
    assert resolve(files, "b/v1.2", "s.md").path is None  # the one file of that name lies elsewhere
    assert resolve(files, "c/v1.3", "s.md").path == "c/v1.3.md"
    files = FileIndex(["a/v1.2.md", "b/v1.2.md"])
    assert resolve(files, "b/v1.2", "s.md").path == "b/v1.2.md"
    assert resolve(files, "b/v1.2.md", "s.md").path == "b/v1.2.md"


def test_many_notes_of_one_name_stay_cheap() -> None:
    def work(size: int) -> None:
        files = FileIndex([f"folder{number:05}/index.md" for number in range(size)])
        for number in range(0, size, 2):
            source = f"folder{number:05}/s.md"
            assert resolve(files, "index", source).path == f"folder{number:05}/index.md"
            assert resolve(files, f"older{number:05}/index", source).path is None
            assert resolve(files, "index", "elsewhere/s.md").tie

    assert not grows_too_fast(lambda size: seconds_of(lambda: work(size)), 1_250)


@given(st.lists(st.text("aAbB./é ", max_size=8), max_size=6), st.text(), st.text("ab/", max_size=4))
def test_any_text(names: list[str], linkpath: str, folder: str) -> None:
    paths = sorted({name.strip("/") + ".md" for name in names})
    found = resolve(FileIndex(paths), linkpath, folder + "s.md")
    assert found.path is None or found.path in paths or found.how == "self"


@given(st.lists(st.text("ab", min_size=1, max_size=2), min_size=1, max_size=4), st.data())
def test_full_path_always_opens_its_file(names: list[str], data: st.DataObject) -> None:
    paths = sorted({"/".join(names[start:]) + ".md" for start in range(len(names))})
    target = data.draw(st.sampled_from(paths))
    source = data.draw(st.sampled_from(paths))
    assert resolve(FileIndex(paths), "/" + target, source).path == target
    assert resolve(FileIndex(paths), target[:-3], source).path == target


PLAIN = ("Log.md", "a/Note.md", "b/Note.md", "v1.2.md", "p.png", "a/p.md", "x/Only.md", "É.md")


@pytest.mark.parametrize(
    ("linkpath", "plain"),
    [
        ("", True),
        ("Log", True),
        ("Log.md", True),
        ("log", False),
        ("LOG.md", False),
        ("Note", False),  # two files have the name
        ("a/Note", True),
        ("a/Note.md", True),
        ("A/Note", False),
        ("/a/Note", False),
        ("./Log", False),
        ("v1.2", True),
        ("p.png", True),
        ("P.png", False),
        ("p", True),
        ("Only", True),
        ("y/Only", False),
        ("É", True),
        ("é", False),
        ("E\u0301", False),
        ("Gone", False),
    ],
)
def test_what_opens_plainly(linkpath: str, plain: bool) -> None:
    files = FileIndex(PLAIN)
    assert opens_plainly(files, linkpath) is plain
    assert plain or not files.alone([linkpath])


def test_names_that_one_note_alone_has() -> None:
    names = (
        "Log", "log", "Log.md", "Log.MD", "./Log", "Note", "a/Note", "p", "Only", "Only.md",
        "x/Only", "X/Only", "y/Only", "x/Only.md", "v1.2", "v1.2.md", "É", "Gone", "",
    )  # fmt: skip
    alone = ["Log", "Log.md", "p", "Only", "Only.md", "x/Only", "x/Only.md"]
    assert FileIndex(PLAIN).alone(names) == alone


@given(
    st.lists(st.text("aAb./é", min_size=1, max_size=6), max_size=5),
    st.text("aAb./é", max_size=6),
    st.lists(st.text("ab/", max_size=4), min_size=1, max_size=3),
)
def test_what_opens_plainly_opens_the_same_from_everywhere(
    names: list[str], linkpath: str, folders: list[str]
) -> None:
    paths = sorted({name.strip("/") + ".md" for name in names})
    # No file lies at "./A.md", nor does Obsidian see names that begin with a dot.
    files = FileIndex([path for path in paths if "/." not in f"/{path}" and "//" not in path])
    assert all(opens_plainly(files, name) for name in files.alone([linkpath]))
    if linkpath and opens_plainly(files, linkpath):
        found = {resolve(files, linkpath, f"{folder.strip('/')}/s.md") for folder in folders}
        assert {one.path for one in found} == {plainly_opened(files, linkpath)}
        for one in found:
            assert one.path is not None
            assert not one.tie
            assert not one.uncertain
            assert one.path.removesuffix(".md").endswith(linkpath.removesuffix(".md"))


NAMES = st.text("aA.\\ /é\xa0\u2003|md", max_size=6)


@given(st.lists(NAMES.filter(bool), max_size=5), NAMES, NAMES)
def test_what_opens_nothing_opens_nothing_from_anywhere(
    names: list[str], linkpath: str, folder: str
) -> None:
    files = FileIndex(sorted({*names, *(name + ".md" for name in names)}))
    if opens_nothing(files, linkpath):
        assert not opens_plainly(files, linkpath)
        assert resolve(files, linkpath, f"{folder.strip('/')}/s.md") == NOTHING


def test_most_dead_links_plainly_open_nothing() -> None:
    files = FileIndex(["Here.md", "gone/There.md"])
    assert opens_nothing(files, "Gone")
    assert not any(opens_nothing(files, path) for path in ("here", "THERE", "a/Gone", " Here", ""))
