"""One search for documentation and blog: objects by name, pages, notebooks and posts."""

from __future__ import annotations

import json

import pytest

from conftest import post
from serving import serve

API = """# Reference

```{py:function} shelf.split(text)

Split it.
```

````{py:class} Splitter

```{py:method} add(text)

Add a text.
```
````

```{option} --force

Overwrite.
```
"""

NOTEBOOK = {
    "cells": [
        {
            "cell_type": "markdown",
            "metadata": {},
            "source": ["# Trial\n", "\n", "A split."],
        }
    ],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 5,
}

FILES = {
    "index.md": "# Tool\n\n```{toctree}\n:glob:\nstart\nreference\ntri*\nhidden\n```\n",
    "start.md": "# Split\n\nHow to split, split and split a text.\n",
    "reference.md": API,
    "trial.ipynb": json.dumps(NOTEBOOK),
    "hidden.md": "---\nnosearch: true\n---\n\n# Hidden\n\n```{py:function} split_hidden()\n```\n",
    "posts/faster.md": post("To split is faster.", title="Faster", date="2026-03-01"),
}

CONF = {"extensions": ["sphinx_blogtheme", "myst_nb"], "nb_execution_mode": "off"}


@pytest.fixture(scope="module", params=["sphinx", "pagefind"])
def address(request, module_site):
    """Return where documentation with a blog is served, with each engine."""
    if request.param == "pagefind":
        pytest.importorskip("pagefind", reason="Pagefind is not installed")
    built = module_site(FILES, blog_search=request.param, **CONF).build()
    with serve(built.out, "/docs/") as url:
        yield f"{url}search/"


def results(page, address, query):
    """Return the names of the results, each with what is said of it."""
    page.goto(f"{address}?q={query}")
    page.locator("#search-results .bt-meta").first.wait_for()
    page.wait_for_load_state("networkidle")
    found = page.locator(".bt-search-results > li, .search > li").all()
    return {
        item.locator("a").first.inner_text(): item.locator(".bt-meta").inner_text()
        for item in found
    }


@pytest.mark.browser
def test_object_comes_before_the_pages_by_its_name(page, address):
    """Also before one that has the word more often, and in its title."""
    found = results(page, address, "split")

    assert list(found)[:2] == ["shelf.split", "Splitter"]
    assert found["shelf.split"] == "Python function · Reference"
    assert "split_hidden" not in found


@pytest.mark.browser
def test_results_say_of_what_kind_they_are(page, address):
    """Posts have their date, too."""
    found = results(page, address, "split")

    assert found["Split"] == "Page"
    assert found["Trial"] == "Notebook"
    assert found["Faster"] == "Post · 1 March 2026"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("api", {"shelf.split", "Splitter", "Splitter.add"}),
        ("notebook", {"Trial"}),
        ("post", {"Faster"}),
    ],
)
def test_kind_is_a_filter(page, address, kind, names):
    """It is in the address of the results."""
    assert results(page, address, f"split&kind={kind}").keys() == names


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Splitter.add", "Splitter.add"),
        ("add()", "Splitter.add"),
        ("--force", "--force"),
        ("SHELF.SPLIT", "shelf.split"),
    ],
)
def test_name_is_found_as_it_is_written(page, address, query, name):
    """With its class, its brackets, its dashes, in any case."""
    assert next(iter(results(page, address, query))) == name


@pytest.mark.browser
def test_result_leads_to_the_object(page, address):
    """Its signature is at the address."""
    results(page, address, "add()")
    page.locator("#search-results a").first.click()
    page.wait_for_url("**/reference/#Splitter.add")


def test_facts_are_those_of_a_new_site_after_an_edit(site):
    """An object that has gone is found no longer."""
    files = {name: text for name, text in FILES.items() if name != "trial.ipynb"}
    docs = site({**files, "index.md": FILES["index.md"].replace("tri*\n", "")})
    docs.build()
    docs.write({"reference.md": "# Reference\n\n```{option} --quiet\n```\n"})
    edited = docs.build()

    names = [
        name for name, *_ in json.loads(edited.text("searchfacts.json"))["objects"]
    ]
    assert names == ["--quiet"]
    assert edited.files() == docs.build(fresh=True).files()


def test_site_without_a_tree_has_no_facts(site):
    """Nor one that has another theme's search, or none."""
    blog = site({"about.md": "# About\n", "a.md": post()})
    assert not blog.build().exists("searchfacts.json")

    for conf in ({"blog_search": "none"}, {"html_theme": "alabaster"}):
        assert not site(FILES, **CONF, **conf).build().exists("searchfacts.json")
