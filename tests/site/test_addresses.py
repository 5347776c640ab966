"""An address of the site has one owner, the same in every build."""

from __future__ import annotations

import random
import re
import sys
from types import ModuleType

import pytest

from conftest import post

PAGE = "---\norphan:\n---\n# A page\n\nText of {}.\n"

CLAIMANTS = {
    "page": ("guide.md", PAGE.format("guide.md")),
    "index of a folder": ("guide/index.md", PAGE.format("guide/index.md")),
    "post": ("posts/p.md", post("Text of posts/p.md.\n", slug="guide")),
    "own file": ("files/guide/index.html", "<p>Text of files/guide/index.html.\n"),
    "category": ("posts/q.md", post(title="Q", categories="guide")),
    "alias": ("posts/r.md", post(title="R", aliases="/guide/")),
}
"""The sources that claim `/guide/`, from the one that gets it to the weakest."""

NAMED = {
    "own file": "files/guide/index.html",
    "category": "the page of the category 'Guide' (posts/q.md:4)",
}
"""How an error names a claimant, if not by the path of its source."""

SIGNS = {
    "category": ("h1", "Guide"),
    "alias": ("title", "R"),
}
"""An element of what is published, and its text; others have a paragraph."""


def claims_of(seed):
    """Return some of the claimants, and a builder."""
    chance = random.Random(seed)  # noqa: S311 -- the same sets each time
    builder = chance.choice(["dirhtml", "html"])
    names = set(chance.sample([*CLAIMANTS], chance.randint(2, len(CLAIMANTS))))
    if builder == "html" and names & {"index of a folder", "own file"}:
        names -= {"page"}  # `guide.html` is another address
    return builder, [name for name in CLAIMANTS if name in names]


def assert_owner(built, builder, names):
    """Assert that the first one is published, and that one error names all."""
    page = "guide.html" if (builder, names[0]) == ("html", "page") else "guide"
    element, text = SIGNS.get(names[0], ("p", f"Text of {CLAIMANTS[names[0]][0]}."))
    html = built.html(page)
    assert text in [found.get_text().strip() for found in html.select(element)]
    if len(names) == 1:
        assert built.warnings == []
        return
    (error,) = built.warnings
    assert "ERROR: " in error
    assert "[blogtheme.permalink]" in error
    for name in names:
        assert NAMED.get(name, CLAIMANTS[name][0]) in error
    assert re.match(r".*?\.(?:md|html):\d+: ERROR", error)


@pytest.mark.parametrize(
    "seed",
    [*range(4), *(pytest.param(n, marks=pytest.mark.long) for n in range(4, 40))],
)
def test_same_claimant_gets_an_address_in_every_build(site, seed):
    """In a clean one, one without a change, one after an edit, and with two processes."""
    builder, names = claims_of(seed)
    files = dict(CLAIMANTS[name] for name in names) | {"posts/z.md": post(title="Z")}
    blog = site(files, blog_permalink="/{slug}/")
    build = {"builder": builder, "warnings": None}

    clean = blog.build(**build)
    assert_owner(clean, builder, names)
    before = clean.files()
    assert blog.build(**build).files() == before
    assert blog.build(**build, parallel=2, fresh=True).files() == before
    edited = {name: f"{text}\nMore.\n" for name, text in files.items()}
    blog.write({name: edited[name] for name in edited if not name.endswith(".html")})
    after = blog.build(**build)
    assert_owner(after, builder, names)
    assert after.differences(blog.build(**build, fresh=True)) == []


@pytest.mark.parametrize("seed", range(3))
def test_address_passes_on_when_its_owner_goes(site, seed):
    """What is left is what a clean build makes, one claimant after the other."""
    builder, names = claims_of(seed)
    files = dict(CLAIMANTS[name] for name in names) | {"posts/z.md": post(title="Z")}
    blog = site(files, blog_permalink="/{slug}/")
    blog.build(builder, warnings=None)

    while names:
        blog.remove(CLAIMANTS[names.pop(0)][0])
        built = blog.build(builder, warnings=None)
        if names:
            assert_owner(built, builder, names)
        clean = blog.build(builder, warnings=None, fresh=True)
        assert built.differences(clean) == []


OWN_FILES = {
    "feed/rss.xml": "own",
    "llms.txt": "own",
    "sitemap.xml": "own",
    "tag/t/index.html": "own",
    "2025/03/a.md": "own",
    "_static/theme.css": "own",
    "2025/03/a/index.html": "page",
    "index.html": "page",
    "search/index.html": "page",
    "objects.inv": "page",
}
"""Files that a site brings, and whether they or the site's pages are published."""


@pytest.mark.parametrize("option", ["blog_files", "html_extra_path"])
def test_own_file_stands_over_generated_ones_only(site, option):
    """A feed or a list is less than what an author wrote; a page is more."""
    files = {f"own/{name}": "own" for name in OWN_FILES}
    files["own/free.txt"] = "own"
    blog = site(
        {**files, "posts/a.md": post(tags="t")},
        blog_search="sphinx",
        html_static_path=["static"],
        exclude_patterns=["own"] if option == "html_extra_path" else [],
        **{option: ["own"]},
    )
    blog.write({"static/theme.css": "p {}\n"})
    expected = [f"own/{name}" for name in OWN_FILES]
    if option == "html_extra_path":
        blog.configure(exclude_patterns=["own/*.md"])
        blog.remove("own/2025/03/a.md")
        expected.remove("own/2025/03/a.md")

    for edit in ("", "More.\n", "Still more.\n"):
        blog.write({"posts/a.md": post(f"Text.\n{edit}", tags="t")})
        built = blog.build(warnings=expected)
        for name, winner in OWN_FILES.items():
            if f"own/{name}" in expected:
                data = (built.out / name).read_bytes()
                assert (data == b"own") == (winner == "own"), name
        assert built.text("free.txt") == "own"


def test_two_own_files_of_one_path_are_a_contest(site):
    """Nobody could tell which of them is published."""
    files = {"one/a.txt": "1", "two/a.txt": "2", "one/b.txt": "b"}
    blog = site(files, blog_files=["one", "two"])
    for _ in range(2):
        built = blog.build(warnings=["one/a.txt) and the file a.txt (two/a.txt) claim"])
        assert built.text("a.txt") == "2"


def test_own_robots_and_404_are_no_contest(site):
    """A site that brings them says so; it has no other use for them."""
    files = {"files/robots.txt": "own", "files/404.html": "own", "files/_redirects": ""}

    built = site({**files, "posts/a.md": post(aliases="/b/")}).build()

    assert built.text("robots.txt") == built.text("404.html") == "own"


def test_own_file_that_goes_is_deleted(site):
    """Also one of `html_extra_path`, which Sphinx itself would leave."""
    blog = site({"extra/a.txt": "a", "extra/b.txt": "b"}, html_extra_path=["extra"])
    assert blog.build().exists("a.txt")

    blog.remove("extra/a.txt")
    built = blog.build()

    assert not built.exists("a.txt")
    assert built.exists("b.txt")


def test_standing_page_stands_over_a_list(site):
    """It is a post, which nobody should lose to a category."""
    files = {
        "posts/about.md": post("About me.\n", index="false"),
        "posts/a.md": post(title="A", categories="about"),
    }
    warning = "category 'About' (posts/a.md:4) and the standing page of posts/about.md"
    built = site(files).build(warnings=[warning])

    assert "About me." in built.html("about").text


LISTS = {
    "guide": "the page of the category 'Guide' (posts/a.md:4)",
    "tag/ink": "the page of the tag 'Ink' (posts/a.md:5)",
    "author/me": "the page of the author 'Me' (posts/a.md:6)",
    "2025": "the generated page '2025'",
    "2025/03": "the generated page '2025/03'",
    "archives": "the generated page 'archives'",
    "author": "the overview 'author'",
    "tag": "the overview 'tag'",
}
"""The lists of a small blog, and how an error names them."""


@pytest.mark.parametrize("builder", ["dirhtml", "html"])
@pytest.mark.parametrize("end", ["", "/index"])
def test_page_of_an_author_is_never_replaced_by_a_list(site, builder, end):
    """Whether it is a file or the index of a folder; one error names both."""
    header = {"categories": "Guide", "tags": "Ink", "author": "Me"}
    pages = {f"{name}{end}.md": PAGE.format(name) for name in LISTS}
    made = site({**pages, "posts/a.md": post(**header)})

    for _ in range(2):
        built = made.build(
            builder,
            warnings=[f"{LISTS[name]} and {name}{end}.md claim" for name in LISTS],
        )
        for name in LISTS:
            file = f"{name}.html" if builder == "html" and not end else name
            assert f"Text of {name}." in built.html(file).text


# Sphinx's own pages


def test_index_of_modules_stands(site):
    """Over a list and an alias; it is Sphinx's own page, and no other extension's."""
    module = "```{py:module} quill\n```\n"
    files = {
        "posts/a.md": post(module, categories="Py modindex"),
        "posts/b.md": post(title="B", aliases="/py-modindex/"),
    }
    names = "category 'Py modindex' (posts/a.md:4)", "an alias of posts/b.md"
    built = site(files).build(warnings=[names[0]])

    assert names[1] in built.warnings[0]
    assert "and the page 'py-modindex' claim" in built.warnings[0]
    assert built.html("py-modindex").select(".indextable")


@pytest.mark.parametrize("name", ["search", "genindex"])
def test_page_of_sphinx_stands(site, name):
    """A page with text there is an error that names it; an empty one is usual."""
    empty = site({f"{name}.md": "---\norphan:\n---\n# Title\n"}, blog_search="sphinx")
    empty.build()
    full = site({f"{name}.md": PAGE.format(name)}, blog_search="sphinx")
    built = full.build(warnings=[f"{name}.md and the page '{name}' claim the URL"])

    assert f"Text of {name}." not in built.text(f"{name}/index.html")


# Other extensions


def extension(monkeypatch, **listeners):
    """Make an extension that connects functions, and return its name."""
    module = ModuleType("other_extension")

    def setup(app):
        for event, listener in listeners.items():
            app.connect(event.replace("_", "-"), listener)
        return {"parallel_read_safe": True, "parallel_write_safe": True}

    module.setup = setup
    for listener in listeners.values():
        listener.__module__ = "other_extension"
    monkeypatch.setitem(sys.modules, "other_extension", module)
    return ["other_extension", "sphinx_blogtheme"]


def test_page_of_another_extension_does_not_hide_ours(site, monkeypatch):
    """Documents and lists stand; a page at a free address is published, then removed."""
    names = ["notes", "2025/03/a", "archives", "free"]

    def pages(app):
        return [
            (name, {"title": "Theirs", "body": "Theirs."}, "page.html")
            for name in names
        ]

    blog = site(
        {"notes.md": PAGE.format("notes"), "posts/a.md": post()},
        extensions=extension(monkeypatch, html_collect_pages=pages),
    )
    for _ in range(2):
        built = blog.build(warnings=[f"'{name}' of another" for name in names[:3]])
        for name in names:
            assert ("Theirs." in built.text(f"{name}/index.html")) == (name == "free")

    names.clear()
    blog.write({"posts/a.md": post("Other.\n")})
    assert not blog.build().exists("free")


def overwrite(app, *_):
    """Write files as extensions do at the end of a build."""
    redirect = '<html><head><meta http-equiv="refresh" content="0; url=/x/"></head>'
    for name in ("notes/index.html", "archives/index.html"):
        (app.outdir / name).parent.mkdir(exist_ok=True)
        (app.outdir / name).write_text(redirect)
    for name in ("sitemap.xml", "feed/atom.xml", "own.txt", "new.txt"):
        (app.outdir / name).parent.mkdir(exist_ok=True)
        (app.outdir / name).write_text("theirs")
    return []


OVERWRITTEN = {
    "notes.md": PAGE.format("notes"),
    "posts/a.md": post(),
    "files/own.txt": "own",
}


@pytest.mark.parametrize("event", ["html_collect_pages", "build_finished"])
def test_file_written_over_ours_is_undone(site, monkeypatch, event):
    """Each is one error that names the extension; a file of its own stays."""
    harmless = extension(monkeypatch, **{event: lambda *_: []})
    plain = site(OVERWRITTEN, extensions=harmless).build().files()
    blog = site(OVERWRITTEN, extensions=extension(monkeypatch, **{event: overwrite}))
    paths = "notes/index.html", "archives/index.html", "sitemap.xml", "feed/atom.xml"
    for _ in range(2):
        built = blog.build(
            warnings=[f"a file {path} of another" for path in (*paths, "own.txt")]
        )
        found = built.files()
        assert all("other_extension" in warning for warning in built.warnings)
        assert found["new.txt"] == b"theirs"
        assert {path: found[path] for path in paths} == {
            path: plain[path] for path in paths
        }
        assert found["own.txt"] == b"own"


def test_page_that_can_be_switched_off_names_its_option(site, monkeypatch):
    """Which of the two stands is the site's choice."""

    def pages(app):
        return [(name, {}, "page.html") for name in ("404", "feed", "archives")]

    others = extension(monkeypatch, html_collect_pages=pages)
    blog = site({"posts/a.md": post()}, extensions=others)
    blog.build(
        "html",
        warnings=[
            "set blog_not_found_page = False if you prefer the other.",
            "set blog_feed_page = False if you prefer the other.",
            "switch the other off in the options of its extension, or rename it.",
        ],
    )


def test_other_extension_may_write_what_we_leave(site, monkeypatch):
    """Without our sitemap, that of an extension stays, from the first build on."""
    blog = site(
        OVERWRITTEN, extensions=extension(monkeypatch, build_finished=overwrite)
    )
    blog.build(warnings=None)
    blog.configure(blog_sitemap=False)

    for _ in range(2):
        assert blog.build(warnings=None).text("sitemap.xml") == "theirs"


def test_minified_page_is_left_alone(site, monkeypatch):
    """An extension may change pages at the end of a build."""

    def minify(app, exception):
        for path in app.outdir.rglob("*.html"):
            path.write_text(" ".join(path.read_text().split()))

    blog = site(OVERWRITTEN, extensions=extension(monkeypatch, build_finished=minify))

    for _ in range(2):
        assert "\n" not in blog.build().text("notes/index.html")


def test_post_called_index_is_beside_the_list_of_its_month(site):
    """Its folder is no page of the folder above."""
    files = {"posts/x.md": post(slug="index"), "posts/other.md": post()}
    built = site(files).build()

    assert built.html("2025/03/index").h1
    assert len(built.html("2025/03").select("a.u-url, .bt-line a")) >= 2


def test_unlisted_post_with_a_path_is_at_no_other_place(site):
    """A standing page is one whose author has given no path."""
    header = {"slug": "2025", "url": "/awards/2025/", "index": "false"}
    built = site({"posts/a.md": post(**header), "posts/b.md": post()}).build()

    assert built.exists("awards/2025/index.html")
    assert "2025" in built.html("2025").h1.text
