// Sphinx's search takes its excerpts from role="main", all of it: here from the text of
// the page alone, in which a formula is not repeated as TeX.
"use strict";

// Words of this page for those of Sphinx, whose catalogs lack some.
const { searching, none, found } = document.getElementById("search-progress").dataset;
Object.assign(Documentation.TRANSLATIONS, {
  "Searching": searching.replace("…", ""),
  "Preparing search...": searching,
  "Search Results": document.querySelector("h1").textContent,
  "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.": none,
});
Documentation.ngettext = (one, many, count) => {
  const language = document.documentElement.lang || "en";
  return found.replace("{count}", count.toLocaleString(language));
};

Search.htmlToText = (html, anchor) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const extra = ".headerlink, script, style, annotation, .linenos, nav, h1";
  page.querySelectorAll(extra).forEach((el) => el.remove());
  const part = anchor ? page.getElementById(decodeURIComponent(anchor.slice(1))) : null;
  const text = part ?? page.querySelector("main .bt-body") ?? page.querySelector("main");
  return (text?.textContent ?? "").replace(/\s+/g, " ");
};
