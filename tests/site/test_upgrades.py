"""A site that an older version of the extension has built."""

from __future__ import annotations

from conftest import post

OLD_ENVIRONMENT = b"csphinx_blogtheme.reading\nBlogDomain\n."
"""A pickle that names a class where an older version had it."""


def test_environment_of_an_older_version_is_dropped_quietly(site):
    """Everything is built anew, without a warning."""
    blog = site({"posts/a.md": post("A text.\n")})
    before = blog.build().files()
    (blog.outputs / "doctrees-dirhtml/environment.pickle").write_bytes(OLD_ENVIRONMENT)

    assert blog.build().files() == before
