"""Pictures of the old service are taken from a folder, if it is clear which is which."""

from __future__ import annotations

import pytest

from sphinx_blogtheme.importers.bodies.hosted_pictures import HostedPictures

HOST = "https://pictures.example"


def pictures_of(folder, *urls):
    """Return pictures of a host that texts show at some URLs."""
    return HostedPictures(r"pictures\.example", folder, urls)


@pytest.fixture
def folder(tmp_path):
    for name in ("a.png", "deep/b.png", "one/c.png", "two/c.png", "unused.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    return tmp_path


@pytest.mark.parametrize(
    ("url", "new"),
    [
        (f"{HOST}/x/s320/a.png", "/images/a.png"),
        (f"{HOST}/x/s1600/B.png", "/images/b.png"),
        (f"{HOST}/x/c.png", f"{HOST}/x/c.png"),
        (f"{HOST}/x/d.png", f"{HOST}/x/d.png"),
        ("https://other.example/a.png", "https://other.example/a.png"),
        ("http://[bad", "http://[bad"),
    ],
)
def test_file_of_the_same_name_is_taken(folder, url, new):
    """It may lie at any depth; of two files with one name none is taken."""
    assert pictures_of(folder, url).url(url, "a post") == new


def test_one_name_for_two_pictures_is_not_taken(folder):
    """Cameras give the same names again and again."""
    urls = [f"{HOST}/{place}/s320/a.png" for place in "xy"]
    pictures = pictures_of(folder, *urls)

    assert [pictures.url(url, "a post") for url in urls] == urls
    assert [note.message[:16] for note in pictures.missing()] == ["shows 2 pictures"]


def test_sizes_of_one_picture_are_one(folder):
    """A small one that leads to the large one is the same file."""
    urls = [f"{HOST}/x/{size}/a.png" for size in ("s320", "w640-h480", "s1600-h")]
    pictures = pictures_of(folder, *urls)

    assert {pictures.url(url, "a post") for url in urls} == {"/images/a.png"}
    assert list(pictures.missing()) == []


def test_files_that_nothing_shows_are_counted(folder):
    """The report tells of those too."""
    pictures = pictures_of(folder, f"{HOST}/a.png")
    pictures.url(f"{HOST}/a.png", "a post")

    assert [note.source for note in pictures.left()] == [f"{folder}/ (4 pictures)"]
