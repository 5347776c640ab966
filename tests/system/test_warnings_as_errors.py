"""What a warning is to a build with ``-W``."""

from __future__ import annotations

from conftest import post, run

BAD_POST = post(date="soon", title="Bad")


def test_bad_post_fails_where_warnings_are_errors(site, tmp_path):
    """With ``-W``, a build says so by its exit code, after all the others."""
    blog = site({"posts/bad.md": BAD_POST, "posts/good.md": post()})
    result = run(
        *("-m", "sphinx", "-qW", "-b", "dirhtml", blog.source, tmp_path / "html"),
        check=False,
    )

    assert result.returncode == 1
    assert "posts/bad.md:3: WARNING: date: 'soon'" in result.stderr
    assert (tmp_path / "html/2025/03/good/index.html").is_file()
