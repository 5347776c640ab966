"""What a build says of misspelt keys in headers."""

from __future__ import annotations

import pytest

from conftest import post


def test_misspelt_key_is_told_once_with_what_was_meant(site):
    """However many posts have it; a template may use any key that is like no other."""
    typo = post(catgories="oops", mood="calm")
    built = site({"a.md": typo, "b.md": typo, "c.md": post(sumary="S")}).build(
        warnings=["catgories", "sumary"]
    )

    told, other = sorted(built.warnings)
    assert "a.md:4" in told
    assert (
        "'catgories' (and in 1 more) is not known; did you mean 'categories'?" in told
    )
    assert "[blogtheme.unknown_key]" in told
    assert "c.md:4" in other
    assert "did you mean 'summary'?" in other


@pytest.mark.parametrize(
    "keys",
    [
        {"catgories": "x", "categories": "y"},
        {"category_colour": "x", "weather": "x", "sub": "x"},
    ],
)
def test_key_that_is_not_meant_to_be_another_is_no_fault(site, keys):
    """Such as one beside the known key, which the author knows."""
    site({"a.md": post(**keys)}).build()


def test_misspelt_keys_can_be_silenced(site):
    """As every kind of warning can."""
    quiet = ["blogtheme.unknown_key"]
    site({"a.md": post(titel="x")}, suppress_warnings=quiet).build()


@pytest.mark.parametrize("text", ["# A page\n", "Text.\n"])
def test_page_may_have_any_key(site, text):
    """It is no post, and has the keys of other extensions."""
    site({"a.md": f"---\nauthro: x\n---\n\n{text}"}).build()


def test_misspelt_key_of_a_folder_is_told(site):
    """Its posts would be without what the folder gives them."""
    files = {"posts/_defaults.yml": "catgories: x\n", "posts/a.md": post()}
    built = site(files).build(warnings=["catgories"])

    assert "_defaults.yml:1" in built.warnings[0]
