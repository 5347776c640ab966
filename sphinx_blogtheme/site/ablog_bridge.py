"""Hand our posts to ABlog, so that its directives, references and templates work.

The only module that touches ABlog's internals, pinned to ``>=0.11.13,<0.12``. The parts
of ABlog that are slow or wrong are disconnected here, and other packages do their work:

- it reads posts out of docinfo, loses lists and crashes on aware dates,
- it keeps a deep copy of each doctree and renders it again for every list
  (https://github.com/sunpy/ablog/issues/327),
- it writes drafts, and archives over other pages
  (https://github.com/sunpy/ablog/issues/293).
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import ablog
import ablog.blog
import ablog.post
from sphinx.errors import ExtensionError
from sphinx.util.i18n import format_date

from sphinx_blogtheme.config.given import ablog_keeps_urls
from sphinx_blogtheme.config.settings import site_url
from sphinx_blogtheme.discovery.project import BlogProject
from sphinx_blogtheme.feeds.formats import FORMATS
from sphinx_blogtheme.feeds.paths import front_folder
from sphinx_blogtheme.model.dates import parse_date
from sphinx_blogtheme.model.library import ARCHIVES, OVERVIEWS, terms_in
from sphinx_blogtheme.model.terms import term_slug
from sphinx_blogtheme.site.directive_posts import (
    OPTIONS_OF_TERMS,
    read_directive_posts,
)
from sphinx_blogtheme.site.directive_updates import read_updates
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.post_excerpts import PostExcerpt
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.model.library import Library
    from sphinx_blogtheme.model.posts import Post

REPLACED = {
    "doctree-read": ablog.post.process_posts,
    "env-purge-doc": ablog.post.purge_posts,
    "html-collect-pages": ablog.post.generate_archive_pages,
    "html-collect-pages ": ablog.post.generate_atom_feeds,
}
"""ABlog's listeners that our functions replace, by event.

A space distinguishes two of the same event.
"""

ABLOG_TAXONOMIES = tuple(OPTIONS_OF_TERMS)
"""The taxonomies that ABlog has too; its folders have the same names: ``blog/tag``."""


_TOMORROW = ablog.blog.TOMORROW
"""ABlog's own value: posts from then on are in the future."""


def disconnect_replaced(app: Sphinx) -> None:
    """Disconnect the parts of ABlog that are replaced.

    :raises ExtensionError: if this version of ABlog lacks a listener.
    """
    for event, handler in REPLACED.items():
        for listener in app.events.listeners.get(event.strip(), []):
            if listener.handler is handler:
                app.disconnect(listener.id)
                break
        else:
            message = (
                f"ABlog {ablog.__version__} does not connect {handler.__name__} to "
                f"{event}; sphinx-blogtheme needs ablog>=0.11.13,<0.12."
            )
            raise ExtensionError(message)
    app.registry.transforms.remove(ablog.post.CheckFrontMatter)
    # With its listeners gone, nothing of ABlog writes while documents are read.
    app.extensions["ablog"].parallel_read_safe = True


def reset_ablog(app: Sphinx) -> None:
    """Reset ABlog's module to the state in which it was imported.

    Its singleton outlives an application in its process, as does the date from which a
    post is in the future. Nor does it keep the files that match ``blog_post_pattern``,
    which Sphinx would store, since not all of them are public.
    """
    if not ablog_keeps_urls(app.config):
        app.config.matched_blog_posts = []
    ablog.blog.Blog._dict.clear()  # noqa: SLF001
    ablog.blog.TOMORROW = _TOMORROW


def put_templates_last(app: Sphinx) -> None:
    """Let a theme's ``page.html`` win over ABlog's, which announces ABlog's feed."""
    if ablog_keeps_urls(app.config):
        return
    folder = ablog.get_html_templates_path()
    templates = getattr(app.builder, "templates", None)
    loaders: list[Any] = getattr(templates, "loaders", [])
    loaders.sort(key=lambda loader: folder in getattr(loader, "searchpath", ()))


def read_directives(app: Sphinx, doctree: nodes.document) -> None:
    """Read the ``post`` and ``update`` directives of a document.

    It is called on ``doctree-read``.
    """
    if ablog_keeps_urls(app.config):
        return
    env = app.env
    found = list(doctree.findall(ablog.post.PostNode))
    if found and isinstance(env.project, BlogProject):
        read_directive_posts(env, env.project, doctree, found, partial(_date, env))
    for node in found:
        node.replace_self([] if node["exclude"] else node.children)
    read_updates(env, updates_in(doctree), _date, partial(_title_of_update, app.config))
    for node in doctree.findall(ablog.post.PostList):
        lists = blog_domain(env).lists
        lists[env.docname] = node["excerpts"] or lists.get(env.docname, False)
        for catalog in OPTIONS_OF_TERMS.values():
            node[catalog] = [term_slug(name) for name in node[catalog]]


def _date(env: BuildEnvironment, text: str, node: nodes.Element) -> datetime | None:
    """Return the date of a directive, which ABlog reads with dateutil."""
    project = env.project
    if not isinstance(project, BlogProject):
        return None
    try:
        return date_of_directive(project, text, env.config)
    except ValueError as error:
        held = (
            "holding the post back"
            if isinstance(node, ablog.post.PostNode)
            else ("showing it as it is")
        )
        warn(
            WarningKind.POST_DIRECTIVE,
            f"the date {text!r} cannot be read ({error}); {held}.",
            location=node,
        )
        return None


def date_of_directive(project: BlogProject, text: str, config: Config) -> datetime:
    """Return the date of a directive, aware.

    :raises ValueError: if neither we nor ABlog can read it.
    """
    zone = project.blog.zone
    try:
        return parse_date(text, zone)
    except ValueError:
        date = _ablogs_date(text, config.post_date_format)
        if date is None:
            raise
        return date if date.tzinfo else date.replace(tzinfo=zone)


def updates_in(document: nodes.document) -> list[nodes.Element]:
    """Return the nodes of the ``update`` directives of a document."""
    return list(document.findall(ablog.post.UpdateNode))


def _ablogs_date(text: str, pattern: str) -> datetime | None:
    """Return a date as ABlog reads it: by the site's format, or as dateutil does.

    What dateutil takes from the day of the build, such as the year, is no date.
    """
    with suppress(ValueError):
        return datetime.strptime(text, pattern)  # noqa: DTZ007 -- the caller adds it
    found = set()
    for default in (datetime(2000, 1, 1), datetime(2001, 2, 2)):  # noqa: DTZ001
        with suppress(ValueError, OverflowError):
            found.add(ablog.post.date_parser(text, default=default))
    return found.pop() if len(found) == 1 else None


def _title_of_update(config: Config, node: nodes.Element, date: datetime | None) -> str:
    """Return ABlog's title of an update, with the date."""
    words, text = ablog.post._, node["date"]  # words of its catalog, not of ours
    if date:
        language = config.language or "en"
        text = format_date(config.post_date_format, date=date, language=language)
    return f"{words('Updated on ')}{text}"


def hand_over_posts(
    app: Sphinx, site: Library, body_of: Callable[[str, str], str]
) -> None:
    """Give ABlog the listed posts of a site.

    :param site: the library of the site.
    :param body_of: returns a post's HTML as a page shows it, from the docnames of the
        post and of the page.
    """
    if ablog_keeps_urls(app.config):
        _complete_references(app)
        return
    app.env.ablog_posts = _Handed(  # type: ignore[attr-defined]
        (post.docname, [_postinfo(app.env, post)])
        for post in sorted(site.posts, key=lambda p: p.docname)
    )
    reset_ablog(app)
    # ABlog compares naive local time, taken when it was imported, with the dates
    # of posts that we know to be published.
    ablog.blog.TOMORROW = ablog.blog.FUTURE
    blog = ablog.blog.Blog(app)
    editions = session_of(app.env).editions
    _lead_to_our_pages(blog, editions.lists[0])
    for taxonomy, name in OPTIONS_OF_TERMS.items():
        catalog = blog.catalogs[name]
        for term in site.terms[taxonomy]:
            page = editions.page_of_term(taxonomy, term)
            catalog[term.slug] = _collection(app, catalog, taxonomy, term, page)
    for year in site.years:
        path = editions.page_of_year(year)
        blog.archive[year] = ablog.blog.Collection(blog.archive, year, path=path)
    ablog.post.register_posts(app)
    _drop_dead_references(app, blog)
    for post in blog.posts:
        # Replaces the method of the class, which would render a doctree.
        post.to_html = partial(_to_html, body_of, post.docname)
        if app.builder.name in _BOOKS:
            post.options["external_link"] = f"{site_url(app.config)}{post.docname}/"


def _complete_references(app: Sphinx) -> None:
    """Let ABlog, which makes the blog, know all of its labels that have pages.

    It would know those of documents that were read in this build, and also those of
    lists without a post, of which it makes no pages.
    """
    ablog.post.register_posts(app)
    blog = ablog.blog.Blog(app)
    catalogs = (blog.archive, *blog.catalogs.values())
    lists = [*catalogs, *(one for catalog in catalogs for one in catalog)]
    missing = {one.docname for one in lists if not len(one)}
    if not blog.blog_baseurl:
        missing.add(blog.feed_path)
    for label, (page, _) in list(blog.references.items()):
        if page in missing - app.env.found_docs:
            del blog.references[label]


_BOOKS = ("latex", "texinfo")
"""Builders whose books have pages, and links, only for what is in their toctrees."""


class _Handed(dict[str, Any]):
    """Posts that ABlog gets in each build; Sphinx pickles an empty dictionary."""

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, ()


def _lead_to_our_pages(blog: Any, site: Library) -> None:
    """Point ABlog's references to overviews and feed to our pages."""
    archives = site.folder + ARCHIVES
    blog.config["blog_path"] = archives
    overviews = {
        "archives": (blog.archive, ""),
        "authors": (blog.author, "author"),
        "categories": (blog.category, "category"),
        "tags": (blog.tags, "tag"),
        "locations": (blog.location, "location"),
        "languages": (blog.language, "language"),
    }
    for name, (catalog, taxonomy) in overviews.items():
        named = bool(site.terms.get(taxonomy))
        place = site.folder + OVERVIEWS[taxonomy] if named else archives
        catalog.path = catalog.docname = place
        blog.references[f"blog-{name}"] = (place, name.capitalize())
        if taxonomy and not named:  # no post has such a term
            del blog.references[f"blog-{name}"]
    blog.references["blog-posts"] = (archives, "Posts")


def former_names(config: Config, taxonomy: str, text: str) -> tuple[str, str]:
    """Return the names of a term in ABlog's URLs and labels: ``ann-lee`` and ``ann``.

    :param text: the term as its author wrote it.
    """
    known: dict[str, Any] = getattr(config, f"blog_{taxonomy}s", {})
    entry = known.get(text) if taxonomy in ("author", "location", "language") else None
    slugify = ablog.blog.slugify
    return slugify(entry[0] if entry else text), slugify(text)


def _drop_dead_references(app: Sphinx, blog: Any) -> None:
    """Drop ABlog's references to pages that the site has not, and find the feed.

    Sphinx warns of them as of other labels that nobody has set.
    """
    session, references = session_of(app.env), blog.references
    feeds = (FORMATS[kind].file_name for kind in ("atom", *app.config.blog_feeds))
    folder = front_folder(session.editions.lists[0])
    paths = [p for name in feeds if (p := f"{folder}/{name}") in session.resources]
    references["blog-feed"] = (paths[0] if paths else "", f"{blog.blog_title} Feed")
    pages = {*session.pages, *app.env.found_docs, *session.resources}
    for label in [
        label for label, (page, _) in references.items() if page not in pages
    ]:
        del references[label]
    names = dict(references.values())
    for label, docname in session.former.labels.items():
        references.setdefault(label, (docname, names.get(docname, label)))


def drafts_of_ablog(app: Sphinx) -> set[str]:
    """Return the documents that ABlog, which makes the blog, has as drafts.

    They have pages, but are not public: they have no date, or one in the future.
    """
    if not ablog_keeps_urls(app.config):
        return set()
    posts: dict[str, list[dict[str, Any]]] = getattr(app.env, "ablog_posts", {})
    end = ablog.blog.TOMORROW
    due = {k for k, v in posts.items() if any(p["date"] and p["date"] < end for p in v)}
    return posts.keys() - due


def reference(app: Sphinx, label: str) -> tuple[str, str] | None:
    """Return docname and title of the page of one of ABlog's labels, if it has one."""
    found = ablog.blog.Blog(app).references.get(label)
    return (found[0], str(found[1])) if found else None


def _collection(app: Sphinx, catalog: Any, taxonomy: str, term: Any, page: str) -> Any:
    about = blog_domain(app.env).vocabulary.about(taxonomy, term.slug)
    href = about.url if about and about.url else None
    return ablog.blog.Collection(catalog, term.slug, term.name, href, path=page)


def _to_html(
    body_of: Callable[[str, str], str], docname: str, pagename: str, **options: Any
) -> str:
    """Replace ABlog's ``Post.to_html``: return the post's HTML, rendered before."""
    del options
    return body_of(docname, pagename)


def _postinfo(env: BuildEnvironment, post: Post) -> dict[str, Any]:
    """Return ABlog's record of a post, without its doctree."""
    naive = post.date.replace(tzinfo=None)
    return {
        "docname": post.docname,
        "section": "",
        "order": 1,
        "date": naive,
        "update": post.last_change.replace(tzinfo=None),
        "title": post.title,
        "excerpt": PostExcerpt(env, post),
        "doctree": None,
        "redirect": [],
        "nocomments": not post.comments,
        "image": None,
        "exclude": False,
        "canonical_link": None,
        "external_link": post.link,
    } | {
        name: [term.slug for term in terms_in(post, taxonomy)]
        for taxonomy, name in OPTIONS_OF_TERMS.items()
    }


def replace_listeners(app: Sphinx, config: Config) -> None:
    """Replace ABlog's listeners, unless ABlog keeps its URLs (on ``config-inited``)."""
    if not ablog_keeps_urls(config):
        disconnect_replaced(app)


def setup(app: Sphinx) -> None:
    """Load ABlog."""
    app.setup_extension("ablog")
