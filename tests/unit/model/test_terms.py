"""Slugs and display names of categories, tags and authors."""

from __future__ import annotations

import pytest

from sphinx_blogtheme.model.terms import term_name, term_slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Python", "python"),
        ("Machine Learning", "machine-learning"),
        ("C++", "cpp"),
        ("C#", "csharp"),
        ("f#", "fsharp"),
        (".NET", "dotnet"),
        ("ASP.NET", "asp.net"),
        ("C++ tricks", "cpp-tricks"),
        ("C", "c"),
        ("AI & ML", "ai-ml"),
        ("  Été  ", "été"),
        ("../x", "x"),
        ("", "untitled"),
    ],
)
def test_slug_of_name(name: str, slug: str) -> None:
    """A slug is in lower case, and languages keep their own slug each."""
    assert term_slug(name) == slug


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("nslu2-offsite-backup-project", "NSLU2 offsite backup project"),
        ("til-deep-dives", "TIL deep dives"),
        ("llm-from-scratch", "LLM from scratch"),
        ("latex", "LaTeX"),
        ("mathml", "MathML"),
        ("javascript", "JavaScript"),
        ("voip", "VoIP"),
        ("3d", "3D"),
        ("c", "C"),
        ("cpp", "C++"),
        ("golang", "Golang"),
        ("resolver-one", "Resolver one"),
        ("about-us", "About us"),
        ("Machine  Learning", "Machine Learning"),
        ("C++", "C++"),
        ("iPhone", "iPhone"),
        ("first steps", "First steps"),
        ("latex  fonts", "LaTeX fonts"),
        ("c++", "C++"),
        ("écoles d'été", "Écoles d'été"),
        ("日本 の 本", "日本 の 本"),
        ("-", "-"),
        (" ", "Untitled"),
    ],
)
def test_name_by_default(raw: str, name: str) -> None:
    """One with a capital stays as written; others become words with one."""
    assert term_name(raw, {}) == name


def test_author_may_have_no_capitals() -> None:
    """The name of a person is theirs."""
    assert term_name("bell hooks", {}, of_person=True) == "bell hooks"


@pytest.mark.parametrize("raw", ["c++", "cpp", "C++"])
def test_configured_name_wins(raw: str) -> None:
    """The site's own name counts for every way of writing a slug."""
    assert term_name(raw, {"cpp": "Cee plus plus"}) == "Cee plus plus"
