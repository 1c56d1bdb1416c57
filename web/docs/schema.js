// What a schema says, for people: fields with their types, and a value that it could have.
import { make, words } from "./dom.js";

let document = {};

/** From now on references lead into this document. */
export function about(next) {
  document = next;
}

/** What stands behind a reference. */
export function resolved(thing) {
  if (!thing?.$ref) return thing ?? {};
  const found = thing.$ref
    .slice(2)
    .split("/")
    .reduce((place, step) => place?.[step.replaceAll("~1", "/").replaceAll("~0", "~")], document);
  return resolved(found ?? {});
}

const named = (schema) => schema?.$ref?.split("/").pop();
const kinds = (schema) => [schema.type ?? []].flat();
const isNull = (schema) => schema.type === "null";
const forms = (schema) => (schema.oneOf ?? schema.anyOf ?? []).filter((form) => !isNull(form));

/** The schema without the null beside it, and whether there was one. */
function bare(schema) {
  const choices = schema.oneOf ?? schema.anyOf;
  const left = choices ? forms(schema) : [];
  if (choices && left.length === 1) return { schema: left[0], empty: left.length < choices.length };
  return { schema, empty: kinds(resolved(schema)).includes("null") };
}

/** Its type in a few words. */
export function type(given) {
  const { schema, empty } = bare(given);
  const known = resolved(schema);
  const or = empty ? " or null" : "";
  if (known.enum) return `${known.enum.map((value) => JSON.stringify(value)).join(" | ")}${or}`;
  if (forms(known).length) return `${named(schema) ?? "one of several"}${or}`;
  const kind = kinds(known).find((one) => one !== "null");
  if (kind === "array") return `list of ${type(known.items ?? {})}${or}`;
  if (kind === "object" || known.properties) return `${named(schema) ?? "object"}${or}`;
  return `${known.format ? `${kind} (${known.format})` : (kind ?? "any value")}${or}`;
}

/** The object inside, through lists and nulls. */
function inside(given) {
  const known = resolved(bare(given).schema);
  return kinds(known).includes("array") ? inside(known.items ?? {}) : known;
}

/** Its fields, those within closed until asked for; `null` if it has none. `mark` stands beside those that are always there. */
export function fields(given, depth = 0, mark = "needed") {
  const known = inside(given);
  const several = forms(known);
  if (several.length) {
    return make("div", {}, several.map((form) => make("details", {}, make("summary", {}, named(form) ?? "One form"), fields(form, depth + 1, mark) ?? words(type(form)))));
  }
  const all = Object.entries(known.properties ?? {});
  if (!all.length) return null;
  return make("dl", { class: "fields" }, all.map(([name, field]) => row(name, field, (known.required ?? []).includes(name), depth, mark)));
}

/** A field or a parameter. */
export function row(name, field, needed, depth = 0, mark = "needed") {
  const known = resolved(bare(field).schema);
  const says = field.description ?? known.description;
  const entry = make(
    "div",
    {},
    make("dt", {}, make("code", {}, name), make("span", { class: "type" }, type(field)), needed && make("span", { class: mark === "needed" ? "needed" : "type" }, mark)),
    says && make("dd", {}, words(says)),
  );
  const within = inside(field);
  if (depth < 6 && (within.properties || forms(within).length)) {
    const more = make("details", {}, make("summary", {}, `Fields of ${name}`));
    // Built when it is opened: some types are about themselves.
    more.addEventListener("toggle", () => more.open && more.children.length === 1 && more.append(fields(field, depth + 1, mark) ?? ""), { once: true });
    entry.append(make("dd", {}, more));
  }
  return entry;
}

const TEXTS = { uuid: "0193f2a4-5b6c-7d8e-9f01-23456789abcd", date: "2026-03-02", "date-time": "2026-03-02T09:00:00Z", email: "ada@example.com", uri: "https://example.com" };

/** A value that it could have: what is needed, and no more. */
export function value(given, depth = 0) {
  const known = resolved(bare(given).schema);
  if (known.example !== undefined) return known.example;
  if (known.default !== undefined && known.default !== null) return known.default;
  if (known.enum) return known.enum[0];
  const several = forms(known);
  if (several.length) return value(several[0], depth);
  const kind = kinds(known).find((one) => one !== "null");
  if (kind === "array") return depth > 4 ? [] : [value(known.items ?? {}, depth + 1)];
  if (kind === "object" || known.properties) {
    const needed = Object.entries(known.properties ?? {}).filter(([name]) => (known.required ?? []).includes(name));
    return depth > 4 ? {} : Object.fromEntries(needed.map(([name, field]) => [name, value(field, depth + 1)]));
  }
  if (kind === "integer" || kind === "number") return known.minimum ?? 1;
  if (kind === "boolean") return true;
  return TEXTS[known.format] ?? "text";
}
