"""Settings of a site of Nikola."""

from __future__ import annotations

BLOG_AUTHOR = "Emil Example"
BLOG_TITLE = "Radio days"
SITE_URL = "https://nikola.example.org/"
BLOG_EMAIL = "emil@example.org"
BLOG_DESCRIPTION = "About radios."
DEFAULT_LANG = "en"
TIMEZONE = "Europe/Vienna"
POSTS = (
    ("posts/*.rst", "posts", "post.tmpl"),
    ("posts/*.md", "posts", "post.tmpl"),
    ("posts/*.txt", "posts", "post.tmpl"),
)
PAGES = (("pages/*.md", "", "page.tmpl"),)
COMPILERS = {"rest": (".rst", ".txt"), "markdown": (".md",)}
FEED_TEASERS = False
REDIRECTIONS = [("old/valve.html", "/posts/valve/")]
