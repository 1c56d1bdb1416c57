// What is typed and not sent, kept on this device: sealed with the key that the server gives to its person alone, as the
// full app does it, and removed at log-out.
import { call, person } from './line.js';

// As the full app has it: whichever of the two is logged out of removes what both have kept.
const PREFIX = 'perftrack-draft/';
const NONCE = 12;
/** How long a key that could not be had is not asked for again. */
const PAUSE = 10_000;

/** What this page holds, also where the device keeps nothing. */
const here = new Map();
const turns = new Map();
/** What of it the device does not have. */
const nowhere = new Set();
let key = null;

const place = (name) => `${PREFIX}${person().person_id}/text/${name}`;

function storage() {
  try {
    return window.localStorage;
  } catch {
    return null; // forbidden: then nothing is kept
  }
}

/**
 * The keys of whoever is here, the one that seals first, then those of before the server's key was changed; null where the
 * browser has no cryptography. Fails with a problem where they can't be had.
 */
function unlocked() {
  // Only pages that came over TLS, or from this machine, have it.
  if (!window.crypto || !crypto.subtle) return Promise.resolve(null);
  if (!key) {
    const asked = ask();
    key = asked;
    // Not again at each letter that is typed while the line is down.
    asked.catch(() => setTimeout(() => (key = key === asked ? null : key), PAUSE));
  }
  return key;
}

async function ask() {
  const answer = await call('readDraftKey', { quietly: true });
  const imported = (one) => crypto.subtle.importKey('raw', bytes(one), 'AES-GCM', false, ['encrypt', 'decrypt']);
  return Promise.all([answer.key, ...(answer.older || [])].map(imported));
}

/** Asks for the key now, so that it is here when the line breaks; if not, it is asked for again at what is typed. */
export function prepare() {
  unlocked().catch(() => {});
}

/** What was kept under a name, if anything. Fails with a problem where it is kept, but can't be opened without the server. */
export async function read(name) {
  if (here.has(name)) return here.get(name);
  const store = storage();
  const sealed = store && store.getItem(place(name));
  if (!sealed) return null;
  for (const lock of (await unlocked()) || []) {
    try {
      const all = bytes(sealed);
      const how = { name: 'AES-GCM', iv: all.slice(0, NONCE) };
      const plain = await crypto.subtle.decrypt(how, lock, all.slice(NONCE));
      return JSON.parse(new TextDecoder().decode(plain));
    } catch {
      // Sealed by another key: an older one, or one that is gone.
    }
  }
  return null;
}

/** Keeps it; promises whether the device has it, or nothing where a later change took its place. */
export async function write(name, record) {
  here.set(name, record);
  const turn = next(name);
  const at = place(name);
  let done = false;
  try {
    const locks = await unlocked();
    if (locks) {
      const [lock] = locks;
      const iv = crypto.getRandomValues(new Uint8Array(NONCE));
      const plain = new TextEncoder().encode(JSON.stringify(record));
      const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, lock, plain));
      if (turns.get(name) !== turn) return null;
      storage().setItem(at, base64([...iv, ...sealed]));
      done = true;
    }
  } catch {
    // No key, no room, or no storage: it stays in the form.
  }
  if (turns.get(name) !== turn) return null;
  if (done) nowhere.delete(name);
  else nowhere.add(name);
  return done;
}

/** Keeps nothing under a name any more. */
export function remove(name) {
  next(name);
  here.delete(name);
  nowhere.delete(name);
  const store = storage();
  if (store) store.removeItem(place(name));
}

/** Whether anything is kept, of whatever form, the full app's included. */
export const any = () => here.size > 0 || all().length > 0;

/** Whether something would be lost with this page. */
export const isAtRisk = () => nowhere.size > 0;

/** Keeps nothing at all: when somebody logs out, and the server has the browser clear the device of it too. */
export function forget() {
  here.clear();
  nowhere.clear();
  key = null;
  // What is being sealed at this moment comes too late.
  for (const name of turns.keys()) next(name);
  for (const name of all()) storage().removeItem(name);
}

const all = () => Object.keys(storage() || {}).filter((name) => name.startsWith(PREFIX));

function next(name) {
  const turn = (turns.get(name) || 0) + 1;
  turns.set(name, turn);
  return turn;
}

const base64 = (numbers) => btoa(numbers.map((number) => String.fromCharCode(number)).join(''));
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
