"""A small blog with every kind of page, whose words are of no language of ours."""

from __future__ import annotations

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

LANGUAGES = ["de", "fr", "ja", "zh_CN", "ar", "he"]
"""Languages in which it is looked at in a browser, and by the validator."""
