// A button on each block of code that copies it; of a session, what was typed.
(() => {
  if (!navigator.clipboard) return; // which browsers have on secure pages only
  const { copy, copied } = document.currentScript.dataset;
  const PROMPT = "\u0001";
  const BARE = "\u0002"; // a prompt without the space after it

  const textOf = (pre) => {
    const clone = pre.cloneNode(true);
    clone.querySelectorAll(".linenos").forEach((part) => part.remove());
    const marks = clone.querySelectorAll(".bt-code-mark");
    marks.forEach((part) => part.remove());
    const prompts = clone.querySelectorAll(".gp");
    const text = clone.textContent;
    if (!prompts.length) return marks.length ? text.replace(/[ \t]+$/gm, "") : text;
    for (const part of prompts) {
      part.textContent = PROMPT + (part.textContent.endsWith(" ") ? "" : BARE);
    }
    return clone.textContent
      .split("\n")
      .filter((line) => line.startsWith(PROMPT))
      .map((line) => line.slice(1).replace(/^\u0002 ?/, ""))
      .join("\n");
  };

  for (const pre of document.querySelectorAll(".highlight > pre, .highlighttable .code pre")) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "bt-copy", textContent: copy });
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(textOf(pre));
      button.textContent = copied;
      setTimeout(() => (button.textContent = copy), 2000);
    });
    pre.after(button);
  }
})();
