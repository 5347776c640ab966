// Sphinx's search, with the words of this theme, marks and excerpts.
"use strict";

// Words of this page for those of Sphinx, whose catalogs lack some.
const { searching, none, found } = document.getElementById("search-progress").dataset;
const language = document.documentElement.lang || "en";
const words = Documentation.TRANSLATIONS;
Object.assign(words, {
  "Searching": searching.replace("…", ""),
  "Preparing search...": searching,
  "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.": none,
});
if (!language.startsWith("en")) words["Search Results"] ??= document.querySelector("h1").textContent;
Documentation.ngettext = (one, many, count) => found.replace("{count}", count.toLocaleString(language));

// What readers typed is marked, not the pairs of characters that are looked up for it.
const parse = Search._parseQuery;
Search._parseQuery = (query) => {
  const parts = parse(query);
  const typed = query.toLowerCase().match(/[\p{L}\p{M}\p{N}_\u200c\u200d]+/gu) ?? [];
  const isUsual = typed.every((word) => parts[3].has(word) || stopwords.has(word));
  if (!isUsual) parts[3] = new Set(typed);
  return parts;
};

// Sphinx takes its excerpts from role="main", all of it: here from the text of the page
// alone, in which a formula is not repeated as TeX.
Search.htmlToText = (html, anchor) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const extra = ".headerlink, .viewcode-link, script, style, annotation, .linenos, nav, h1";
  page.querySelectorAll(extra).forEach((el) => el.remove());
  const part = anchor ? page.getElementById(decodeURIComponent(anchor.slice(1))) : null;
  const text = part ?? page.querySelector("main .bt-body") ?? page.querySelector("main");
  return (text?.textContent ?? "").replace(/\s+/g, " ");
};

// In documentation, objects of an API come first, by their names, and each result says
// of what kind it is.
const form = document.querySelector(".bt-search");
if (form.dataset.facts) {
  const ready = import(new URL(form.dataset.module, document.baseURI))
    .then(({ load }) => load(form.dataset.facts));
  const plain = Search.query;
  const kinds = form.elements.kind;
  const words = Object.fromEntries([...kinds.options].map((o) => [o.value, o.text]));

  const show = (results, parts, kindOf) => {
    const [, terms, , marked] = parts;
    const rest = [...results];
    const next = () => {
      if (!rest.length) return _finishSearch(results.length);
      const item = rest.shift();
      _displayItem(item, terms, marked);
      const line = document.createElement("p");
      line.className = "bt-meta";
      line.textContent = kindOf(item);
      Search.output.lastElementChild.append(line);
      setTimeout(next, 5);
    };
    next();
  };

  Search.query = async (query) => {
    let facts;
    try {
      facts = await ready;
    } catch (error) {
      console.warn(error);
      return plain(query);
    }
    for (const option of [...kinds.options].slice(1)) {
      if (!facts.counts[option.value]) option.remove();
    }
    Search.performObjectSearch = () => [];
    const parts = Search._parseQuery(query);
    const [first, last] = facts.find(query).map((objects) =>
      objects.map(({ name, doc, hash, type, title }) =>
        Object.assign([doc, name, hash, null, 0, "", "object"], { line: `${type} · ${title}` })),
    );
    const named = new Set([...first, ...last].map(([doc, , hash]) => doc + hash));
    const pages = Search._performSearch(...parts).reverse()
      .filter(([doc, , hash]) => !named.has(doc + hash));
    const wanted = kinds.value;
    const about = (doc) => facts.kinds.get(doc) ?? { kind: "page" };
    const fits = ([doc, , , , , , kind]) =>
      !wanted || wanted === (kind === "object" ? "api" : about(doc).kind);
    show([...first, ...pages, ...last].filter(fits), parts, (item) => {
      const { kind, date } = about(item[0]);
      return item.line ?? [words[kind], date].filter(Boolean).join(" · ");
    });
  };
}
