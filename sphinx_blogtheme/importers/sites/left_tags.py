"""Shortcodes that are left in imported bodies, and that no build understands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_blogtheme.markdown.shortcodes.context import BodyContext

if TYPE_CHECKING:
    from sphinx_blogtheme.importers.site_folder import SiteFolder
    from sphinx_blogtheme.markdown.shortcodes.tags import Tag


@dataclass(kw_only=True, slots=True)
class _Uses:
    """Where a shortcode is used."""

    source: str
    """The first file that has it."""
    line: int
    why: str
    count: int = 0
    files: set[str] = field(default_factory=set)


class LeftTags:
    """The shortcodes of a site that are left, counted by name."""

    def __init__(self) -> None:
        self._uses: dict[tuple[str, str], _Uses] = {}
        self._body = BodyContext(find_page=lambda _: None)

    def is_understood(self, tag: Tag) -> bool:
        """Return whether a build of the blog understands a shortcode."""
        return self._body.piece(tag) is not None

    def add(self, tag: Tag, source: str, line: int, why: str = "") -> None:
        """Note that a shortcode stays in a body.

        :param why: what its template has that is not understood.
        """
        uses = self._uses.setdefault(
            (tag.style.value, tag.name), _Uses(source=source, line=line, why=why)
        )
        uses.count += 1
        uses.files.add(source)

    def tell(self, tree: SiteFolder) -> None:
        """Warn of each shortcode once, with the number of its uses."""
        for (mark, name), uses in self._uses.items():
            end = {"{{<": " >}}", "{{%": " %}}", "{%": " %}", "{{": "() }}"}[mark]
            count = "once" if uses.count == 1 else f"{uses.count} times"
            if len(uses.files) > 1:
                count += f" in {len(uses.files)} files"
            reason = f" ({uses.why})" if uses.why else ""
            tree.warn(
                uses.source,
                f"{uses.line}: {mark} {name}{end} is not understood{reason}, and stays"
                f" as it is; it is used {count}",
            )
