"""Publish the theme's style sheets without their comments and line breaks.

They weigh a fifth less. What the theme's folder holds stays as it was written, and so
does a sheet that a site or another theme has in the place of one of these.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.config.theme_options import THEME
from sphinx_blogtheme.files import write_changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND_SIGN = re.compile(r"\s*([{};,])\s*")
_SPACE = re.compile(r"\s+")
_AFTER_NAME = re.compile(r"(?<=[\w)\]-]): ")
_AROUND_CHILD = re.compile(r" > ")
_NOUGHT = re.compile(r"(?<=[\s:,(-])0(?=\.\d)")


@cache
def compact(css: str) -> str:
    """Return one of the theme's style sheets on one line, with the same meaning.

    It is no parser: no string of these sheets has a comment or one of the signs.
    """
    text = _SPACE.sub(" ", _COMMENT.sub("", css)).strip()
    text = _AFTER_NAME.sub(":", _AROUND_SIGN.sub(r"\1", text)).replace(";}", "}")
    return _NOUGHT.sub("", _AROUND_CHILD.sub(">", text))


def own_sheets(theme_folders: Iterable[Path]) -> Iterator[str]:
    """Yield the paths of the style sheets that no other theme replaces.

    :param theme_folders: those of the site's theme and of the themes that it inherits.
    :return: paths below ``_static``, such as ``css/base.css``.
    """
    folders = list(theme_folders)
    own = THEME / "static"
    for sheet in sorted(own.rglob("*.css")):
        path = sheet.relative_to(own).as_posix()
        holder = next((f for f in folders if Path(f, "static", path).is_file()), None)
        if holder == THEME:
            yield path


def publish_sheets(paths: Iterable[str], static: Path) -> None:
    """Write style sheets of the theme to the folder ``_static`` of the output.

    :param paths: those that `own_sheets` yields.
    """
    for path in paths:
        css = (THEME / "static" / path).read_text(encoding="utf-8")
        write_changed(static / path, compact(css))
