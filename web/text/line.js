// The one way to the server: an operation and what it takes go in, its answer or a problem comes out.

// Method and path of all that is asked for here. A test looks each of them up in the server's own list.
const OPERATIONS = {
  logIn: 'POST /api/v1/log-in',
  finishLogIn: 'POST /api/v1/log-in/finish',
  logOut: 'POST /api/v1/log-out',
  readMe: 'GET /api/v1/me',
  switchOrganisation: 'POST /api/v1/me/switch',
  confirmIdentity: 'POST /api/v1/me/confirm',
  readSecondFactor: 'GET /api/v1/me/second-factor',
  beginSecondFactor: 'POST /api/v1/me/second-factor/begin',
  confirmSecondFactor: 'POST /api/v1/me/second-factor/confirm',
  readDraftKey: 'GET /api/v1/me/draft-key',
  readHome: 'GET /api/v1/home',
  readObjective: 'GET /api/v1/objectives/{id}',
  createCheckIn: 'POST /api/v1/key-results/{id}/check-ins',
  readMyWeek: 'GET /api/v1/weekly-check-ins/mine',
  createWeeklyCheckIn: 'POST /api/v1/weekly-check-ins',
  editWeeklyCheckIn: 'PATCH /api/v1/weekly-check-ins/{id}',
  listPeople: 'GET /api/v1/people',
  listCompanyValues: 'GET /api/v1/company-values',
  givePraise: 'POST /api/v1/praise',
  listReviews: 'GET /api/v1/reviews',
  readReview: 'GET /api/v1/reviews/{id}',
  saveReview: 'PUT /api/v1/reviews/{id}/answers',
  submitReview: 'PUT /api/v1/reviews/{id}/submission',
};

/** About the session itself: asked by whoever has it, and never a reason to log in again. */
const OF_THE_SESSION = ['logIn', 'finishLogIn', 'logOut', 'readMe', 'switchOrganisation'];

/** A line this slow is taken for a broken one; what was sent may be sent again all the same. */
const PATIENCE = 60_000;

/** What went wrong. Status 0, which no server sends, is no answer at all. */
export class Problem extends Error {
  constructor(status, code, { detail, errors, request_id: request } = {}) {
    super(code);
    Object.assign(this, { status, code, detail, errors: errors || [], request: request || '' });
  }
}

let me = null;
let ended = null;
let unproven = null;

/** Whom this page belongs to. */
export const person = () => me;

/** From now on it belongs to them. */
export function enter(who) {
  me = who;
}

/** What to do when their session has ended: it promises whether they are back. */
export function whenEnded(handler) {
  ended = once(() => handler(me));
}

/** What to do when they have to prove once more who they are: it promises whether they did. */
export function whenUnproven(handler) {
  unproven = once(handler);
}

/** Several requests may learn of it at once: they wait for the same answer. */
function once(handler) {
  let asking = null;
  return () => (asking = asking || handler().finally(() => (asking = null)));
}

/**
 * Calls an operation. Where the session has ended its person is asked to log in again, and where it asks for a proof of the
 * last minutes to give one, and then it is sent anew, unless it is asked `quietly`.
 */
export async function call(operation, { quietly = false, ...letter } = {}) {
  for (;;) {
    try {
      return await send(operation, letter);
    } catch (problem) {
      const asks = problem.code === 'unauthenticated' && me && !quietly && !OF_THE_SESSION.includes(operation);
      const doubts = problem.code === 'reauth_required' && me && !quietly;
      if (!(asks && (await ended())) && !(doubts && (await unproven()))) throw problem;
    }
  }
}

async function send(operation, { id, query, body, version, key }) {
  const [method, path] = OPERATIONS[operation].split(' ');
  const headers = {};
  // The session may have become somebody else's in another tab: the server then refuses to act in their name.
  if (me && !OF_THE_SESSION.includes(operation)) headers['perftrack-person'] = me.person_id;
  if (body) headers['content-type'] = 'application/json';
  if (version !== undefined) headers['if-match'] = `"${version}"`;
  if (key) headers['idempotency-key'] = key;
  const address = path.replace('{id}', encodeURIComponent(id)) + (query ? `?${new URLSearchParams(query)}` : '');
  const signal = AbortSignal.timeout ? AbortSignal.timeout(PATIENCE) : undefined;
  let response, text;
  try {
    response = await fetch(address, { method, headers, body: body && JSON.stringify(body), signal });
    text = await response.text();
  } catch {
    throw new Problem(0, 'unavailable');
  }
  if (response.ok) return text ? JSON.parse(text) : null;
  throw problem(response.status, text);
}

function problem(status, text) {
  try {
    const document = JSON.parse(text);
    return new Problem(status, document.code, document);
  } catch {
    // Something between us and the server may answer too, and not with a problem document.
    return new Problem(status, status === 503 ? 'unavailable' : 'internal');
  }
}
