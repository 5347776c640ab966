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
  const extra = ".headerlink, script, style, annotation, .linenos, nav, h1";
  page.querySelectorAll(extra).forEach((el) => el.remove());
  const part = anchor ? page.getElementById(decodeURIComponent(anchor.slice(1))) : null;
  const text = part ?? page.querySelector("main .bt-body") ?? page.querySelector("main");
  return (text?.textContent ?? "").replace(/\s+/g, " ");
};
