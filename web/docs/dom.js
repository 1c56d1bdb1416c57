// Building pages: always from nodes and texts, never from markup.

/** An element with attributes (a function listens, `true` is there, `false` and `null` are not) and children. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A text in which what stands between backticks is code. */
export function words(text) {
  return String(text ?? "")
    .split("`")
    .map((part, at) => (at % 2 ? make("code", {}, part) : part));
}

/** What can be copied, with the button that does. */
export function copied(title, text) {
  const code = make("code", {}, text);
  const button = make("button", { type: "button", class: "quiet" }, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = "Copied";
    } catch {
      // Without leave to copy it is marked, so that one key does.
      getSelection().selectAllChildren(code);
      button.textContent = "Marked: copy it";
    }
    setTimeout(() => (button.textContent = "Copy"), 2000);
  });
  const box = make("div", {}, make("div", { class: "together" }, make("h3", {}, title), button), make("pre", { tabindex: "0" }, code));
  return { box, say: (next) => (code.textContent = next) };
}
