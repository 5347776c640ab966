"""Offer smaller copies of the images on pages, for small screens.

The copies are made when reading has ended, before anything is written, so that all
processes that write pages know which copies exist.
"""

from __future__ import annotations

import posixpath
import warnings
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config.given import is_set
from sphinx_blogtheme.config.settings import location_of
from sphinx_blogtheme.config.theme_options import draws
from sphinx_blogtheme.features.images.image_domain import image_domain
from sphinx_blogtheme.files import write_changed
from sphinx_blogtheme.installation import install_command
from sphinx_blogtheme.output.build import current_build
from sphinx_blogtheme.site.addresses import addresses_of
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.features.images.image_domain import DocumentImage

SUFFIXES = (".jpeg", ".jpg", ".png", ".webp")

_OPTION = "blog_image_widths"


class ImageCopies:
    """The copies of all images in one build."""

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        self._app = app
        self._env = env
        self._builder: Any = app.builder
        self._images = image_domain(env)
        self._addresses = addresses_of(env)
        self._widths = sorted(set(app.config.blog_image_widths))
        self._folder = Path(app.doctreedir, "blog", "images")
        self._shown: dict[str, tuple[str, DocumentImage]] = {}
        for docname in sorted(env.found_docs):
            for path, image in self._of(docname):
                self._shown.setdefault(path, (docname, image))

    def _of(self, docname: str) -> Iterator[tuple[str, DocumentImage]]:
        """Yield the images of a document, with their paths in the output."""
        covers = filter(None, [self._images.covers.get(docname)])
        for image in (*self._images.shown.get(docname, ()), *covers):
            if image.path:
                yield image.path, image
            elif image.source in self._env.images:
                name = self._env.images[image.source][1]
                yield f"{self._builder.imagedir}/{name}", image

    def offer(self) -> None:
        """Make missing copies, delete unused ones, and set those of the domain."""
        copier = _copier(self._app) if self._widths else None
        made = self._make(copier) if copier else {}
        kept = {file for files in made.values() for file in files.values()}
        for file in self._folder.glob("*"):
            if file not in kept:  # or incomplete, after a build that was killed
                file.unlink()
        copies: dict[str, tuple[tuple[str, int], ...]] = {}
        files: dict[str, Path] = {}
        for path, (_, image) in sorted(self._shown.items()):
            found = made.get(image.source, {})
            useful = {w: file for w, file in found.items() if file.stat().st_size}
            if useful:
                names = self._names(path, useful)
                for name in names.values():
                    self._addresses.claim_file(name)
                copies[path] = tuple((names[width], width) for width in useful)
                files |= {names[width]: file for width, file in useful.items()}
        self._images.copies, self._images.files = copies, files

    def _make(self, copier: ModuleType) -> dict[str, dict[int, Path]]:
        """Return the copies of all images: by source path, then by width in pixels."""
        from concurrent.futures import ThreadPoolExecutor

        first: dict[str, tuple[str, DocumentImage]] = {}
        for docname, image in self._shown.values():
            first.setdefault(image.source, (docname, image))
        made = {}
        with warnings.catch_warnings(), ThreadPoolExecutor(self._app.parallel) as pool:
            # Pillow warns of large images as attacks; these are the author's.
            warnings.simplefilter("ignore")
            jobs = {
                source: pool.submit(copier.copies_of, file, widths, self._folder)
                for source in first
                if (widths := self._smaller(file := Path(self._app.srcdir, source)))
            }
            for source, job in jobs.items():
                try:
                    made[source] = job.result()
                except copier.ImageError as error:
                    docname, image = first[source]
                    place = self._env.doc2path(docname)
                    name = Path(source).name
                    warn(
                        WarningKind.IMAGE,
                        f"{name} cannot be made smaller: {error}; it is used as it is.",
                        location=f"{place}:{image.line or 1}",
                    )
        return made

    def _smaller(self, file: Path) -> list[int]:
        """Return the widths of the copies that an image needs, in pixels."""
        from sphinx_blogtheme.markdown.image_sizes import image_size

        natural = image_size(file) if file.suffix.lower() in SUFFIXES else None
        return [width for width in self._widths if natural and width < natural[0]]

    def _names(self, path: str, copies: Mapping[int, Path]) -> dict[int, str]:
        """Return the paths in the output of the copies of an image, by width.

        They are like ``images/a.480w.webp``, or another name if that is taken.
        """
        stem = posixpath.splitext(path)[0]
        number = 1
        while True:
            names = {width: f"{stem}.{width}w.webp" for width in copies}
            if all(map(self._addresses.is_free, names.values())):
                return names
            number += 1
            stem = path if number == 2 else f"{path}-{number}"  # noqa: PLR2004

    def changed(self) -> list[str]:
        """Return the documents that offer other copies than in the last build."""
        build = current_build(self._env)
        if build is None:
            return []
        changed = []
        for docname in sorted(self._env.found_docs):
            paths = dict.fromkeys(path for path, _ in self._of(docname))
            offered = [(p, self._images.copies.get(p)) for p in paths]
            if not build.fingerprint(f"images:{docname}", offered):
                changed.append(docname)
        return changed


def _copier(app: Sphinx) -> ModuleType | None:
    """Return the module `copies`; None, with a warning, if it can't be used."""
    try:
        # By its whole name: Pillow may have gone since a build in this process.
        copies = import_module("sphinx_blogtheme.features.images.copies")
        fault = "" if copies.can_write_webp() else "this Pillow cannot write WebP"
    except ImportError as error:
        fault = str(error)
    if not fault:
        return copies
    warn(
        WarningKind.CONFIG,
        f"{_OPTION}: the images have no smaller copies: {fault}; add the extra `images`"
        " to requirements.txt, if a host builds the blog, and install Pillow with: "
        f"{install_command('images')}",
        location=location_of(app.config, _OPTION),
    )
    return None


def make_copies(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Make the copies; return the documents to be written again.

    It is called on ``env-updated``, after `start_build`.
    """
    if current_build(env) is None:
        return []
    copies = ImageCopies(app, env)
    copies.offer()
    return copies.changed()


def publish_copies(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Write the copies that differ (on ``html-collect-pages``)."""
    build = current_build(app.env)
    if build is not None:
        files = image_domain(app.env).files
        for path, file in files.items():
            write_changed(Path(app.outdir, path), file.read_bytes())
        build.publish(files)
    return []


def set_image_sizes(app: Sphinx) -> None:
    """Set ``blog_image_sizes`` by the theme's width of text (on ``builder-inited``)."""
    builder: Any = app.builder
    if draws(app) and not is_set(app.config, "blog_image_sizes"):
        measure = str(builder.theme_options.get("measure") or "")
        if measure.endswith(("rem", "px")):
            sizes = f"(min-width: calc({measure} + 4rem)) {measure}, 100vw"
            app.config.blog_image_sizes = sizes
