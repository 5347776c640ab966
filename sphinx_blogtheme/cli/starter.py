"""The files of a new blog: configuration, README, pages and first posts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.cli.deploy import BUILD_COMMAND, OUTPUT_FOLDER
from sphinx_blogtheme.front_matter.writing import write_header
from sphinx_blogtheme.importers.new_blog import blog_site_files, python_literal
from sphinx_blogtheme.model.inline_markdown import escape_markdown
from sphinx_blogtheme.model.posts import FrontMatter, Status

if TYPE_CHECKING:
    from datetime import datetime

_CONF = """\
author = {author}
copyright = author

# Quotation marks and dashes are curly, as the language of a post has them.
smartquotes = True

# What lies in this folder and is no page of the blog.
exclude_patterns = ["README.md"]
"""

GIT_IGNORED = """\
# What is made from the sources
/_build/
/public/
__pycache__/

# The Python environment
/.venv/
"""
"""The file ``.gitignore`` of a blog."""

_README = """\
# {title}

The sources of the blog.
You need Python 3.11 or newer; install what builds the blog once:

    python3 -m venv .venv
    .venv/bin/pip install -r requirements.txt

If pip finds no `sphinx-blogtheme`, `requirements.txt` says what to do.

Write with a preview that follows what you save, at http://127.0.0.1:8000/:

    .venv/bin/sphinx-blogtheme serve

Build the site into `{output}`:

    .venv/bin/{build}

`sphinx-blogtheme post "A title"` begins a post, `sphinx-blogtheme drafts` lists what
is not public yet, and `sphinx-blogtheme publish FILE` makes a draft public.
"""

_WELCOME = """\
This is the first post.
The text above the next line is its excerpt, which lists show.

<!--more-->

A post is a file in Markdown below `posts/`, and its front matter, the lines at the top, says what it is.
Change this one, or delete it.

- Lists, **strong** and *stressed* words, `code` and [links](https://commonmark.org/help/) are as you know them.
- A formula such as $a^2 + b^2 = c^2$ needs no script in the reader's browser.
- A footnote[^note] opens where you click its number.

```python
print("Code has colours.")
```

[^note]: Like this one.
"""

_DRAFT = """\
A draft is on no page of the site, and in no feed; `sphinx-blogtheme serve` shows it.
`sphinx-blogtheme publish` makes it public.
"""

_ABOUT = """\
Say here who writes this blog, and why.
"""


README = Path("README.md")
"""Path of the file with the commands, from a blog's folder."""


def readme_text(title: str) -> str:
    """Return the text of the ``README.md`` of a blog."""
    return _README.format(
        title=escape_markdown(title),
        output=OUTPUT_FOLDER,
        build=BUILD_COMMAND.format(output=OUTPUT_FOLDER),
    )


def starter_files(
    title: str, author: str, base_url: str, now: datetime, requirements: str
) -> dict[Path, bytes]:
    """Return the contents of a new blog's files, by path from its folder.

    :param base_url: URL of the published blog, with a slash at its end.
    :param now: the current time, aware; the first post is dated one minute earlier.
    :param requirements: text of the file from which pip installs what builds the blog.
    """
    moment = now.replace(second=0, microsecond=0)
    day = Path("posts", f"{moment:%Y}", f"{moment:%m}")
    files = blog_site_files(title, base_url)
    files[Path("conf.py")] += _CONF.format(author=python_literal(author)).encode()
    texts = {
        Path(".gitignore"): GIT_IGNORED,
        README: readme_text(title),
        Path("requirements.txt"): requirements,
        Path("about.md"): f"# About\n\n{_ABOUT}",
        day / "hello.md": _post(
            FrontMatter(
                title="Hello",
                date=moment - timedelta(minutes=1),
                categories=("Diary",),
                tags=("first-steps",),
                description="The first post, with something of everything.",
            ),
            _WELCOME,
        ),
        day / "not-yet.md": _post(
            FrontMatter(title="Not yet", status=Status.DRAFT, categories=("Diary",)),
            _DRAFT,
        ),
    }
    return files | {path: text.encode() for path, text in texts.items()}


def _post(facts: FrontMatter, body: str) -> str:
    return f"{write_header(facts)}\n{body}"
