// A form: what is typed stays on the device until the server has confirmed it, and counts once however often it is sent.
import * as kept from './kept.js';
import { Problem } from './line.js';
import { fault, moment, sentence, UNSENT } from './words.js';

const HERE = 'Saved on this device. Not sent yet.';
const NOWHERE = 'Not saved: without a connection nothing can be kept on this device yet. It stays in this form.';
const OLD = 'This was sent more than a day ago, and no answer came. Look whether it arrived. If it did not, send it again.';
const SENDING = 'Sending …';
const SAVING = 'Saving …';
/** The server knows a key for a day. */
const KEYS_LAST = 23 * 3_600_000;

/** The form in sight, with what it is for. */
let open = null;
let shows = 0;

/**
 * Shows a form for one thing:
 * `title` for people, `name` under which it is kept, `initial` what its fields begin with, `base` the version of what it changes,
 * `check(values)` gives what the page can tell is wrong, `send(values, key)` sends it, `sent()` goes on, `unsent(words)`
 * says elsewhere what went wrong, `shown(values)` draws what hangs on the fields, `moved()` what was changed meanwhile.
 * What can be saved before it is sent has `save(values)`, and `saved` says where it is then; it keeps `initial` and `base` as
 * they stand there. What its version guards is `keyless`: it needs no key to count once.
 */
export async function show(form, it) {
  shows += 1;
  const turn = shows;
  const record = await kept.read(it.name);
  // By now it may be shown for something else.
  if (turn !== shows) return;
  const back = record && (record.tried > 0 || !same(record.fields, it.initial));
  const state = { form, it, record: back ? record : fresh(it.initial, it.base) };
  open = state;
  if (record && !back) kept.remove(it.name);
  clear(form);
  fill(form, state.record.fields, it);
  say(state, back ? `What you typed is back (${moment(record.at)}). It was saved on this device and not sent.` : '');
  discardable(state, back);
  // What was sent from here and not answered is no news of somebody else's.
  const arrived = record && record.sent && same(record.sent, it.initial);
  if (back && it.moved && record.base !== it.base && !arrived) it.moved();
  form.oninput = () => keep(state);
  form.onsubmit = (event) => {
    event.preventDefault();
    submit(state);
  };
  const saver = form.querySelector('.save');
  if (saver) saver.onclick = () => submit(state, true);
  kept.prepare();
}

const fresh = (fields, base) => ({ at: Date.now(), base, fields, key: newKey(), tried: 0 });

/** An `Idempotency-Key`. It is kept with the text, so that also what is sent again tomorrow morning counts once. */
function newKey() {
  const numbers = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(numbers, (number) => number.toString(16).padStart(2, '0')).join('');
}

/** Whether fields hold the same; one that is empty may be missing. */
function same(some, others) {
  const text = (fields, name) => String(fields[name] || '').trim();
  return Object.keys({ ...some, ...others }).every((name) => text(some, name) === text(others, name));
}

/** What the fields hold: a text for each name, a list where boxes are ticked. */
export function values(form) {
  const all = {};
  for (const { name, type, checked, value } of form.elements) {
    if (!name) continue;
    if (type === 'checkbox') all[name] = (all[name] || []).concat(checked ? value : []);
    else if (type !== 'radio') all[name] = value;
    else if (checked || !(name in all)) all[name] = checked ? value : '';
  }
  return all;
}

function fill(form, fields, it) {
  if (it.shown) it.shown(fields);
  for (const field of form.elements) {
    const value = fields[field.name];
    if (value !== undefined) put(field, value);
  }
}

/** Puts into a field what `values` would give of it. */
export function put(field, value) {
  if (field.type === 'checkbox') field.checked = value.includes(field.value);
  else if (field.type === 'radio') field.checked = field.value === value;
  else field.value = value;
}

/** Lets go of the form in sight: the page is left on purpose. */
export function letGo() {
  open = null;
}

/** Keeps what the form holds now; also when a page changed it itself. */
export function keepOpen() {
  if (open) keep(open);
}

async function keep(state) {
  const { form, it, record } = state;
  // By now the form may be shown for something else.
  const fields = open === state ? values(form) : record.fields;
  if (open === state && it.shown) it.shown(fields);
  if (same(fields, it.initial) && !record.tried) {
    kept.remove(it.name);
    return say(state, state.there || '');
  }
  Object.assign(record, { at: Date.now(), fields });
  const done = await kept.write(it.name, record);
  if (done !== null) say(state, done ? HERE : NOWHERE);
}

/** Sends it, or only saves it. */
async function submit(state, saves = false) {
  const { form, it, record } = state;
  if (waits(form)) return;
  clear(form);
  const fields = values(form);
  const wrong = it.check && !saves ? it.check(fields) : [];
  if (wrong.length > 0) return fail(form, new Problem(422, 'invalid', { errors: wrong }));
  if (record.tried && Date.now() - record.tried > KEYS_LAST) {
    Object.assign(record, { key: newKey(), tried: 0 });
    return tell(form, OLD);
  }
  if (it.keyless) record.sent = fields;
  else record.tried = record.tried || Date.now();
  const pressed = form.querySelector(saves ? '.save' : '[type=submit]');
  wait(form, true, saves ? SAVING : SENDING, pressed);
  keep(state);
  try {
    if (saves) await it.save(fields);
    else await it.send(fields, record.key);
    wait(form, false, '', pressed);
    if (saves) return saved(state);
    kept.remove(it.name);
    if (open === state) {
      say(state, '');
      open = null;
      form.reset();
    }
    it.sent();
  } catch (problem) {
    wait(form, false, '', pressed);
    if (!(problem instanceof Problem)) throw problem;
    if (problem.code === 'key_reused') {
      record.key = newKey();
      discardable(state, true);
    }
    // A refusal is an answer: nothing of it is on its way any more.
    if (problem.status >= 400 && problem.status < 500 && problem.code !== 'in_progress') record.tried = 0;
    keep(state);
    // Whoever has gone on to another page is told there.
    if (open !== state || form.closest('section').hidden) it.unsent(`Not sent: “${it.title}”. What you typed is still there.`);
    else fail(form, problem);
  }
}

/** It is saved there, and goes on from what was saved; what was ticked meanwhile stays here. */
function saved(state) {
  const { it, form } = state;
  if (open !== state) return kept.remove(it.name);
  state.record = fresh(it.initial, it.base);
  state.there = it.saved;
  form.querySelector('.discard').hidden = true;
  keep(state);
}

/** While it is on its way nothing is typed that would not go with it. */
export function wait(form, on, words = SENDING, pressed = form.querySelector('[type=submit]')) {
  for (const field of form.elements) if ('readOnly' in field && !field.dataset.fixed) field.readOnly = on;
  pressed.dataset.words = pressed.dataset.words || pressed.textContent;
  pressed.textContent = on ? words : pressed.dataset.words;
  for (const button of form.querySelectorAll('[type=submit], .save')) button.setAttribute('aria-disabled', String(on));
}

/** Whether something is on its way already. */
export const waits = (form) => form.querySelector('[type=submit]').getAttribute('aria-disabled') === 'true';

/** Says where the text is. */
function say(state, words) {
  if (open !== state) return;
  const { form } = state;
  const line = form.querySelector('.kept');
  if (line.textContent !== words) line.textContent = words;
  line.classList.toggle('lost', words === NOWHERE);
}

function discardable(state, on) {
  const button = state.form.querySelector('.discard');
  button.hidden = !on;
  button.onclick = () => {
    kept.remove(state.it.name);
    state.record = fresh(state.it.initial, state.it.base);
    clear(state.form);
    fill(state.form, state.it.initial, state.it);
    say(state, '');
    button.hidden = true;
    const first = Array.from(state.form.elements).find((field) => field.name);
    first.focus();
  };
}

/** What is wrong, each at its field, and in front of the form what no field can say. */
export function fail(form, problem, offline = UNSENT) {
  clear(form);
  const homeless = problem.errors.filter((error) => !mark(form, error)).map(fault);
  const first = form.querySelector('[aria-invalid]');
  tell(form, [problem.status === 0 ? offline : sentence(problem), ...homeless].join(' '), !first);
  if (first) first.focus();
}

/** A sentence in front of the form. */
function tell(form, words, focus = true) {
  const alert = form.querySelector('.wrong');
  alert.hidden = false;
  alert.textContent = words;
  if (focus) alert.focus();
}

function mark(form, error) {
  // A line of a list is told at the list.
  const [, name, , line] = /^([^[]*)(\[(\d+)\])?/.exec(error.field);
  const named = Array.from(form.elements).filter((field) => field.name === name);
  const home = named.length ? named[0].closest('.field') : form.querySelector(`[data-field="${name}"]`);
  if (!home) return false;
  const fields = named.length ? named : [home.querySelector('input, select, textarea')].filter(Boolean);
  const folded = home.closest('details');
  if (folded) folded.open = true;
  const told = document.createElement('p');
  told.className = 'fault';
  told.id = `fault-${form.id}-${name.replace('.', '-')}`;
  told.textContent = (line === undefined ? '' : `Line ${Number(line) + 1}: `) + fault(error);
  home.append(told);
  for (const field of fields) {
    field.setAttribute('aria-invalid', 'true');
    field.dataset.described = field.getAttribute('aria-describedby') || '';
    field.setAttribute('aria-describedby', `${field.dataset.described} ${told.id}`.trim());
  }
  return true;
}

/** Takes away what was wrong before. */
export function clear(form) {
  form.querySelector('.wrong').hidden = true;
  for (const told of form.querySelectorAll('.fault')) told.remove();
  for (const field of form.querySelectorAll('[aria-invalid]')) {
    field.removeAttribute('aria-invalid');
    if (field.dataset.described) field.setAttribute('aria-describedby', field.dataset.described);
    else field.removeAttribute('aria-describedby');
  }
}

// What could not be kept is kept as soon as it can be.
addEventListener('online', () => open && kept.isAtRisk() && keep(open));

// Before the page goes, one is asked if something would go with it.
addEventListener('beforeunload', (event) => {
  if (!kept.isAtRisk() && !(open && waits(open.form))) return;
  event.preventDefault();
  event.returnValue = ''; // what older browsers go by
});
