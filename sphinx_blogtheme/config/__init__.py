"""The options of a site: declared, checked, and given their defaults.

In come the values of ``conf.py`` and of the theme's options, as Sphinx has them. Out go
a checked `BlogConfig`, the `Vocabulary` of the site's terms, the values that templates
need, and a warning for each value that cannot be used.

The modules in reading order:

- `options`: declares the options, with default, check and help;
  `list_options`: those about lists; `section_options`: that about sections;
  `writing_options`: those about the text of posts;
  `declaring`: how it is done.
- `checks`: the checks of single options; `term_checks`: those of terms;
  `list_checks`: those of lists; `section_checks`: those of sections;
  `suggestions`: names that a misspelt one may be meant to be.
- `settings`: registers and checks the options, and reads them as `BlogConfig`.
- `defaults`: our defaults for options of Sphinx, MyST and ABlog; `given`: whether the
  site sets an option itself.
- `jobs_of_others`: what other extensions do, so that ours stands back.
- `base_url`: checks the address of the site.
- `ablog_options`: checks the options of ABlog.
- `theme_options`: checks the options of the theme, and makes CSS from them;
  `palettes`: its colours; `contrast`: that of the colours of the site.
- `comment_systems`: the systems of ``blog_comments``, and what a page needs for each.
"""
