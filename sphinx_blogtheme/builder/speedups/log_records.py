"""Let Sphinx make only the records of its log that somebody reads.

Sphinx (9.0) makes one for each event and each thing that is registered, with all the
event's arguments as text, and drops most of them at the end: after they have been
collected in each worker and sent to the process that waits for it.
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
