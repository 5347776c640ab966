"""An import that the system stops leaves whole files only."""

from __future__ import annotations

import resource
import subprocess
import sys

ARTICLE = "<|article-start|>\n\n---\nslug: {0}\ndate: 2025-03-01\n---\n{1}\n\n<|article-end|>\n"
LIMIT = 50_000


def test_import_onto_a_full_disk_leaves_whole_files(tmp_path):
    """What fitted is there, what didn't is not, and the exit code says so."""
    small, large = "word " * 10, "word " * LIMIT
    dump = tmp_path / "dump.txt"
    dump.write_text(ARTICLE.format("a", small) + ARTICLE.format("b", large))
    limit = (LIMIT, resource.getrlimit(resource.RLIMIT_FSIZE)[1])

    result = subprocess.run(
        [sys.executable, "-m", "sphinx_blogtheme", "import", dump, tmp_path / "blog"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
        capture_output=True,
        text=True,
        check=False,
    )

    posts = sorted((tmp_path / "blog/posts").rglob("*.*"))
    assert result.returncode == 1
    assert "File too large" in result.stderr
    assert "Traceback" not in result.stderr
    assert [path.name for path in posts] == ["a.md"]
    assert posts[0].read_text().endswith(f"{small}\n")
