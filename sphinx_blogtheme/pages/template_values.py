"""The values in contexts of templates: plain, and all that a template needs.

They are named tuples, which take less time to define than dataclasses: each build does
so, even if nothing changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from sphinx_blogtheme.site.state_names import state_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from markupsafe import Markup

    from sphinx_blogtheme.model.posts import Post
    from sphinx_blogtheme.pages.versions import PageVersion


class TermLink(NamedTuple):
    """A name, with the docname of its page or an absolute URL."""

    name: str
    docname: str | None = None
    url: str | None = None
    count: int = 0  # type: ignore[assignment]  # hides that of tuples


class TermGroup(NamedTuple):
    """The terms of a taxonomy whose names have the same initial."""

    title: str
    """The initial, in upper case; or ``#``."""
    id: str
    terms: Sequence[TermLink]


class TermSummary(NamedTuple):
    """The number of posts of a term, and the date of the newest."""

    count: int  # type: ignore[assignment]  # hides that of tuples
    newest_iso: str
    newest_text: str


class TermIntroduction(NamedTuple):
    """The introduction of a term, at the top of the term's page."""

    html: Markup
    picture: str
    """URL; may be empty."""
    links: Sequence[tuple[str, str]]
    """Labels and URLs of further pages."""


class FeedLink(NamedTuple):
    """A feed that a page announces."""

    title: str
    mime: str
    path: str
    format: str = ""
    """Name of the format: "RSS", "Atom", "JSON Feed"."""


class FeedSource(NamedTuple):
    """The blog, a category, a tag … that has feeds, on the page of the feeds."""

    title: str
    docname: str
    """Docname of the page with the same posts."""
    feeds: Sequence[FeedLink]


class FeedGroup(NamedTuple):
    """What has feeds and is of one taxonomy, on the page of the feeds."""

    title: str
    """Name of the taxonomy, such as "Categories"; empty for the blog itself."""
    sources: Sequence[FeedSource]


class MenuItem(NamedTuple):
    """An entry of the site's menu, on one page."""

    label: str
    uri: str
    current: bool
    language: str = ""
    """Tag of the language of the label, if it is not that of the page."""


class PageRef(NamedTuple):
    """A link to another page."""

    title: str
    docname: str


class PostRef(NamedTuple):
    """A link to another post."""

    title: str
    docname: str
    date: datetime | None
    """None if its author gave none."""
    date_text: str = ""
    """The date as lists have it: "2 Mar 2025"; empty if the author gave none."""
    state: str = ""
    """As in `PostView`."""
    language: str | None = None
    """Tag of the language that the post names."""


def post_ref(post: Post) -> PostRef:
    """Return a link to a post, without the text of its date."""
    # An undated draft has another date on each day, and some pages hide theirs.
    date = post.date if post.dated else None
    title, state = post.brief_title, state_of(post)
    return PostRef(title, post.docname, date, state=state, language=post.language)


class SeriesPart(NamedTuple):
    """A post of a series, in the list on the page of one of them."""

    title: str
    docname: str
    current: bool
    """Whether it is the post of this page."""
    state: str = ""
    """As in `PostView`."""


class SeriesView(NamedTuple):
    """A series, on the page of one of its posts."""

    name: str
    docname: str
    number: int
    """Position of the page's post, from 1."""
    total: int
    parts: Sequence[SeriesPart]
    previous: PostRef | None
    next: PostRef | None


class PostEnd(NamedTuple):
    """What readers can do with a post, other than read it; an empty string if not."""

    subscribe_url: str
    mail_url: str
    """``mailto:`` with the title of the post as the subject."""
    profile_url: str
    """Page of the fediverse account that gets replies."""
    history_url: str
    edit_url: str
    bibtex: str
    citation: str


class NoteView(NamedTuple):
    """A change note, on its post's page or in the list of all."""

    id: str
    """Id of the note on the page of its post."""
    date_iso: str
    date_text: str
    html: Markup
    """The note, with links as the page has them."""
    title: str
    """Title of the post."""
    docname: str
    """Docname of the post."""
    language: str | None
    """BCP 47 tag of the post; None if it is that of the site."""
    state: str = ""
    """As in `PostView`."""


class CodeRunView(NamedTuple):
    """When the code of a post was run, and with what."""

    date_iso: str
    date_text: str
    versions: str
    """Names and versions of Python and of packages: "Python 3.14, numpy 2.3.5"."""


class PostView(NamedTuple):
    """A post, in templates."""

    docname: str
    title: str
    url: str | None
    """Absolute URL; None if the site has no ``html_baseurl``."""
    date: datetime
    date_iso: str
    date_text: str
    date_short: str
    """The date without the year and the month that are above it in an archive."""
    updated_iso: str | None
    updated_text: str | None
    categories: Sequence[TermLink]
    tags: Sequence[TermLink]
    authors: Sequence[TermLink]
    locations: Sequence[TermLink]
    languages: Sequence[TermLink]
    language: str | None
    """BCP 47 tag; None if it is that of the site."""
    description: str
    summary: str
    canonical: str | None
    """Absolute URL of the page that search engines should show instead."""
    link: str | None
    """URL of a page of another site that the post is about."""
    kind: str
    """``article``, ``link``, ``quote`` or ``note``."""
    untitled: bool
    """Whether the title is only the first words of a note or quotation without one."""
    template: str | None
    listed: bool
    draft: bool
    """Whether it is in a preview only."""
    state: str
    """Why it is in a preview only, such as "Scheduled"; empty if it is public."""
    dated: bool
    """Whether readers see its date."""
    pinned: bool
    maths: bool | None
    words: int
    reading_minutes: int
    comments: bool
    extra: Mapping[str, Any]

    @property
    def link_host(self) -> str:
        """The site of ``link``, such as ``example.org``; empty without one."""
        host = urlsplit(self.link or "").hostname or ""
        return host.removeprefix("www.")


class Cover(NamedTuple):
    """The image of a post, beside its text in lists or at its top."""

    path: str
    """Path in the output, quoted; empty if the image is of another site."""
    url: str
    """URL of an image of another site."""
    alt: str
    width: int
    """In pixels; 0 if it is not known."""
    height: int
    copies: Sequence[tuple[str, int]] = ()
    """Paths, quoted, and widths of smaller copies, and of the image itself."""
    sizes: str = ""
    """Width of a text as wide as the page's, for the attribute ``sizes``."""


class Entry(NamedTuple):
    """A post in a list, with the text that the list shows."""

    post: PostView
    html: Markup
    """The excerpt or the whole post; a paragraph; or nothing."""
    has_more: bool
    """Whether the post has more than `html`, and the list says so."""
    cover: Cover | None = None
    shows: str = "title"
    """What `html` is, one of `SHOWN_IN_LISTS`."""


class Pager(NamedTuple):
    """Links from one page of a list to the others."""

    number: int
    total: int
    newer: str | None
    older: str | None
    pages: Sequence[tuple[int, str]]


class ArchiveGroup(NamedTuple):
    """The posts of one year or month, in an archive."""

    title: str
    docname: str
    posts: Sequence[PostView]
    entries: Sequence[Entry] = ()
    """The posts with the text that the archive shows."""

    @property
    def id(self) -> str:
        """Id of the group's heading, such as ``2025`` or ``2025-03``."""
        return self.docname.replace("/", "-")


class BlogContext(NamedTuple):
    """The value ``blog`` of templates, on every page."""

    title: str
    description: str
    home: str
    archives: str | None
    categories_page: str | None
    language: str
    menu: Sequence[MenuItem]
    feeds: Sequence[FeedLink]
    llms: str | None
    base_url: str
    has_tree: bool
    """Whether any page has a toctree, as documentation does."""
    blogroll: str | None = None
    """Path of the blogroll as OPML; None if the site has none."""
    editions: Sequence[PageVersion] = ()
    """The front pages of the blog in all languages; none if there is only one."""
    template_api: str = ""
    """Version of the templates' interface: ``1.0``."""
    root: str = ""
    """Docname of the page to which the title of the site leads."""
    site_title: str = ""
    """Title of the whole site; that of the blog if there are no sections."""
    section: str = ""
    """Path of the section of the page, such as ``blog``; empty on other pages."""
    sections: Sequence[PageRef] = ()
    """The front pages of all sections."""
    in_tree: bool = False
    """Whether a toctree of a site with sections names the page."""
