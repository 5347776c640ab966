"""Checks of the sections of a site, and of the path of the one that most sites have."""

from __future__ import annotations

from sphinx_blogtheme.config import checks as expect
from sphinx_blogtheme.config.suggestions import did_you_mean
from sphinx_blogtheme.model.permalinks import is_reserved, safe_slug

SECTION_KEYS = ("title", "description", "permalink", "feeds", "posts", "releases")
"""Keys that a section may have."""

_EXPECTED = "expected a dictionary from path, such as 'blog', to a dictionary"


def section_path(value: object) -> str | None:
    """Expect the path of a section, such as ``blog``, or an empty text for none."""
    fault = "expected a path such as 'blog'"
    if not isinstance(value, str):
        return fault
    path = value.strip("/")
    parts = path.split("/") if path else []
    if is_reserved(path) or any(safe_slug(part) != part for part in parts):
        return fault
    return None


class SectionsCheck:
    """A check that expects a dictionary from path to what is said of a section."""

    def __call__(self, value: object) -> str | None:
        """Return what was expected, or None if the value can be used."""
        if not isinstance(value, dict):
            return _EXPECTED
        return next(iter(self.sift(value)[1]), None)

    def sift(
        self, value: dict[object, object]
    ) -> tuple[dict[object, object], list[str]]:
        """Return the sections without their invalid parts, and a message for each."""
        kept: dict[object, object] = {}
        faults: list[str] = []
        known: set[str] = set()
        for path, said in value.items():
            place = path.strip("/") if isinstance(path, str) else ""
            if not place or section_path(place):
                faults.append(f"{_EXPECTED}; got {path!r}")
            elif place.casefold() in known:
                faults.append(f"expected different paths; got {path!r} again")
            elif not isinstance(said, dict):
                faults.append(f"{_EXPECTED}; got {said!r} for {path!r}")
            else:
                known.add(place.casefold())
                found = {key: _fault(key, item) for key, item in said.items()}
                faults += [f"{fault} for {path!r}" for fault in found.values() if fault]
                kept[path] = {key: said[key] for key in said if not found[key]}
        return kept, faults


def _fault(key: object, value: object) -> str | None:
    """Return an error message for one thing that is said of a section, or None."""
    if not isinstance(key, str) or key not in SECTION_KEYS:
        near = did_you_mean(key, SECTION_KEYS)
        return f"expected keys from {', '.join(SECTION_KEYS)}; got {key!r}{near}"
    if key == "feeds":
        fault = expect.NamesFrom(expect.FEED_FORMATS)(value)
    elif key == "permalink":
        fault = expect.permalink(value)
    elif key in ("title", "description"):
        fault = expect.expect_text(value)
    else:
        fault = None if isinstance(value, str) else expect.strings(value)
        fault = fault and "expected a string or a list of strings"
    return fault and f"{fault} as {key!r}; got {value!r}"
