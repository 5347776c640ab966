"""An export of Ghost becomes a blog: posts, pages, dates, terms, files, URLs."""

from __future__ import annotations

import json

import pytest
from imported import SITES

from sphinx_blogtheme.importers.exports import ghost

FOLDER = SITES / "ghost"
EXPORT = FOLDER / "export.json"


def read_posts(tmp_path, *posts, **tables):
    """Read an export without the list around it, as other tools write it."""
    path = tmp_path / "export.json"
    meta = {"exported_on": 1, "version": "2.0.0"}
    text = json.dumps({"meta": meta, "data": {"posts": posts, **tables}})
    path.write_text(text, encoding="utf-8")
    return ghost.read_blog(path)


def test_export_and_its_folder_are_recognised(tmp_path):
    """The file says what it is, and other JSON is none."""
    other = tmp_path / "package.json"
    other.write_text('{"data": []}', encoding="utf-8")

    found = [ghost.recognises(path) for path in (EXPORT, FOLDER, other, tmp_path)]

    assert found == [True, True, False, False]


def test_content_may_lie_elsewhere(tmp_path):
    """A folder that is named takes the place of the one beside the export."""
    (tmp_path / "images/2020/01").mkdir(parents=True)
    (tmp_path / "images/2020/01/lost.png").write_bytes(b"")

    files = ghost.read_blog(EXPORT, tmp_path).files

    assert list(files) == ["files/content/images/2020/01/lost.png"]


def test_export_of_other_tools_is_recognised(tmp_path):
    """What they write may say neither when it was made nor for which version."""
    path = tmp_path / "export.json"
    path.write_text('{"data": {"posts": []}}', encoding="utf-8")

    assert ghost.recognises(path)


def test_exports_of_ghost_2(tmp_path):
    """Pages have a flag, times are milliseconds, permalinks have dates."""
    common = {"status": "published", "html": "<p>x</p>", "author_id": 1}
    blog = read_posts(
        tmp_path,
        {"id": 1, "slug": "a", "page": 0, "published_at": 1700000000000, **common},
        {"id": 2, "slug": "b", "page": 1, "published_at": 1700000000000, **common},
        users=[{"id": 1, "name": "Ann"}],
        settings=[{"key": "permalinks", "value": "/:year/:month/:day/:slug/"}],
    )

    assert [d.urls for d in blog.documents] == [("/2023/11/14/a/",), ("/b/",)]
    assert [d.page for d in blog.documents] == [False, True]
    assert blog.documents[0].facts.authors == ("Ann",)


def test_odd_values_are_no_crash(tmp_path):
    """Whatever the columns hold, a post that cannot be shown becomes a draft."""
    odd = (None, 7, [], {}, "\0", "../x")
    rows = [dict.fromkeys(("id", "slug", "title", "html", "status"), v) for v in odd]

    blog = read_posts(tmp_path, *rows, tags=odd, posts_tags=rows, users=None)

    assert {d.facts.status.value for d in blog.documents} == {"draft"}
    assert len({d.path for d in blog.documents}) == len(odd)


@pytest.mark.parametrize("cut", [-30, 3000])
def test_cut_off_file_is_one_error(tmp_path, cut):
    """A broken download says where it ends."""
    path = tmp_path / "export.json"
    path.write_text(EXPORT.read_text(encoding="utf-8")[:cut], encoding="utf-8")

    blog = ghost.read_blog(path)

    assert blog.documents == ()
    assert [note.message.partition(" ")[0] for note in blog.errors] == ["line"]
