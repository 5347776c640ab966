# ruff: noqa: RUF001 -- quotation marks
"""Curly quotation marks and dashes: by language, and nowhere but in text."""

from __future__ import annotations

import pytest

from conftest import post

BODY = "It's \"quoted\" -- 'so'.\n"

BY_LANGUAGE = {
    "en": "It’s “quoted” – ‘so’.",
    "de": "It’s „quoted“ – ‚so‘.",
    "pt-BR": "It’s “quoted” – ‘so’.",
    "de-CH": "It’s «quoted» – ‹so›.",
    "ja": BODY.strip(),
    "zh-TW": BODY.strip(),
    "tlh": BODY.strip(),
}


def text(built, docname):
    """Return the text of a post's own page, without its title."""
    return built.html(docname).select_one(".e-content").get_text().strip()


def test_each_post_has_the_marks_of_its_language(site):
    """One whose language has none, or is left out, stays as it was typed."""
    files = {
        f"{tag}.md": post(BODY, slug=tag.lower(), language=tag) for tag in BY_LANGUAGE
    }
    built = site(
        files | {"plain.md": post(BODY, slug="plain")}, language="de", smartquotes=True
    ).build()

    found = {tag: text(built, f"2025/03/{tag.lower()}") for tag in BY_LANGUAGE}
    assert found == BY_LANGUAGE
    assert text(built, "2025/03/plain") == BY_LANGUAGE["de"]


def test_code_and_escapes_in_a_title_stay_as_typed(site):
    """A command with curly marks is another command."""
    files = {
        "posts/a.md": '---\ndate: 2025-03-01\n---\n\n# It\'s `--force "x"`\n',
        "posts/b.md": '---\ndate: 2025-03-02\n---\n\n# Say \\"hi\\"\n\nx\n',
    }
    built = site(files, smartquotes=True).build()

    titles = [e.get_text() for e in built.html().select(".bt-entry-title a")]
    assert titles == ['Say "hi"', 'It’s --force "x"']
    assert built.text("2025/03/a.md").count("force") == 1


def test_title_is_the_same_everywhere(site):
    """On the page, in lists, in feeds and for machines; the address stays."""
    title = 'The "first" -- it\'s'
    shown = "The „first“ – it’s"
    files = {
        "posts/a.md": post(
            title=f"'{title.replace(chr(39), chr(39) * 2)}'", language="de"
        ),
        "posts/b.md": f"---\ndate: 2025-03-02\nlanguage: de\n---\n\n# {title}\n",
        "posts/c.rst": f":date: 2025-03-02\n:language: de\n\n{title}\n{'=' * len(title)}\n",
    }
    built = site(files, smartquotes=True).build()

    for name in "abc":
        page = built.html(f"2025/03/{name}")
        assert page.h1.find(string=True) == shown
        assert page.title.text.startswith(shown)
        assert page.select_one("meta[property='og:title']")["content"] == shown
        assert page.h1.parent.get("id", "").find("„") < 0
    assert [a.text for a in built.html("archives").select(".bt-line a")] == [shown] * 3
    assert [a.text for a in built.html().select(".bt-entry-title a")] == [shown] * 3
    for feed in ("rss.xml", "atom.xml", "feed.json"):
        assert built.text(f"feed/{feed}").count(shown) >= 3


def test_description_has_the_marks_too(site):
    """As the text has from which it would be taken."""
    built = site(
        {"a.md": post(description="'It is \"so\".'")}, smartquotes=True
    ).build()
    page = built.html("2025/03/a")

    assert page.select_one("meta[name=description]")["content"] == "It is “so”."


KEPT = {
    "code": ('`"a" -- b`', '"a" -- b'),
    "block": ('```\n"a" -- b\n```', '"a" -- b'),
    "address": ("<https://example.org/a--b>", "https://example.org/a--b"),
    "attribute": ("A <abbr title='\"a\"'>b</abbr>", "A b"),
    "raw": ('<div>"a" -- b\'s</div>', '"a" -- b\'s'),
    "escaped": ("5\\' 10\\\" \\-- \\.\\..", "5' 10\" -- ..."),
    "backslashes": (r"C:\\\\a", r"C:\\a"),
}


@pytest.mark.parametrize("kind", KEPT)
def test_what_is_no_prose_is_kept(case, kind):
    """Code, addresses, HTML and escaped marks are as they were typed."""
    posts = {name: post(body + "\n") for name, (body, _) in KEPT.items()}
    page = case(posts, kind, smartquotes=True).html()

    assert page.select_one(".e-content").get_text().strip() == KEPT[kind][1]


def test_marks_see_through_tags_and_formulas(site):
    """A mark that stands before a tag or after a formula opens or closes as usual."""
    body = '<b>"bold"</b>, "*stressed*" and "$x$".\n'
    built = site({"a.md": post(body)}, smartquotes=True).build()
    page = built.html("2025/03/a")

    assert page.select_one(".e-content").get_text().strip() == (
        "“bold”, “stressed” and “x”."
    )


def test_unchanged_post_is_not_read_again(site):
    """Its title is compared with the one that is shown."""
    blog = site({"a.md": post(title="'It is \"so\"'")}, smartquotes=True)
    blog.build()
    (doctree,) = blog.outputs.rglob("2025/03/a.doctree")
    before = doctree.stat().st_mtime_ns
    blog.build()

    assert doctree.stat().st_mtime_ns == before


def test_names_of_the_site_have_its_marks(site):
    """Those of the blog, of the menu and of terms; what is in URLs stays."""
    built = site(
        {"a.md": post(category="Ann's tools", series="'A \"small\" one'")},
        project="Giles's notes",
        blog_description='On "things"',
        blog_menu=[("What's new", "/archives/")],
        smartquotes=True,
    ).build()

    home, category = built.html(), built.html("ann-s-tools")
    assert home.title.text == home.select_one(".bt-site-title").text == "Giles’s notes"
    assert home.select_one("meta[name=description]")["content"] == "On “things”"
    assert home.select_one(".bt-menu a").text == "What’s new"
    assert category.h1.text == "Ann’s tools"
    assert home.find("a", string="Ann’s tools")["href"] == "ann-s-tools/"
    assert built.html("series/a-small-one").h1.text == "A “small” one"
    assert "Giles’s notes has no page" in built.html("404.html").main.text
    assert "Giles's" not in built.text("index.html")
