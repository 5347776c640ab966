"""An export of Medium becomes a blog."""

from __future__ import annotations

import shutil

import pytest

from conftest import ROOT
from sphinx_blogtheme.importers.engines import recognise
from sphinx_blogtheme.importers.exports import medium

FOLDER = ROOT / "tests" / "sites" / "medium"
EXPORT = FOLDER / "export"


@pytest.fixture(scope="module")
def blog():
    return medium.read_blog(EXPORT, FOLDER / "assets")


def test_archive_and_folder_are_recognised(tmp_path):
    """The archive from Medium, its folder and that of its texts are exports."""
    archive = shutil.make_archive(str(tmp_path / "medium"), "zip", EXPORT)

    sources = (EXPORT, EXPORT / "posts", tmp_path / archive)

    assert [recognise(path) for path in sources] == ["medium"] * 3
    assert [len(medium.read_blog(path).documents) for path in sources] == [4] * 3


def test_text_is_without_what_medium_repeats(blog):
    """The title is in the header, and the subtitle is a line and no heading."""
    document = next(d for d in blog.documents if d.facts.title == "A bed of peas")

    assert document.body == (
        "*Sow, wait, eat*\n\n"
        "```{figure} /images/1_bed.png\n\nThe bed in *May*\n```\n\n"
        "Count **\\*every\\*** pod, as in [the beans](/beans-climb/).\n\n"
        '```python\nsow("peas")\nwait()\n```\n\n'
        "<https://gist.github.com/rosa/1234567>\n\n"
        "[Soil All about it soil.example.net](https://soil.example.net/)\n"
    )
    assert list(blog.files) == ["files/images/1_bed.png"]


def test_drafts_and_responses_stay_hidden(blog):
    """What Medium showed below the texts of others is no post of the blog."""
    hidden = [d.source for d in blog.documents if d.facts.status.value == "draft"]

    assert [name.partition("_")[2][:8] for name in hidden] == ["So-true-", "Notes-on"]
    assert [note.source for note in blog.warnings] == [hidden[0]]


def test_canonical_url_is_kept_unless_it_is_of_medium(blog):
    """A text that first appeared elsewhere says so to search engines."""
    found = {d.facts.title: d.facts for d in blog.documents}

    assert found["A bed of peas"].canonical is None
    assert found["A bed of peas"].extra["medium_url"].endswith("-0123456789ab")
    assert found["Beans climb"].canonical == (
        "https://garden.example.org/beans-climb-ba9876543210"
    )


def test_own_domain_keeps_its_urls():
    """With the address of the old site, its posts stay where they were."""
    blog = medium.read_blog(EXPORT, base_url="https://garden.example.org/")
    beans = next(d for d in blog.documents if d.facts.title == "Beans climb")

    assert beans.urls == ("/beans-climb-ba9876543210",)
    assert beans.facts.canonical is None


def test_what_is_private_is_not_imported(blog):
    """The folders of an export hold mail addresses and sessions."""
    assert [note.source for note in blog.skipped] == ["profile (1 file)"]


def test_preview_of_a_page_is_a_link(tmp_path):
    """Pages that are no text of Medium are named."""
    (tmp_path / "a.html").write_text("<p>other</p>", encoding="utf-8")
    text = (EXPORT / "posts/2021-05-05_So-true-aaaabbbbcccc.html").read_bytes()
    (tmp_path / "b.html").write_bytes(text)

    blog = medium.read_blog(tmp_path)

    assert [note.source for note in blog.skipped] == ["a.html"]
