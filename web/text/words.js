// Sentences for what went wrong, and numbers and days as they are written. The full app has the same in Rust.

const PROBLEMS = {
  unauthenticated: 'Your session has ended. Log in again.',
  wrong_credentials: 'The address or the password is wrong.',
  log_in_lapsed: 'That took too long, or too many tries. Log in again from the start.',
  second_factor_needed: 'Your organisation asks for two-step log-in now. Set it up by the link at the end of the page. What you typed stays on this device.',
  forbidden: 'You may see this, but not change it.',
  encryption_required: "This page wasn't encrypted. Open it by its https:// address.",
  reauth_required: 'Confirm that it’s you first.',
  cross_site: 'The request was refused because it seemed to come from another site. Reload the page.',
  not_found: 'There is nothing here that you can see.',
  conflict: 'This contradicts what is already there.',
  in_progress: 'It is still being worked on. Wait a moment, then send it again.',
  version_mismatch: 'Somebody changed this meanwhile.',
  too_large: 'That is too large.',
  invalid: 'Some fields need attention.',
  request_timeout: 'The connection was too slow. Send it again: it counts once.',
  too_many_requests: 'Too many tries in a short time. Wait a minute, then try again.',
  unavailable: 'The service is busy. Try again in a moment: it counts once.',
  internal: 'Something went wrong on our side. It has been noted.',
  key_reused: 'What you sent first has arrived, before you changed it. Send this only if it is to stand beside that.',
};

const FIELDS = {
  required: 'Fill this in.',
  wrong_password: 'This is not your current password.',
  wrong_code: 'This code is wrong, or was used already. Wait for the next one.',
  not_a_number: 'This is not a number.',
  not_whole: 'Whole numbers only.',
  in_the_future: 'This lies in the future.',
  in_the_past: 'This lies in the past.',
  not_used_here: 'This isn’t used here; leave it empty.',
  oneself: 'Choose somebody else.',
  not_oneself: 'Choose somebody else.',
  deactivated: 'They have been deactivated.',
  not_found: 'This no longer exists, or isn’t visible to you.',
  unknown: 'This no longer exists, or isn’t visible to you.',
  unknown_person: 'Somebody named here isn’t found by you.',
  forbidden_character: 'Please remove invisible characters.',
  date_out_of_range: 'This date can’t be right.',
};

const STATUSES = {
  not_started: 'Not started',
  on_track: 'On track',
  at_risk: 'At risk',
  off_track: 'Off track',
  outdated: 'Outdated',
  achieved: 'Achieved',
  missed: 'Missed',
  cancelled: 'Cancelled',
  draft: 'Draft',
  proposed: 'Proposed',
  paused: 'Paused',
};

/** No answer came, to a question. */
export const OFFLINE = 'No connection. Try again in a moment.';
/** No answer came to what was sent: nobody knows whether it arrived. */
export const UNSENT = 'No answer: the line is too weak at the moment. What you typed is still here. Send it again when the line is back: it counts once.';

/** A problem as a sentence. */
export function sentence(problem) {
  if (problem.code === 'conflict' && problem.detail) {
    return `${problem.detail[0].toUpperCase()}${problem.detail.slice(1)}.`;
  }
  return PROBLEMS[problem.code] || 'The request couldn’t be understood. Reload the page and try again.';
}

/** What is wrong with a field, as a sentence. */
export function fault({ code, limit, words }) {
  if (words) return words;
  if (code === 'too_long') return `At most ${limit} characters.`;
  if (code === 'too_short') return `At least ${limit} characters.`;
  if (code === 'too_many') return `At most ${limit}.`;
  if (code === 'out_of_range') return `Out of bounds (${limit}).`;
  if (code === 'number_out_of_range') return limit === '10' ? 'Between 0 and 10.' : 'This number is too large.';
  return FIELDS[code] || 'Please check this.';
}

/** A status, or the state of what is not agreed or at rest, in a word or two. */
export const status = (one) => STATUSES[one] || one;

/** How an objective stands: its status once it is agreed, its state before and at rest. */
export const standing = ({ state, status: now }) =>
  status(['draft', 'proposed', 'paused'].includes(state) ? state : now);

const DAY = { weekday: 'short', day: 'numeric', month: 'short' };

/** A day that came as 2026-11-03, in one piece. */
export function day(text) {
  const [year, month, date] = text.split('-').map(Number);
  return new Date(year, month - 1, date).toLocaleDateString(undefined, DAY).replace(/ /g, '\u00a0');
}

/** The day so many days after another, as it came. */
export function daysAfter(text, days) {
  const date = new Date(`${text}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Today on this device, as 2026-11-03. */
export function today() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** A moment, to the minute. */
export const moment = (at) => new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A share of one as per cent. */
export const percent = (share) => new Intl.NumberFormat(undefined, { style: 'percent' }).format(share);

const money = (currency) => new Intl.NumberFormat(undefined, { style: 'currency', currency });

/** How many of the API's units stand for one as it is typed: minor units of money, else one. */
export function scale({ measure, unit }) {
  return measure.kind === 'money' && unit ? 10 ** money(unit).resolvedOptions().maximumFractionDigits : 1;
}

/** A value of a key result as it is written. */
export function amount(result, value) {
  if (value === undefined || value === null) return '–';
  if (result.measure.kind === 'milestone') return percent(value);
  if (result.measure.kind === 'money' && result.unit) return money(result.unit).format(value / scale(result));
  const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 }).format(value);
  if (result.measure.kind === 'percent') return `${number} %`;
  return result.unit ? `${number} ${result.unit}` : number;
}

/** Where a key result goes. */
export function way(result) {
  const { kind, direction, start, target, low, high } = result.measure;
  if (kind === 'milestone') {
    return `${result.milestones.filter((step) => step.done).length} of ${result.milestones.length} done`;
  }
  if (direction === 'keep_within') return `between ${amount(result, low)} and ${amount(result, high)}`;
  return `${amount(result, start)} → ${amount(result, target)}`;
}

/** What was typed as a number: with a comma or a point, with spaces between thousands. Not a number is NaN. */
export function typed(text) {
  const plain = text.replace(/[\s%]/g, '').replace(/,/g, '.');
  return plain === '' ? NaN : Number(plain);
}

/** The lines that say something. */
export const lines = (text) => text.split('\n').map((line) => line.trim()).filter(Boolean);
