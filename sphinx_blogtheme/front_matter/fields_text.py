"""The keys that say what a post is about, and how it is shown: rows of the table."""

from __future__ import annotations

from sphinx_blogtheme.front_matter import list_values, values
from sphinx_blogtheme.front_matter.field_kinds import (
    FLAG,
    NAMES,
    TERMS,
    TEXT,
    WEB,
    Field,
    Kind,
)
from sphinx_blogtheme.front_matter.python_values import read_code_needs
from sphinx_blogtheme.model.kinds import FORMAT_WORDS

_ELEVENTY = ("eleventy_navigation.title", "eleventy_navigation.key")

TEXT_FIELDS = (
    Field(
        name="title",
        keys=("title",),
        kind=TEXT,
        meaning="The title, as plain text; without one, the first heading of the text,"
        " or words made of the slug. A short post without either is a [note](kinds.md).",
    ),
    Field(
        name="short_title",
        keys=("short_title", "link_title", "nav_title", "menu_title"),
        instead=("sidebar_label", *_ELEVENTY),
        kind=TEXT,
        meaning="A shorter title for the menu, and for links from one post to another:"
        " previous and next, series, related posts.",
    ),
    Field(
        name="short_title",
        keys=(),
        instead=("menu", "menus"),
        kind=Kind("menu", list_values.read_menu_name),
        meaning="The `name` of an entry of a menu of Hugo's is a `short_title`.",
    ),
    Field(
        name="categories",
        keys=("categories", "category", "subject"),
        kind=TERMS,
        meaning="Names or slugs, with commas or semicolons between them or as a list;"
        " each has a [page](pages.md).",
    ),
    Field(
        name="tags",
        keys=("tags", "tag"),
        instead=("keywords",),
        kind=TERMS,
        meaning="As categories; their pages are below `/tag/`.",
    ),
    Field(
        name="authors",
        keys=("author", "authors"),
        kind=NAMES,
        meaning="Ids of [`blog_authors`](options.md) or names; several as for"
        " categories, or mappings that have a `name`.",
    ),
    Field(
        name="series",
        keys=("series",),
        kind=Kind("name", values.read_name),
        meaning="The name or slug of the [series](pages.md#series) that the post is a"
        " part of.",
    ),
    Field(
        name="part",
        keys=("part", "series_index", "series_order", "series_part"),
        kind=Kind("number", values.read_number),
        meaning="Its number in the series; without one, its date gives its place.",
    ),
    Field(
        name="description",
        keys=("description", "meta_description"),
        instead=("summary", "custom_excerpt", "excerpt", "abstract", "subtitle"),
        kind=Kind("text", values.read_words),
        meaning="One sentence of plain text for search engines, feeds and `llms.txt`.",
    ),
    Field(
        name="summary",
        keys=("summary", "custom_excerpt", "excerpt", "abstract"),
        kind=Kind("text", values.read_words),
        meaning="What [lists](pages.md#lists) show of the post, in the place of its"
        " first words, or of the whole post where no marker ends the excerpt; and a"
        " description where there is no other.",
    ),
    Field(
        name="excerpt_paragraphs",
        keys=("excerpt_paragraphs",),
        instead=("excerpt",),
        kind=Kind("paragraphs", list_values.read_paragraphs),
        meaning="The number of paragraphs of the [excerpt](writing.md#the-excerpt), if"
        " no marker ends it; 0 for the whole post.",
    ),
    Field(
        name="excerpt_separator",
        keys=("excerpt_separator",),
        kind=Kind("separator", list_values.read_separator),
        meaning="A text of your choice that ends the"
        " [excerpt](writing.md#the-excerpt), as in Jekyll.",
    ),
    Field(
        name="reading_time",
        keys=("reading_time", "show_reading_time", "read_time"),
        kind=Kind("minutes", list_values.read_minutes),
        meaning="`false` shows no reading time; a number is the time in minutes.",
    ),
    Field(
        name="reading_time",
        keys=("hide_reading_time", "disable_reading_time"),
        kind=Kind("boolean", values.means(true=0, unknown=None)),
        meaning="`true` is `reading-time: false`.",
    ),
    Field(
        name="show_date",
        keys=("show_date",),
        kind=FLAG,
        meaning="`false` shows no date and no reading time, for pages that are always"
        " current; the date still decides the permalink and the order.",
    ),
    Field(
        name="show_date",
        keys=("hide_date", "hide_meta"),
        kind=Kind("boolean", values.means(true=False, false=True, unknown=None)),
        meaning="`true` is `show-date: false`.",
    ),
    Field(
        name="image",
        keys=("image", "image.path", "image.src", "image.url", "image.feature"),
        instead=(
            *("images", "cover.image", "cover.src", "cover.url", "cover"),
            *("cover_image", "featured_image", "feature_image", "hero_image"),
            *("featured_image.src", "hero_image.src", "hero.image", "cover_img"),
            *("og_image", "preview_image", "meta_image", "social_image"),
            *("header.image", "header.overlay_image", "header.teaser", "header_img"),
            *("thumbnail", "thumbnail.src", "thumbnail_img", "teaser", "share_img"),
            *("index_img", "banner_img", "feature_img"),
            *("banner", "banner_image", "lead_image", "featured_image_preview"),
        ),
        kind=Kind("image", values.read_image),
        meaning="The image of the post where it is [shared](machines.md#previews), and"
        " on the post and in lists where [`blog_covers`](writing.md#covers) says so: a"
        " URL, a path, or the number of an image of the text.",
        mappings=True,
    ),
    Field(
        name="image_alt",
        keys=("image_alt", "image.alt"),
        instead=(
            *("cover.alt", "cover_alt", "featured_image_alt", "feature_image_alt"),
            *("hero_image_alt", "og_image_alt", "thumbnail.alt", "thumbnail_alt"),
            *("featured_image.alt", "hero_image.alt", "header.image_description"),
        ),
        kind=TEXT,
        meaning="What the image shows, for those who can't see it.",
    ),
    Field(
        name="image_caption",
        keys=("image_caption", "image.caption"),
        instead=(
            *("cover.caption", "cover_caption", "featured_image_caption"),
            *("feature_image_caption", "hero_image_caption", "header.caption"),
            *("thumbnail.caption", "featured_image.caption", "image_credit"),
        ),
        kind=TEXT,
        meaning="One line of Markdown below the image at the top of the post.",
    ),
    Field(
        name="hide_cover",
        keys=("hide_cover", "cover.hidden"),
        kind=FLAG,
        meaning="`true`: the image is for previews, and not shown as a"
        " [cover](writing.md#covers).",
    ),
    Field(
        name="hide_cover_on_post",
        keys=("hide_cover_on_post", "cover.hidden_in_single"),
        kind=FLAG,
        meaning="`true`: the image is not shown at the top of the post.",
    ),
    Field(
        name="hide_cover_in_lists",
        keys=("hide_cover_in_lists", "cover.hidden_in_list"),
        kind=FLAG,
        meaning="`true`: the image is not shown in lists.",
    ),
    Field(
        name="link",
        keys=("link", "external_url", "external_link"),
        kind=WEB,
        meaning="The page that the post is about: its title leads there in lists.",
    ),
    Field(
        name="kind",
        keys=("kind",),
        kind=Kind("kind", values.read_kind),
        meaning="`article`, `link`, `quote` or `note`, which lists and feeds show each"
        " in their own way; without one, [its shape decides](kinds.md).",
    ),
    Field(
        name="kind",
        keys=(),
        instead=("post_format", "format", "type"),
        kind=Kind("format", values.read_kind),
        meaning="`link`, `quote`, `note` or a word of WordPress and Nikola for a note:"
        " `aside`, `status`, `micro`; other values are kept for templates.",
        words=FORMAT_WORDS,
    ),
    Field(
        name="comments",
        keys=("comments", "show_comments"),
        kind=FLAG,
        meaning="`false` shows no [comments](comments.md) under the post.",
        mappings=True,
    ),
    Field(
        name="comments",
        keys=("nocomments",),
        kind=Kind("boolean", list_values.read_no_comments),
        meaning="`true`, or no value at all, as in ABlog, is `comments: false`.",
    ),
    Field(
        name="comments",
        keys=("comments_disabled", "disable_comments"),
        kind=Kind("boolean", values.means(true=False, false=True, unknown=None)),
        meaning="`true` is `comments: false`.",
    ),
    Field(
        name="toc",
        keys=("toc", "show_toc", "show_table_of_contents"),
        kind=FLAG,
        meaning="`false` shows no table of contents beside the text.",
        mappings=True,
    ),
    Field(
        name="toc",
        keys=("hide_toc", "disable_toc", "hide_table_of_contents"),
        kind=Kind("boolean", values.means(true=False, unknown=None)),
        meaning="`true` is `toc: false`.",
    ),
    Field(
        name="toc",
        keys=(),
        instead=("hide",),
        kind=Kind("names", values.read_hide),
        meaning="A list with `toc` in it is `toc: false`.",
    ),
    Field(
        name="maths",
        keys=("maths", "math", "use_math", "has_math", "mathjax", "katex"),
        kind=FLAG,
        meaning="Kept for templates as `post.maths`; formulas are found without it. A"
        " mapping has [macros](writing.md#maths-and-prices), from name to TeX.",
        mappings=True,
    ),
    Field(
        name="language",
        keys=("language", "lang", "locale"),
        kind=TEXT,
        meaning="The language of the post, such as `pt-BR`, for browsers, previews and"
        " feeds; each has a [page](taxonomies.md#languages).",
    ),
    Field(
        name="translation_of",
        keys=("translation_of",),
        kind=TEXT,
        meaning="The post that this one is a [translation](languages.md#translations)"
        " of: the path of its file, its URL or its slug.",
    ),
    Field(
        name="translation_key",
        keys=("translation_key",),
        kind=TEXT,
        meaning="A word of your choice that all"
        " [translations](languages.md#translations) of a post share, as Hugo has it.",
    ),
    Field(
        name="locations",
        keys=("location", "locations"),
        kind=NAMES,
        meaning="Keys of [`blog_locations`](taxonomies.md#places) or names; several as"
        " for categories.",
        mappings=True,
    ),
    Field(
        name="pinned",
        keys=("pinned",),
        instead=("pin", "featured", "sticky", "top"),
        kind=Kind("pinned", list_values.read_pinned),
        meaning="`true`: the post is [first on the front page](taxonomies.md#pinned-posts)."
        " A number above zero, as in Hexo, is `true`.",
    ),
    Field(
        name="pinned",
        keys=("status", "state"),
        kind=Kind("status", values.read_featured),
        meaning="`featured`, as in Nikola, is `pinned: true`.",
    ),
    Field(
        name="python",
        keys=("python",),
        kind=Kind("python", read_code_needs),
        meaning="What its code needs, for"
        " [`sphinx-blogtheme test`](guides/posts-whose-code-works.md): a mapping with"
        " `requires`, `dependencies`, `files`, `timeout`, `seed`, `network`, `skip` and"
        " `note`; see [below](#python). `false`: its code is not run.",
    ),
    Field(
        name="template",
        keys=("template", "layout", "custom_template"),
        kind=TEXT,
        meaning="Kept for templates as `post.template`.",
    ),
)
