// The reference of the API: reads the contract that the server itself serves, and shows it.
import { asking } from "./ask.js";
import { copied, make, words } from "./dom.js";
import { about, fields, resolved, row, type } from "./schema.js";

const METHODS = ["get", "post", "put", "patch", "delete"];
const at = (id) => document.getElementById(id);
let all = [];
let guides = new Map();

async function load() {
  at("failed").hidden = true;
  at("loading").hidden = false;
  try {
    const response = await fetch("/openapi.json", { credentials: "omit" });
    if (!response.ok) throw new Error(String(response.status));
    begin(await response.json());
  } catch {
    at("failed").hidden = false;
    at("failed").querySelector("h1").focus();
  }
  at("loading").hidden = true;
}

function begin(contract) {
  about(contract);
  all = Object.entries(contract.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({ method, path, operation: item[method], feature: item[method].tags[0] })),
  );
  const sent = Object.entries(contract.webhooks ?? {}).map(([path, item]) => ({ method: "event", path, operation: item.post, feature: item.post.tags[0], sent: true }));
  all.push(...sent);
  guides = new Map(contract.tags.map((tag) => [tag.name, tag.externalDocs]));
  overview(contract);
  list(contract.tags);
  const wide = matchMedia("(min-width: 60rem)");
  const unfold = () => (at("list").open = wide.matches || at("list").open);
  wide.addEventListener("change", unfold);
  unfold();
  addEventListener("hashchange", () => show(true));
  show(location.hash !== "");
}

const title = (feature) => (feature[0].toUpperCase() + feature.slice(1)).replaceAll("_", " ");

function list(tags) {
  const parts = tags.map((tag) => {
    const own = all.filter((one) => one.feature === tag.name);
    const entries = own.map((one) => {
      const mark = make("span", { class: `method ${one.method}` }, one.method.toUpperCase());
      one.link = make("a", { href: `#${one.operation.operationId}` }, mark, make("span", {}, words(one.operation.summary)));
      one.entry = make("li", {}, one.link);
      return one.entry;
    });
    const part = make("section", {}, make("h2", {}, title(tag.name)), make("ul", {}, entries));
    return { part, own };
  });
  at("features").replaceChildren(...parts.map(({ part }) => part));
  at("search").addEventListener("input", () => {
    const asked = at("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { part, own } of parts) {
      for (const one of own) one.entry.hidden = !asked.every((word) => searched(one).includes(word));
      part.hidden = own.every((one) => one.entry.hidden);
    }
    const found = all.filter((one) => !one.entry.hidden).length;
    at("count").textContent = asked.length ? (found ? `${found} of ${all.length} operations` : "Nothing like that. Try fewer or other words.") : "";
    if (asked.length) at("list").open = true;
  });
  addEventListener("keydown", (event) => {
    if (event.key === "/" && !/INPUT|TEXTAREA|SELECT/.test(document.activeElement?.tagName ?? "")) {
      event.preventDefault();
      at("search").focus();
    }
  });
}

function searched({ method, path, operation, feature }) {
  const names = (operation.parameters ?? []).map((parameter) => resolved(parameter).name);
  return [method, path, operation.operationId, operation.summary, operation.description, feature, ...names].join(" ").toLowerCase();
}

function overview(contract) {
  at("about").replaceChildren(...words(contract.info.description));
  at("first").replaceWith(copied("A first call", `curl ${location.origin}/api/v1/people?limit=5 \\\n  -H "Authorization: Bearer $TOKEN"`).box);
  const codes = new Map();
  for (const response of Object.values(contract.components.responses ?? {})) {
    const examples = response.content?.["application/problem+json"]?.examples ?? {};
    for (const [code, example] of Object.entries(examples)) codes.set(code, example.value);
  }
  const sorted = [...codes.values()].sort((a, b) => a.status - b.status || a.code.localeCompare(b.code));
  at("codes").tBodies[0].replaceChildren(
    ...sorted.map((problem) => make("tr", {}, make("td", {}, String(problem.status)), make("td", {}, make("code", {}, problem.code)), make("td", {}, problem.title))),
  );
}

/** Shows what the address names; `moved` puts the reader at its head. */
function show(moved) {
  const id = decodeURIComponent(location.hash.slice(1));
  if (id === "main") return;
  const one = all.find(({ operation }) => operation.operationId === id);
  for (const { link } of all) link.removeAttribute("aria-current");
  one?.link.setAttribute("aria-current", "page");
  at("overview").hidden = Boolean(one);
  at("operation").hidden = !one;
  if (one) {
    at("operation").replaceChildren(...page(one));
    if (!matchMedia("(min-width: 60rem)").matches) at("list").open = false;
  }
  document.title = one ? `${one.operation.summary.replaceAll("`", "")} · PerfTrack API` : "PerfTrack API reference";
  if (moved) {
    scrollTo({ top: 0, behavior: "instant" });
    (one ? at("operation") : at("overview")).querySelector("h1").focus({ preventScroll: true });
    at("main").scrollIntoView({ block: "start", behavior: "instant" });
  }
}

function page(one) {
  const { method, path, operation } = one;
  const parameters = (operation.parameters ?? []).map(resolved);
  const [kind, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const marks = [
    make("li", {}, title(one.feature)),
    make("li", {}, one.sent ? "Sent to your address" : scopes(operation).length ? "Token or session" : operation.security?.length ? "Session" : "Anybody"),
    ...scopes(operation).map((scope) => make("li", {}, "Scope ", make("code", {}, scope))),
    operation.deprecated && make("li", { class: "warn" }, `Deprecated, may be gone from ${operation["x-removed-on"]} on`),
    operation.description?.includes("reauth_required") && make("li", { class: "warn" }, "Needs a fresh proof"),
  ];
  return [
    make("h1", { tabindex: "-1" }, words(operation.summary)),
    make("p", { class: "path" }, make("span", { class: `method ${method}` }, method.toUpperCase()), make("span", {}, path)),
    make("ul", { class: "tags" }, marks.filter(Boolean)),
    operation.description && make("p", {}, words(operation.description)),
    guides.get(one.feature) && make("p", {}, "Guide: ", make("a", { href: guides.get(one.feature).url }, guides.get(one.feature).description)),
    parameters.length > 0 && make("h2", {}, "Parameters"),
    parameters.length > 0 &&
      make("dl", { class: "fields" }, parameters.map((parameter) => row(parameter.name, { ...parameter.schema, description: `${parameter.description ?? ""} (${parameter.in})` }, parameter.required))),
    kind && make("h2", {}, "Body"),
    kind && make("p", { class: "hint" }, make("code", {}, kind), ` ${kind === "application/json" ? type(content.schema) : ""}`),
    kind && fields(content.schema),
    content?.example !== undefined && copied("Example", text(content.example)).box,
    !one.sent && make("h2", {}, "Answers"),
    ...(one.sent ? [] : [...answers(operation), asking(one)]),
  ].filter(Boolean);
}

const text = (value) => (typeof value === "string" ? value : JSON.stringify(value, null, 2));

/** What a token needs for it. */
function scopes(operation) {
  return (operation.security ?? []).flatMap((way) => way.token ?? []);
}

function answers(operation) {
  const every = Object.entries(operation.responses).map(([status, response]) => [status, resolved(response)]);
  const good = every.filter(([status]) => status < "400").map(([status, response]) => {
    const [kind, content] = Object.entries(response.content ?? {})[0] ?? [];
    return make(
      "section",
      {},
      make("h3", {}, `${status} ${response.description}`),
      kind && make("p", { class: "hint" }, make("code", {}, kind), ` ${kind === "application/json" ? type(content.schema) : ""}`),
      kind === "application/json" && fields(content.schema, 0, "always"),
      content?.example !== undefined && copied("Example", text(content.example)).box,
    );
  });
  const bad = every.filter(([status]) => status >= "400").map(([status, response]) => {
    const codes = Object.keys(response.content?.["application/problem+json"]?.examples ?? {});
    return make("tr", {}, make("td", {}, status), make("td", {}, response.description), make("td", {}, codes.flatMap((code) => [make("code", {}, code), " "])));
  });
  const head = make("thead", {}, make("tr", {}, ["Status", "Says", "Codes"].map((name) => make("th", { scope: "col" }, name))));
  return [...good, make("details", {}, make("summary", {}, "Problems"), make("div", { class: "wide" }, make("table", {}, head, make("tbody", {}, bad))))];
}

at("retry").addEventListener("click", load);
document.querySelector("[data-skip]").addEventListener("click", (event) => {
  event.preventDefault();
  at("main").focus();
});
load();
