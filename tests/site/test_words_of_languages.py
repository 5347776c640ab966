"""Pages, feeds and scripts in the language of the site, down to the last word."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup, Comment, Doctype

from conftest import post

ALPHA, BETA, GAMMA = "Ωά", "Ωβ", "Ωγ"  # words of the author, in no Latin letters
TEXT = f"""{ALPHA}[^1] $1$.

<!--more-->

## {BETA}

{GAMMA}

## {GAMMA}

![{ALPHA}](/images/a.png)

```
0
```

> [!NOTE]
> {BETA}

https://youtu.be/dQw4w9WgXcQ

[^1]: {BETA}
"""
FILES = {
    "index.md": f"# {ALPHA}\n\n{BETA}\n",
    "about.md": f"# {BETA}\n\n{GAMMA}\n",
    "files/images/a.png": "",
    "blogroll.yml": f"- title: {ALPHA}\n  url: https://1.2/\n  feed: https://1.2/3\n",
    **{
        f"posts/{n}.md": post(
            TEXT,
            title=f"{ALPHA} {n}",
            slug=f"{n}",
            date=f"2025-0{3 + n % 2}-01",
            updated="2025-05-01",
            category=BETA,
            tags=GAMMA,
            author=ALPHA,
            series=BETA,
            location=GAMMA,
            description=ALPHA,
            changes=f"[{{2025-05-01: {BETA}}}]",
        )
        for n in range(1, 4)
    },
    "posts/7.md": post(f"{ALPHA}\n", title=None, slug="7", date="2025-04-07"),
    "posts/8.md": post(f"{BETA}\n", title=ALPHA, slug="8", link="https://1.2/4"),
    "posts/9.md": post(f"> {BETA}\n>\n> — {ALPHA}\n", title=None, slug="9"),
}
OPTIONS = {
    "project": ALPHA,
    "author": BETA,
    "html_baseurl": "https://1.2/",
    "blog_page_size": 2,
    "blog_kind_pages": ["article", "link", "quote", "note"],
    "blog_term_feeds": ["author", "tag", "series"],
    "blog_comments": {"system": "html", "url": "https://1.2/5"},
    "html_theme_options": {
        "reply_mail": "a@1.2",
        "reply_fediverse": "https://1.2/@6",
        "source_repository": "https://github.com/1/2",
    },
}
NAMES = {
    *("RSS", "Atom", "JSON", "OPML", "Markdown", "Sphinx", "sphinx", "blogtheme"),
    *(
        "JavaScript",
        "LaTeX",
        "YouTube",
        "Mastodon",
        "BibTeX",
        "Blogroll",
        "Fediverse",
        "fediverse",
    ),
}
"""Names, which are the same in all languages."""
TEXTS = ("description", "summary", "content", "encoded", "subtitle", "rights")
SHOWN = ("alt", "aria-label", "title", "placeholder")
MACHINES = ("script", "style", "code", "pre", "math", "annotation", "bdi")


def words(soup: BeautifulSoup) -> set[str]:
    """Return the words in Latin letters that a reader sees, hears or searches."""
    for element in soup(MACHINES):
        element.decompose()
    texts = [
        text
        for text in soup.find_all(string=True)
        if not isinstance(text, (Comment, Doctype))
    ]
    for element in soup.find_all(True):
        texts += [element.get(name, "") for name in SHOWN]
        texts += [v for k, v in element.attrs.items() if k in DATA]
        if element.name == "meta" and "description" in str(element.attrs.values()):
            texts.append(element["content"])
    text = re.sub(r"https?://\S+|JSON Feed|llms\.txt|\{count\}", " ", " ".join(texts))
    return {word for word in re.findall(r"[A-Za-z]{2,}", text) if word not in NAMES}


DATA = ("data-searching", "data-none", "data-found", "data-failed", "data-copied")


@pytest.mark.parametrize("language", ["ru", "ja", "zh_CN", "ar", "he"])
def test_no_english_word_is_left(site, language):
    """On any kind of page, nor in feeds."""
    built = site(FILES, **OPTIONS, language=language).build(warnings=None)
    left = {}
    for path in built.files():
        if path.endswith(".html") and "_static" not in path:
            left[path] = words(BeautifulSoup(built.text(path), "html5lib"))
        elif path.endswith((".xml", ".opml")) and "sitemap" not in path:
            feed = BeautifulSoup(built.text(path), "xml")
            found = [e.get_text() for e in feed.find_all(("title", *TEXTS))]
            left[path] = words(BeautifulSoup(" ".join(found), "html5lib"))

    assert len(left) > 40
    assert {path: found for path, found in left.items() if found} == {}
