"""A build after an edit leaves what a clean build would, and no more than needed."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from dataclasses import replace

import pytest
from sphinx.writers.html5 import HTML5Translator

from conftest import DOT, WIDE, make_site, one_process_or_two, post
from sphinx_blogtheme.output import build as build_module
from sphinx_blogtheme.output.build import Build
from sphinx_blogtheme.output.surroundings import Surroundings
from sphinx_blogtheme.pages.contexts import PageContexts
from sphinx_blogtheme.site.packed_contents import PackedContents

ALPHA = {"title": "Alpha", "date": "2025-01-01", "categories": "python"}
BETA = {"title": "Beta", "date": "2025-02-01", "categories": "python, ai"}
GAMMA = {"title": "Gamma", "date": "2025-03-01", "categories": "ai", "tags": "t"}
DELTA = {"title": "Delta", "date": "2025-03-02", "author": "Ann"}

FILES = {
    "index.md": "# Test blog\n\nHello.\n",
    "about.md": "---\norphan:\n---\n# About\n\n[Beta](/2025/02/beta/)\n",
    "posts/alpha.md": post("Alpha.\n\n![x](dot.png) ![y](/i/dot.png)\n", **ALPHA),
    "posts/beta.md": post("Beta, see [](alpha.md).\n\n<!--more-->\n\nMore.\n", **BETA),
    "posts/gamma.md": post("Gamma $x^2$ and [beta](/2025/02/beta/).\n", **GAMMA),
    "posts/delta.md": post("Delta[^1].\n\n[^1]: Note.\n", **DELTA),
    "posts/dot.png": DOT,
    "files/i/dot.png": DOT,
}

DEAD = "WARNING: dead link to '/2025/02/beta/'"


def beta(**header):
    """Return the post Beta with other values in its header."""
    return {"posts/beta.md": post("Beta.\n", **{**BETA, **header})}


EDITS = {
    "title": (beta(title="Better"), []),
    "category": (beta(categories="perl"), []),
    "no category": (beta(categories=None), []),
    "date among others": (beta(date="2025-02-09"), []),
    "tags": (beta(tags="new, t"), []),
    "author": (beta(author="Bob"), []),
    "description": (beta(description="Another one."), []),
    "updated": (beta(updated="2025-06-01"), []),
    "on the menu": (beta(**{"on-menu": "true"}), []),
    "month and so URL": (beta(date="2025-04-01"), [DEAD] * 2),
    "slug": (beta(slug="b"), [DEAD] * 2),
    "draft": (beta(state="draft"), [DEAD] * 2),
    "unlisted": (beta(index="false"), []),
    "title of a post that is linked by file": (
        {"posts/alpha.md": post("Alpha.\n", **{**ALPHA, "title": "Omega"})},
        [],
    ),
    "text": ({"posts/gamma.md": post("New text.\n\n## Part\n", **GAMMA)}, []),
    "front page": ({"index.md": "# Other name\n\nGood bye.\n"}, []),
    "page": ({"about.md": "---\norphan:\n---\n# On me\n"}, []),
    "image of a post": ({"posts/dot.png": WIDE}, []),
    "image of the site": ({"files/i/dot.png": WIDE}, []),
    "new post": ({"posts/new.md": post(title="New", date="2025-02-02")}, []),
    "new post of a new year": ({"new.md": post(title="New", date="2019-02-02")}, []),
    "new page": ({"contact.md": "---\norphan:\n---\n# Contact\n"}, []),
    "new file": ({"files/i/new.txt": "new"}, []),
}


@pytest.fixture(scope="module")
def pristine(tmp_path_factory):
    """Return a folder in which the site has been built, and a copy of it."""
    folder = tmp_path_factory.mktemp("incremental")
    made = make_site(folder / "site", FILES)
    made.build()
    shutil.copytree(folder / "site", folder / "pristine")
    return made, folder


@pytest.fixture
def blog(pristine):
    """Return that site as it was, with all that its build left behind."""
    made, folder = pristine
    shutil.rmtree(folder / "site")
    shutil.copytree(folder / "pristine", folder / "site")
    return replace(made, _conf=dict(made._conf))


def assert_same_as_clean(blog, built, warnings=(), parallel=1):
    """Assert that a clean build leaves the same bytes."""
    clean = blog.build(fresh=True, parallel=parallel, warnings=warnings)
    found, expected = built.files(), clean.files()
    assert found.keys() == expected.keys()
    assert [name for name in expected if found[name] != expected[name]] == []


@one_process_or_two
@pytest.mark.parametrize("edit", EDITS)
def test_edit_gives_what_a_clean_build_gives(blog, edit, parallel):
    """Nothing that an edit changes is forgotten, whatever the number of processes."""
    files, warnings = EDITS[edit]
    blog.write(files)
    built = blog.build(warnings=warnings)

    assert_same_as_clean(blog, built, warnings, parallel)


@pytest.mark.parametrize(
    ("name", "warnings"),
    [
        ("posts/gamma.md", []),
        ("posts/beta.md", [DEAD] * 2),
        ("posts/alpha.md", ["beta.md"]),
        ("about.md", []),
        ("files/i/dot.png", ["alpha.md"]),
    ],
)
def test_deletion_gives_what_a_clean_build_gives(blog, name, warnings):
    """What is gone is gone from the site, and missed where it was linked."""
    blog.remove(name)
    built = blog.build(warnings=warnings)

    assert_same_as_clean(blog, built, warnings)


def test_renamed_file_keeps_its_place(blog):
    """A post may move to another folder without a trace in the output."""
    source = blog.source
    (source / "drafts").mkdir()
    (source / "posts/delta.md").rename(source / "drafts/delta.md")
    before = blog.build(fresh=True).files()
    built = blog.build()

    assert built.files() == before


@pytest.mark.parametrize(
    "conf",
    [
        {"blog_categories": {"ai": "Artificial"}},
        {"blog_title": "Other"},
        {"blog_page_size": 2},
        {"blog_menu": ["archives"]},
        {"blog_description": "Other."},
        {"blog_feeds": ["atom"]},
        {"blog_feed_length": 1},
        {"blog_feed_fulltext": False},
        {"blog_llms": False},
        {"blog_sitemap": False},
        {"blog_permalink": "/{year}/{slug}/", "suppress_warnings": ["blogtheme.link"]},
        {"blog_timezone": "Asia/Tokyo"},
        {"blog_authors": {"Ann": ("Ann A.", None)}},
        {"html_baseurl": "https://example.net/b/"},
        {"html_theme_options": {"colour_scheme": "dark"}},
        {"post_date_format": "%Y"},
        {"language": "de"},
        {"copyright": "Ann"},
        {"project": "Other"},
    ],
    ids=lambda conf: next(iter(conf)),
)
def test_changed_option_gives_what_a_clean_build_gives(blog, conf):
    """A change in ``conf.py`` reaches every page that shows it."""
    blog.configure(**conf)

    assert_same_as_clean(blog, blog.build())


def test_changed_stylesheet_reaches_readers_who_have_the_old_one(blog):
    """Pages name it with its checksum, so all are written again."""
    blog.configure(html_static_path=["_static"], html_css_files=["mine.css"])
    blog.write({"_static/mine.css": "p { color: red }\n"})
    blog.build()
    blog.write({"_static/mine.css": "p { color: blue }\n"})

    assert_same_as_clean(blog, blog.build())


def test_series_of_edits_gives_what_a_clean_build_gives(blog):
    """Edits do not add up to something else, in whatever order they are made."""
    chance = random.Random(8)  # noqa: S311 -- the same edits each time
    edits = [files for files, _ in EDITS.values()]
    for number in range(12):
        blog.write(chance.choice(edits))
        if number == 5:
            blog.remove("posts/delta.md")
        if number == 8:
            blog.write({"posts/delta.md": FILES["posts/delta.md"]})
        built = blog.build(warnings=None)

    clean = blog.build(fresh=True, warnings=None, parallel=2)
    assert built.files() == clean.files()


def test_edit_and_its_undoing_leave_no_trace(blog):
    """After both, the site is what it was."""
    before = blog.build().files()
    blog.write(beta(title="X", slug="elsewhere", categories="a, b", tags="c"))
    blog.build(warnings=[DEAD] * 2)
    blog.write({"posts/beta.md": FILES["posts/beta.md"]})

    assert blog.build().files() == before


def test_link_by_file_is_read_again_when_another_file_takes_the_place(blog):
    """The URL is still there; the file that was linked is not."""
    blog.write(
        {"posts/aaa.md": post(**{**BETA, "slug": "alpha", "date": "2025-01-05"})}
    )
    blog.build(warnings=None)
    blog.write({"about.md": "---\norphan:\n---\n# About\n\n[x](posts/aaa.md)\n"})
    blog.build(warnings=None)
    blog.remove("posts/aaa.md")
    built = blog.build(warnings=["'myst' cross-reference target not found"])

    assert_same_as_clean(blog, built, ["'myst' cross-reference target not found"])


def test_future_post_appears_when_its_time_has_come(blog, monkeypatch):
    """The clock changes a site without an edit."""
    blog.write({"later.md": post(title="Later", date="2030-01-01")})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert not blog.build().exists("2030")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")

    assert_same_as_clean(blog, blog.build())


def times(blog):
    """Return when each output file was written."""
    return {
        path: path.stat().st_mtime_ns
        for path in (blog.outputs / "dirhtml").rglob("*")
        if path.is_file()
    }


def test_build_without_a_change_writes_nothing(blog):
    """A server that watches the output does not reload for nothing."""
    blog.build()
    before = times(blog)

    blog.build()

    assert times(blog) == before


def test_only_what_shows_a_title_is_written(blog):
    """A new title is on the post, its neighbours and its lists, not elsewhere."""
    before = times(blog)
    blog.write(beta(title="Better"))
    blog.build()

    changed = {
        path.relative_to(blog.outputs / "dirhtml").as_posix()
        for path, time in times(blog).items()
        if before.get(path) != time
    }
    untouched = {
        *("2025/03/delta/index.html", "2025/03/index.html", "about/index.html"),
        *("author/ann/index.html", "tag/t/index.html", "2025/03/gamma.md"),
    }
    assert "2025/02/beta/index.html" in changed
    assert "2025/01/alpha/index.html" in changed
    assert "2025/03/gamma/index.html" in changed
    assert changed & untouched == set()
    assert not any(name.startswith("_static/css/") for name in changed)


def test_each_post_is_rendered_once(blog, monkeypatch):
    """Lists, feeds and neighbours are made from one rendering of each post."""
    rendered = Counter()
    keep = Build.keep

    def counted(self, docname, body):
        rendered[docname] += 1
        return keep(self, docname, body)

    monkeypatch.setattr(build_module.Build, "keep", counted)
    translated = count_translations(monkeypatch)
    blog.build(fresh=True)

    posts = {"2025/01/alpha", "2025/02/beta", "2025/03/gamma", "2025/03/delta"}
    assert rendered == dict.fromkeys([*posts, "index"], 1)
    assert {name: translated[name] for name in posts} == dict.fromkeys(posts, 1)


def count_translations(monkeypatch):
    """Count how often a translator begins with each document."""
    counts = Counter()
    visit = HTML5Translator.visit_document

    def counted(self, node):
        if node["source"].endswith(".md"):  # not the copy of a title
            counts[self.builder.current_docname] += 1
        visit(self, node)

    monkeypatch.setattr(HTML5Translator, "visit_document", counted)
    return counts


def test_unchanged_posts_are_not_rendered_again(blog, monkeypatch):
    """After an edit, the others' renderings are taken from the last build."""
    blog.write({"posts/delta.md": post("Other text.\n", **DELTA)})
    translated = count_translations(monkeypatch)
    blog.build()

    assert translated == {"2025/03/delta": 1}


def test_edit_of_a_text_asks_only_what_shows_it(blog, monkeypatch):
    """Nothing else is looked at, so that an edit takes as long in a long blog."""
    asked = {"pages": set(), "documents": set()}
    count(monkeypatch, PageContexts, "context", lambda v: asked["pages"].add(v.docname))
    count(monkeypatch, Surroundings, "of", asked["documents"].add)
    blog.write({"posts/delta.md": post("Other text.\n", **DELTA)})
    blog.build()

    assert asked["documents"] == {"2025/03/delta"}
    assert asked["pages"] == {"index", "2025/03", "author/ann"}


def count(monkeypatch, owner, name, note):
    """Note the first argument of each call of a method."""
    method = getattr(owner, name)

    def counted(self, argument):
        note(argument)
        return method(self, argument)

    monkeypatch.setattr(owner, name, counted)


def test_length_of_a_text_reaches_the_lists_of_the_site_itself(tmp_path):
    """Its own template may show more of a post than ours do in a list of titles."""
    blog = make_site(
        tmp_path,
        {
            "_templates/layouts/archive.html": (
                '{% extends "!layouts/archive.html" %}{% block post_list %}'
                "{% for group in groups %}{% for post in group.posts %}"
                "<b>{{ post.words }}</b>{% endfor %}{% endfor %}{% endblock %}"
            ),
            "posts/alpha.md": post("One.\n", **ALPHA),
        },
        templates_path=["_templates"],
    )
    blog.build()
    blog.write({"posts/alpha.md": post("One two three.\n", **ALPHA)})

    built = blog.build()

    assert [b.text for b in built.html("archives").select("b")] == ["3"]


def test_tables_of_contents_of_others_stay_packed(blog, monkeypatch):
    """An edit unpickles no more of Sphinx's environment than it needs."""
    asked = set()
    count(monkeypatch, PackedContents, "__getitem__", asked.add)
    blog.write({"posts/delta.md": post("Text.\n\n## Part\n", **DELTA)})
    blog.build()

    assert "2025/03/delta" in asked
    assert asked <= {"2025/03/delta", "index", "about"}


def test_old_place_of_a_post_is_emptied(blog):
    """A post that moved is not at its old URL as well."""
    blog.write({"posts/delta.md": post(**{**DELTA, "date": "2024-06-01"})})
    built = blog.build()

    assert not built.exists("2025/03/delta")
    assert not built.exists("2025/03/delta.md")
    assert built.exists("2024/06/delta/index.html")


def test_files_that_are_not_ours_stay(blog):
    """What the owner put into the output folder is never deleted."""
    out = blog.outputs / "dirhtml"
    mine = (out / "CNAME", out / "2025/03/delta/mine.txt", out / "own/index.html")
    for path in mine:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine", encoding="utf-8")
    blog.write({"posts/delta.md": post(**{**DELTA, "date": "2024-06-01"})})
    built = blog.build()

    assert [path.read_text(encoding="utf-8") for path in mine] == ["mine"] * 3
    assert not built.exists("2025/03/delta/index.html")


def lose_manifest(blog):
    """Let the last build not have come to its end."""
    for path in blog.outputs.rglob("manifest.json"):
        path.unlink()


def lose_fragments(blog):
    """Lose the renderings."""
    for path in blog.outputs.rglob("fragments"):
        shutil.rmtree(path)


def break_manifest(blog):
    """Leave half of the manifest."""
    for path in blog.outputs.rglob("manifest.json"):
        path.write_text(path.read_text(encoding="utf-8")[:50], encoding="utf-8")


def lose_pages(blog):
    """Lose a part of the output."""
    for name in ("2025/03/delta", "python", "feed"):
        shutil.rmtree(blog.outputs / "dirhtml" / name)
    (blog.outputs / "dirhtml/index.html").unlink()


def lose_doctrees(blog):
    """Lose Sphinx's own memory of the last build."""
    for path in blog.outputs.rglob("*.doctree"):
        path.unlink()


def leave_half_a_fragment(blog):
    """Leave what was being written."""
    folder = next(blog.outputs.rglob("fragments"))
    (folder / "2025/02/.beta.json.1.tmp").write_text("{", encoding="utf-8")


@pytest.mark.parametrize(
    "damage",
    [
        leave_half_a_fragment,
        lose_manifest,
        lose_fragments,
        break_manifest,
        lose_pages,
        lose_doctrees,
    ],
)
def test_build_after_one_that_was_killed_is_whole(blog, damage):
    """Whatever a killed build left, the next one makes it right."""
    damage(blog)
    blog.write(beta(title="Better"))
    built = blog.build()

    assert list(blog.outputs.rglob("fragments/**/.*")) == []
    assert_same_as_clean(blog, built)


@pytest.mark.parametrize("kept", [True, False])
def test_build_that_fails_midway_is_made_up_for(blog, monkeypatch, kept):
    """What it wrote is there if it belongs there, and nowhere else."""
    header = {**DELTA, "title": "D", "date": "2024-01-01"}
    blog.write({"posts/delta.md": post("![x](dot.png)\n", **header)})

    def fail(*_):
        message = "killed"
        raise KeyboardInterrupt(message)

    with monkeypatch.context() as patch:
        patch.setattr(Build, "finish", fail)
        with pytest.raises(KeyboardInterrupt):
            blog.build()
    if not kept:
        blog.write({"posts/delta.md": post(**DELTA)})
    built = blog.build()

    assert_same_as_clean(blog, built)
