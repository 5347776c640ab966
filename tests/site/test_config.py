"""What a site may set in ``conf.py``, and what happens where it sets nonsense."""

from __future__ import annotations

import dataclasses
import re

import pytest
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from conftest import post
from sphinx_blogtheme.config.declaring import default_of
from sphinx_blogtheme.config.defaults import DEFAULTS
from sphinx_blogtheme.config.options import PREFIX, BlogConfig, option_fields
from sphinx_blogtheme.warnings import WarningKind

BAD = {
    "permalink": ["no-slash/{slug}", "/{year}/", "/{slug}/../x", "/{what}/{slug}", 7],
    "translation_urls": ["below", None, True],
    "timezone": ["Mars/Olympus", "../../etc/passwd", 1],
    "categories": [["python"], "python", None],
    "tags": [["python"]],
    "series": [1],
    "vocabularies": ["category", ["colour"], None],
    "term_feeds": ["tag", ["month"], [[]]],
    "changes_page": ["a page", "../x", "/", None, 3],
    "page_size": [0, -1, "10", True, 1.5, [], None],
    "editions": [
        ["pt"],
        {"?": {}},
        {"pt": "Blogue"},
        {"pt": {"name": "Blogue"}},
        {"pt": {"title": 1}},
        {"pt": {"terms": {"a": 1}}},
    ],
    "sections": [["blog"], "blog", None, 5],
    "term_order": ["size", None, 1],
    "date_format": ["%Q", "nothing", "qqqqqqq", 5],
    "list_shows": ["all", None, True, ["title"]],
    "excerpt_words": [0, "50", None],
    "excerpt_paragraphs": [-1, "1", None, True],
    "front_kinds": ["note", ["notes"], None],
    "kind_pages": ["note", ["essay"], [1]],
    "feed_kinds": ["article", ["all"], None],
    "description": [None, 3],
    "maths_macros": ["RR", {1: "x"}, {"R1": "x"}, {"RR": 1}],
    "menu": ["about", [("only",)], [1], [("a", "b", "c")]],
    "template_api": ["one", "1.0.0", 1.0],
    "files": ["files", [1], None],
    "feeds": ["rss", ["rss2"], None],
    "feed_limit": ["512", -1, True, None, 1.5],
    "feed_page": ["yes", None],
    "not_found_page": ["yes", None],
    "blogroll": [True, 1, {"title": "x"}, ""],
    "drafts": ["yes", 1],
    "llms": ["yes", 1],
    "notebook_copies": ["yes", None],
    "sitemap": [None, "no"],
    "image": [None, 3],
    "covers": ["home", None, True, ["title"]],
    "image_widths": ["480", 960, [0], [480, "960"], [True]],
    "image_sizes": [38, ["100vw"]],
    "social_cards": ["yes", None, {"colour": "#fff"}, {"text": "black"}, {"font": 1}],
    "me": ["https://social.example/@ann", ["javascript:alert(1)"], ["@ann"], [1]],
    "fediverse_creator": ["ann", "@ann", {"ann": 1}, {"ann": "ann"}, 3, None],
    "webmention": ["mentions.example", "ftp://mentions.example/", "https://", 1],
    "pingback": ["mentions.example/x", "https://a.example/ b", None],
    "websub_hub": ["javascript:alert(1)", "//hub.example/", "http://[x", []],
    "trust": ["Prose", {"guests/*": "some"}, {1: "prose"}, ["prose"], None],
    "trusted_paths": ["../README.md", [1], {}],
    "prose_markup": ["youtube", [1]],
    "robots": ["no", None],
    "dialects": ["hugo", None, ["wordpress"]],
    "embeds": ["lazy", None, True],
    "mermaid": ["sgv", None, True],
    "mermaid_command": ["mmdc", [], [""], ["mmdc", 1]],
    "mermaid_config": ["forest", {"theme": {1}}, {"size": 1j}],
    "mermaid_browser": ["--no-sandbox", {"args": "--no-sandbox"}, None],
    "mermaid_timeout": [0, "60", None],
    "autolinks": ["yes", None],
    "emoji": ["yes", 1],
    "code_entities": ["yes", None],
    "code_origin": ["yes", 2],
    "code_links": ["yes", 1, []],
    "code_note": ["yes", None],
    "api_backlinks": ["yes", None],
    "heading_ids": ["hugo", None, True],
    "wikilinks": ["yes", None],
    "former_urls": ["/tags/", ["/tags/"], {1: "/tag/"}, {"/tags/": 1}, None],
    "search": ["google", None, True, ["sphinx"]],
    "comments": ["isso", {}, {"system": "disqus"}, {"system": "isso"}, [], 1],
    "content_security_policy": [
        "x",
        1,
        {"Script": []},
        {"img-src": "a"},
        {"a": ["b; c"]},
    ],
}

CASES = [(name, value) for name, values in BAD.items() for value in values]


def test_each_option_has_bad_values_to_try():
    """An option that is added is added here as well."""
    assert BAD.keys() == {option.name for option in option_fields()}


def assert_defaults(built, expected):
    """Assert that a site is what it is without an option."""
    assert built.differences(expected) in ([], [".buildinfo"])


@pytest.fixture(scope="module")
def plain(module_site):
    """Return a site that sets no option of ours, and what is built of it."""
    blog = module_site({"x.md": post(categories="python")})
    return blog, blog.build()


@pytest.mark.parametrize("number", range(max(map(len, BAD.values()))))
def test_bad_options_are_one_warning_each_and_the_defaults(site, plain, number):
    """It names the option, the value, what was expected, and its line."""
    wrong = {
        PREFIX + name: values[number]
        for name, values in BAD.items()
        if number < len(values)
    }
    blog = site({"x.md": post(categories="python")})
    blog.configure(**wrong)

    built = blog.build(
        warnings=[
            f"conf.py:{line}: WARNING: {name} = {value!r}: "
            for line, (name, value) in enumerate(wrong.items(), 5)
        ]
    )

    assert all("; using " in warning for warning in built.warnings)
    assert_defaults(built, plain[1])


@pytest.mark.long
@pytest.mark.parametrize(("name", "value"), CASES)
def test_bad_option_is_one_warning_and_the_default(site, plain, name, value):
    """Each of them, in a site that has no other."""
    blog = site({"x.md": post(categories="python")})
    blog.configure(**{PREFIX + name: value})

    built = blog.build(warnings=[f"conf.py:5: WARNING: {PREFIX}{name} = {value!r}: "])

    assert "; using " in built.warnings[0]
    assert_defaults(built, plain[1])


NAMED = {"name": "The snake"}
PARTS = [
    ("categories", {"python": NAMED | {"nom": "x"}}, "for 'python'; got 'nom'"),
    ("categories", {"python": NAMED, "web": 1}, "for 'web'; got 1"),
    ("categories", {"python": NAMED, 1: "One"}, "keys; got 1"),
    ("categories", {"python": NAMED | {"description": 1}}, "'description' of 'python'"),
    ("term_feeds", ["seris", "tag"], "got 'seris' (did you mean 'series'?); ignored"),
]


@pytest.mark.parametrize(("name", "value", "said"), PARTS)
def test_part_of_an_option_that_is_wrong_costs_no_other(site, name, value, said):
    """One typo is one warning that names it, and the rest holds."""
    files = {"x.md": post(categories="python", tags="a")}

    built = site(files, **{PREFIX + name: value}).build(
        warnings=[f"conf.py:5: WARNING: {PREFIX}{name}: "]
    )

    assert said in built.warnings[0]
    if name == "categories":
        assert built.html("python").h1.text.strip() == "The snake"
    else:
        assert built.exists("tag/a/feed/rss.xml")


def test_warnings_of_options_can_be_silenced(site):
    """``blogtheme.config`` covers them all."""
    site({}, blog_page_size=0, suppress_warnings=["blogtheme.config"]).build()


PROVOKED = {
    WarningKind.FRONT_MATTER: ({"x.md": post(state="perhaps")}, {}),
    WarningKind.SOURCE: ({"x.md": post().encode() + b"\xe9\n"}, {}),
    WarningKind.TERM: (
        {"x.md": post(tags="pyhton")},
        {"blog_vocabularies": ["tag"], "blog_tags": {"python": "Python"}},
    ),
    WarningKind.PERMALINK: ({"x.md": post(), "y/x.md": post()}, {}),
    WarningKind.LINK: ({"x.md": post("[x](/nowhere)\n")}, {}),
    WarningKind.IMAGE: ({"x.md": post("![x](x.png)\n"), "x.png": "no image"}, {}),
    WarningKind.EMBED: (
        {"x.md": post("```{embed} https://example.org/\n```\n")},
        {},
    ),
    WarningKind.UNKNOWN_KEY: ({"x.md": post(desription="x")}, {}),
    WarningKind.SHORTCODE: ({"x.md": post("{{< qr >}}\n")}, {}),
    WarningKind.DIAGRAM: (
        {"x.md": post("```mermaid\npie\n```\n")},
        {"blog_mermaid": "extension"},
    ),
    WarningKind.MATHS: ({"x.md": post("$$\n\\nocommand{\n$$\n")}, {}),
    WarningKind.CONFIG: ({}, {"blog_page_size": 0}),
    WarningKind.SEARCH: (
        {},
        {"blog_search": "pagefind", "html_theme": "alabaster"},
    ),
    WarningKind.TRUST: ({"posts/x.md": post("[x](path:../conf.py)\n")}, {}),
    WarningKind.POST_DIRECTIVE: ({"x.rst": ":orphan:\n\nX\n=\n\n.. post:: soon\n"}, {}),
}
"""A site for each kind of warning, which gives it once."""


def test_each_kind_of_warning_is_given_and_can_be_silenced(site):
    """Its name is in the warning, and in ``suppress_warnings`` it has an effect.

    In each build another half of the names is silenced, so that no two kinds are in
    all builds together, and each is silenced in one build and given in another.
    """
    assert PROVOKED.keys() == set(WarningKind)
    kinds = list(PROVOKED)
    files, conf = {}, {"html_theme": "alabaster"}
    for kind, (sources, values) in PROVOKED.items():
        files |= {
            re.sub(r"\bx(?=\.(?:md|rst)$)", kind.value, path): text
            for path, text in sources.items()
        }
        conf |= values
    for bit in range(len(kinds).bit_length()):
        for value in (0, 1):
            silent = [k for n, k in enumerate(kinds) if n >> bit & 1 == value]
            names = [f"blogtheme.{kind.value}" for kind in silent]
            given = [f"[blogtheme.{k.value}]" for k in kinds if k not in silent]
            site(files, **conf, suppress_warnings=names).build(warnings=given)


@pytest.mark.long
@pytest.mark.parametrize("kind", WarningKind)
def test_kind_of_warning_is_given_and_can_be_silenced(site, kind):
    """Each of them, in a site that gives no other."""
    files, conf = PROVOKED[kind]
    name = f"blogtheme.{kind.value}"

    site(files, **conf).build(warnings=[f"[{name}]"])
    site(files, **conf, suppress_warnings=[name]).build()


def test_each_option_is_documented():
    """The reference page is made from these: a sentence about each option."""
    for option in option_fields():
        assert option.metadata["help"].endswith(".")
        assert option.metadata["rebuild"] in ("env", "html")
        assert option.metadata["check"](default_of(option)) is None
    assert len(dataclasses.fields(BlogConfig)) == len(BAD)


def test_the_sites_own_values_win(site):
    """Our defaults for Sphinx, MyST and ABlog are only defaults."""
    others = {
        name: {bool: not value, int: 3, str: "%Y", list: ["deflist"]}[type(value)]
        for name, value in DEFAULTS.items()
    }
    config = config_of(site({}, **others))

    assert {name: getattr(config, name) for name in DEFAULTS} == others


def test_a_site_gets_our_defaults(site):
    """A ``conf.py`` needs the extension and the theme, no more."""
    config = config_of(site())

    assert {name: getattr(config, name) for name in DEFAULTS} == DEFAULTS


def config_of(blog):
    """Return the configuration that Sphinx ends up with."""
    with patch_docutils(blog.source), docutils_namespace():
        folders = (blog.source, blog.source, blog.outputs / "x", blog.outputs / "y")
        return Sphinx(*folders, "html", status=None, warning=None).config


@pytest.mark.parametrize(
    ("conf", "title"),
    [({}, "Post — Test blog"), ({"blog_title": "Mine"}, "Post — Mine")],
)
def test_blog_is_called_like_the_project(site, conf, title):
    """``blog_title`` is for a blog whose name is not the project's."""
    built = site({"x.md": post()}, **conf).build()

    assert built.html("2025/03/x").title.get_text() == title


def test_folders_of_files_are_an_option(site):
    """Their content is served from the root, and their Markdown is no document."""
    built = site(
        {"assets/a.txt": "a", "assets/b.md": "# b", "x.md": post("[a](/a.txt)\n")},
        blog_files=["assets"],
    ).build()

    assert built.text("a.txt") == "a"
    assert built.text("b.md") == "# b"
    assert not built.exists("assets")


def test_folder_of_files_that_is_missing_is_told(site):
    """The default may be missing; a name that the site writes is a name of a folder."""
    files = {"assets/a.txt": "a", "x.md": post()}

    site(files).build()
    site(files, blog_files=["assets", "asets", "x.md"]).build(
        warnings=["blog_files: 'asets': expected a folder", "blog_files: 'x.md'"]
    )


def test_smart_quotes_are_a_choice(site):
    """What the author typed stays, unless the site asks for typography."""
    files = {"x.md": post('"Quoted" -- text.\n')}

    plain = site(files).build().html("2025/03/x").select_one(".e-content")
    smart = site(files, smartquotes=True).build().html("2025/03/x")
    assert plain.get_text().strip() == '"Quoted" -- text.'
    assert "“Quoted” – text." in smart.select_one(".e-content").get_text()


@pytest.mark.parametrize(
    ("given", "used", "said"),
    [
        ("ann.example", "https://ann.example/", "using 'https://ann.example'"),
        ("ann.example/blog/", "https://ann.example/blog/", "using 'https://ann.ex"),
        ("/blog/", "", "going on without it"),
        ("https:/ann.example", "", "going on without it"),
    ],
)
def test_address_that_is_no_url_is_told(site, given, used, said):
    """One warning; feeds never lead to an address that is none."""
    built = site({"a.md": post()}, html_baseurl=given).build(
        warnings=[f"html_baseurl = {given!r}: expected a URL, such as"]
    )

    assert said in built.warnings[0]
    assert built.exists("feed/rss.xml") == bool(used)
    links = built.html().select("link[rel=canonical]")
    assert [link["href"] for link in links] == ([used] if used else [])


def test_site_without_front_page_says_what_to_write(site):
    """It stops before it reads anything, and names the file."""
    made = site({"a.md": post()})
    made.remove("index.md")

    with pytest.raises(SphinxError, match=r"(?s)expected \S+index\.md.*\n# Test blog"):
        made.build()


@pytest.mark.parametrize(
    ("name", "meant"),
    [("accent_color_light", "accent_colour_light"), ("foot_text", "footer_text")],
)
def test_misspelt_option_of_the_theme_is_one_warning(site, name, meant):
    """It names the option that is meant; those of Sphinx's own theme are no mistakes."""
    options = {name: "x", "navigation_with_keys": True, "palette": "paper"}
    warning = f"there is no option {name!r} (did you mean {meant!r}?); it is ignored"

    site({"a.md": post()}, html_theme_options=options).build(warnings=[warning])
