"""Find out what the names in the code of a post mean, without running the code.

In come the blocks of Python of one post, in order. Out goes, for each of them, where a
name stands and what its full name is: ``np.array`` is ``numpy.array`` after ``import
numpy as np``. A name that may mean two things means none. No module here imports Sphinx
or docutils.

The modules in reading order:

- `code_blocks`: a block as Python that can be parsed, without prompts and magics.
- `scopes`: what binds names, and where.
- `bindings`: the scopes of a parsed block, and the places at which names are used.
- `meanings`: what a name or an expression means.
- `name_uses`: puts these together for the blocks of a post.
"""
