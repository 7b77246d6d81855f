"""What a rule is.

A rule is two files in a group's folder: `date_format.py`, whose `check` yields findings, and
`date_format.md`, its page. No list names it: `rule_files` finds it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypedDict, TypeVar, Unpack, overload

from vaultlint.finding import Finding, Level, Safety
from vaultlint.options import RuleOptions as RuleOptions

if TYPE_CHECKING:
    from vaultlint.gathered import Gathered
    from vaultlint.kinds import FileKind
    from vaultlint.note import Note
    from vaultlint.vault import Vault


class Change(Enum):
    """What a rule's fix may change in a note; the guard refuses any other difference.

    LINKS: the targets or display texts of links, or what they resolve to. PROPERTIES: values in
    the frontmatter. TAGS. HEADINGS. BLOCK_IDS. CODE: text inside code. STRUCTURE: which blocks
    there are. WORDS: the visible words. What only moves blanks between words declares nothing.
    """

    LINKS = "links"
    PROPERTIES = "properties"
    TAGS = "tags"
    HEADINGS = "headings"
    BLOCK_IDS = "block ids"
    CODE = "code"
    STRUCTURE = "structure"
    WORDS = "words"


class NoOptions(RuleOptions):
    """The options of a rule that has none."""


NOT_ASCII = "\x7f…"
"""Among what a rule needs: any character beyond ASCII."""
NOT_PLAIN = "\x7f≠"
"""Among what a rule needs: anything in the text or the path but printable ASCII and newlines."""
DEAD_LINKS = "\x7fdead"
"""Among what a rule needs: a link that may open nothing."""
ODD_LINKS = "\x7fodd"
"""Among what a rule needs: a link that may open a file, not plainly; see `Vault.opens_plainly`."""
SUBPATHS = "\x7f#"
"""Among what a rule needs: a link that may have a subpath."""
NO_PROPERTIES = "\x7fnone"
"""Among what a rule needs: dashes at the start of the note, and no property that can be read."""
ODD_TAGS = "\x7ftags"
"""Among what a rule needs: a text in the property `tags` that is no tag, or stands there twice."""
TABLES = "\x7f|"
"""Among what a rule needs: what may be the row of dashes below the header of a table."""
IN_WIKILINKS, IN_PROPERTIES, PROPERTY = "\x7f[[", "\x7f-", "\x7f:"
"""What the text or name is led by that is needed there."""


def in_wikilinks(text: str) -> str:
    """Among what a rule needs: this text in what may be a wikilink, its brackets included."""
    return IN_WIKILINKS + text


def in_properties(text: str) -> str:
    """Among what a rule needs: this text in the block of properties, its fences included."""
    return IN_PROPERTIES + text


def property_named(name: str) -> str:
    """Among what a rule needs: a property of this name, letter case aside."""
    return PROPERTY + name.lower()


Preset = Literal["recommended", "tidy"]
AnyOptions = TypeVar("AnyOptions")
NoteCheck = Callable[["Note", AnyOptions], Iterable[Finding]]
VaultCheck = Callable[["Note", AnyOptions, "Vault"], Iterable[Finding]]
Suspicion = TypeVar("Suspicion")
SurveyCheck = Callable[["Note", AnyOptions, Mapping[str, Suspicion]], Iterable[Finding]]


class Rule(NamedTuple):
    """A rule as the engine sees it; made by the decorator `rule`, never by hand."""

    id: str
    group: str
    summary: str
    level: Level
    preset: Preset | None
    fixes: Safety | None
    changes: frozenset[Change]
    options: type[Any]
    uses_vault: bool
    in_code: bool
    any_encoding: bool
    check: Callable[..., Iterable[Finding]]
    page: Path
    needs: tuple[str, ...] = ()
    files: frozenset[FileKind] = frozenset({"note"})
    gathers: Callable[[Note], Iterable[str]] | None = None
    suspects: Callable[..., Mapping[str, Any]] | None = None
    alone: Callable[[Any], bool] | None = None

    def surveys(self, options: Any) -> bool:
        """Whether the rule with these options needs what all notes give."""
        return self.gathers is not None and not (self.alone is not None and self.alone(options))

    def run(self, note: Note, options: object, vault: Vault) -> Iterable[Finding]:
        """The rule's findings in one note, as the rule yields them."""
        if self.uses_vault:
            return self.check(note, options, vault)
        if self.gathers is None or self.suspects is None:
            return self.check(note, options)
        if self.surveys(options):
            suspected = vault.survey.suspected(self.id, self.gathers, self.suspects, options)
        else:
            from vaultlint.gathered import gathered_alone

            suspected = self.suspects(gathered_alone(note, self.gathers), options)
        if not suspected or suspected.keys().isdisjoint(self.gathers(note)):
            return ()
        return self.check(note, options, suspected)


class _More(TypedDict, total=False):
    """What else the decorator takes, whatever kind of function it decorates."""

    preset: Preset | None
    fixes: Safety | None
    changes: frozenset[Change] | set[Change]
    in_code: bool
    any_encoding: bool
    needs: tuple[str, ...]
    files: tuple[FileKind, ...]


@overload
def rule(
    *,
    level: Level,
    options: type[AnyOptions] = ...,
    uses_vault: Literal[False] = ...,
    **more: Unpack[_More],
) -> Callable[[NoteCheck[AnyOptions]], Rule]: ...
@overload
def rule(
    *,
    level: Level,
    options: type[AnyOptions] = ...,
    uses_vault: Literal[True],
    **more: Unpack[_More],
) -> Callable[[VaultCheck[AnyOptions]], Rule]: ...
@overload
def rule(
    *,
    level: Level,
    options: type[AnyOptions] = ...,
    gathers: Callable[[Note], Iterable[str]],
    suspects: Callable[[Gathered, AnyOptions], Mapping[str, Suspicion]],
    alone: Callable[[AnyOptions], bool] | None = ...,
    **more: Unpack[_More],
) -> Callable[[SurveyCheck[AnyOptions, Suspicion]], Rule]: ...
def rule(
    *,
    level: Level,
    preset: Preset | None = None,
    fixes: Safety | None = None,
    changes: frozenset[Change] | set[Change] = frozenset(),
    options: type[Any] = NoOptions,
    uses_vault: bool = False,
    in_code: bool = False,
    any_encoding: bool = False,
    needs: tuple[str, ...] = (),
    files: tuple[FileKind, ...] = ("note",),
    gathers: Callable[[Note], Iterable[str]] | None = None,
    suspects: Callable[..., Mapping[str, Any]] | None = None,
    alone: Callable[[Any], bool] | None = None,
) -> Callable[[Callable[..., Iterable[Finding]]], Rule]:
    """Make a rule of a generator function `check(note, options)`, or `check(note, options, vault)`,
    or `check(note, options, suspected)`. A function that first sees whether there is anything to
    do, and returns `()` or such a generator, costs less in the notes where there is nothing.

    level: the level of its findings unless a finding says otherwise. preset: the preset that turns
    it on; None means that only the user's configuration does. fixes: the highest safety of its
    fixes, None if it has none. changes: what a fix may change, see `Change`. options: a subclass of
    `RuleOptions`, or a dataclass whose every field has a default. uses_vault: it reads other notes,
    and gets the vault as third argument. in_code: it also speaks of what lies in code blocks.
    any_encoding: it also runs on notes that are UTF-16 or binary, whose text means nothing to other
    rules. needs: texts of which a note must hold one for the rule to find anything in it, or
    `NOT_ASCII`, `NOT_PLAIN`, `DEAD_LINKS`, `ODD_LINKS`, `ODD_TAGS`, `SUBPATHS`, `NO_PROPERTIES`,
    `TABLES`, `in_wikilinks(text)`, `in_properties(text)`, `property_named(name)`: most notes lack
    what most rules look for, and are not shown to them; other files always are. files: the kinds
    of files that it is about; a rule that fixes is about notes alone. Of another file than a note,
    a `Note` has the path, and the text as it stands there; of an attachment, which is not read, the
    path alone.

    gathers, suspects: for a rule that can only judge when it knows all notes, such as one about the
    spelling that most of them use. `gathers(note)` gives a few short texts from a note (the names
    of its properties); it is run over every note once, by itself, and what it gives is kept.
    `suspects(gathered, options)` gets those of all notes (see `gathered.Gathered`) and gives the
    texts that there is something to say of, each with what the check will need for that. The check
    then runs on the notes that gave one of these, with what was suspected as third argument. It
    runs only where a whole vault is looked at, or where its name is selected; unless `alone`,
    which gets the options, says that with these one note is judged by what it gives itself.

    The id is the module's name in kebab-case, the group the folder's, and the summary the first
    line of the module's docstring.
    """

    def make(check: Callable[..., Iterable[Finding]]) -> Rule:
        module = sys.modules[check.__module__]
        file = Path(module.__file__ or "")
        parts = check.__module__.split(".")
        if fixes is not None and files != ("note",):
            raise ValueError("a rule that fixes is about notes alone")
        if (gathers is None) != (suspects is None) or (gathers is not None and uses_vault):
            raise ValueError("a rule that gathers says what it suspects, and gets no vault")
        return Rule(
            id=parts[-1].replace("_", "-"),
            group=(parts[-2] if len(parts) > 1 else file.parent.name).replace("_", "-"),
            summary=(module.__doc__ or "").strip().partition("\n")[0],
            level=level,
            preset=preset,
            fixes=fixes,
            changes=frozenset(changes),
            options=options,
            uses_vault=uses_vault,
            in_code=in_code,
            any_encoding=any_encoding,
            check=check,
            page=file.with_suffix(".md"),
            needs=needs,
            files=frozenset(files),
            gathers=gathers,
            suspects=suspects,
            alone=alone,
        )

    return make
