"""Check ``html_baseurl``, which is Sphinx's, and which all absolute URLs begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.config.checks import is_url
from sphinx_blogtheme.config.settings import location_of
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_NAME = "html_baseurl"


def check_base_url(app: Sphinx, config: Config) -> None:
    """Replace an address that is no URL (on ``config-inited``).

    A host without a scheme gets ``https://``; anything else is left out, as feeds and
    canonical links would lead nowhere.
    """
    del app
    value = config.html_baseurl
    if not value or is_url(value, "http", "https"):
        return
    guess = f"https://{str(value).strip()}"
    is_host = "://" not in str(value) and "." in str(value).partition("/")[0]
    used = guess if is_host and is_url(guess, "https") else ""
    done = f"using {used!r}" if used else "going on without it"
    warn(
        WarningKind.CONFIG,
        f"{_NAME} = {value!r}: expected a URL, such as 'https://example.org/'; {done}.",
        location=location_of(config, _NAME),
    )
    config.html_baseurl = used
