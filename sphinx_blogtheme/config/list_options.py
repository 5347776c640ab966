"""The options about lists, and about the kinds of posts in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config import checks as expect
from sphinx_blogtheme.config.declaring import option
from sphinx_blogtheme.config.list_checks import (
    COVER_OF_POST,
    INTRO,
    SHOWN_IN_LISTS,
    PerPlace,
    edition_words,
    former_urls,
    written_date_format,
)
from sphinx_blogtheme.model.kinds import KINDS
from sphinx_blogtheme.model.languages import usual_case
from sphinx_blogtheme.model.listings import LIST_PLACES
from sphinx_blogtheme.model.term_order import BY_NAME, TERM_ORDERS
from sphinx_blogtheme.model.terms import TERM_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DEFAULT_PAGE_SIZE = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class ListOptions:
    """The options about lists, checked; a part of `BlogConfig`."""

    date_format: str = option(
        "",
        "Format of dates: `short`, `medium`, `long` or `full`, as the site's language "
        "has them; or a pattern of Unicode CLDR, such as `d MMMM y`, or of Python's "
        "strftime, such as `%-d %B %Y`. By default it is ABlog's `post_date_format`, "
        "if the site sets that, else the long form of the language; in English of no "
        "country that is `d MMMM y`.",
        written_date_format,
        "html",
    )
    editions: Mapping[str, Mapping[str, str | Mapping[str, str]]] = option(
        {},
        "What the blog is called in the languages of its "
        "[translations](languages.md#lists-and-feeds-of-each-language): a dictionary "
        "from language to a dictionary with `title`, `description` and `terms`, which "
        "has names of categories, tags and other terms by slug: "
        '`{"pt": {"title": "Tinta", "terms": {"writing": "Escrita"}}}`.',
        edition_words,
        "env",
    )
    term_order: str | Mapping[str, str] = option(
        BY_NAME,
        "How `/tag/`, `/categories/` and the other pages of a taxonomy list its terms: "
        "by `name`; by `count`, those with the most posts first; or in alphabetical "
        "`groups`. Or a dictionary from taxonomy to one of these: "
        '`{"tag": "groups", "category": "count"}`.',
        PerPlace(expect.OneOf(TERM_ORDERS), tuple(TERM_OPTIONS)),
        "html",
    )
    page_size: int | Mapping[str, int] = option(
        DEFAULT_PAGE_SIZE,
        "Number of posts on the front page and on each page of a list; or a dictionary "
        "for `home` (the front page and its older pages), `terms` (categories, tags, "
        'authors …) and `archives` (months): `{"home": 5, "terms": 50}`. Those that '
        f"it leaves out have {DEFAULT_PAGE_SIZE} posts.",
        PerPlace(expect.positive),
        "html",
    )
    list_shows: str | Mapping[str, str] = option(
        INTRO,
        "What lists show of a post: `intro` is its excerpt, or the whole post if it "
        "has none; `excerpt` the first words of its text; `description` its "
        "description, or one made from its text; and `title` a line with date and "
        "title. Or a dictionary with one of these for `home`, `terms` and `archives`: "
        '`{"home": "intro", "terms": "description", "archives": "title"}`. The '
        "archive and the pages of years show lines in any case, with a text in them "
        "if it is `excerpt` or `description`; see [](pages.md#lists).",
        PerPlace(expect.OneOf(SHOWN_IN_LISTS)),
        "html",
    )
    excerpt_words: int = option(
        50,
        "Number of words in lists that show an `excerpt`. In [scripts without "
        "spaces](languages.md#scripts), two characters of Chinese and Japanese count as "
        "one, and five of Thai.",
        expect.positive,
        "html",
    )
    changes_page: str = option(
        "changes",
        "Path of the page with the [change notes](pages.md#list-of-changes) of all posts; "
        "an empty text makes no such page and no feed of it.",
        expect.page_path,
        "html",
    )
    front_kinds: Sequence[str] = option(
        list(KINDS),
        "The kinds of posts on the front page, of `article`, `link`, `quote` and "
        "`note`; pinned posts are there in any case. See [](kinds.md).",
        expect.NamesFrom(KINDS),
        "html",
    )
    kind_pages: Sequence[str] = option(
        [],
        "The kinds of posts that have a page of their own, with feeds: `/articles/`, "
        "`/links/`, `/quotes/` and `/notes/`, if there are such posts.",
        expect.NamesFrom(KINDS),
        "html",
    )
    feed_kinds: Sequence[str] = option(
        list(KINDS),
        'The kinds of posts in the feeds of the site. With `["article"]`, second '
        "feeds in `/feed/all/` have all posts; with all kinds, those in "
        "`/feed/articles/` have only the articles, if there are other posts too.",
        expect.NamesFrom(KINDS),
        "html",
    )
    covers: Sequence[str] = option(
        [],
        "Where the image that a post names in its header (`image`) is shown: names "
        "from `home`, `terms` and `archives`, for small pictures beside the texts of "
        "these lists, and `post`, for a picture at the top of the post itself.",
        expect.NamesFrom((*LIST_PLACES, COVER_OF_POST)),
        "html",
    )

    former_urls: Mapping[str, str] = option(
        {},
        "Where lists and feeds were before, as on the site of another engine, and where "
        "they are now: a dictionary of paths, such as "
        '`{"/tags/{tag}/": "/tag/{tag}/", "/posts/": "/archives/", '
        '"/index.xml": "/feed/rss.xml"}`. `{tag}`, `{category}` and the other '
        "taxonomies stand for the slug of each of their terms, `{year}` and `{month}` "
        "for the dates of archives. The former URL of a page [leads on](machines.md#"
        "former-urls); a feed is also a file at its former URL.",
        former_urls,
        "html",
    )

    def edition(self, language: str) -> Mapping[str, Any]:
        """Return what the blog is called in another language, by `EDITION_KEYS`.

        :param language: tag in the usual case.
        """
        found = {
            usual_case(tag.replace("_", "-")): w for tag, w in self.editions.items()
        }
        return found.get(language, {})

    def term_names(self) -> Mapping[str, Mapping[str, str]]:
        """Return the names of terms in other languages, by language and slug."""
        tags = [usual_case(tag.replace("_", "-")) for tag in self.editions]
        return {tag: self.edition(tag).get("terms", {}) for tag in tags}

    def page_size_of(self, place: str) -> int:
        """Return the number of posts on each page of the lists of one place.

        :param place: one of `LIST_PLACES`.
        """
        if isinstance(self.page_size, int):
            return self.page_size
        return self.page_size.get(place, DEFAULT_PAGE_SIZE)

    def order_of(self, taxonomy: str) -> str:
        """Return the order of the terms of a taxonomy, one of `TERM_ORDERS`."""
        if isinstance(self.term_order, str):
            return self.term_order
        return self.term_order.get(taxonomy, BY_NAME)

    def shown_in(self, place: str) -> str:
        """Return what the lists of one place show of a post: ``intro``, for example.

        :param place: one of `LIST_PLACES`.
        """
        if isinstance(self.list_shows, str):
            return self.list_shows
        return self.list_shows.get(place, INTRO)
