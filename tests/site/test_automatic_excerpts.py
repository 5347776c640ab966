"""Excerpts that no marker ends: paragraphs, summaries, separators of the author's."""

from __future__ import annotations

import pytest

from conftest import Built, post

BODY = """\
> [!NOTE]
> A box.

One *word*.

- An item.

Two.

Three.
"""


def entry(built: Built) -> str:
    """Return the text that the front page shows of the only post."""
    (found,) = built.html().select("article.h-entry")
    return " ".join(found.select_one(".bt-body").get_text(" ").split())


def has_more(built: Built) -> bool:
    return bool(built.html().select("article.h-entry .bt-more"))


@pytest.mark.parametrize(
    ("count", "end"), [(0, "Three."), (1, "word ."), (2, "Two."), (3, "Three.")]
)
def test_excerpt_has_as_many_paragraphs_as_the_option_says(site, count, end):
    """With what stands between them; boxes and lists are no paragraphs."""
    built = site({"a.md": post(BODY)}, blog_excerpt_paragraphs=count).build()

    assert entry(built).startswith("Note A box.")
    assert entry(built).endswith(end)
    assert has_more(built) == (count in (1, 2))
    assert "Three." in built.html("2025/03/a").get_text()


def test_marker_wins_over_a_number_of_paragraphs(site):
    """The author has said where the excerpt ends."""
    text = post("One.\n\nTwo.\n\n<!--more-->\n\nThree.")
    built = site({"a.md": text}, blog_excerpt_paragraphs=1).build()

    assert entry(built) == "One. Two."


def test_post_has_a_number_of_its_own(site):
    """As ABlog's key `excerpt` has it; 0 is the whole post."""
    files = {
        "a.md": post("One.\n\nTwo.\n\nThree.", excerpt="2", date="2025-03-02"),
        "b.md": post("Four.\n\nFive.", excerpt_paragraphs="0"),
    }
    built = site(files, blog_excerpt_paragraphs=1).build()

    texts = [one.get_text(" ").split() for one in built.html().select(".bt-body")]
    assert texts[-2:] == [["One.", "Two."], ["Four.", "Five."]]


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_summary_is_what_lists_show(site, suffix):
    """In the place of the whole post, with a link to it."""
    header = post("One.\n\nTwo.", summary="In *short*.", description="Other.")
    built = site({f"a.{suffix}": header}).build()

    assert entry(built) == "In *short*."
    assert has_more(built)
    assert "In *short*" not in built.html("2025/03/a").select_one("article").get_text()


@pytest.mark.parametrize("shown", ["excerpt", "description"])
def test_summary_takes_the_place_of_other_texts(site, shown):
    """An author's words are better than the first ones of a text."""
    text = post("One.\n\n<!--more-->\n\nTwo.", summary="Short.", description="Other.")
    built = site({"a.md": text}, blog_list_shows=shown).build()

    assert entry(built) == "Short."
    assert has_more(built) == (shown == "excerpt")


def test_marked_excerpt_wins_over_a_summary(site):
    """It has links and pictures, as its author wants them."""
    text = post("One.\n\n<!--more-->\n\nTwo.", summary="Short.")

    assert entry(site({"a.md": text}).build()) == "One."


@pytest.mark.parametrize("mark", ["<!-- cut here -->", "[cut]", "=cut="])
def test_separator_of_a_post_ends_its_excerpt(site, mark):
    """As Jekyll has it; it is on no page, but for code."""
    body = f"One.\n\n```text\n{mark}\n```\n\n{mark}\n\nTwo."
    files = {"a.md": post(body, excerpt_separator=f"'{mark}'")}
    built = site(files).build()

    assert entry(built) == f"One. {mark}"
    page = built.html("2025/03/a").select_one("article").get_text(" ")
    assert page.count(mark) == 1


def test_separator_of_a_folder_holds_for_its_posts(site):
    """A site of Jekyll's has one for all."""
    files = {
        "posts/_defaults.yml": "excerpt_separator: '[cut]'\n",
        "posts/a.md": post("One.\n\n[cut]\n\nTwo."),
    }
    assert entry(site(files).build()) == "One."
