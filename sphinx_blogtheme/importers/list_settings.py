"""What a site's settings say of the URLs of its lists and feeds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.engine_settings import (
    first_settings,
    list_of,
    mapping_of,
    setting_text,
)
from sphinx_blogtheme.importers.feed_formats import with_formats
from sphinx_blogtheme.importers.old_lists import (
    ARCHIVE,
    ATOM,
    AUTHOR,
    CATEGORY,
    ENGINE_LISTS,
    RSS,
    TAG,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_FIELD = re.compile(r"\{(\w+)(?::[^{}]*)?\}|%s|:slug|:title")
_TAXONOMIES = {"tag": "tag", "category": "category", "author": "author"}


def lists_of_site(engine: str, source: Path) -> dict[str, str]:
    """Return where a site has its lists and feeds, and where the new blog has them.

    :param engine: name of the engine's reader.
    :param source: the folder of the site, or an export.
    """
    found = dict(ENGINE_LISTS.get(engine, {}))
    if engine in _READERS and source.is_dir():
        names, read = _READERS[engine]
        settings: dict[str, Any] = {}
        for group in names:
            settings |= first_settings(source, *group)[1]
        found = read(found, settings)
        found = with_formats(found, engine, source)
    return found


def _hugo(lists: dict[str, str], settings: Mapping[str, Any]) -> dict[str, str]:
    config = {str(key).lower(): value for key, value in settings.items()}
    off = {str(kind).lower() for kind in list_of(config, "disablekinds")}
    formats = {k.lower(): v for k, v in mapping_of(config, "outputformats").items()}
    base = setting_text(formats.get("rss"), "baseName", "basename") or "index"
    named = mapping_of(config, "taxonomies")
    of_tags = next((v for k, v in named.items() if k.lower() == "tag"), "tags")
    of_categories = next(
        (v for k, v in named.items() if k.lower() == "category"), "categories"
    )
    found: dict[str, str] = {}
    for old, new in lists.items():
        is_term = "{tag}" in old or "{category}" in old
        if old.endswith(".xml") and "rss" in off:
            continue
        if off & {"taxonomyterm", "term" if is_term else "taxonomy"} and (
            is_term or old in ("/tags/", "/tags/index.xml", "/categories/index.xml")
        ):
            continue
        old = old.replace("/tags/", f"/{of_tags}/")  # noqa: PLW2901
        old = old.replace("/categories/", f"/{of_categories}/")  # noqa: PLW2901
        found[re.sub(r"index\.xml$", f"{base}.xml", old)] = new
    permalinks = mapping_of(config, "permalinks")
    for name, pattern in mapping_of(permalinks, "section").items():
        url = re.sub(r":sections?\b|:sectionslugs?\b", str(name), str(pattern))
        if ":" not in url:
            found[f"/{url.strip('/')}/"] = ARCHIVE
    for taxonomy, field in ((of_tags, "tag"), (of_categories, "category")):
        pattern = setting_text(
            mapping_of(permalinks, "term"), taxonomy
        ) or setting_text(permalinks, taxonomy)
        place = re.sub(r":(?:slug|title|\w*contentbasename)\b", f"{{{field}}}", pattern)
        old = f"/{taxonomy}/{{{field}}}/"
        if place and ":" not in place and old in found:
            for end in ("", f"{base}.xml"):
                if new := found.pop(f"{old}{end}", ""):
                    found[f"/{place.strip('/')}/{end}"] = new
    return found


def _zola(lists: dict[str, str], settings: Mapping[str, Any]) -> dict[str, str]:
    names = [setting_text(one, "name") for one in list_of(settings, "taxonomies")]
    feeds = [*map(str, list_of(settings, "feed_filenames"))]
    feeds = feeds or [setting_text(settings, "feed_filename") or "atom.xml"]
    found: dict[str, str] = {}
    for old, new in lists.items():
        if old.endswith(".xml"):
            name = old.rpartition("/")[2]
            if name in feeds:
                found[old] = new
        elif old.split("/")[1] in (*names, "{section}"):
            found[old] = new
    own = [name for name in feeds if name.endswith(".xml")]
    found |= {f"/{name}": ATOM for name in own if f"/{name}" not in lists}
    for one in list_of(settings, "taxonomies"):
        place = {"tags": TAG, "categories": CATEGORY}.get(setting_text(one, "name"))
        if place and isinstance(one, dict) and one.get("feed", one.get("rss")):
            field = place.split("/")[-2]
            for name in feeds:
                format_ = "rss" if name == "rss.xml" else "atom"
                url = f"/{setting_text(one, 'name')}/{field}/{name}"
                found[url] = f"{place}feed/{format_}.xml"
    return found


def _pelican(lists: dict[str, str], settings: Mapping[str, Any]) -> dict[str, str]:
    def said(name: str) -> str | None:
        """Return a setting as a URL; "" if it is off, None if it is not there."""
        if name not in settings:
            return None
        value = settings[name]
        return f"/{value.lstrip('/')}" if isinstance(value, str) and value else ""

    found = dict(lists)
    for names, old, new in (
        (("ARCHIVES_URL", "ARCHIVES_SAVE_AS"), "/archives.html", ARCHIVE),
        (("TAGS_URL", "TAGS_SAVE_AS"), "/tags.html", "/tag/"),
        (("CATEGORIES_URL", "CATEGORIES_SAVE_AS"), "/categories.html", "/categories/"),
        (("AUTHORS_URL", "AUTHORS_SAVE_AS"), "/authors.html", "/author/"),
        (("TAG_URL", "TAG_SAVE_AS"), "/tag/{tag}.html", TAG),
        (("CATEGORY_URL", "CATEGORY_SAVE_AS"), "/category/{category}.html", CATEGORY),
        (("AUTHOR_URL", "AUTHOR_SAVE_AS"), "/author/{author}.html", AUTHOR),
        (("INDEX_URL", "INDEX_SAVE_AS"), "", ARCHIVE),
        (("FEED_ALL_ATOM",), "/feeds/all.atom.xml", ATOM),
        (("FEED_ATOM",), "", ATOM),
        (("FEED_RSS",), "", RSS),
        (("FEED_ALL_RSS",), "", RSS),
        (("TRANSLATION_FEED_ATOM",), "/feeds/all-{lang}.atom.xml", ATOM),
        (
            ("CATEGORY_FEED_ATOM",),
            "/feeds/{category}.atom.xml",
            f"{CATEGORY}feed/atom.xml",
        ),
        (("CATEGORY_FEED_RSS",), "", f"{CATEGORY}feed/rss.xml"),
        (("TAG_FEED_ATOM",), "", f"{TAG}feed/atom.xml"),
        (("TAG_FEED_RSS",), "", f"{TAG}feed/rss.xml"),
        (("AUTHOR_FEED_ATOM",), "/feeds/{author}.atom.xml", f"{AUTHOR}feed/atom.xml"),
        (("AUTHOR_FEED_RSS",), "/feeds/{author}.rss.xml", f"{AUTHOR}feed/rss.xml"),
    ):
        given = [url for name in names if (url := said(name)) is not None]
        if not given:
            continue
        found.pop(old, None)
        field = next((name for name in _TAXONOMIES if f"{{{name}}}" in new), "")
        url = _with_field(given[0].removesuffix("index.html") or given[0], field)
        if given[0] and ("{" not in url or field or "{lang}" in url):
            found[url] = new
    return found


def _with_field(url: str, field: str) -> str:
    """Return a URL of Pelican with our field for its own, but for that of a language."""

    def named(match: re.Match[str]) -> str:
        return match[0] if match[1] == "lang" else f"{{{field}}}"

    return _FIELD.sub(named, url)


def _nikola(lists: dict[str, str], settings: Mapping[str, Any]) -> dict[str, str]:
    tags = _path_of_nikola(settings, "TAG_PATH") or "categories"
    categories = _path_of_nikola(settings, "CATEGORY_PATH") or "categories"
    authors = _path_of_nikola(settings, "AUTHOR_PATH") or "authors"
    prefix = settings.get("CATEGORY_PREFIX", "cat_")
    found: dict[str, str] = {}
    for old, new in lists.items():
        if "{tag}" in old:
            url = old.replace("/categories/", f"/{tags}/")
        elif "{category}" in old:
            url = old.replace("/categories/cat_", f"/{categories}/{prefix}")
        else:
            url = old.replace("/authors/", f"/{authors}/")
        found[url] = new
    for folder in {tags, categories} - {"categories"}:
        found[f"/{folder}/"] = "/tag/" if folder == tags else "/categories/"
    if index := _path_of_nikola(settings, "INDEX_PATH"):
        found[f"/{index}/"] = ARCHIVE
    if rss := _path_of_nikola(settings, "RSS_PATH"):
        found[f"/{rss}/rss.xml"] = found.pop("/rss.xml", RSS)
    if settings.get("GENERATE_ATOM") is True:
        found["/index.atom"] = ATOM
    return found | _archives_of_nikola(settings, found)


def _archives_of_nikola(
    settings: Mapping[str, Any], found: dict[str, str]
) -> dict[str, str]:
    """Return the URLs of archives, which may be in a folder of their own."""
    folder = _path_of_nikola(settings, "ARCHIVE_PATH")
    name = _path_of_nikola(settings, "ARCHIVE_FILENAME") or "archive.html"
    if folder or name != "archive.html":
        found.pop("/archive.html", None)
    place = f"/{folder}/{name}" if folder else f"/{name}"
    archives = {place.removesuffix("index.html"): ARCHIVE}
    if folder:
        archives |= {
            f"/{folder}/{{year}}/": "/{year}/",
            f"/{folder}/{{year}}/{{month}}/": "/{year}/{month}/",
        }
    return archives


def _path_of_nikola(settings: Mapping[str, Any], name: str) -> str:
    """Return a path in the settings, which may be one for each language."""
    language = setting_text(settings, "DEFAULT_LANG")
    value = setting_text(settings, f"{name}.{language}", name)
    return value.strip("/")


def _jekyll(lists: dict[str, str], settings: Mapping[str, Any]) -> dict[str, str]:
    """Return the URLs that the plugins `jekyll-feed` and `jekyll-archives` make."""
    found, feed = dict(lists), mapping_of(settings, "feed")
    if path := setting_text(feed, "path"):
        found[f"/{path.lstrip('/')}"] = found.pop("/feed.xml")
    if list_of(feed, "categories"):
        found["/feed/{category}.xml"] = f"{CATEGORY}feed/atom.xml"
    if feed.get("tags"):
        path = setting_text(mapping_of(feed, "tags"), "path") or "/feed/by_tag/"
        found[f"/{path.strip('/')}/{{tag}}.xml"] = f"{TAG}feed/atom.xml"
    archives = mapping_of(mapping_of(settings, "jekyll-archives"), "permalinks")
    for name, place in (("tag", TAG), ("category", CATEGORY), ("year", "/{year}/")):
        field = f":{'year' if name == 'year' else 'name'}"
        url = setting_text(archives, name).replace(field, f"{{{name}}}")
        if url and ":" not in url:
            found[url] = place
    return found


_READERS: dict[str, tuple[tuple[tuple[str, ...], ...], Any]] = {
    "hugo": (
        (
            (
                *("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"),
                *("config.toml", "config.yaml", "config.yml", "config.json"),
                *("config/_default/hugo.toml", "config/_default/config.toml"),
                *("config/_default/hugo.yaml", "config/_default/config.yaml"),
            ),
        ),
        _hugo,
    ),
    "zola": ((("config.toml", "zola.toml"),), _zola),
    "pelican": ((("pelicanconf.py",), ("publishconf.py",)), _pelican),
    "nikola": ((("conf.py",),), _nikola),
    "jekyll": ((("_config.yml", "_config.yaml", "_config.toml"),), _jekyll),
}
"""The files of the settings, of which all groups count, and their readers."""
