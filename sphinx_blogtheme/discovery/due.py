"""What is not public yet, and when it will be, for the last line of a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_blogtheme.discovery.project import BlogProject
from sphinx_blogtheme.model.posts import Reason
from sphinx_blogtheme.model.schedule import Withheld, schedule_summary

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_logger = logging.getLogger(__name__)


def held_notes(project: BlogProject) -> list[Withheld]:
    """Return the change notes with a future date in the headers of public posts."""
    return [
        Withheld(
            path=source.path,
            title=source.title,
            reason=Reason.CHANGE,
            moment=note.date,
        )
        for source in sorted(project.foretold, key=lambda source: source.path)
        for note in source.header.front_matter.changes
        if note.date > project.today
        and source.reason is None
        and project.sources.get(source.docname) is source
    ]


def announce(app: Sphinx, exception: Exception | None) -> None:
    """Log what is not public, and what is published next (on ``build-finished``)."""
    project = app.project
    if exception is not None or not isinstance(project, BlogProject):
        return
    if held := [*project.withheld, *held_notes(project)]:
        _logger.info("blog: %s", schedule_summary(held))
