"""Search what a build left for words that nobody may read."""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def words_left(folder: Path, pattern: bytes) -> dict[str, set[str]]:
    """Return the words in the names and bytes of all files, packed ones too, by path.

    :param folder: folder that is searched with all that is below it.
    :param pattern: regular expression for a word in lower case.
    """
    found = {}
    for file in folder.rglob("*"):
        name = file.relative_to(folder).as_posix()
        texts = [name.encode().lower()]
        if file.is_file():
            texts += (text.lower() for text in _unpacked(name, file.read_bytes()))
        words = {m.decode() for text in texts for m in re.findall(pattern, text)}
        if words:
            found[name] = words
    return found


def _unpacked(name: str, data: bytes) -> list[bytes]:
    if name.endswith("objects.inv"):
        return [zlib.decompress(data.split(b"\n", 4)[4])]
    if data[:2] == b"\x1f\x8b":
        return [gzip.decompress(data)]
    if name.endswith(".epub"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            return [each.encode() for each in names] + [archive.read(n) for n in names]
    return [data]
