"""Jobs that another extension does for a site, so that ours stands back.

A site that sets our option itself gets ours all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from sphinx_blogtheme.config.code_links import CODE_LINKER
from sphinx_blogtheme.config.given import ablog_keeps_urls, is_set
from sphinx_blogtheme.config.theme_options import names_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

_logger = logging.getLogger(__name__)

_LLMS = "llms.txt"

SOURCE_READER = "sphinx_llms_txt"
"""The extension that makes its files of the copies of sources in ``_sources``."""


def _always(config: Config) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class JobOfOther:
    """Something of ours that another extension does too."""

    extension: str
    """Name of its module, as in ``extensions``."""
    job: str
    """What it does, such as ``writes sitemap.xml``."""
    option: str = ""
    """Our option that is False beside it, unless the site sets it."""
    theme_option: str = ""
    """The same of our theme, with another value."""
    value: object = None
    """That value; None if our templates ask for the extension themselves."""
    file: str = ""
    """Path of a file that is left to it while our option holds."""
    result: str = ""
    """What of ours is missing or there; by default, that the option is off."""
    does: Callable[[Config], object] = _always
    """Return whether the options of the extension let it do this."""


JOBS_OF_OTHERS = (
    JobOfOther(
        extension="sphinx_sitemap", job="writes the sitemap", option="blog_sitemap"
    ),
    JobOfOther(
        extension="sphinx_llm.txt",
        job="writes llms.txt and the Markdown of each page",
        option="blog_llms",
        does=lambda config: config.llms_txt_enabled,
    ),
    JobOfOther(
        extension=SOURCE_READER,
        job="writes llms.txt",
        file=_LLMS,
        result="ours is not written, and the Markdown copies of posts are",
        does=lambda config: config.llms_txt_file and config.llms_txt_filename == _LLMS,
    ),
    JobOfOther(
        extension="nbsphinx",
        job="publishes notebooks",
        option="blog_notebook_copies",
    ),
    JobOfOther(
        extension="notfound.extension",
        job="makes the page 404.html",
        option="blog_not_found_page",
    ),
    JobOfOther(
        extension="sphinxext.opengraph",
        job="writes Open Graph metadata",
        result="ours is what it leaves out",
        does=lambda config: not ablog_keeps_urls(config),  # whose pages are as before
    ),
    JobOfOther(
        extension=CODE_LINKER,
        job="links names in code to their documentation",
        result="ours are not made",
    ),
    JobOfOther(
        extension="sphinx_copybutton",
        job="adds a copy button to code",
        theme_option="copy_button",
        result="the theme adds none to code",
    ),
    JobOfOther(
        extension="sphinx_tippy",
        job="shows notes where they are referred to",
        theme_option="footnotes",
        value="end",
        result='the theme\'s option footnotes is "end"',
    ),
)
"""Extensions beside which something of ours is off."""


def jobs_of_others(app: Sphinx, config: Config) -> Iterator[JobOfOther]:
    """Yield the jobs that our extension and theme leave to others."""
    given: Any = {}
    is_drawn = names_theme(app, config)
    if is_drawn:
        given = config._raw_config.get("html_theme_options", {})  # noqa: SLF001
    for job in JOBS_OF_OTHERS:
        if job.extension in app.extensions and job.does(config):
            ours = job.theme_option
            if is_set(config, job.option) or (
                ours and (not is_drawn or (ours in given and job.value is not None))
            ):
                continue
            yield job


def stand_back(app: Sphinx, config: Config) -> None:
    """Set our options so that no job is done twice (on ``config-inited``)."""
    for job in list(jobs_of_others(app, config)):
        if job.option:
            setattr(config, job.option, False)
        if job.value is not None:
            options: Any = config.html_theme_options
            config.html_theme_options = {**options, job.theme_option: job.value}


def say_who_stands_back(app: Sphinx) -> None:
    """Log a line for each job that another extension does (on ``builder-inited``)."""
    if app.builder.name not in ("html", "dirhtml"):
        return
    for job in jobs_of_others(app, app.config):
        result = job.result or f"ours is not made, since {job.option} is False"
        _logger.info("sphinx-blogtheme: %s %s; %s.", job.extension, job.job, result)


def files_of_others(app: Sphinx) -> set[str]:
    """Return the paths of files that others write instead of ours."""
    return {job.file for job in jobs_of_others(app, app.config) if job.file}
