"""Give the warnings about unchanged documents again, as a clean build would.

Sphinx warns while it reads and writes a document, and so says nothing of one that it
doesn't read or write: with ``-W``, a build fails, and the next one passes. Here each
warning is kept with its document: those of reading in the domain, those of writing in a
file for each builder, together with those of Sphinx's check of the whole site.
"""

from __future__ import annotations

import json
import logging as python_logging
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from sphinx_blogtheme.files import write_changed
from sphinx_blogtheme.site.domain import KeptWarning, blog_domain
from sphinx_blogtheme.site.permalink_builder import makes_site
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_logger = logging.getLogger(__name__)

_SITE = ""
"""What stands for the docname of warnings about the whole site."""

_PLACE, _KEPT = "blogtheme_place", "blogtheme_kept"
"""Attributes of log records: step and docname, and whether the record is kept."""


@dataclass(kw_only=True, eq=False)
class WarningKeeper(python_logging.Handler):
    """A log handler that keeps the warnings about each document."""

    app: Sphinx
    step: str = ""
    """What the build does: ``read``, ``check``, ``write``, or something else."""
    writing: str = ""
    """Docname of the document that this process writes."""
    process: int = field(default_factory=os.getpid)
    found: dict[str, list[KeptWarning]] = field(default_factory=dict)
    """The warnings of writing, by docname."""
    written: set[str] = field(default_factory=set)
    """Docnames of the documents that this build has written."""
    checked: bool = False
    """Whether Sphinx has checked the whole site."""

    def __post_init__(self) -> None:
        """Set the level of records."""
        super().__init__(python_logging.WARNING)

    def listen(self) -> None:
        """Be the first to see each record, in this process.

        Sphinx takes all handlers away in its workers, and changes records when it
        prints them.
        """
        handlers = python_logging.getLogger(logging.NAMESPACE).handlers
        if self not in handlers:
            handlers.insert(0, self)

    def begin_writing(self, docname: str) -> None:
        """Take the warnings that follow for those of a document."""
        self.listen()
        self.writing = docname
        self.written.add(docname)

    def emit(self, record: python_logging.LogRecord) -> None:
        """Note which document a record is about, and keep it in the main process."""
        place: tuple[str, str] | None = getattr(record, _PLACE, None)
        if place is None:
            place = self._place(record)
            setattr(record, _PLACE, place)
        if os.getpid() == self.process and not getattr(record, _KEPT, False):
            setattr(record, _KEPT, True)
            self._keep(*place, record)

    def _place(self, record: python_logging.LogRecord) -> tuple[str, str]:
        """Return step and docname of a record; the step is empty if it isn't kept."""
        if self.step == "check":
            return "write", _SITE
        docname = ""
        if self.step == "read":
            docname = self.app.env.current_document.docname
        elif self.step == "write":
            docname = self.writing
            if makes_site(self.app.builder) and not docname:
                return "", ""
        docname = docname or self._document_at(record)
        return (self.step if docname else ""), docname

    def _document_at(self, record: python_logging.LogRecord) -> str:
        """Return the document that the location of a record names, or an empty text."""
        path = (self._location(record) or "").rpartition(":")[0]
        return (self.app.env.path2doc(path) or "") if path else ""

    def _keep(self, step: str, docname: str, record: python_logging.LogRecord) -> None:
        if not step:
            return
        warning = KeptWarning(
            record.getMessage(),
            self._location(record),
            getattr(record, "type", None),
            getattr(record, "subtype", None),
            record.levelno,
            bool(getattr(record, "once", False)),
        )
        if step == "read":
            kept = blog_domain(self.app.env).warnings
            kept[docname] = (*kept.get(docname, ()), warning)
        else:
            self.found.setdefault(docname, []).append(warning)

    def _location(self, record: python_logging.LogRecord) -> str | None:
        """Return the location of a record as a text, as Sphinx prints it."""
        location: Any = getattr(record, "location", None)
        if isinstance(location, nodes.Node):
            return logging.get_node_location(location)
        docname, line = location if isinstance(location, tuple) else (location, None)
        if docname and ":" not in docname:
            path = self.app.env.doc2path(docname)
            return f"{path}:{line}" if line else f"{path}"
        return docname or None


def document_being_read(record: python_logging.LogRecord) -> str | None:
    """Return the document during whose reading a warning was given, or None."""
    step, docname = getattr(record, _PLACE, ("", ""))
    return docname if step == "read" else None


class NoteWriting(SphinxPostTransform):
    """Notes that the work on a document's page begins."""

    default_priority = 0

    def run(self, **kwargs: object) -> None:
        """Tell the keeper of warnings."""
        del kwargs
        if keeper := warning_keeper(self.env):
            keeper.begin_writing(self.env.docname)


def warning_keeper(env: BuildEnvironment) -> WarningKeeper | None:
    """Return what keeps the warnings of a build; None before it begins."""
    keeper: WarningKeeper | None = session_of(env).parts.get(WarningKeeper)
    return keeper


def begin_keeping(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Keep the warnings of reading (on ``env-before-read-docs``)."""
    del docnames
    keeper = session_of(env).parts[WarningKeeper] = WarningKeeper(app=app, step="read")
    keeper.listen()


def listen_to_reading(app: Sphinx, docname: str, source: list[str]) -> None:
    """Keep the warnings of a worker, too (on ``source-read``)."""
    del docname, source
    if keeper := warning_keeper(app.env):
        keeper.listen()


def repeat_reading(app: Sphinx, env: BuildEnvironment) -> None:
    """Give the warnings about documents that were not read (on ``env-updated``)."""
    del app
    session = session_of(env)
    if keeper := warning_keeper(env):
        keeper.step = ""
    read = set(session.read)
    for docname, warnings in sorted(blog_domain(env).warnings.items()):
        if docname not in read:
            _repeat(warnings)


def begin_check(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Keep the warnings of Sphinx's check of the whole site (on ``env-get-updated``).

    :return: no documents to be written again.
    """
    del app
    if keeper := warning_keeper(env):
        keeper.step = "check"
    return []


def end_check(app: Sphinx, env: BuildEnvironment) -> None:
    """Note that Sphinx has checked the site (on ``env-check-consistency``)."""
    del app
    if keeper := warning_keeper(env):
        keeper.step, keeper.checked = "", True


def begin_writing(app: Sphinx, builder: object) -> None:
    """Keep the warnings of writing (on ``write-started``)."""
    del builder
    if keeper := warning_keeper(app.env):
        keeper.step = "write"


def repeat_writing(app: Sphinx, exception: Exception | None) -> None:
    """Give the warnings about documents that were not written.

    It is called on ``build-finished``.
    """
    keeper = warning_keeper(app.env) if exception is None else None
    if keeper is None:
        return
    keeper.step = ""
    store = Path(app.doctreedir, "blog", app.builder.name, "warnings.json")
    done = keeper.written | ({_SITE} if keeper.checked else set())
    kept = {name: keeper.found[name] for name in keeper.found if name in done}
    for docname, warnings in sorted(_load(store).items()):
        if docname not in done and docname in app.env.found_docs | {_SITE}:
            kept[docname] = warnings
            _repeat(warnings)
    if kept or store.exists():
        store.parent.mkdir(parents=True, exist_ok=True)
        write_changed(store, json.dumps(dict(sorted(kept.items()))))


def change_stored(
    app: Sphinx, change: Callable[[Iterable[KeptWarning]], tuple[KeptWarning, ...]]
) -> None:
    """Change the warnings that each builder has stored about a document."""
    for store in Path(app.doctreedir, "blog").glob("*/warnings.json"):
        kept = {docname: change(warnings) for docname, warnings in _load(store).items()}
        write_changed(store, json.dumps(dict(sorted(kept.items()))))


def _load(store: Path) -> dict[str, list[KeptWarning]]:
    try:
        stored = json.loads(store.read_text(encoding="utf-8"))
        return {
            docname: [KeptWarning(*values) for values in warnings]
            for docname, warnings in stored.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _repeat(warnings: tuple[KeptWarning, ...] | list[KeptWarning]) -> None:
    for warning in warnings:
        _logger.log(
            warning.level,
            warning.text,
            location=warning.location,
            type=warning.type,
            subtype=warning.subtype,
            once=warning.once,
            extra={_KEPT: True},
        )


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(NoteWriting)
