"""Documentation with a blog, for tests of all themes."""

from __future__ import annotations

from typing import Any

from conftest import post

FORGE = "https://github.com/ann/widgets"

HOST = {
    "github_user": "ann",
    "github_repo": "widgets",
    "github_version": "main",
    "conf_py_path": "/docs/",
    "doc_path": "docs",
    "display_github": True,
    "source_type": "github",
    "source_user": "ann",
    "source_repo": "widgets",
    "source_version": "main",
    "source_docs_path": "/docs/",
}
"""What themes ask for to make links to a forge."""

_REPOSITORY = {
    "source_repository": f"{FORGE}/",
    "source_branch": "main",
    "source_directory": "docs",
}

THEMES: dict[str, dict[str, Any]] = {
    "sphinx_blogtheme": _REPOSITORY,
    "furo": _REPOSITORY,
    "pydata_sphinx_theme": {"use_edit_page_button": True},
    "sphinx_book_theme": {
        "repository_url": FORGE,
        "repository_branch": "main",
        "path_to_docs": "docs",
        "use_edit_page_button": True,
    },
    "shibuya": {},
    "sphinx_rtd_theme": {},
    "alabaster": {},
}
"""The options with which each theme links to the sources."""

PARTS = [
    post(f"Part {number} of a story.\n", title=f"Part {number}", **header)
    for number, header in enumerate(
        (
            {"date": f"2025-0{month}-01", "series": "Story", "tags": "tale"}
            for month in (1, 2, 3)
        ),
        1,
    )
]

FILES = {
    "index.rst": "Widgets\n=======\n\nWidgets do things.\n\n"
    ".. toctree::\n   :caption: Guide\n\n   install\n   usage\n",
    "install.md": "# Install\n\n## With pip\n\nText.\n\n## By hand\n\nText.\n",
    "usage.md": "# Usage\n\nAs in [the news](news/released.md).\n",
    "news/released.md": post(
        "It is *out*.\n\n## What is new\n\nMuch.\n\n## What is gone\n\nNothing.\n",
        slug="released",
        title="Version 2 is out",
        date="2025-06-01",
        updated="2025-07-02",
        author="Ann",
        categories="Releases",
        tags="widgets",
        description="All that is new in version 2.",
    ),
    "news/linked.md": post(
        "Worth a look.\n",
        slug="linked",
        title="A talk on widgets",
        date="2025-05-01",
        link="https://elsewhere.example/talk",
        tags="widgets",
    ),
    **{f"news/part{number}.md": text for number, text in enumerate(PARTS, 1)},
}

CONF: dict[str, Any] = {
    "project": "Widgets",
    "extensions": ["sphinx_blogtheme"],
    "html_context": HOST,
    "html_copy_source": True,
    "blog_page_size": 3,
    "blog_comments": {
        "system": "giscus",
        "repo": "ann/widgets",
        "repo-id": "R_1",
        "category": "General",
        "category-id": "DIC_2",
    },
}
