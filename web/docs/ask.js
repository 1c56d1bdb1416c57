// Trying an operation: as whoever is logged in here, or with a token, which is kept nowhere.
import { copied, make, words } from "./dom.js";
import { resolved, type, value } from "./schema.js";

/** The most of an answer that is shown, in characters. */
const MOST = 200_000;

/** The token of this visit, until the page is left. */
let token = "";

const shell = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** The form and what comes of it. */
export function asking({ method, path, operation }) {
  const parameters = (operation.parameters ?? []).map(resolved);
  const [kind, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const isPublic = operation.security?.length === 0;
  const changes = method !== "get";

  const inputs = new Map(parameters.map((parameter) => [parameter, input(parameter)]));
  const json = kind === "application/json";
  const started = kind && (json ? JSON.stringify(content.example ?? value(content.schema), null, 2) : (content.example ?? ""));
  const body = kind && make("textarea", { id: "ask-body", rows: Math.min(16, String(started).split("\n").length + 1), spellcheck: "false" });
  if (body) body.value = started;
  const secret = make("input", { id: "ask-token", type: "password", autocomplete: "off", spellcheck: "false" });
  secret.value = token;
  secret.addEventListener("input", () => (token = secret.value.trim()));

  const curl = copied("curl", "");
  const answer = make("div", { "aria-live": "polite" });
  const send = make("button", {}, changes ? "Send for real" : "Send");
  const form = make(
    "form",
    { class: "card", novalidate: true },
    parameters.map((parameter) => field(parameter, inputs.get(parameter))),
    body && make("div", { class: "field" }, make("label", { for: "ask-body" }, `Body (${kind})`), body),
    !isPublic && make("div", { class: "field" }, make("label", { for: "ask-token" }, "API token"), make("p", { class: "hint", id: "ask-token-hint" }, "Left empty, it is sent as whoever is logged in to PerfTrack in this browser. The token is kept nowhere."), secret),
    changes && make("p", { class: "hint" }, "This changes your organisation, as it would from a program."),
    send,
  );
  secret.setAttribute("aria-describedby", "ask-token-hint");

  const wanted = () => {
    const at = (place) => [...inputs].filter(([parameter, entry]) => parameter.in === place && entry.value !== "");
    const filled = at("path").reduce((so, [parameter, entry]) => so.replace(`{${parameter.name}}`, encodeURIComponent(entry.value)), path);
    const query = new URLSearchParams(at("query").map(([parameter, entry]) => [parameter.name, entry.value])).toString();
    const headers = Object.fromEntries(at("header").map(([parameter, entry]) => [parameter.name, entry.value]));
    if (body) headers["Content-Type"] = kind;
    return { address: filled + (query && `?${query}`), headers, text: body?.value };
  };
  const shown = () => {
    const { address, headers, text } = wanted();
    const lines = [`curl${changes ? ` -X ${method.toUpperCase()}` : ""} ${shell(location.origin + address)}`];
    if (!isPublic) lines.push(`-H "Authorization: Bearer $TOKEN"`);
    for (const [name, said] of Object.entries(headers)) lines.push(`-H ${shell(`${name}: ${said}`)}`);
    if (text) lines.push(`--data-binary ${shell(text)}`);
    curl.say(lines.join(" \\\n  "));
  };
  form.addEventListener("input", shown);
  shown();

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (send.getAttribute("aria-disabled") === "true") return;
    const open = [...inputs].find(([parameter, entry]) => parameter.required && entry.value === "");
    if (open) {
      open[1].focus();
      answer.replaceChildren(make("p", { class: "wrong" }, words(`\`${open[0].name}\` is needed.`)));
      return;
    }
    send.setAttribute("aria-disabled", "true");
    const { address, headers, text } = wanted();
    if (token && !isPublic) headers.Authorization = `Bearer ${token}`;
    try {
      const response = await fetch(address, { method: method.toUpperCase(), headers, body: text, credentials: token ? "omit" : "same-origin", redirect: "error" });
      answer.replaceChildren(...(await answered(response)));
    } catch {
      answer.replaceChildren(make("p", { class: "wrong" }, "No answer came. Look at your connection and at what you typed, then send again."));
    }
    send.removeAttribute("aria-disabled");
  });
  return make("section", { "aria-labelledby": "try" }, make("h2", { id: "try" }, "Try it"), form, answer, curl.box);
}

function input(parameter) {
  const id = `ask-${parameter.in}-${parameter.name}`;
  const known = resolved(parameter.schema);
  if (known.enum) return make("select", { id }, make("option", { value: "" }, ""), known.enum.map((one) => make("option", {}, one)));
  return make("input", { id, type: "text", autocomplete: "off", spellcheck: "false", "aria-describedby": `${id}-hint` });
}

function field(parameter, entry) {
  const needed = parameter.required && make("span", { class: "needed" }, " needed");
  return make(
    "div",
    { class: "field" },
    make("label", { for: entry.id }, parameter.name, needed),
    make("p", { class: "hint", id: `${entry.id}-hint` }, words(parameter.description ?? type(parameter.schema))),
    entry,
  );
}

async function answered(response) {
  const kind = (response.headers.get("content-type") ?? "").split(";")[0];
  const size = response.headers.get("content-length");
  const line = make("p", { class: response.ok ? "well" : "wrong" }, `${response.status} ${response.statusText}`);
  const heads = ["ETag", "RateLimit", "Retry-After", "X-Request-Id"].map((name) => [name, response.headers.get(name)]).filter(([, said]) => said);
  const list = make("dl", { class: "fields" }, heads.map(([name, said]) => make("div", {}, make("dt", {}, make("code", {}, name)), make("dd", {}, said))));
  if (kind === "text/event-stream") {
    await response.body?.cancel();
    return [line, list, make("p", { class: "hint" }, "The stream goes on: listen to it from a program.")];
  }
  if (!/json|text|yaml/.test(kind)) {
    await response.body?.cancel();
    return [line, list, kind && make("p", { class: "hint" }, `A file (${kind}${size ? `, ${size} bytes` : ""}).`)].filter(Boolean);
  }
  let text = await response.text();
  if (kind.endsWith("json")) {
    try {
      text = JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      // Shown as it came.
    }
  }
  const cut = text.length > MOST ? `${text.slice(0, MOST)}\n…` : text;
  return [line, list, text && copied("Answer", cut).box].filter(Boolean);
}
