"""The keys that say whether, when and where a post is shown: rows of the table."""

from __future__ import annotations

from sphinx_blogtheme.front_matter import list_values, values
from sphinx_blogtheme.front_matter.field_kinds import (
    DATE,
    FLAG,
    NAMES,
    TEXT,
    WEB,
    Field,
    Kind,
)
from sphinx_blogtheme.front_matter.notes_of_changes import read_changes
from sphinx_blogtheme.model.posts import Status

_HIDDEN = values.means(true=False, false=True, unknown=True)
_NOT_RENDERED = values.means(true=Status.DRAFT, unknown=True)

PUBLIC_FIELDS = (
    Field(
        name="slug",
        keys=("slug",),
        kind=TEXT,
        meaning="The last part of the [permalink](permalinks.md); without one, the name"
        " of the file, without a date before it.",
    ),
    Field(
        name="slug",
        keys=(),
        instead=("output_file",),
        kind=Kind("text", list_values.read_file_name),
        meaning="The name of the page's file, as Quarto has it, without its suffix.",
    ),
    Field(
        name="url",
        keys=("url", "permalink", "path"),
        kind=Kind("path", values.read_path),
        meaning="The whole path of the post, in the place of the site's"
        " [pattern](permalinks.md): `/essays/hello/`. `false`: a draft.",
        mappings=True,
    ),
    Field(
        name="date",
        keys=("date", "date.created", "created", "date_created"),
        instead=("published_date", "published_at", "date_published", "pub_datetime"),
        kind=DATE,
        meaning="When it was published; see [below](#dates).",
    ),
    Field(
        name="publish_date",
        keys=("publish_date", "pub_date"),
        kind=DATE,
        meaning="When it becomes public, if that is not its date; the date, where there"
        " is no other.",
    ),
    Field(
        name="updated",
        keys=("updated", "date.updated", "date.modified", "date_updated"),
        instead=(
            *("lastmod", "last_modified_at", "last_modified", "modified"),
            *("date_modified", "mod_datetime", "mod_date", "updated_date"),
            *("updated_at", "last_updated"),
        ),
        kind=DATE,
        meaning="When it was changed in a way that readers should know.",
    ),
    Field(
        name="changes",
        keys=("changes",),
        kind=Kind("changes", read_changes),
        meaning="What was changed and when, for readers: a list or a mapping of dates"
        " and notes; see [below](#change-notes).",
    ),
    Field(
        name="expires",
        keys=("expires", "expiry_date", "unpublish_date"),
        kind=DATE,
        meaning="From when on it is held back again, like a draft.",
    ),
    Field(
        name="status",
        keys=("state", "status"),
        instead=("visibility",),
        kind=Kind("status", values.read_status),
        meaning="`published`, `draft` or `hidden`, which is published but"
        " [in no list](pages.md#standing-pages); without one, published.",
    ),
    Field(
        name="scheduled",
        keys=("state", "status"),
        kind=Kind("status", values.read_scheduled),
        meaning="`scheduled`, as in Ghost: the post is public from its date on, and a"
        " draft without one.",
    ),
    Field(
        name="status",
        keys=("draft",),
        kind=Kind(
            "boolean",
            values.means(true=Status.DRAFT, false=Status.PUBLISHED, unknown=True),
        ),
        meaning="`true` is `state: draft`, and `false` is `state: published`.",
    ),
    Field(
        name="status",
        keys=("published",),
        kind=Kind("published", values.read_published),
        meaning="`false` is `state: draft`; a date is the one from which it is public.",
    ),
    Field(
        name="status",
        keys=("publish",),
        kind=Kind(
            "boolean",
            values.means(true=Status.PUBLISHED, false=Status.DRAFT, unknown=False),
        ),
        meaning="`false` is `state: draft`.",
    ),
    Field(
        name="status",
        keys=("headless",),
        kind=Kind("boolean", _NOT_RENDERED),
        meaning="`true` is `state: draft`.",
    ),
    Field(
        name="status",
        keys=("render", "build.render"),
        kind=Kind("build", values.read_build),
        meaning="`false` and `never` are `state: draft`.",
    ),
    Field(
        name="listed",
        keys=("index",),
        instead=("search", "in_search_index", "sitemap"),
        kind=Kind("boolean", values.boolean_reader(unknown=False)),
        meaning="`false`: the post is at its URL, and in no list, feed, search, sitemap"
        " or menu; see [standing pages](pages.md#standing-pages).",
        mappings=True,
    ),
    Field(
        name="listed",
        keys=(
            *("unlisted", "hidden", "noindex", "robots_no_index"),
            *("hidden_in_home_list", "hidden_in_rss", "search_hidden"),
            *("search.exclude", "sitemap.disable", "eleventy_exclude_from_collections"),
            "is_page",
        ),
        kind=Kind("boolean", _HIDDEN),
        meaning="`true` is `index: false`.",
    ),
    Field(
        name="listed",
        keys=("build.list",),
        kind=Kind("build", values.read_build),
        meaning="`never` is `index: false`.",
    ),
    Field(
        name="on_menu",
        keys=("on_menu",),
        kind=FLAG,
        meaning="`true` puts the post on the site's menu.",
    ),
    Field(
        name="on_menu",
        keys=(),
        instead=("menu", "menus", "eleventy_navigation.key"),
        kind=Kind("menu", values.read_menu),
        meaning="The name of any menu is `on-menu: true`.",
    ),
    Field(
        name="order",
        keys=("order", "weight", "nav_order", "menu_order"),
        instead=("sidebar_position", "eleventy_navigation.order"),
        kind=Kind("place", list_values.read_order),
        meaning="The place of the post on the menu, and of several"
        " [pinned](taxonomies.md#pinned-posts) posts: small numbers come first. Lists"
        " are in the order of dates all the same.",
    ),
    Field(
        name="order",
        keys=(),
        instead=("menu", "menus"),
        kind=Kind("menu", list_values.read_menu_weight),
        meaning="The `weight` of an entry of a menu of Hugo's is an `order`.",
    ),
    Field(
        name="redirect_to",
        keys=("redirect_to",),
        kind=Kind("target", list_values.read_target),
        meaning="A URL or a path of the site to which the URL of this file"
        " [leads](machines.md#aliases); the file itself is shown nowhere.",
    ),
    Field(
        name="aliases",
        keys=("aliases", "alias", "redirect_from", "redirect"),
        kind=NAMES,
        meaning="URLs from which readers are [sent on](machines.md#aliases) to the"
        " post, with commas between them or as a list.",
    ),
    Field(
        name="canonical",
        keys=("canonical_url", "canonical", "canonical_link"),
        kind=WEB,
        meaning="The URL at which the text first appeared, for search engines.",
    ),
    Field(
        name="feed_id",
        keys=("feed_id",),
        kind=Kind("identity", list_values.read_identity),
        meaning="The id of the post in feeds, such as `tag:example.org,2024-05-06:/x`,"
        " if that is not its URL: programs show an entry with a new id once more.",
    ),
    Field(
        name="is_post",
        keys=("blogpost",),
        kind=FLAG,
        meaning="`true`: a post, even without a date in the header; `false`: an"
        " ordinary page, even with one.",
    ),
)
