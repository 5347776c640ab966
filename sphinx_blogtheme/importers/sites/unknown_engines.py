"""Engines that have no reader of their own: what their folders most likely mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


_PROGRAMS = re.compile(
    r".*\.(?:[cm]?[jt]sx?|vue|svelte|astro|s[ac]ss|less|styl|erb|haml|slim|njk|ejs|pug"
    r"|swig|liquid|hbs|rb|lock|lektorproject)"
    r"|(?:package(?:-lock)?|tsconfig|jsconfig|metalsmith|netlify|vercel)\.(?:json|toml)"
    r"|_config(?:\.[\w-]+)?\.ya?ml|pnpm-\w+\.yaml|Gemfile|Rakefile|Dockerfile|Makefile"
)
"""Matches the names of programs, templates and settings of engines."""


def is_program_file(path: str) -> bool:
    """Return whether a file is a program, a template or a setting of an engine."""
    return _PROGRAMS.fullmatch(path.rpartition("/")[2]) is not None


class Guess(NamedTuple):
    """What the folders of an engine most likely mean."""

    name: str
    """Display name of the engine."""
    signs: tuple[str, ...]
    """Files or folders of which a site of the engine has one."""
    content: tuple[str, ...] = ()
    """Folders of texts, which are left out of the new paths."""
    static: tuple[str, ...] = ()
    """Folders whose files are served from the root."""
    skipped: tuple[str, ...] = ()
    """Folders of programs and templates, and of what the engine makes."""

    @property
    def told(self) -> str:
        """What is assumed of the folders, for the report."""
        parts = []
        if self.content:
            parts.append(f"texts are those below {', '.join(self.content)}")
        if self.static:
            parts.append(f"files below {', '.join(self.static)} keep their URLs")
        return "; ".join(
            ["read as a folder of Markdown", *parts, "URLs of posts are not known"]
        )


_GUESSES = (
    Guess(
        "Hexo",
        ("source/_posts", "scaffolds"),
        content=("source/_posts", "source"),
        static=("source",),
        skipped=("themes", "scaffolds", "public"),
    ),
    Guess(
        "Gatsby",
        ("gatsby-config.js", "gatsby-config.ts", "gatsby-config.mjs"),
        content=("content/blog", "content/posts", "content", "src/pages"),
        static=("static",),
        skipped=("public", "plugins"),
    ),
    Guess(
        "VitePress",
        (".vitepress", "docs/.vitepress"),
        content=("docs",),
        static=("public", "docs/public"),
    ),
    Guess("VuePress", (".vuepress", "docs/.vuepress", "blog/.vuepress")),
    Guess(
        "Quartz",
        ("quartz.config.ts",),
        content=("content",),
        static=("quartz/static",),
        skipped=("quartz", "docs", "public"),
    ),
    Guess(
        "Next.js",
        ("next.config.js", "next.config.mjs", "next.config.ts"),
        content=("content/blog", "content/posts", "content", "posts", "data/blog"),
        static=("public",),
        skipped=("app", "components", "lib", "out", "pages", "styles"),
    ),
    Guess(
        "SvelteKit",
        ("svelte.config.js",),
        static=("static",),
        skipped=("build",),
    ),
    Guess(
        "Bridgetown",
        ("bridgetown.config.yml", "config/initializers.rb"),
        content=("src",),
        skipped=("src/_layouts", "src/_partials", "src/_components", "output"),
    ),
    Guess(
        "Middleman",
        ("config.rb",),
        content=("source",),
        static=("source",),
        skipped=("build",),
    ),
    Guess("Lektor", ("site.lektorproject",), content=("content",)),
    Guess(
        "Metalsmith",
        ("metalsmith.json", "metalsmith.js"),
        content=("src",),
        static=("src",),
        skipped=("layouts", "build"),
    ),
)


def guessed(root: Path) -> Guess | None:
    """Return the engine that a folder looks like a site of; None if it is like none."""
    for guess in _GUESSES:
        if any((root / sign).exists() for sign in guess.signs):
            return guess
    return None
