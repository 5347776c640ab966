"""Files whose URLs lead elsewhere, as the key of Jekyll's plugin says."""

from __future__ import annotations

import pytest

from conftest import post

FILES = {
    "posts/a.md": post(slug="a"),
    "posts/old.md": post("Old text.", slug="old", redirect_to="/2025/03/a/"),
    "posts/away.md": post(slug="away", redirect_to="https://b.example/x?y=1"),
    "posts/named.md": post(url="/2019/x.html", redirect_to="/2025/03/a/#end"),
    "moved.md": "---\nredirect_to: [/2025/03/a/]\naliases: [/m/, /moved.html]\n"
    "---\n# Moved\n",
}


def target(built, page: str) -> str:
    """Return where a page leads at once."""
    refresh = built.html(page).select_one("meta[http-equiv=refresh]")
    return refresh["content"].partition("url=")[2]


@pytest.mark.parametrize(
    ("page", "leads_to"),
    [
        ("2025/03/old", "../../../2025/03/a/"),
        ("2025/03/away", "https://b.example/x?y=1"),
        ("2019/x.html", "../2025/03/a/#end"),
        ("moved", "../2025/03/a/"),
        ("m", "../2025/03/a/"),
        ("moved.html", "2025/03/a/"),
    ],
)
def test_url_leads_to_another(site, page, leads_to):
    """To a page of the site or elsewhere, from posts and pages, and their aliases."""
    files = {**FILES, "posts/a.md": post("(end)=\n## End\n", slug="a")}
    built = site(files, html_baseurl="https://e.org/").build()

    assert target(built, page) == leads_to


def test_text_is_nowhere(site):
    """Neither on a page, nor in a list, a feed or the search; hosts know the target."""
    files = {**FILES, "posts/a.md": post("(end)=\n## End\n", slug="a")}
    built = site(files, html_baseurl="https://e.org/blog/").build()

    assert not [name for name, text in built.files().items() if b"Old text" in text]
    assert "/2025/03/old/" not in built.text("sitemap.xml")
    lines = built.text("_redirects").splitlines()
    assert "/blog/2025/03/old/ /blog/2025/03/a/ 301" in lines
    assert "/blog/2025/03/away/ https://b.example/x?y=1 301" in lines


def test_draft_leads_nowhere(site):
    """What is held back has no page of any kind."""
    files = {"a.md": post(slug="a", draft="true", redirect_to="https://b.example/")}

    assert not site(files).build().exists("2025/03/a")


def test_dead_target_is_a_warning(site):
    """With the line that names it."""
    site({"a.md": post(redirect_to="/gone/")}).build(warnings=["a.md:4: WARNING: dead"])


def test_url_that_is_taken_is_an_error(site):
    """A page is not replaced by a redirect."""
    files = {
        "a.md": post(slug="a"),
        "b.md": post(slug="a", redirect_to="https://b.example/"),
    }
    built = site(files).build(warnings=["b.md has the alias"])

    assert built.html("2025/03/a").select_one("article")


def test_key_taken_away_shows_the_page_again(site):
    """A build after the change is like a clean one."""
    files = {"a.md": post(slug="a"), "b.md": post(slug="b", redirect_to="/2025/03/a/")}
    blog = site(files)
    blog.build()
    blog.write({"b.md": post(slug="b")})
    built = blog.build()

    assert built.html("2025/03/b").select_one("article")
    assert built.files() == blog.build(fresh=True).files()
