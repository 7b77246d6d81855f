"""What a link that opens nothing was to open, and that one rule at most speaks of it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultlint.finding import Finding
from vaultlint.rule_files import find_rules
from vaultlint.settings import Settings
from vaultlint.vault import Vault

PICTURES = ("avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "webp")
OTHERS = ("base", "canvas", "pdf", "flac", "m4a", "mp3", "ogg", "wav", "3gp", "oga", "opus")
FILMS = ("mkv", "mov", "mp4", "ogv", "webm")
ATTACHMENTS = (*PICTURES, *OTHERS, *FILMS)
RULES = find_rules()
ABSENT = ("unresolved-link", "missing-attachment", "alias-link", "encoded-link", "malformed-link")


def found(rule_id: str, vault: Vault, path: str = "Note.md") -> list[Finding]:
    rule = RULES[rule_id]
    return list(rule.run(vault.note(path), rule.options(), vault))


def messages(rule_id: str, text: str, files: Mapping[str, str]) -> list[str]:
    vault = Vault.of({"Note.md": text, **files}, Settings(template_folders=("Templates",)))
    return [finding.message for finding in found(rule_id, vault)]


def causes(rule_id: str, text: str, files: Mapping[str, str], path: str = "Note.md") -> list[str]:
    vault = Vault.of({path: text, **files})
    return [finding.cause or "" for finding in found(rule_id, vault, path)]


@pytest.mark.parametrize("extension", ATTACHMENTS)
def test_an_attachment_is_no_missing_note(extension: str) -> None:
    text = f"[[A.{extension}]] [a](b.{extension.upper()}) ![[plan]] [[Files/plan]]\n"
    files = {f"Files/Plan.{extension}": ""}
    assert messages("unresolved-link", text, files) == []
    assert messages("missing-attachment", text, files) == [
        f"`[[A.{extension}]]` has no file",
        f"`b.{extension.upper()}` has no file",
        f"`![[plan]]` lacks its extension: the file is `![[plan.{extension}]]`",
        f"`[[Files/plan]]` lacks its extension: the file is `[[Files/plan.{extension}]]`",
    ]


@pytest.mark.parametrize("other", ATTACHMENTS)
def test_only_a_picture_is_suggested_for_a_picture(other: str) -> None:
    suggested = messages("missing-attachment", "![[Old plan.png]]\n", {f"Old plan.{other}": ""})
    means = f"; did you mean `![[Old plan.{other}]]`?" if other in PICTURES else ""
    assert suggested == ([] if other == "png" else [f"`![[Old plan.png]]` has no file{means}"])


WORDS = (
    "Plan",
    "plan.png",
    "Map",
    "map",
    "Node.js",
    "main.go",
    "A.pdf",
    "pdf",
    "old alias",
    "x",
    "Old%20alias",
    "Plan^b",
    "https://x.org",
)
FOLDERS = ("", "Files/", "Old/", "../", "./", "/", ".trash/", "../../../")
LINKS = ("[[{}]]", "![[{}]]", "[[{}|t]]", "[t]({})", "![t]({})", "[[{}.md]]", "[t]({}.md)")
FILES = (
    "Files/Plan.canvas", "Files/map.png", "Map.md", "Other/Map.md", "main.go", "Files/A.pdf.md",
    "Deep/Files/Plan.png", "Old alias.md", "Plan.md", "A.pdf", "Files/x.js",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(LINKS), st.sampled_from(FOLDERS), st.sampled_from(WORDS)),
        max_size=6,
    ),
    st.sets(st.sampled_from(FILES)),
    st.sampled_from(("Note.md", "Files/Note.md")),
)
def test_one_rule_at_most_speaks_of_a_link(
    links: list[tuple[str, str, str]], files: set[str], path: str
) -> None:
    text = "\n".join(
        link.format((folder + word).replace(" ", "%20" if "](" in link else " "))
        for link, folder, word in links
    )
    vault = Vault.of(
        {
            "Alias.md": "---\naliases: old alias\n---\n",
            **dict.fromkeys(files, "Text ^b\n"),
            path: text,
        }
    )
    links_of_note = vault.note(path).internal_links
    spoken_of = [
        link
        for rule_id in ABSENT
        for finding in found(rule_id, vault, path)
        for link in links_of_note
        if link.span.contains(finding.span)
    ]
    assert len({*spoken_of}) == len(spoken_of)
    assert all(vault.resolve(link.path, path).path is None for link in spoken_of)


def test_links_into_an_absent_folder_share_their_cause() -> None:
    text = "[[Old/a]] [[old/b/c]] [[Notes/Old/d]] [[New/Notes/e]] [[Notes/f]] [[f.md]] [[/Sub/g]]"
    assert causes("unresolved-link", text, {"Notes/x.md": "", "New/Sub/y.md": ""}) == [
        "no folder Old", "no folder old", "no folder Notes/Old", "no folder New/Notes",
        "no note Notes/f", "no note f", "no folder Sub",
    ]  # fmt: skip


def test_a_path_from_the_note_names_what_it_leads_to() -> None:
    text = "[a](../b/c.md) [a](./d.md) [a](../e/f.md) ![](../b/g.png) ![](../../../h.png)"
    files = {"a/b/x.md": "", "y.png": ""}
    assert causes("unresolved-link", text, files, "a/n/Note.md") == [
        "no note a/b/c", "no note a/n/d", "no folder a/e",
    ]  # fmt: skip
    assert causes("missing-attachment", text, files, "a/n/Note.md") == [
        "no file a/b/g.png", "links out of the vault",
    ]  # fmt: skip


def test_a_vault_without_any_picture_of_a_kind() -> None:
    text = "![[a.png]] ![[b.PNG]] ![[Files/c.png]] ![[d.jpg]] [[Old/e.png]] [[X.jpg.md]]"
    assert causes("missing-attachment", text, {"Files/x.jpg": ""}) == [
        "no .png file in the vault", "no .png file in the vault", "no .png file in the vault",
        "no file d.jpg", "no folder Old", "no file X.jpg.md",
    ]  # fmt: skip


def test_a_note_that_links_to_many_absent_ones_is_the_cause() -> None:
    few = " ".join(
        f"[[Absent {chr(65 + number)}]] [[absent {chr(65 + number)}]]" for number in range(7)
    )
    assert len({*causes("unresolved-link", few, {})}) == 14
    many = f"{few} [[Absent Z]] [[Old/x]] [[projct plans]]"
    files = {"Project plans.md": ""}
    assert [*dict.fromkeys(causes("unresolved-link", many, files))] == [
        "Note.md links to 8 notes that do not exist", "no folder Old", "no note projct plans",
    ]  # fmt: skip


def test_a_link_in_a_template_that_depends_on_the_place_of_the_note() -> None:
    files = {"Templates/T.md": "[[./a]] [[../b]] ![](../c.png) [[d]] ![[e.png]]"}
    vault = Vault.of(files, Settings(template_folders=("Templates",)))
    ids = ("unresolved-link", "missing-attachment")
    shown = [finding.message for id_ in ids for finding in found(id_, vault, "Templates/T.md")]
    assert shown == ["`[[d]]` has no note", "`![[e.png]]` has no file"]


def test_a_vault_with_templates_alone() -> None:
    vault = Vault.of({"Templates/T.md": "[[Some note]]"}, Settings(template_folders=("Templates",)))
    assert len(found("unresolved-link", vault, "Templates/T.md")) == 1
