"""The catalogs of words are complete, current and fit to be used."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from babel import Locale
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from sphinx_blogtheme.translation import CATALOG, CATALOGS

PACKAGE = CATALOGS.parent
LANGUAGES = sorted(folder.name for folder in CATALOGS.iterdir() if folder.is_dir())
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
KEYWORDS = {"_": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\(\w+\)s|%s|\{\w+\}")
NAMED_COUNT = {"%(count)s", "%(minutes)s"}
"""A number may be said in words, or left out where there can be only one."""


def catalog(language):
    """Return the catalog of a language, as its translators edit it."""
    path = CATALOGS / language / "LC_MESSAGES" / f"{CATALOG}.po"
    return read_po(BytesIO(path.read_bytes()), locale=language)


def forms(text):
    return (text,) if isinstance(text, str) else text


def test_template_has_the_words_of_the_package():
    """A new word is in the template; `tox run -e messages` collects them."""
    found = extract_from_dir(PACKAGE, METHODS, {}, KEYWORDS)
    words = {message for _, _, message, _, _ in found}
    template = read_po(BytesIO((CATALOGS / f"{CATALOG}.pot").read_bytes()))

    assert {message.id for message in template if message.id} == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_word_has_a_translation(language):
    """Also in each plural form, with the placeholders of the English text."""
    template = read_po(BytesIO((CATALOGS / f"{CATALOG}.pot").read_bytes()))
    found = catalog(language)

    assert not found.obsolete
    assert {m.id for m in found} == {m.id for m in template}
    for message in found:
        if not message.id:
            continue
        wanted = set(PLACEHOLDER.findall(forms(message.id)[-1]))
        assert not message.fuzzy, message.id
        assert len(forms(message.string)) == (
            found.num_plurals if message.pluralizable else 1
        )
        for text in forms(message.string):
            assert text.strip(), message.id
            assert wanted ^ set(PLACEHOLDER.findall(text)) <= NAMED_COUNT, text
            assert len(PLACEHOLDER.findall(text)) <= len(wanted), text
        assert not [*message.check(found)], message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalog_is_current(language):
    """What a site loads says what translators read."""
    folder = CATALOGS / language / "LC_MESSAGES"
    expected = BytesIO()
    write_mo(expected, catalog(language))
    expected.seek(0)
    compiled = read_mo(BytesIO((folder / f"{CATALOG}.mo").read_bytes()))

    texts = [(m.id, m.string) for m in read_mo(expected) if m.id]
    assert [(m.id, m.string) for m in compiled if m.id] == texts


def test_languages_are_known_to_cldr():
    """Each has dates and plurals; the names are those that Sphinx's option takes."""
    assert len(LANGUAGES) >= 21
    for language in LANGUAGES:
        assert Locale.parse(language).plural_form
