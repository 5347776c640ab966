// Menus above the results of Sphinx's search, which leave out what readers do not want,
// and the date of each post.
(() => {
  const place = document.getElementById("search-results");
  const known = document.getElementById("bt-search-facets");
  if (!place || !known) return;
  const { categories, posts } = JSON.parse(known.textContent);
  const words = JSON.parse(known.dataset.words);
  const root = new URL(document.documentElement.dataset.content_root ?? "./", document.baseURI);
  const byPath = new Map(Object.entries(posts).map(([url, facts]) => [new URL(url, root).pathname, facts]));
  const chosen = { shown: "", category: "", year: "" };

  const bar = document.createElement("div");
  bar.className = "bt-search-facets";
  bar.hidden = true;
  const none = document.createElement("p");
  none.className = "bt-search-none";
  none.textContent = words.none;
  none.hidden = true;

  const factsOf = (item) => {
    const link = item.querySelector("a[href]");
    const path = link && new URL(link.href).pathname;
    return byPath.get(path) ?? byPath.get(path?.replace(/index\.html$/, ""));
  };

  const isWanted = (facts) => {
    if (!facts) return chosen.shown !== "posts" && !chosen.category && !chosen.year;
    const [, year, numbers] = facts;
    return chosen.shown !== "pages" && (!chosen.year || chosen.year === year) &&
      (!chosen.category || numbers.includes(Number(chosen.category)));
  };

  const show = () => {
    const items = [...place.querySelectorAll("ul > li")].filter((item) => item.parentElement.closest("li") === null);
    let count = 0;
    for (const item of items) {
      const facts = factsOf(item);
      if (facts?.[0] && !item.querySelector(".bt-search-date")) {
        const date = document.createElement("span");
        date.className = "bt-search-date";
        date.textContent = facts[0];
        item.querySelector("a").after(date);
      }
      const wanted = isWanted(facts);
      item.classList.toggle("bt-left-out", !wanted);
      count += wanted;
    }
    bar.hidden = !items.length;
    none.hidden = !items.length || count > 0;
  };

  const add = (name, options) => {
    if (options.length < 2) return;
    const label = document.createElement("label");
    const select = document.createElement("select");
    for (const [value, text] of [["", words.all], ...options]) select.add(new Option(text, value));
    select.addEventListener("change", () => { chosen[name] = select.value; show(); });
    label.append(words[name], select);
    bar.append(label);
  };

  add("shown", [["posts", words.posts], ["pages", words.pages]]);
  add("category", categories.map((text, number) => [String(number), text]).sort((a, b) => a[1].localeCompare(b[1])));
  const years = new Set(Object.values(posts).map((facts) => facts[1]).filter(Boolean));
  add("year", [...years].sort().reverse().map((year) => [year, year]));
  place.before(bar);
  place.after(none);
  new MutationObserver(show).observe(place, { childList: true, subtree: true });
})();
