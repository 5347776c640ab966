"""The social cards of a site, each of them drawn once."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.display import status_iterator

from sphinx_blogtheme.config.checks import CARD_COLOURS, SOCIAL_CARDS_OPTION, is_hex
from sphinx_blogtheme.config.palettes import DEFAULT_PALETTE, PALETTES
from sphinx_blogtheme.config.settings import location_of
from sphinx_blogtheme.features.cards.drawing import (
    VERSIONS,
    CardStyle,
    CardText,
    draw_card,
)
from sphinx_blogtheme.features.cards.fonts import Fonts, can_be_read, system_fonts
from sphinx_blogtheme.files import digest_of, write_whole
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_blogtheme.output.build import Build


class SiteCards:
    """The cards of one build."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._config = config = build.app.config
        chosen = config.blog_social_cards
        options: Mapping[str, str] = chosen if isinstance(chosen, dict) else {}
        theme = config.html_theme_options
        palette = PALETTES.get(theme.get("palette"), PALETTES[DEFAULT_PALETTE])
        colours = (palette.paper[0], palette.ink, palette.rubric)
        style = dict(zip(CARD_COLOURS, colours, strict=True))
        accent = theme.get("accent_colour_light", "")
        if is_hex(accent):  # Pillow may not know other colours that the theme takes
            style["accent"] = accent
        style |= {name: options[name] for name in CARD_COLOURS if name in options}
        self._style = CardStyle(**style)
        self._fonts = Fonts(self._font(options), system_fonts())
        self._folder = Path(build.app.doctreedir, "blog", "cards")

    def _font(self, options: Mapping[str, str]) -> Path | None:
        """Return the font in the options; None, with a warning, if it is unusable."""
        name = options.get("font", "")
        path = Path(self._build.app.confdir, name)
        if not name or can_be_read(path):
            return path if name else None
        warn(
            WarningKind.CONFIG,
            f"{SOCIAL_CARDS_OPTION}: font = {name!r}: expected a font's file (.ttf, .otf), by its "
            "path from conf.py; using a font of this machine.",
            location=location_of(self._config, SOCIAL_CARDS_OPTION),
        )
        return None

    def draw(self) -> dict[str, Path]:
        """Draw the cards that are not yet kept; return the files by docname."""
        texts = dict(self._texts())
        files = {name: self._file(text) for name, text in texts.items()}
        new = {file: texts[name] for name, file in files.items() if not file.is_file()}
        for file, text in status_iterator(
            new.items(), "drawing cards... ", "darkgreen", len(new), 0, lambda _: ""
        ):
            write_whole(file, draw_card(text, self._style, self._fonts))
        for file in self._folder.glob("*"):
            if file not in files.values():
                file.unlink()
        return files

    def _texts(self) -> Iterator[tuple[str, CardText]]:
        """Yield the texts of each card, by docname; the site's has the front page's."""
        pages = self._build.pages
        if not pages.blog.image:
            root = self._config.root_doc
            yield from self._clean(root, pages.title, under=pages.blog.description)
        for post in self._build.domain.posts.values():
            if post.image is None:
                yield from self._clean(
                    post.docname,
                    post.title,
                    above=pages.title,
                    under=post.description or "",
                    foot=pages.titles.date(post.date) if post.listed else "",
                )

    def _clean(
        self, docname: str, title: str, **others: str
    ) -> Iterator[tuple[str, CardText]]:
        """Yield a card with the characters that fonts have; none without a title.

        :param others: further texts of the card, by field of `CardText`.
        """
        known, lost = self._fonts.clean(title)
        if lost:
            place = self._build.env.doc2path(docname)
            warn(
                WarningKind.IMAGE,
                f"no font of this machine has {lost!r}, which the card of the title "
                f"{title!r} is drawn without; name a font that has it: "
                f'{SOCIAL_CARDS_OPTION} = {{"font": "path/to/font.ttf"}}',
                location=f"{place}:1",
            )
        if known:
            texts = {name: self._fonts.clean(text)[0] for name, text in others.items()}
            yield docname, CardText(title=known, **texts)

    def _file(self, text: CardText) -> Path:
        """Return the path of a card; its name is a digest of all that it depends on."""
        fonts = [(path.name, path.stat().st_size) for path in self._fonts.paths]
        facts = (VERSIONS, asdict(self._style), fonts, asdict(text))
        return self._folder / f"{digest_of(facts)}.png"
