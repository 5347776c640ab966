"""The words of Sphinx's scripts, which search and fold an index, in a language.

Sphinx (9.0) gives its scripts what its catalogs have, with "" for what nobody has
translated yet. The scripts then show nothing, or stop at a plural. They also make a
function of a text, which a Content Security Policy forbids.
"""

from __future__ import annotations

import json

_BEFORE, _AFTER = "Documentation.addTranslations(", ");"

_SCRIPT = """\
Object.assign(Documentation.TRANSLATIONS, {messages});
Documentation.PLURAL_EXPR = (n) => Number({plural});
Documentation.LOCALE = {locale};
"""


def usable_translations(script: str) -> str:
    """Return a script of translations with those messages only that are translated.

    :param script: text of a file ``sphinx.js``, as Babel's commands of Sphinx make it.
    :return: the same text if it is none.
    """
    text = script.strip()
    if not (text.startswith(_BEFORE) and text.endswith(_AFTER)):
        return script
    try:
        catalog = json.loads(text.removeprefix(_BEFORE).removesuffix(_AFTER))
        messages = {
            message: given
            for message, given in catalog["messages"].items()
            if given and all(given)
        }
        plural, locale = str(catalog["plural_expr"]), str(catalog["locale"])
    except (ValueError, LookupError, AttributeError, TypeError):
        return script
    return _SCRIPT.format(
        messages=json.dumps(messages, indent=1, sort_keys=True),
        plural=plural,
        locale=json.dumps(locale),
    )
