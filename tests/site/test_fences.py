"""Fenced code with the options of other engines: nothing in it is lost."""

from __future__ import annotations

import pytest

from conftest import posts

CODE = {
    "knitr": ("```{r plot, echo=FALSE}\nx <- 1\n```\n", "r"),
    "quarto": ("```{python}\nx = 1\n```\n", "python"),
    "hugo": ("```{hl_lines=[2]}\na\nb\n```\n", "text"),
    "hugo-language": ("```go {hl_lines=[2]}\na\nb\n```\n", "go"),
    "zola": ("```toml,hl_lines=2,name=x.toml\na = 1\nb = 2\n```\n", "toml"),
    "pandoc": ("```{.python .numberLines}\nx = 1\n```\n", "python"),
    "rustdoc": ("```rust,no_run\nfn main() {}\n```\n", "rust"),
    "tagged": ("```{html}\n<script>1</script>\n```\n", "html"),
}


@pytest.fixture(scope="module")
def built(module_site):
    """Return one site with a post for each kind of fence."""
    bodies = {name: text for name, (text, _) in CODE.items()}
    return module_site(posts(**bodies), blog_page_size=50).build()


@pytest.mark.parametrize("name", CODE)
def test_code_is_code(built, name):
    """It is shown in its language, without a warning."""
    text, language = CODE[name]
    code = built.html(f"2025/03/{name}").select_one(f".highlight-{language} pre")
    numbers = code.select(".linenos")
    for number in numbers:
        number.decompose()

    assert code.get_text() == text.partition("\n")[2].rpartition("```")[0]
    assert bool(numbers) == (name == "pandoc")
    assert [one.get_text() for one in code.select(".hll")] == (
        [code.get_text().splitlines(keepends=True)[1]] if "hl_lines" in text else []
    )


def test_content_of_an_unknown_directive_is_shown(site):
    """MyST warns of the name, and no word is lost."""
    body = "```{nothing} Title\nin *code*\n```\n\n:::{nothing}\nin *text*\n:::\n"
    built = site(posts(a=body)).build(
        warnings=["Unknown directive type: 'nothing'"] * 2
    )
    shown = built.html("2025/03/a").select_one(".e-content")

    assert shown.select_one("pre").get_text() == "in *code*\n"
    assert shown.select_one(".docutils.container em").get_text() == "text"


def test_division_of_classes_is_no_directive(site):
    """Pandoc's ``::: {.class}`` is a division with that class."""
    built = site(posts(a="::: {.wide}\nin *it*\n:::\n")).build()

    assert built.html("2025/03/a").select_one("div.wide em").get_text() == "it"
