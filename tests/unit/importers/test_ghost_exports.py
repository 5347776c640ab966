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


def test_scheduled_post_waits_for_its_time(tmp_path):
    """The report says when it is due; without a date, nobody may see it."""
    common = {"status": "scheduled", "html": "<p>x</p>"}
    blog = read_posts(
        tmp_path,
        {"id": 1, "slug": "a", "published_at": "2099-01-02T03:04:00.000Z", **common},
        {"id": 2, "slug": "b", "created_at": "2020-01-02T03:04:00.000Z", **common},
    )

    assert [d.facts.status.value for d in blog.documents] == ["published", "draft"]
    assert "2099-01-02 03:04 UTC" in blog.warnings[0].message
    assert "without a date" in blog.warnings[1].message


def test_two_exports_of_a_site_hold_each_post_once(tmp_path):
    """A post that was in an export before is named, and not imported again."""
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_bytes(EXPORT.read_bytes())

    blog = ghost.read_blog(tmp_path)

    assert len(blog.documents) == len(ghost.read_blog(EXPORT).documents)
    assert any(note.source.startswith("b.json: post") for note in blog.skipped)


CARDS = """<p>Start.</p>
<div class="kg-card kg-audio-card"><img class="kg-audio-thumbnail"/>
<div class="kg-audio-player-container"><audio src="/s.mp3" preload="metadata"></audio>
<div class="kg-audio-title">A song</div><button><svg viewBox="0 0 1 1"/></button></div>
</div>
<div class="kg-card kg-file-card"><a class="kg-file-card-container" href="/a.pdf">
<div class="kg-file-card-title">A paper</div><div class="kg-file-card-caption">Ours</div>
<div class="kg-file-card-metadata"><div class="kg-file-card-filename">a.pdf</div>
<div class="kg-file-card-filesize">2 MB</div></div><svg/></a></div>
<div class="kg-card kg-product-card"><h4>A pot</h4><div class="kg-product-card-rating">
<span class="kg-product-card-rating-active kg-product-card-rating-star"><svg/></span>
<span class="kg-product-card-rating-star"><svg/></span></div></div>
<div class="kg-card kg-signup-card"><h2>Join us</h2>
<form data-members-form="signup"><input type="email"/><button>Send</button></form></div>
<form data-members-form="signup"><button>Go</button></form>
<p>End.</p>"""


def test_cards_are_text(tmp_path):
    """Sounds and files keep their names, stars are a number, and forms are named."""
    post = {"id": 1, "slug": "a", "status": "published", "html": CARDS}
    blog = read_posts(tmp_path, {**post, "published_at": "2024-01-02T03:04:00.000Z"})
    text = " ".join(blog.documents[0].body.split())

    assert text == (
        'Start. A song <audio controls="" src="/s.mp3"></audio>'
        " [A paper](/a.pdf) (a.pdf, 2 MB) – Ours #### A pot 1 of 5 End."
    )
    messages = [note.message for note in blog.warnings]
    assert [m for m in messages if "form" in m] == [
        "has a form for members (Join us), which is left out",
        "has a form for members (Go), which is left out",
    ]


def test_headings_of_markdown_keep_their_ids(tmp_path):
    """Ghost made them without hyphens."""
    post = {"id": 1, "slug": "a", "status": "published", "published_at": 1700000000000}
    post["markdown"] = "## The *Long* way\n\n[a](__GHOST_URL__/b/)\n\n## Same\n"
    post["html"] = '<h2 id="thelongway">The <em>Long</em> way</h2><h2 id="same">Same'
    blog = read_posts(tmp_path, post)

    assert blog.documents[0].body == (
        "## The *Long* way {#thelongway}\n\n[a](/b/)\n\n## Same\n"
    )
