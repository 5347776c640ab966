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
        ("-", "-"),
        (" ", "Untitled"),
    ],
)
def test_name_by_default(raw: str, name: str) -> None:
    """A name stays as written; a slug becomes words, acronyms in capitals."""
    assert term_name(raw, {}) == name


@pytest.mark.parametrize("raw", ["c++", "cpp", "C++"])
def test_configured_name_wins(raw: str) -> None:
    """The site's own name counts for every way of writing a slug."""
    assert term_name(raw, {"cpp": "Cee plus plus"}) == "Cee plus plus"
