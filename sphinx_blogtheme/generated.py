"""Turn the views of a site into pages, and do at the same time what needs no page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.introductions import introductions
from sphinx_blogtheme.output import digest_of
from sphinx_blogtheme.reading import blog_domain
from sphinx_blogtheme.workers import share

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from sphinx_blogtheme.build import Build

_PUBLISHED = "chore:published"
_SITE = "site"


def draw_all(build: Build) -> None:
    """Draw the generated pages that changed, and do the chores."""
    build.chores[_PUBLISHED] = lambda: build.publish
    build.introductions = introductions(build)
    version = _version(build)
    settings = sorted((item.name, _in_order(item.value)) for item in build.app.config)
    facts = [version, settings, list(build.views), sorted(build.digests.items())]
    facts.append(sorted(build.introductions.items()))  # ABlog's settings lack them
    build.digests[_SITE] = digest_of(facts)
    build.is_whole = _is_whole(build)
    if build.is_whole:
        build.digests = build.manifest.digests | build.digests
        build.published = build.manifest.files
        return
    build.manifest.begin()

    def work(names: Iterable[str]) -> tuple[dict[str, str], dict[str, Any]]:
        digests, done = {}, {}
        for name in names:
            if name in build.chores:
                done[name] = build.chores[name]()()
            else:
                digests[f"page:{name}"] = _draw(build, name, version)
        return digests, done

    if build.builder.parallel_ok and build.builder.site_changed:
        units = [*build.chores, *build.views]
        results = share(units, work, build.app.parallel)
    else:
        begun = {name: begin() for name, begin in build.chores.items()}
        digests, _ = work(build.views)
        results = [(digests, {name: finish() for name, finish in begun.items()})]
    for digests, done in results:
        build.digests |= digests
        build.done |= done
    build.published = build.done[_PUBLISHED]


def _version(build: Build) -> list[object]:
    """Return what generated pages depend on beside their context."""
    return [build.drawing.everywhere, build.drawing.version, bool(build.cards)]


def _is_whole(build: Build) -> bool:
    """Tell whether all pages and files of the last build are those of this one."""
    manifest, outdir = build.manifest, Path(build.app.outdir)
    return (
        not build.builder.site_changed
        and manifest.digests.get(_SITE) == build.digests[_SITE]
        and all((outdir / name).exists() for name in manifest.files)
    )


def _in_order(value: object) -> str:
    """Return the text of a value; Python shows sets in any order."""
    if isinstance(value, (set, frozenset)):
        return repr(sorted(map(repr, value)))
    return repr(value)


def _draw(build: Build, docname: str, version: list[object]) -> str:
    """Draw a page, if it changed; return a digest of what it shows."""
    view = build.views[docname]
    root = build.drawing.root(docname)
    context = build.pages.context(view, root)
    context["breadcrumb"] = build.drawing.surroundings.breadcrumb(view)
    context["about"] = build.introductions.get(docname)
    if docname in build.env.found_docs:
        own = build.fragments.load(docname)
        context["body"] = own.on_page(own.body, root=root)
        if view.kind == "not-found":
            context["heading"] = context["title"] = build.title_of(docname)
    shown = repr(context)
    context["has_maths_elements"] = "<math" in shown
    digest = digest_of([*version, shown, view.post])
    path = Path(build.builder.get_output_path(docname))
    if build.manifest.digests.get(f"page:{docname}") != digest or not path.is_file():
        build.builder.handle_page(docname, context)
    return digest


def draw(app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
    """Draw what no document makes, and publish (on ``html-collect-pages``)."""
    build = blog_domain(app.env).build
    if build is not None:
        draw_all(build)
    return []


def setup(app: Sphinx) -> None:
    """Register the stage."""
    app.connect("html-collect-pages", draw)
