"""The options about what the Markdown of posts may have, as other engines read it."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_blogtheme.config import checks as expect
from sphinx_blogtheme.config.declaring import option
from sphinx_blogtheme.config.mermaid_options import MermaidOptions
from sphinx_blogtheme.model.heading_ids import GITHUB, HEADING_IDS


@dataclass(frozen=True, kw_only=True, slots=True)
class WritingOptions(MermaidOptions):
    """The options about the text of posts, checked; a part of `BlogConfig`."""

    autolinks: bool = option(
        False,
        "Whether a bare URL (`https://a.example/` or `www.a.example`) or e-mail address "
        "in a post is a link, as it is on GitHub and in Hugo. An "
        "[import](moving/index.md) sets it where the old engine made such links.",
        expect.expect_boolean,
        "env",
    )
    emoji: bool = option(
        False,
        "Whether a name of GitHub's between colons in a post, such as `:tada:`, is an "
        "emoji. An import sets it where the old engine had them.",
        expect.expect_boolean,
        "env",
    )
    code_entities: bool = option(
        True,
        "Whether `&lt;` in the fenced code of a post is `<`, as some old engines and "
        "their authors had it, if [the line shows it](writing.md#code). An import sets "
        "`False` if there are entities in code, which is shown as it is written then.",
        expect.expect_boolean,
        "env",
    )
    code_origin: bool = option(
        False,
        "Whether code that `literalinclude` takes from a file says which file and which "
        "lines these are, with a link to them in the repository that the theme's "
        "`source_repository`, or `html_context`, names; see "
        "[](writing.md#code-of-a-file).",
        expect.expect_boolean,
        "env",
    )
    heading_ids: str = option(
        GITHUB,
        "How the ids of headings in posts are made of their texts, which are in links "
        "such as `#whats-next`: as `github` does (also Hugo and Jekyll), "
        "`github-slugger` (Astro and Docusaurus, which keep hyphens at the ends), "
        "`github-ascii` or `blackfriday` (options of Hugo), `zola`, "
        "`zola-safe` (an option of Zola), `python-markdown` (also Pelican, Nikola and "
        "MkDocs), `eleventy` (its filter `slugify`) or `markdown-it-anchor` (that "
        "plugin's own). An import sets that of the old engine, so that old links lead "
        "to the same headings.",
        expect.OneOf(HEADING_IDS),
        "env",
    )
    code_links: bool | None = option(
        None,
        "Whether names in the Python of posts and pages lead to [their documentation]"
        "(writing.md#names-lead-to-their-documentation): that of inventories of "
        "`sphinx.ext.intersphinx`, and the API pages of the site. `None` is `True` if "
        "`intersphinx_mapping` names an inventory, or if autodoc, AutoAPI or autodoc2 "
        "makes API pages.",
        expect.boolean_or_none,
        "env",
    )
    code_note: bool = option(
        False,
        "Whether the page of a post whose code was run, and is still the same, says when "
        "and with which versions, as `tested-code.json` has it; see "
        "[](guides/posts-whose-code-works.md#what-was-run). A post can say otherwise "
        "with `python: {note: false}` or `{note: true}`.",
        expect.expect_boolean,
        "env",
    )
    api_backlinks: bool = option(
        False,
        "Whether an API page ends with the posts that are about what it documents: "
        "whose text refers to it, or whose code uses it while `blog_code_links` holds.",
        expect.expect_boolean,
        "env",
    )
