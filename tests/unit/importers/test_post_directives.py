"""Where a document of ABlog declares a post."""

from __future__ import annotations

import pytest

from sphinx_blogtheme.importers.post_directives import post_directives

RST = ".. post:: 2 Mar 2025\n   :tags: ink, paper\n   :category: notes\n"
OPTIONS = {"tags": "ink, paper", "category": "notes"}
MYST = ":tags: ink, paper\n:category: notes\n"

SEEN = {
    "backticks": f"```{{post}} 2 Mar 2025\n{MYST}```\n",
    "colons": f":::{{post}} 2 Mar 2025\n{MYST}:::\n",
    "tildes": f"~~~{{post}} 2 Mar 2025\n{MYST}~~~\n",
    "YAML": "```{post} 2 Mar 2025\n---\ntags: ink, paper\ncategory: notes\n---\n```\n",
    "eval-rst": f"```{{eval-rst}}\n{RST}```\n",
    "eval-rst with colons": f":::{{eval-rst}}\n\n{RST}\n:::\n",
    "Windows": f"```{{eval-rst}}\n{RST}```\n".replace("\n", "\r\n"),
    "no end": f"```{{post}} 2 Mar 2025\n{MYST}",
}
UNSEEN = {
    "an example": f"````md\n{SEEN['backticks']}````\n",
    "an example of eval-rst": f"~~~~\n{SEEN['eval-rst']}~~~~\n",
    "code in reStructuredText": f"```{{code-block}} rst\n{RST}```\n",
    "indented": "    ```{post} 2 Mar 2025\n    ```\n",
    "another directive": "```{postlist} 5\n```\n",
}


@pytest.mark.parametrize("text", SEEN.values(), ids=SEEN)
def test_directive_of_markdown_is_seen_and_taken_out_whole(text):
    """In any fence, and within ``{eval-rst}``."""
    whole = f"# Title\n\n{text}"
    (found,) = post_directives(whole, rst=False)

    assert (found.date, found.options) == ("2 Mar 2025", OPTIONS)
    assert whole[: found.start] + whole[found.end :] == "# Title\n\n"


@pytest.mark.parametrize("text", UNSEEN.values(), ids=UNSEEN)
def test_text_about_directives_has_none(text):
    """Documentation may show how to write one."""
    assert post_directives(text, rst=False) == []


def test_rest_of_an_eval_rst_is_kept():
    """Only the directive is taken out of it."""
    text = f"```{{eval-rst}}\n{RST}\n.. note:: Kept.\n```\n"
    (found,) = post_directives(text, rst=False)

    assert text[: found.start] + text[found.end :] == (
        "```{eval-rst}\n\n.. note:: Kept.\n```\n"
    )


def test_directive_of_restructuredtext_is_seen():
    """An indented one is an example, or part of something else."""
    (found,) = post_directives(f"Title\n=====\n\n{RST}\n::\n\n   {RST}", rst=True)
    assert (found.date, found.options) == ("2 Mar 2025", OPTIONS)
