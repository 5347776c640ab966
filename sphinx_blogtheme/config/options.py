"""The options of a site, declared as the fields of `BlogConfig`.

Each option is declared once: its name (with the prefix ``blog_`` in ``conf.py``),
default, check and help. Registration and the reference in the documentation are derived
from the fields.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sphinx_blogtheme.config import checks as expect
from sphinx_blogtheme.config import term_checks
from sphinx_blogtheme.config.checks import DIALECTS
from sphinx_blogtheme.config.declaring import option
from sphinx_blogtheme.config.section_options import SectionOptions
from sphinx_blogtheme.model.permalinks import PermalinkPattern
from sphinx_blogtheme.model.terms import TERM_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx_blogtheme.model.library import Library
    from sphinx_blogtheme.model.sections import Section

PREFIX = "blog_"

DEFAULT_PERMALINK = "/{year}/{month}/{slug}/"

MYST_EXTENSIONS = ("alert", "colon_fence", "strikethrough", "tasklist")
"""MyST's extensions that are on in any blog."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BlogConfig(SectionOptions):
    """The checked options of a site."""

    permalink: str | None = option(
        None,
        "Pattern of the URL of a post, with [fields](permalinks.md#the-pattern) such "
        "as `{year}` and `{slug}`, each a part between slashes or within one. The "
        "default is "
        f"`{DEFAULT_PERMALINK}`; with an empty string a post's URL is its file's "
        "path. `None` in a site that lists `ablog` in "
        "`extensions` itself leaves every URL to ABlog.",
        expect.permalink,
        "env",
    )
    translation_urls: str = option(
        "folder",
        "Where [translations](languages.md#translations) of posts are: with `folder` "
        "below their language, as `/pt/2025/03/hello/`; with `beside` at the same kind "
        "of URL as all posts, with a slug of their own or with the language at its "
        "end: `/2025/03/hello-pt/`.",
        expect.OneOf(expect.TRANSLATION_URLS),
        "env",
    )
    timezone: str = option(
        "UTC",
        "Time zone of dates that name none: an IANA name such as `Europe/Lisbon`. "
        "A date that names its own is shown, and makes a permalink, as it is written.",
        expect.timezone,
        "env",
    )
    categories: Mapping[str, str | Mapping[str, str]] = option(
        {},
        "Display names of categories, from slug to name: "
        '`{"latex": "LaTeX"}`. A category without an entry gets a name made from '
        "its slug. Instead of a name there may be a dictionary with `name` and "
        "`description`, the Markdown that its page begins with.",
        term_checks.terms,
        "env",
    )
    tags: Mapping[str, str | Mapping[str, str]] = option(
        {}, "Display names of tags, as for `blog_categories`.", term_checks.terms, "env"
    )
    series: Mapping[str, str | Mapping[str, str]] = option(
        {},
        "Display names of series, as for `blog_categories`.",
        term_checks.terms,
        "env",
    )
    vocabularies: Sequence[str] = option(
        [],
        "Taxonomies whose terms are all in their dictionaries, so that any other is a "
        "warning: names from `category`, `tag`, `author`, `series`, `location`, "
        "`language`; see [](taxonomies.md#closed-vocabularies).",
        expect.NamesFrom(tuple(TERM_OPTIONS)),
        "html",
    )
    term_feeds: Sequence[str] = option(
        ["category"],
        "Taxonomies whose terms have feeds of their own, of the names above.",
        expect.NamesFrom(tuple(TERM_OPTIONS)),
        "html",
    )
    drafts: bool = option(
        False,
        "Whether drafts, and posts that are to be published later, are on the pages, "
        "marked as such: for a preview, as `sphinx-blogtheme serve` gives it. They are "
        "in no feed, sitemap or other file for machines.",
        expect.expect_boolean,
        "env",
    )
    description: str = option(
        "",
        "One sentence about the blog, for search engines, feeds and `llms.txt`.",
        expect.expect_text,
        "html",
    )
    menu: Sequence[str | tuple[str, str]] = option(
        ["about", "contact", "archives", "categories", "feed"],
        "The site's menu: names of pages (the ones a site doesn't have are left "
        "out) or `(label, URL)` pairs. Posts with `on-menu: true` are added.",
        expect.menu,
        "html",
    )
    template_api: str = option(
        "",
        "The [version of the templates' interface](templates.md) for which the "
        "templates of the site are written, such as `1.0`. If this version of the "
        "extension has another interface, the build warns.",
        expect.api_version,
        "html",
    )
    files: Sequence[str] = option(
        ["files"],
        "Folders, beside `conf.py`, whose content is served from the root of the "
        "site: `files/images/a.png` becomes `/images/a.png`.",
        expect.strings,
        "env",
    )
    feeds: Sequence[str] = option(
        list(expect.FEED_FORMATS),
        "Formats of the feeds, in the order in which pages announce them: `rss`, "
        "`atom`, `json`.",
        expect.NamesFrom(expect.FEED_FORMATS),
        "html",
    )
    feed_limit: int = option(
        512,
        "Maximum size of a file of a feed in KB (1024 bytes); 0 for none. Entries that "
        "have no room are on the feed's next pages; see [](feeds.md#pages-of-a-feed).",
        expect.natural,
        "html",
    )
    feed_page: bool = option(
        True,
        "Whether to make the page `/feed/`, which explains and offers the feeds. A page "
        "of your own at that URL, such as `feed.md`, replaces it.",
        expect.expect_boolean,
        "html",
    )
    not_found_page: bool = option(
        True,
        "Whether to make `/404.html`, the page for "
        "[missing URLs](pages.md#dead-addresses). With the extension "
        "`notfound.extension`, which makes such a page too, the default is `False`.",
        expect.expect_boolean,
        "html",
    )
    blogroll: Sequence[Mapping[str, str]] | str | None = option(
        None,
        "Blogs that you recommend: a list of dictionaries, or a YAML, TOML or OPML file "
        "beside `conf.py`. `None` is the file `blogroll.yml`, `.yaml`, `.toml` or "
        "`.opml` if there is one, and `[]` no blogroll; see [](feeds.md#a-blogroll).",
        expect.list_or_file,
        "html",
    )
    llms: bool = option(
        True,
        "Whether to write `/llms.txt` and, beside each post's folder, its Markdown "
        "(`/2025/03/slug.md`). "
        "[Other extensions](other-extensions.md) may do so instead.",
        expect.expect_boolean,
        "html",
    )
    notebook_copies: bool = option(
        True,
        "Whether readers can download a post that is a notebook "
        "(`/2025/03/slug.ipynb`). With nbsphinx, which publishes notebooks itself, the "
        "default is `False`.",
        expect.expect_boolean,
        "html",
    )
    sitemap: bool = option(
        True,
        "Whether to write `/sitemap.xml`. With the extension `sphinx_sitemap`, which "
        "writes one too, the default is `False`.",
        expect.expect_boolean,
        "html",
    )
    embeds: str = option(
        "click",
        "When videos and other players from elsewhere are loaded: `click`, once the "
        "reader asks for one, so that nobody else knows of a reader before; or "
        "`direct`, with the page.",
        expect.OneOf(expect.EMBEDS),
        "html",
    )
    dialects: Sequence[str] = option(
        list(DIALECTS),
        "Other engines whose shortcodes, tags and links are understood in posts: "
        "`callouts` (the boxes of GitHub, Obsidian, Material and Quarto), `hugo`, "
        "`jekyll`, `nikola`, `pelican` and `zola`; see [](bodies.md).",
        expect.NamesFrom(DIALECTS),
        "env",
    )
    wikilinks: bool = option(
        False,
        "Whether `[[Other post]]` is a link in Markdown, to the page with that title, "
        "file name or slug, and `![[picture.png]]` a picture; see "
        "[](links.md#wikilinks).",
        expect.expect_boolean,
        "env",
    )
    search: str = option(
        "auto",
        "What the search page works with: `pagefind`, which is faster for readers and "
        "has to be installed; `sphinx`; or `none`, for no search. With `auto` it is "
        "Pagefind where that is installed and Sphinx's own search elsewhere.",
        expect.OneOf(expect.SEARCHES),
        "html",
    )
    comments: Mapping[str, str | float] | None = option(
        None,
        "Comments under posts: a dictionary with the name of a `system` (`isso`, "
        "`giscus`, `utterances` or `html`) and its settings; see "
        "[](comments.md).",
        expect.comments,
        "html",
    )
    image: str = option(
        "",
        "Image of the pages that have none of their own, where they are shared: a "
        "URL, or the path of a file of the site, such as `/images/card.png`.",
        expect.expect_text,
        "html",
    )
    image_widths: Sequence[int] = option(
        [],
        "Widths in pixels of the smaller copies that the images of the site get, for "
        "readers with small screens: `[480, 960, 1440]`, for example; see "
        "[](writing.md#images-and-files). Pillow makes them, which has to be installed.",
        expect.widths,
        "html",
    )
    image_sizes: str = option(
        "(min-width: 40rem) 36rem, 100vw",
        "How wide the text is in which these images stand, as the attribute `sizes` "
        "of HTML says it. The default is the theme's.",
        expect.expect_text,
        "html",
    )
    social_cards: bool | Mapping[str, str] = option(
        False,
        "Whether posts that name no image, and the site, get a picture with their "
        "title for where they are shared; or a dictionary with its `background`, "
        "`text` and `accent` colours (`#rrggbb`) and a `font` (path of its file); see "
        "[](machines.md#social-cards). Pillow draws them, which has to be installed.",
        expect.social_cards,
        "html",
    )
    me: Sequence[str] = option(
        [],
        "Your profiles elsewhere, which then can tell that the site is yours "
        "(`rel=me`): a list of URLs.",
        expect.profiles,
        "html",
    )
    fediverse_creator: str | Mapping[str, str] = option(
        "",
        "The fediverse account of the author, such as `@ann@social.example`; or a "
        "dictionary from ids of authors to accounts, for their posts.",
        expect.accounts,
        "html",
    )
    maths_macros: Mapping[str, str | Sequence[str | int]] = option(
        {},
        "Macros for formulas, from name to TeX, which may have `#1`: "
        r'`{"RR": r"\mathbb{R}", "norm": r"\lVert #1\rVert"}`. Those of '
        "`mathjax3_config` and `mathjax4_config` count too, and a post can have its "
        "own in its `math` [key](writing.md#maths-and-prices).",
        expect.macros,
        "env",
    )
    webmention: str = option(
        "", "Where the site receives webmentions: a URL.", expect.url, "html"
    )
    pingback: str = option(
        "", "Where the site receives pingbacks: a URL.", expect.url, "html"
    )
    websub_hub: str = option(
        "",
        "The WebSub hub that tells subscribers of new posts: a URL, which the pages "
        "and the feeds announce.",
        expect.url,
        "html",
    )
    trust: str | Mapping[str, str] = option(
        "full",
        "What the authors of sources may use: `full` is all of Markdown, MyST and "
        "reStructuredText, with HTML; `prose` has no HTML, no scripts, no inserted "
        "files and no directive that runs something, for sites with guest authors; or "
        "a dictionary from patterns of source paths to one of these, such as "
        '`{"guests/*": "prose"}`, of which the first that fits counts; see '
        "[](safety.md).",
        expect.trust,
        "env",
        fallback=expect.PROSE,  # a typing error must not let guests do more
    )
    trusted_paths: Sequence[str] | None = option(
        None,
        "Files and folders outside of the source folder that documents may include, "
        "link to and show, relative to `conf.py`: `['../README.md', '../examples']`. "
        "By default, pages may use those of the project around the documentation, and "
        "posts none; see [](safety.md).",
        expect.strings_or_none,
        "env",
    )
    prose_markup: Sequence[str] = option(
        [],
        "Names of further directives and roles that may be used where `blog_trust` is "
        "`prose`.",
        expect.strings,
        "env",
    )
    robots: bool = option(
        True,
        "Whether to write `/robots.txt`, unless the site has its own.",
        expect.expect_boolean,
        "html",
    )
    content_security_policy: bool | Mapping[str, Sequence[str]] = option(
        True,
        "Whether to write a `Content-Security-Policy` that allows what the pages use "
        "into `/_headers`, which Netlify and Cloudflare Pages read; or a dictionary of "
        'sources to add, by directive: `{"script-src": ["https://stats.example"]}`. '
        "A policy in a `_headers` of the site's own is kept instead.",
        expect.content_sources,
        "html",
    )

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.timezone)

    def feeds_of(self, library: Library) -> Sequence[str]:
        """Return the formats of the feeds of an edition."""
        section = self.section_of(library)
        return self.feeds if section is None or section.feeds is None else section.feeds

    def pattern(self, section: Section | None = None) -> PermalinkPattern | None:
        """Return the permalink pattern of posts; None if they have their files' paths.

        :param section: the section of the posts, if they are in one.
        """
        given = section.permalink if section else None
        text = self.permalink if given is None else given
        if text == "":
            return None
        text = text or DEFAULT_PERMALINK
        return PermalinkPattern.parse(section.pattern(text) if section else text)


def option_fields() -> Iterator[dataclasses.Field[Any]]:
    """Yield the declared options, in the order of the reference page."""
    yield from dataclasses.fields(BlogConfig)
