"""What names mean in the code of a post, and which of them mean nothing certain."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_blogtheme.code_names.code_blocks import PythonBlock
from sphinx_blogtheme.code_names.name_uses import uses_in


def names(*texts, **kind):
    """Return what is found in each block: ``{"Path": "pathlib.Path"}``."""
    blocks = [PythonBlock(text=text, **kind) for text in texts]
    return [
        {text[use.start : use.ends[-1]]: use.name for use in uses}
        for text, uses in zip(texts, uses_in(blocks), strict=True)
    ]


def meaning(code, name, **kind):
    """Return what the last thing of a name means in a block; None if it is unknown."""
    (uses,) = uses_in([PythonBlock(text=code, **kind)])
    found = [use for use in uses if code[use.start : use.ends[-1]] == name]
    last = code.rindex(name)
    return next((use.name for use in found if use.start == last), None)


IMPORTED = {
    "module": ("import os\nos", "os"),
    "module below another": ("import os.path\nos.path.join()", "os.path.join"),
    "alias": ("import numpy as np\nnp.array([])", "numpy.array"),
    "name of a module": ("from pathlib import Path\nPath.cwd()", "pathlib.Path.cwd"),
    "alias of a name": ("from pathlib import Path as P\nP", "pathlib.Path"),
    "in several names": ("from os import (\n    sep,\n    path,\n)\npath", "os.path"),
    "another name for it": ("import os\njoin = os.path.join\njoin", "os.path.join"),
    "in a function": ("def f():\n    import os\n    return os.sep", "os.sep"),
    "used before": ("def f():\n    return os.sep\nimport os\n", "os.sep"),
    "on a condition": ("if x:\n    import os\nos.sep", "os.sep"),
    "twice": ("import os\nif x:\n    import os\nos.sep", "os.sep"),
    "base class": ("import abc\nclass A(abc.ABC): pass", "abc.ABC"),
    "decorator": ("import abc\n@abc.abstractmethod\ndef f(): pass", "abc.abstractmethod"),
    "annotation": ("from decimal import Decimal\ndef f(x: Decimal): pass", "decimal.Decimal"),
    "default": ("import os\ndef f(os=os.sep): pass", "os.sep"),
    "first iterable": ("import os\n[os for os in os.environ]", "os.environ"),
    "exception": ("import json\ntry: f()\nexcept json.JSONDecodeError: pass", "json.JSONDecodeError"),
    "pattern": ("import ast\nmatch x:\n    case ast.Name(): pass", "ast.Name"),
    "from a global": ("def f():\n    global os\n    import os\nos.sep", "os.sep"),
    "under another letter": ("import os\né = 'é' + os.sep", "os.sep"),
    "assigned to": ("import sys\nsys.stdout = x", "sys.stdout"),
}  # fmt: skip


@pytest.mark.parametrize("case", IMPORTED)
def test_imported_name_has_its_full_name(case):
    """However it was imported, and wherever it is used."""
    code, name = IMPORTED[case]
    (uses,) = uses_in([PythonBlock(text=code)])

    assert name in [use.name for use in uses]


INSTANCES = {
    "call": ("from pathlib import Path\nPath().exists", "pathlib.Path().exists"),
    "name": ("from pathlib import Path\np = Path()\np.exists", "pathlib.Path().exists"),
    "twice the same": (
        "from pathlib import Path\np = Path()\np = Path('x')\np.exists",
        "pathlib.Path().exists",
    ),
    "walrus": (
        "from pathlib import Path\nif (p := Path()): p.exists",
        "pathlib.Path().exists",
    ),
    "parameter": (
        "from pathlib import Path\ndef f(p: Path): p.exists",
        "pathlib.Path().exists",
    ),
    "variable": (
        "from pathlib import Path\np: Path = f()\np.exists",
        "pathlib.Path().exists",
    ),
    "exception": (
        "import json\ntry: f()\nexcept json.JSONDecodeError as e: e.pos",
        "json.JSONDecodeError().pos",
    ),
    "text": ("'a'.join", "builtins.str().join"),
    "f-string": ("f'a'.join", "builtins.str().join"),
    "name of a text": ("a = 'a'\na.join", "builtins.str().join"),
    "list": ("a = [1]\na.append", "builtins.list().append"),
    "number": ("a = 1.5\na.hex", "builtins.float().hex"),
    "builtin": ("a = dict()\na.get", "builtins.dict().get"),
}


@pytest.mark.parametrize("case", INSTANCES)
def test_attribute_of_an_instance_names_the_class(case):
    """Of a class that was called, or that the author names as the type."""
    code, name = INSTANCES[case]

    assert meaning(code, name.rpartition(".")[2]) == name


UNKNOWN = {
    "bound again": "import os\nos = 1\nos",
    "two modules": "try:\n    import a as os\nexcept E:\n    import b as os\nos",
    "parameter": "import os\ndef f(os): os",
    "other parameters": "import os\ndef f(*a, **os): os",
    "parameter of a lambda": "import os\nlambda os: os",
    "variable of a function": "import os\ndef f():\n    os\n    os = 1\n    os",
    "loop": "import os\nfor os in x: os",
    "comprehension": "import os\n[x for os in y for x in os]",
    "condition of a comprehension": "import os\n[1 for os in y if os]",
    "context": "import os\nwith x as os: os",
    "handler": "import os\ntry: f()\nexcept E as os: os",
    "handler of two": "try: f()\nexcept (OSError, E) as os: os",
    "function": "import os\ndef os(): pass\nos",
    "class": "import os\nclass os: pass\nos",
    "attribute of a class": "class A:\n    import os\n    def f(self): os",
    "deleted": "import os\ndel os\nos",
    "unpacked": "import os\n(os, x) = y\nos",
    "counted on": "import os\nos += 1\nos",
    "walrus": "import os\nif (os := f()): os",
    "walrus in a comprehension": "import os\n[(os := x) for x in y]\nos",
    "pattern": "import os\nmatch x:\n    case {'a': os}: os",
    "rest of a pattern": "import os\nmatch x:\n    case [a, *os]: os",
    "pattern with a name": "import os\nmatch x:\n    case 1 as os: os",
    "global in a function": "import os\ndef f():\n    global os\n    os = 1\nos",
    "nonlocal": (
        "def f():\n    import os\n    def g():\n        def h():\n"
        "            nonlocal os\n            os = 1\n    os"
    ),
    "star": "import os\nfrom x import *\nos",
    "relative": "from . import os\nos",
    "by itself": "os = os.x\nos",
    "not at all": "os",
}


@pytest.mark.parametrize("case", UNKNOWN)
def test_name_that_may_be_something_else_means_nothing(case):
    """No link is better than a wrong one."""
    assert meaning(UNKNOWN[case], "os") is None


NOT_CERTAIN = {
    "other value": "from pathlib import Path\np = Path()\np = f()\np.exists",
    "other class": "from a import A, B\np = A()\np = B()\np.exists",
    "changed": "from pathlib import Path\np = Path()\np /= 'x'\np.exists",
    "result": "from pathlib import Path\nPath().absolute().exists",
    "attribute of an attribute": "from pathlib import Path\nPath().parent.exists",
    "context": "from pathlib import Path\nwith Path() as p: p.exists",
    "in a list": "from pathlib import Path\n[Path()][0].exists",
    "generic type": "p: list[str] = f()\np.exists",
    "field of a class": "from a import A\nclass B:\n    p: A\n    p.exists",
    "expression": "('a' % x).exists",
}


@pytest.mark.parametrize("case", NOT_CERTAIN)
def test_attribute_of_who_knows_what_means_nothing(case):
    """What a function returns, or an attribute holds, is not guessed."""
    assert meaning(NOT_CERTAIN[case], "exists") is None


def test_import_names_module_and_names():
    """The alias is a name of the author's."""
    code = "from os.path import join as j, sep\nimport xml.dom as d, os\n"

    assert names(code) == [
        {
            "os.path": "os.path",
            "join": "os.path.join",
            "sep": "os.path.sep",
            "xml.dom": "xml.dom",
            "os": "os",
        }
    ]


def test_each_part_of_a_chain_has_an_end():
    """What is not documented leaves what is."""
    (uses,) = uses_in([PythonBlock(text="import os\nos.environ.get")])

    assert uses[-1].parts() == [
        (24, "os.environ.get"),
        (20, "os.environ"),
        (12, "os"),
    ]


def test_chain_on_several_lines_is_in_pieces():
    """A link doesn't go over the end of a line, nor over spaces."""
    code = "import requests\nx = (requests\n    . get)"

    assert names(code) == [{"requests": "requests", "get": "requests.get"}]


def test_later_blocks_know_earlier_names():
    """Until one of them gives the name another meaning; the import itself is one."""
    assert names(
        "from json import loads\nloads",
        "loads",
        "if x:\n    loads = f\nloads",
        "loads",
        "from orjson import loads\nloads",
        "loads",
    ) == [
        {"json": "json", "loads": "json.loads"},
        {"loads": "json.loads"},
        {},
        {},
        {"orjson": "orjson", "loads": "orjson.loads"},
        {"loads": "orjson.loads"},
    ]


def test_name_before_its_new_meaning_means_nothing():
    """A reader may run the block twice."""
    first, second = names("from a import x", "x.one\nfrom b import x\nx.two")

    assert first == {"a": "a", "x": "a.x"}
    assert second == {"b": "b", "x": "b.x", "x.two": "b.x.two"}


def test_builtin_is_one_if_nothing_in_the_post_has_its_name():
    """Not even a parameter in another block."""
    assert names("print(len)") == [{"print": "builtins.print", "len": "builtins.len"}]
    assert names("print(len)", "def f(len): pass") == [{"print": "builtins.print"}, {}]
    assert names("print()", "from x import *") == [{}, {"x": "x"}]
    assert names("print", is_sure=False) == [{}]
    assert names("%pylab\nsum", is_ipython=True) == [{}]


def test_builtin_is_called_as_it_can_be():
    """A tool may have put another function in its place."""
    assert names("set([1])\ndict(a=1)") == [
        {"set": "builtins.set", "dict": "builtins.dict"}
    ]
    assert names("set(hosts=[])", "set([1])") == [{}, {}]


SESSION = """\
>>> import os
>>> def f(x):
...     return os.path.join(x,
...                         os.sep)
...
>>> f("a")
'import re'
... os
    >>> os.getcwd()
>>>not_typed = os
"""


def test_session_has_what_was_typed():
    """Not what the console printed, which may look like code."""
    assert names(SESSION) == [
        {
            "os": "os",
            "os.path.join": "os.path.join",
            "os.sep": "os.sep",
            "os.getcwd": "os.getcwd",
        }
    ]


def test_session_may_follow_code():
    """What stands before the first prompt was not printed."""
    code = "import os\n\ndef f():\n    os.sep\n\n>>> os.name\nos.path\n"

    assert names(code) == [{"os": "os", "os.sep": "os.sep", "os.name": "os.name"}]
    assert names(">>> import os\nos.sep\n") == [{"os": "os"}]
    assert names(f"$ python, 3.\n{SESSION}") == names(SESSION)


def test_session_of_ipython_is_understood():
    """Prompts, their continuations and outputs."""
    code = (
        "In [1]: import os\n\nIn [12]: for x in y:\n    ...:     os.sep\n"
        "Out[12]: os.path\n\nIn [13]: %%bash\n    ...: os.name\n"
    )

    assert names(code) == [{"os": "os", "os.sep": "os.sep"}]


def test_magics_are_left_out():
    """A cell of another language is none of Python."""
    found = names(
        "%matplotlib inline\nimport re\nre.compile?\n!ls re.a\nx = %time re.b\n"
        "%timeit re.sub\n%timeit -r3 re.c",
        "%%bash\nre.a",
        "%%time\nre.match",
        is_ipython=True,
    )

    assert found == [{"re": "re", "re.sub": "re.sub"}, {}, {"re.match": "re.match"}]


PARTLY = {
    "indented": "    import os\n\n    os.sep\n",
    "left out": "import os\ndef f(x, ...): pass\nos.sep\n",
    "left open": "import os\nos.sep\nfor x in y:\n",
    "decorated": "import os\n@os.sep\ndef f(x, ...): pass\n@os.sep\ndef g(): pass\nos.sep",
    "session": ">>> import os\n>>> f(\n>>> os.sep\n",
}


@pytest.mark.parametrize("case", PARTLY)
def test_incomplete_code_is_understood_in_part(case):
    """The statements that can be parsed."""
    assert meaning(PARTLY[case], "os.sep") == "os.sep"


LOST = {
    "Python 2": "import os\nprint 'a'\nos.sep",
    "except of Python 2": "import os\ntry: f()\nexcept E, e: pass\nos.sep",
    "text of several lines": "import os\nf(x, ...) = '''\nos.sep\n'''\n",
    "bound by what cannot be parsed": "import os\nos = f(x, ...=1)\nos.sep\n",
    "imported by it": "import os\nfrom a import os, ...\nos.sep\n",
    "all imported by it": "import os\nfrom a import *, ...\nos.sep\n",
    "line ends of old Macs": "import os\ros.sep",
}


@pytest.mark.parametrize("case", LOST)
def test_what_cannot_be_understood_means_nothing(case):
    """Nor does a name in a later block that it may have bound."""
    assert meaning(LOST[case], "os.sep") is None


def test_block_that_cannot_be_parsed_takes_its_names_away():
    """Those that it may bind, in the blocks after it; others stay."""
    found = names("import os, re", "print 'a'\nos = re", "os.sep", "re.sub")

    assert found[2:] == [{}, {"re.sub": "re.sub"}]
    assert names("import os", "f(os, ))", "os.sep")[2] == {"os.sep": "os.sep"}


@pytest.mark.skipif(sys.version_info < (3, 12), reason="places in f-strings")
def test_names_in_f_strings_have_their_places():
    """Python tells them since 3.12."""
    assert meaning("import os\nf'é{os.sep}'", "os.sep") == "os.sep"


def test_deep_code_is_left_out():
    """Which the parser reads, and nobody else."""
    deep = "x = " + "+".join(["os.sep"] * 5000)

    assert names("import os", deep, "os.sep")[1:] == [{}, {"os.sep": "os.sep"}]


@given(st.lists(st.text(max_size=80), max_size=3), st.booleans(), st.booleans())
def test_any_text_has_names_or_none(texts, is_ipython, is_sure):
    """No text stops a build; what is found is where it says."""
    blocks = [
        PythonBlock(text=text, is_ipython=is_ipython, is_sure=is_sure) for text in texts
    ]
    for text, uses in zip(texts, uses_in(blocks), strict=True):
        for use in uses:
            assert text[use.start : use.ends[-1]].split(".")[-1] in use.name


WORDS = ["import os", "os.sep", "x = os", "def f(os):", "    os", ">>> ", "...", "é", "'''", "x.y(", ")", "for os in x: os", "with os as x:", "\t"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=8), st.booleans())
def test_any_lines_have_names_or_none(lines, is_ipython):
    """As before, of lines that are nearly Python."""
    text = "\n".join(lines)
    (uses,) = uses_in([PythonBlock(text=text, is_ipython=is_ipython)])

    for use in uses:
        assert text[use.start : use.ends[-1]].split(".")[-1] in use.name
