"""What is read of an export of WordPress, without Sphinx."""

from __future__ import annotations

import re
import sys
from urllib.parse import urlsplit

import pytest
from imported import SITES

from sphinx_blogtheme.errors import CommandError
from sphinx_blogtheme.importers.bodies.html_text import markdown_of
from sphinx_blogtheme.importers.exports import wordpress
from sphinx_blogtheme.importers.exports.wordpress_html import html_of
from sphinx_blogtheme.importers.exports.wordpress_shortcodes import WordPressPost
from sphinx_blogtheme.importers.site_urls import path_of
from sphinx_blogtheme.installation import install_command

FOLDER = SITES / "wordpress"
EXPORT = FOLDER / "export.xml"


def read_text(tmp_path, text):
    path = tmp_path / "export.xml"
    path.write_text(text, encoding="utf-8")
    return wordpress.read_blog(path)


def test_export_and_its_folder_are_recognised(tmp_path):
    """The file says what it is, and other XML is none."""
    other = tmp_path / "feed.xml"
    other.write_text("<rss/>", encoding="utf-8")

    found = [wordpress.recognises(path) for path in (EXPORT, FOLDER, other, tmp_path)]

    assert found == [True, True, False, False]


def test_uploads_may_lie_elsewhere(tmp_path):
    """A folder that is named takes the place of the one beside the export."""
    (tmp_path / "2024/03").mkdir(parents=True)
    (tmp_path / "2024/03/cup.png").write_bytes(b"")

    files = wordpress.read_blog(EXPORT, tmp_path).files

    assert list(files.values()) == [tmp_path / "2024/03/cup.png"]


def test_several_files_are_one_blog(tmp_path):
    """An export in parts is read as one, each post once."""
    for name in ("a.xml", "b.xml"):
        (tmp_path / name).write_bytes(EXPORT.read_bytes())

    blog = wordpress.read_blog(tmp_path)

    assert len(blog.documents) == len(wordpress.read_blog(EXPORT).documents)


def test_exports_of_two_sites_are_one_blog(tmp_path):
    """Each keeps its posts, of which some have the same ids, and their paths."""
    text = EXPORT.read_text(encoding="utf-8")
    (tmp_path / "a.xml").write_text(text, encoding="utf-8")
    one = wordpress.read_blog(EXPORT)
    host = urlsplit(one.base_url).netloc
    other = text.replace(host, "other.example")
    (tmp_path / "b.xml").write_text(other, encoding="utf-8")

    both = wordpress.read_blog(tmp_path)

    assert both.base_url == one.base_url
    assert len(both.documents) == 2 * len(one.documents)
    paths = [urlsplit(d.urls[0]).path for d in both.documents if d.urls]
    assert sorted(paths) == sorted(
        2 * [urlsplit(d.urls[0]).path for d in one.documents if d.urls]
    )
    assert all(path_of(d.urls[0], both.base_url) for d in both.documents if d.urls)
    assert any("other.example" in note.message for note in both.warnings)


def test_link_to_the_page_of_a_file_leads_to_the_file(tmp_path):
    """WordPress has a page for each file, which shows nothing else."""
    item = re.search(
        r"<item>(?:(?!</item>).)*attachment\]\].*?</item>",
        EXPORT.read_text(encoding="utf-8"),
        re.DOTALL,
    )
    page = re.search("<link>(.*?)</link>", item[0])[1]
    file = re.search(r"attachment_url>(?:<!\[CDATA\[)?(.*?)[\]<]", item[0])[1]
    text = re.sub(
        r"(<content:encoded><!\[CDATA\[)(?!\]\])",
        rf'\1<p><a href="{page}">Seen</a></p>\n\n',
        EXPORT.read_text(encoding="utf-8"),
    )
    documents = read_text(tmp_path, text).documents

    assert any(f"[Seen]({file})" in document.body for document in documents)


def test_cut_off_file_is_one_error(tmp_path):
    """What stands before the end of a broken download is imported."""
    text = EXPORT.read_text(encoding="utf-8")

    blog = read_text(tmp_path, text[: text.index("<wp:post_id>11")])

    assert len(blog.documents) == 1
    assert [note.message.partition(": ")[0][:5] for note in blog.errors] == ["line "]


def test_entities_are_refused(tmp_path):
    """A billion laughs end at the document type."""
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n<rss>'
    text = EXPORT.read_text(encoding="utf-8").replace("<rss", bomb[:-5] + "<rss", 1)

    blog = read_text(tmp_path, text)

    assert (blog.documents, len(blog.errors)) == ((), 1)


def test_control_characters_are_passed_over(tmp_path):
    """WordPress writes what XML forbids."""
    text = EXPORT.read_text(encoding="utf-8").replace("We drink", "We\x08 \x00drink")

    blog = read_text(tmp_path, text)

    assert [d.body for d in blog.documents if d.page] == ["We drink tea.\n"]


def test_path_does_not_lead_out(tmp_path):
    """A file outside of the uploads is never taken."""
    (tmp_path / "uploads").mkdir()
    (tmp_path / "secret.png").write_bytes(b"")
    text = EXPORT.read_text(encoding="utf-8").replace(
        "uploads/2024/03/cup.png", "uploads/../%2e%2e/secret.png"
    )

    assert read_text(tmp_path, text).files == {}


def test_missing_library_is_named(monkeypatch):
    """Without the extra, the command says what to install."""
    monkeypatch.setitem(sys.modules, "markdownify", None)

    with pytest.raises(CommandError, match=re.escape(install_command("import"))):
        wordpress.read_blog(EXPORT)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("aside", "note"), ("link", "link"), ("quote", "quote"), ("gallery", None)],
)
def test_format_of_a_post_is_its_kind(tmp_path, name, kind):
    """An aside stays a short post; pictures and galleries are articles."""
    text = EXPORT.read_text(encoding="utf-8").replace(
        'domain="post_tag" nicename="tea"',
        f'domain="post_format" nicename="post-format-{name}"',
        1,
    )

    assert read_text(tmp_path, text).documents[0].facts.kind == kind


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[ccnLe_php]\n&lt;?php\n[/ccnLe_php]", "```php\n<?php\n```"),
        ('[cce lang="diff"]\n&lt;b&gt; &amp;lt;\n[/cce]', "```diff\n<b> &lt;\n```"),
        ("a [cci]b <c>[/cci] d", "a `b <c>` d"),
        ("[ccab]x[/ccab]", r"[ccab]x[/ccab]"),
        ('<pre lang="php" line="1"><?php\necho "<b>";\n</pre>', None),
        ('<code lang="PHP">\n<?php\necho "<b>";\n</code>', None),
        ('<code>\n<pre lang="php">\n<?php\necho "<b>";</pre>\ufeff\n</code>', None),
        ('<pre>[sourcecode lang="php"]<?php\necho "<b>";[/sourcecode]</pre>', None),
    ],
)
def test_code_of_plugins_is_code(source, expected):
    """What CodeColorer, WP-Syntax and SyntaxHighlighter show as code is never HTML."""
    made, _ = html_of(source, WordPressPost(post="1"))

    assert markdown_of(made).text.strip() == (
        expected or '```php\n<?php\necho "<b>";\n```'
    )


def test_condition_in_brackets_is_no_shortcode():
    """WordPress looks for a space after a name."""
    assert html_of("[format=csv]", WordPressPost(post="1"))[1] == []


def test_equal_warnings_of_a_post_are_one(tmp_path):
    """It says how often, instead of the same line again and again."""
    script = "<script>alert(1)</script>"
    text = EXPORT.read_text(encoding="utf-8").replace("We drink", script * 3)

    messages = [note.message for note in read_text(tmp_path, text).warnings]

    assert "has a script (within the text), which is left out (3 times)" in messages


def test_urls_with_a_query_are_named(tmp_path):
    """No file can be at ``/?p=12``, so only the host can lead on from there."""
    text = EXPORT.read_text(encoding="utf-8")
    text = re.sub(
        r"(<item>(?:(?!<link>).)*<link>)[^<]*",
        r"\1https://old.example/?p=1",
        text,
        flags=re.DOTALL,
    )

    notes = [n for n in read_text(tmp_path, text).warnings if "a query" in n.message]

    assert [note.source for note in notes] == ["https://old.example/?p=1"]
    assert re.search(r"\(\d+ such URLs\)", notes[0].message)
