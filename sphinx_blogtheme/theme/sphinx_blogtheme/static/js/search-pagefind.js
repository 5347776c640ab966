// Pagefind behind the form of the search page. It is loaded when the reader turns to
// the form, or comes with a question in the address.
const form = document.querySelector("form[data-pagefind]");
const { q: input, kind, category, year, sort } = form.elements;
const fields = [input, kind, category, year, sort].filter(Boolean);
const kinds = Object.fromEntries([...(kind?.options ?? [])].map((o) => [o.value, o.text]));
const status = document.getElementById("search-progress");
const list = document.getElementById("search-results");
const more = document.getElementById("search-more");

const language = document.documentElement.lang || "en";
const AT_ONCE = 10;
const PAUSE = 150; // milliseconds without a key

let loading; // a promise of Pagefind
let facts; // of documentation: kinds, and objects of an API
let results = [];
let turn = 0;
let timer;

const make = (name, attributes = {}, ...children) => {
  const element = Object.assign(document.createElement(name), attributes);
  element.append(...children);
  return element;
};

async function start() {
  if (form.dataset.facts) {
    const { load: read } = await import(new URL(form.dataset.module, document.baseURI));
    facts = await read(form.dataset.facts);
    for (const option of [...kind.options].slice(1)) {
      const count = facts.counts[option.value];
      if (count) option.text = `${kinds[option.value]} (${count})`;
      else option.remove();
    }
  }
  const url = new URL(form.dataset.pagefind, document.baseURI);
  const pagefind = await import(url);
  await pagefind.options({ baseUrl: new URL("..", url).pathname, excerptLength: 30 });
  await pagefind.init();
  const filters = await pagefind.filters();
  offer(category, filters.category, (a, b) => a.localeCompare(b, language));
  offer(year, filters.year, (a, b) => b.localeCompare(a, undefined, { numeric: true }));
  return pagefind;
}

const load = () => (loading ??= start());

function offer(select, counts = {}, order) {
  if (!select) return;
  const wanted = new URLSearchParams(location.search).get(select.name);
  for (const name of Object.keys(counts).sort(order)) {
    select.add(new Option(`${name} (${counts[name]})`, name, false, name === wanted));
  }
}

async function ask() {
  clearTimeout(timer);
  const mine = ++turn;
  status.textContent = status.dataset.searching;
  let found;
  let [first, last] = [[], []];
  try {
    const pagefind = await load();
    const filters = {};
    if (kind?.value) filters.kind = kind.value;
    if (category?.value) filters.category = category.value;
    if (year?.value) filters.year = year.value;
    const query = input.value.trim();
    remember();
    if (query || Object.keys(filters).length) {
      const order = sort?.value ? { date: sort.value } : {};
      found = await pagefind.search(query || null, { filters, sort: order });
      // Objects have neither category nor date.
      const others = [category, year, sort, kind?.value === "api" ? null : kind];
      if (facts && !others.some((field) => field?.value)) [first, last] = facts.find(query);
    }
  } catch (error) {
    console.warn(error);
    loading = undefined;
    if (mine === turn) status.textContent = status.dataset.failed;
    return;
  }
  if (mine !== turn) return;
  results = [...first.map(asResult), ...(found?.results ?? []), ...last.map(asResult)];
  const { none, found: some } = status.dataset;
  const count = results.length.toLocaleString(language);
  const sentence = results.length ? some.replace("{count}", count) : none;
  await show(list, 0);
  if (mine === turn) status.textContent = found ? sentence : "";
}

const asResult = ({ name, type, title, url }) => {
  const meta = { title: name, date: type, categories: title, kind: "api" };
  return { data: () => ({ url, meta, excerpt: "", sub_results: [] }) };
};

// The address is the reader's question, to be kept and sent to others.
function remember() {
  const url = new URL(location.href);
  for (const field of fields) {
    const value = field.value.trim();
    if (value) url.searchParams.set(field.name, value);
    else url.searchParams.delete(field.name);
  }
  history.replaceState(null, "", url);
}

async function show(target, from) {
  const mine = turn;
  const wanted = results.slice(from, from + AT_ONCE);
  const items = (await Promise.all(wanted.map((result) => result.data()))).map(item);
  if (mine !== turn) return;
  if (from) target.append(...items);
  else target.replaceChildren(...items);
  more.hidden = results.length <= from + AT_ONCE;
  if (from) items[0]?.querySelector("a").focus();
}

function item({ url, excerpt, meta, sub_results: parts }) {
  const said = meta.kind === "api" ? "" : kinds[meta.kind];
  const line = [said, meta.state, meta.date, meta.categories].filter(Boolean).join(" · ");
  const title = meta.kind === "api" ? make("code", {}, meta.title) : meta.title;
  const element = make("li", {}, make("h2", {}, make("a", { href: url }, title)));
  if (line) element.append(make("p", { className: "bt-meta" }, line));
  // Pagefind's excerpts are escaped, but for its marks.
  if (excerpt) element.append(make("p", { innerHTML: excerpt }));
  const links = parts
    .filter((part) => part.anchor)
    .slice(0, 3)
    .map((part) => make("li", {}, make("a", { href: part.url }, part.title)));
  if (links.length) element.append(make("ul", {}, ...links));
  return element;
}

form.addEventListener("focusin", () => load().catch(() => (loading = undefined)));
form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
more.addEventListener("click", () => show(list, list.children.length));

const asked = new URLSearchParams(location.search);
input.value = asked.get("q") ?? "";
for (const field of [kind, sort]) if (field) field.value = asked.get(field.name) ?? "";
if (fields.some((field) => asked.get(field.name))) ask();
