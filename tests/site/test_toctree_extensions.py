"""Extensions that change toctrees find posts by the paths of their sources."""

from __future__ import annotations

import pytest

from conftest import build_folder, post

FILES = {
    "index.md": "# Home\n\nText.\n",
    "posts/a.md": post(title="Quills", slug="quills"),
    "posts/b.md": post(title="Ink", slug="ink", date="2025-03-02"),
    "posts/zoo.md": "# Zoo\n",
    "guide.md": "# Guide\n",
}


@pytest.mark.parametrize(
    "entries",
    [
        ["file: posts/b", "file: posts/a.md", "file: posts/zoo"],
        ["file: posts/b\n  title: Blue", "glob: posts/*"],
        ["glob: posts/*", "file: guide"],
    ],
)
def test_external_toctree_names_posts_by_their_files(site, entries):
    """Alone and by a pattern; and what changed is what the next build reads."""
    pytest.importorskip("sphinx_external_toc")
    lines = "".join(f"- {entry}\n" for entry in entries)
    made = site(
        {**FILES, "_toc.yml": f"root: index\nentries:\n{lines}"},
        extensions=["sphinx_external_toc", "sphinx_blogtheme"],
        html_theme="furo",
    )
    # Some themes change Sphinx for the whole process.
    build_folder(made.source, made.outputs)
    made.write({"guide.md": "# Guide\n\nMore.\n"})
    built = build_folder(made.source, made.outputs)

    assert not [text for text in built.warnings if "nonexisting" in text]
    links = [a["href"] for a in built.html("guide").select(".sidebar-tree a")]
    expected = ["../2025/03/ink/", "../2025/03/quills/", "../posts/zoo/"]
    assert sorted(set(links) & set(expected)) == sorted(expected)


def test_removed_posts_are_in_no_tree(site):
    """Their files fit a pattern; others stay."""
    pytest.importorskip("sphinx_remove_toctrees")
    toctree = "\n```{toctree}\nposts/a\nposts/b\nposts/zoo\n```\n"
    built = site(
        {
            **FILES,
            "index.md": "# Home\n\n```{toctree}\nguide\n```\n",
            "guide.md": f"# Guide\n{toctree}",
        },
        extensions=["sphinx_remove_toctrees", "sphinx_blogtheme"],
        html_theme="furo",
        remove_from_toctrees=["posts/[az]*"],
    ).build()

    links = [a["href"] for a in built.html().select(".sidebar-tree li li a")]
    assert links == ["2025/03/ink/"]
