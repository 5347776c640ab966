"""Turn the views of a site into pages, and do at the same time what needs no page."""

from __future__ import annotations

from functools import partial
from os.path import exists
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme import __version__
from sphinx_blogtheme.builder.workers import share
from sphinx_blogtheme.files import digest_of
from sphinx_blogtheme.output.fingerprints import Freshness
from sphinx_blogtheme.output.term_introductions import introductions
from sphinx_blogtheme.site.domain import blog_domain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from sphinx_blogtheme.output.build import Build

_PUBLISHED = "chore:published"
_SITE = "site"


def draw_all(build: Build) -> None:
    """Draw the generated pages that changed, and do the chores."""
    build.introductions = introductions(build)
    common = _common(build)
    facts = [common, list(build.views), sorted(build.digests.items()), build.preview]
    facts.append(sorted(build.introductions.items()))  # ABlog's settings lack them
    build.digests[_SITE] = digest_of(facts)
    build.is_whole = _is_whole(build)
    if build.is_whole:
        build.digests = build.manifest.digests | build.digests
        build.published = build.manifest.files
        return
    build.begin()
    fresh = Freshness(build, common)
    build.chores[_PUBLISHED] = lambda: partial(build.publish, fresh)

    def work(names: Iterable[str]) -> tuple[dict[str, str], dict[str, Any]]:
        done = {}
        for name in names:
            if name in build.chores:
                done[name] = build.chores[name]()()
            else:
                _draw(build, name, fresh)
        return fresh.digests, done

    if build.builder.parallel_ok and build.builder.site_changed:
        units = [*build.chores, *build.views]
        results = share(units, work, build.app.parallel)
    else:
        begun = {name: begin() for name, begin in build.chores.items()}
        work(build.views)
        done = {name: finish() for name, finish in begun.items()}
        results = [(fresh.digests, done)]
    for digests, done in results:
        build.digests |= digests
        build.done |= done
    build.published = build.done[_PUBLISHED]


def _common(build: Build) -> list[object]:
    """Return what all generated pages and files depend on."""
    settings = sorted((item.name, _in_order(item.value)) for item in build.app.config)
    drawing = build.drawing
    listed = drawing.lists_everywhere and build.listed
    cards = bool(build.cards)
    return [__version__, settings, drawing.everywhere, drawing.version, cards, listed]


def _is_whole(build: Build) -> bool:
    """Tell whether all pages and files of the last build are those of this one."""
    manifest, outdir = build.manifest, build.app.outdir
    return (
        not build.builder.site_changed
        and manifest.digests.get(_SITE) == build.digests[_SITE]
        and all(map(exists, (f"{outdir}/{name}" for name in manifest.files)))
    )


def _in_order(value: object) -> str:
    """Return the text of a value; Python shows sets in any order."""
    if isinstance(value, (set, frozenset)):
        return repr(sorted(map(repr, value)))
    return repr(value)


def _draw(build: Build, docname: str, fresh: Freshness) -> None:
    """Draw a page, unless it shows what it showed."""
    view = build.views[docname]
    context = build.pages.context(view)
    context["breadcrumb"] = build.drawing.surroundings.breadcrumb(view)
    context["about"] = build.introductions.get(docname)
    is_document = docname in build.env.found_docs
    if is_document and view.kind == "not-found":
        context["heading"] = context["title"] = build.title_of(docname)
    facts = [context, is_document and build.fragments.state(docname)]
    path = build.builder.get_output_path(docname)
    posts = build.pages.posts(view)
    if fresh.is_current(f"page:{docname}", path, facts, posts):
        return
    root = build.drawing.root(docname)
    context |= build.pages.texts(view, root)
    if is_document:
        own = build.fragments.load(docname)
        context["body"] = own.on_page(own.body, root=root)
    texts = {name: text for name, text in context.items() if name != "groups"}
    context["has_maths_elements"] = "<math" in repr(texts)  # titles have no formulas
    build.builder.handle_page(docname, context)


def draw(app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
    """Draw what no document makes, and publish (on ``html-collect-pages``)."""
    build = blog_domain(app.env).build
    if build is not None:
        draw_all(build)
    return []
