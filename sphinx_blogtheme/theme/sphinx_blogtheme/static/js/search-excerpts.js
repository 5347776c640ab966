// Sphinx's search takes its excerpts from role="main", which <main> needn't repeat.
"use strict";

Search.htmlToText = (html, anchor) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  page.querySelectorAll(".headerlink, script, style").forEach((el) => el.remove());
  const main = page.querySelector("main");
  const part = anchor ? page.getElementById(decodeURIComponent(anchor.slice(1))) : null;
  return (part ?? main)?.textContent ?? "";
};
