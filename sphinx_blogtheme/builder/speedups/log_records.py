"""Let Sphinx make only those log records that a handler writes.

Sphinx (9.0) makes one for each event and each registration, with all the event's
arguments as text, and drops most of them in the end: after they have been collected in
each worker and sent to the parent process.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sphinx_blogtheme.builder.speedups.switch import is_on

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Raise the log's level to that of its handlers until the build is finished."""
    if not is_on("log_records"):
        return
    logger = logging.getLogger("sphinx")
    before = logger.level
    wanted = min((handler.level for handler in logger.handlers), default=before)
    logger.setLevel(max(before, wanted))

    def restore(app: Sphinx, exception: Exception | None) -> None:
        del app, exception
        logger.setLevel(before)

    app.connect("build-finished", restore, priority=1000)
