// Sphinx's search, loaded where the address has a question, as the form writes it.
const asked = new URLSearchParams(location.search);
const question = asked.get("q")?.trim();
const scripts = document.getElementById("search-scripts").content;

if (question) {
  for (const { src } of scripts.querySelectorAll("script")) {
    const script = document.createElement("script");
    Object.assign(script, { src, async: false }); // in their order
    document.head.append(script);
  }
}

const { q: input, kind } = document.querySelector(".bt-search").elements;
input.value = question ?? "";
if (kind) {
  kind.value = asked.get("kind") ?? "";
  kind.addEventListener("change", () => input.value && kind.form.requestSubmit());
}
