"""Quarto's documents with their front matter, and with what their code made."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.documentation_site import notebook_as_markdown
from sphinx_blogtheme.importers.documents import read_document, zone_of
from sphinx_blogtheme.importers.engine_settings import SettingsError, read_settings
from sphinx_blogtheme.importers.folder_defaults import NearestDefaults
from sphinx_blogtheme.importers.referred_files import ReferredFiles
from sphinx_blogtheme.importers.sites.quarto_nav import fits_pattern, flat_values
from sphinx_blogtheme.importers.text_files import suffix_of

if TYPE_CHECKING:
    from sphinx_blogtheme.importers.documents import ParsedFile
    from sphinx_blogtheme.importers.site_folder import SiteFolder

_US_DATE = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})\s*")
_CELLS = re.compile(
    r"^[ \t>]*`{3,}\s*\{[a-zA-Z]|(?<!`)`(?:r|\{(?:r|python|julia)\}) [^`\n]+`",
    re.MULTILINE,
)


class QuartoTexts:
    """The documents of a site, by path."""

    def __init__(self, tree: SiteFolder, render: list[str]) -> None:
        """
        Take the files of a site.

        :param render: patterns of the documents that are made to pages, if not all.
        """
        self.tree = tree
        self.render = render
        self.zone = zone_of(None)
        self.defaults = NearestDefaults()
        self.drafts: dict[str, ParsedFile] = {}
        self.made: dict[str, bytes] = {}
        """The pictures in notebooks, by path from the root of the site."""
        self.variables: dict[str, Any] = {}
        self.files = ReferredFiles(tree)

    def is_rendered(self, path: str) -> bool:
        """Return whether Quarto makes a page of a file."""
        parts = PurePosixPath(path).parts
        if any(part.startswith(("_", ".")) for part in parts):
            return False
        if (
            parts[-1].lower() in ("readme.md", "license.md")
            and "README.md" not in self.render
        ):
            return False
        wanted = [one for one in self.render if not one.startswith("!")]
        refused = [one.removeprefix("!") for one in self.render if one.startswith("!")]
        if any(fits_pattern(path, one) for one in refused):
            return False
        # A pattern such as "*.qmd" is of files in all folders.
        return not wanted or any(fits_pattern(path, one) for one in wanted)

    def read_variables(self) -> None:
        """Read the values of the shortcode ``var``."""
        for path in ("_variables.yml", "_variables.yaml"):
            if path in self.tree.paths():
                try:
                    values = read_settings(self.tree.root / path)
                    self.variables = {
                        f"var.{key}": value for key, value in flat_values(values)
                    }
                except SettingsError as error:
                    self.tree.error(path, str(error))
                self.tree.skip(path, "variables, whose values are in the texts now")

    def take(self, path: str) -> None:
        """Read a text, with what its code made if that is kept."""
        text = self.tree.take(path)
        if text is None:
            return
        if suffix_of(path) == ".ipynb":
            found = notebook_as_markdown(self.tree, path, text, path)
            if found is None:
                return
            text, self.made = found[0], self.made | found[1]
        defaults = self.defaults.of(path)
        draft = read_document(text, self.zone, defaults=defaults)
        # The ways in which Quarto writes dates.
        for problem in draft.problems:
            if not re.match(
                r"(?:\d+: )?(?:date[\w-]*|status|format|code-fold|toc|aliases): ",
                problem,
            ):
                self.tree.warn(path, problem)
        facts = replace(draft.facts, undated=False)
        raw = next(
            (str(one["date"]) for one in (draft.raw, *defaults) if one.get("date")), ""
        )
        if facts.date is None and (match := _US_DATE.fullmatch(raw)):
            month, day, year = match.groups()
            iso = f"---\ndate: {year}-{int(month):02d}-{int(day):02d}\n---\n"
            facts = replace(facts, date=read_document(iso, self.zone).facts.date)
        body = self._frozen(path, draft.body) or draft.body
        self.drafts[path] = replace(draft, facts=facts, body=body)

    def _frozen(self, path: str, body: str) -> str:
        """Return the body with the outputs that Quarto has frozen; "" without them."""
        if suffix_of(path) == ".ipynb" or not _CELLS.search(body):
            return ""
        bare = PurePosixPath(path).with_suffix("").as_posix()
        results = f"_freeze/{bare}/execute-results/html.json"
        text = self.tree.take(results) if results in self.tree.paths() else None
        try:
            found = json.loads(text or "{}").get("result")
        except (ValueError, AttributeError):
            found = None
        if not isinstance(found, dict) or not isinstance(found.get("markdown"), str):
            count = len(_CELLS.findall(body))
            cells = f"{count} cell{'' if count == 1 else 's'} of code"
            self.tree.warn(
                path,
                f"has {cells}, whose outputs are not kept; only the code is imported",
            )
            return ""
        self.tree.skip(results, "outputs of code, which are in the text now")
        for name in list(self.tree.paths(f"_freeze/{bare}")):
            below = name.removeprefix(f"_freeze/{bare}/")
            if f"{bare}_files/{below}" in self.tree.paths():
                self.tree.skip(name, "is in the folder of the text as well")
            else:
                self.files.copy(name, f"{bare}_files/{below}")
        if found.get("includes"):
            self.tree.warn(
                path, "has widgets in its outputs, whose scripts are left out"
            )
        return read_document(found["markdown"], self.zone).body
