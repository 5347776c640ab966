"""Pages, feeds and scripts in the language of the site, down to the last word."""

from __future__ import annotations

import json
import re
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup, Comment, Doctype
from sphinx.cmd.build import main
from whole_blog import FILES, GAMMA, OPTIONS

from conftest import post
from sphinx_blogtheme.translation import CATALOG, CATALOGS

NAMES = {
    *("RSS", "Atom", "JSON", "OPML", "Markdown", "Sphinx", "sphinx", "blogtheme"),
    *(
        "JavaScript",
        "LaTeX",
        "YouTube",
        "Mastodon",
        "BibTeX",
        "Blogroll",
        "Fediverse",
        "fediverse",
    ),
}
"""Names, which are the same in all languages."""
TEXTS = ("description", "summary", "content", "encoded", "subtitle", "rights")
SHOWN = ("alt", "aria-label", "title", "placeholder")
WORD = re.compile(r"(%\(\w+\)s|%s|\{\w+\})|[A-Za-z]+")
READ = (".html", ".xml", ".opml", ".txt", ".json")
MACHINES = ("script", "style", "code", "pre", "math", "annotation", "bdi")


def shown(soup: BeautifulSoup) -> list[str]:
    """Return the texts that a reader sees, hears or searches."""
    for element in soup(MACHINES):
        element.decompose()
    texts = [
        text
        for text in soup.find_all(string=True)
        if not isinstance(text, (Comment, Doctype))
    ]
    for element in soup.find_all(True):
        texts += [element.get(name, "") for name in SHOWN]
        texts += [v for k, v in element.attrs.items() if k in DATA]
        if element.name == "meta" and "description" in str(element.attrs.values()):
            texts.append(element["content"])
    return texts


def words(soup: BeautifulSoup) -> set[str]:
    """Return the words in Latin letters."""
    text = re.sub(
        r"https?://\S+|JSON Feed|llms\.txt|\{count\}", " ", " ".join(shown(soup))
    )
    return {word for word in re.findall(r"[A-Za-z]{2,}", text) if word not in NAMES}


DATA = ("data-searching", "data-none", "data-found", "data-failed", "data-copied")


def texts_of(built) -> dict[str, BeautifulSoup]:
    """Return what readers may see of each page, each feed and each file for programs."""
    found = {}
    for path in built.files():
        if "_static" in path or not path.endswith(READ):
            continue
        text = built.text(path)
        if path.endswith(".html"):
            found[path] = BeautifulSoup(text, "html5lib")
        elif path.endswith((".xml", ".opml")) and "sitemap" not in path:
            feed = BeautifulSoup(text, "xml")
            parts = [e.get_text() for e in feed.find_all(("title", *TEXTS))]
            found[path] = BeautifulSoup("<hr>".join(parts), "html5lib")
        elif path.endswith("llms.txt"):
            lines = [line.lstrip("# ") for line in text.splitlines()]
            found[path] = BeautifulSoup("<hr>".join(lines), "html5lib")
        elif path.endswith(".json") and "feed" in path:
            feed = json.loads(text)
            parts = [feed["title"], feed.get("description", "")]
            parts += [item.get("content_html", "") for item in feed["items"]]
            found[path] = BeautifulSoup("<hr>".join(parts), "html5lib")
    assert len(found) > 60
    return found


def words_left(built) -> dict[str, set[str]]:
    """Return the words in Latin letters of each file that has some."""
    left = {path: words(soup) for path, soup in texts_of(built).items()}
    return {path: found for path, found in left.items() if found}


@pytest.mark.parametrize("language", ["ru", "ja", "zh_CN", "ar", "he"])
def test_no_english_word_is_left(site, language):
    """On any kind of page, nor in feeds and other files."""
    built = site(FILES, **OPTIONS, language=language).build(warnings=None)

    assert words_left(built) == {}


def test_all_words_are_in_the_catalog(site):
    """A catalog of signs alone leaves no word of ours."""
    template = read_po(BytesIO((CATALOGS / f"{CATALOG}.pot").read_bytes()))
    signs = Catalog("chr")
    for message in template:
        forms = message.id if message.pluralizable else (message.id,)
        texts = tuple(WORD.sub(lambda found: found[1] or GAMMA, form) for form in forms)
        signs.add(message.id, texts if message.pluralizable else texts[0])
    compiled = BytesIO()
    write_mo(compiled, signs)
    folder = "locale/chr/LC_MESSAGES"
    files = {**FILES, f"{folder}/{CATALOG}.mo": compiled.getvalue()}
    options = {**OPTIONS, "language": "chr", "locale_dirs": ["locale"]}
    built = site(files, **options).build(warnings=None)

    sphinxs = {"Note"}
    assert set().union(*words_left(built).values()) == sphinxs


@pytest.mark.parametrize("language", ["de", "fr"])
def test_no_english_sentence_is_left(site, language):
    """Where words alone do not tell the languages apart."""
    path = CATALOGS / language / "LC_MESSAGES" / f"{CATALOG}.po"
    english = set()
    for message in read_po(BytesIO(path.read_bytes()), locale=language):
        forms = message.id if message.pluralizable else (message.id,)
        ours = message.string if message.pluralizable else (message.string,)
        english |= {form for form in forms if form not in ours}
    placeholder = re.compile(r"%\\\(\w+\\\)s|%s|\\\{\w+\\\}")
    patterns = [
        placeholder.sub(".+", re.escape(text))
        for text in english
        if re.search("[a-z]{2}", re.sub(r"%\(\w+\)s|%s", "", text))
    ]
    sentence = re.compile("|".join(patterns))
    built = site(FILES, **OPTIONS, language=language).build(warnings=None)
    left = {}
    for path, soup in texts_of(built).items():
        found = {text for text in shown(soup) if sentence.fullmatch(text.strip())}
        if found:
            left[path] = found

    assert left == {}


def test_each_build_of_a_process_has_the_same_words(site):
    """Sphinx keeps its catalogs for the next one, which may be in another language."""
    made = site({"a.md": post()}, language="de")
    texts = []
    for language in ("de", "de", "eo", "de"):
        out = made.outputs / f"{len(texts)}"
        options = ["-q", "-b", "dirhtml", "-D", f"language={language}"]
        assert main([*options, str(made.source), str(out)]) == 0
        texts.append((out / "2025/03/a/index.html").read_text(encoding="utf-8"))

    assert texts[0] == texts[1] == texts[3]
    assert "Veröffentlicht am" in texts[0]
