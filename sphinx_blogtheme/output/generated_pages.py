"""Draw the generated pages, and write the other generated files at the same time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config.list_checks import TITLE
from sphinx_blogtheme.model.blogroll import by_category
from sphinx_blogtheme.output.build import current_build
from sphinx_blogtheme.output.fingerprints import settings_facts
from sphinx_blogtheme.output.term_introductions import introductions
from sphinx_blogtheme.pages.document_assets import SHOWN_ASSETS
from sphinx_blogtheme.pages.offered_feeds import feed_groups
from sphinx_blogtheme.translation import in_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from sphinx_blogtheme.model.listings import Listing
    from sphinx_blogtheme.output.build import Build
    from sphinx_blogtheme.output.fingerprints import PageFingerprints
    from sphinx_blogtheme.pages.template_values import TermIntroduction

_FILES = "files"


def draw_all(build: Build) -> None:
    """Draw the generated pages that changed, and write the other generated files."""
    common = _common(build)
    # Introductions are not wholly in the options, which `common` has.
    about = introductions(build)
    others = [build.preview, build.blogroll, sorted(about.items())]
    if build.is_unchanged([common, list(build.views), others]):
        return
    build.begin()
    fresh = build.page_fingerprints(common, others)
    from sphinx_blogtheme.output.generated_files import write_files

    build.later(_FILES, lambda: partial(write_files, build, fresh))

    def draw(docname: str) -> None:
        _draw(build, docname, about.get(docname), fresh)

    names = [name for name in build.views if not _stays(build, name, fresh)]
    build.draw(names, draw, fresh)
    build.publish(build.result(_FILES))


def _common(build: Build) -> list[object]:
    """Return values that all generated pages and files depend on."""
    drawing = build.contexts
    listed = drawing.lists_everywhere and build.surroundings.listed
    cards = bool(build.cards)
    everywhere = [contexts.everywhere for contexts in build.editions]
    # Our theme shows the tree of pages only on documents and on what it names.
    tree = "" if drawing.draws_blog else build.surroundings.tree
    return [
        *settings_facts(build.app),
        drawing.version,
        everywhere,
        cards,
        listed,
        tree,
    ]


def _stays(build: Build, docname: str, fresh: PageFingerprints) -> bool:
    """Return whether a page shows no text that has changed."""
    view, contexts = build.views[docname], build.editions.of(docname)
    shows_texts = contexts.has_own_templates or contexts.pages.shows(view) != TITLE
    posts = contexts.pages.posts(view) if shows_texts or view.post else ()
    file = f"{build.builder.outdir}/{build.builder.output_name(docname)}"
    docnames = (docname, *(post.docname for post in posts))
    return fresh.stays(f"page:{docname}", file, docnames)


def _draw(
    build: Build,
    docname: str,
    introduction: TermIntroduction | None,
    fresh: PageFingerprints | None,
) -> None:
    """Draw a page, unless it shows what it showed in the last build.

    :param fresh: the fingerprints of the pages; None to draw it in any case.
    """
    view = build.views[docname]
    with in_language(view.language):
        _draw_in_language(build, view, introduction, fresh)


def _draw_in_language(
    build: Build,
    view: Listing,
    introduction: TermIntroduction | None,
    fresh: PageFingerprints | None,
) -> None:
    docname, contexts = view.docname, build.editions.of(view.docname)
    pages = contexts.pages
    context = pages.context(view)
    context["breadcrumb"] = contexts.navigation.breadcrumb(view)
    context["versions"] = contexts.versions(view)
    context["about"] = introduction
    if view.changes:
        context["changes"] = contexts.notes.on_page(view.changes, docname)
    if view.kind == "feeds":
        context["feed_groups"] = feed_groups(build.session, pages)
        context["feed_fulltext"] = build.app.config.blog_feed_fulltext
    if view.kind == "blogroll":
        context["blogroll"] = by_category(build.blogroll)
    is_document = docname in build.env.found_docs
    if is_document and docname != build.app.config.root_doc:
        context["heading"] = context["title"] = build.surroundings.title_of(docname)
    tree = docname in contexts.in_toctrees and build.surroundings.tree
    facts = [context, is_document and build.excerpts.state(docname), tree]
    path = build.builder.get_output_path(docname)
    posts = pages.posts(view)
    if fresh and fresh.is_current(f"page:{docname}", path, facts, posts):
        return
    root = contexts.root(docname)
    context |= pages.texts(view, root)
    shown = [build.excerpts.load(post.docname) for post in pages.bodies(view)]
    if is_document:
        own = build.excerpts.load(docname)
        context["body"] = own.on_page(own.body, root=root)
        shown.append(own)
    texts = {name: text for name, text in context.items() if name != "groups"}
    # Groups are left out: they have titles of posts only, without formulas.
    context["has_maths_elements"] = "<math" in repr(texts)
    context[SHOWN_ASSETS] = [asset for rendering in shown for asset in rendering.assets]
    build.builder.draw_listing(docname, context)


def redraw(build: Build, docname: str) -> None:
    """Write a page again, of a document or a generated one."""
    if docname in build.views:
        _draw(build, docname, introductions(build).get(docname), None)
    else:
        builder = build.builder
        doctree = build.env.get_and_resolve_doctree(docname, builder, tags=builder.tags)
        builder.write_doc(docname, doctree)


def draw_pages(app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
    """Draw the generated pages and publish them (on ``html-collect-pages``)."""
    build = current_build(app.env)
    if build is not None:
        draw_all(build)
    return []
