"""Files are written whole."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sphinx_blogtheme.files import write_whole


def test_threads_can_write_the_same_file(tmp_path):
    """The file is that of one of them, and no part of another stays beside it."""
    target = tmp_path / "a.bin"
    contents = [bytes([number]) * 100_000 for number in range(64)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda data: write_whole(target, data), contents))

    assert target.read_bytes() in contents
    assert list(tmp_path.iterdir()) == [target]
