// Sphinx's search takes its excerpts from role="main", all of it: here from the text of
// the page alone, in which a formula is not repeated as TeX.
"use strict";

Search.htmlToText = (html, anchor) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const extra = ".headerlink, script, style, annotation, .linenos, nav, h1";
  page.querySelectorAll(extra).forEach((el) => el.remove());
  const part = anchor ? page.getElementById(decodeURIComponent(anchor.slice(1))) : null;
  const text = part ?? page.querySelector("main .bt-body") ?? page.querySelector("main");
  return (text?.textContent ?? "").replace(/\s+/g, " ");
};
