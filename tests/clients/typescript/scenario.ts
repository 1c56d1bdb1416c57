// What a program of a customer's does, by a client made of openapi.yaml (openapi-typescript and openapi-fetch).
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import createClient from 'openapi-fetch';

import type { components, paths } from './generated/schema.js';

type Problem = components['schemas']['Problem'];

const baseUrl = needed('PERFTRACK_URL');
const as = (token: string) => createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${token}` } });
const api = as(needed('PERFTRACK_TOKEN'));
const narrow = as(needed('PERFTRACK_NARROW_TOKEN'));

function needed(name: string): string {
  const value = process.env[name];
  assert.ok(value, `${name} is needed`);
  return value;
}

/** The answer, or what went wrong as an error. */
function good<T>({ data, error }: { data?: T; error?: Problem }): T {
  if (data === undefined) throw new Error(error ? `${error.status} ${error.code}: ${error.detail ?? error.title}` : 'no answer');
  return data;
}

/** It went wrong, and in this way. */
function bad({ error, response }: { error?: Problem; response: Response }, status: number, code: components['schemas']['Code']): Problem {
  assert.ok(error, `${response.status} instead of a problem`);
  assert.deepEqual([response.status, error.status, error.code], [status, status, code]);
  return error;
}

// People from an HR system, sent twice; and a file of them, looked at.
const unique = randomUUID().slice(0, 8);
const people = [
  { external_id: `r-${unique}`, name: 'Rae Report', email: `rae-${unique}@example.com`, manager_external_id: `m-${unique}` },
  { external_id: `m-${unique}`, name: 'Mona Manager', email: `mona-${unique}@example.com` },
];
const sync = async () => good(await api.POST('/api/v1/people/batch', { body: { people } })).counts;
assert.deepEqual(await sync(), { created: 2, updated: 0, unchanged: 0, refused: 0 });
assert.deepEqual(await sync(), { created: 0, updated: 0, unchanged: 2, refused: 0 });
const found = good(await api.GET('/api/v1/people', { params: { query: { q: 'Rae Report', limit: 5 } } }));
assert.equal(found.items.find((person) => person.details?.email === `rae-${unique}@example.com`)?.manager?.name, 'Mona Manager');
const file = `name,email\nNed Newcomer,ned-${unique}@example.com\n`;
const looked = good(
  // A file is handed on as it is: the type knows of JSON alone.
  await api.POST('/api/v1/people/imports', { body: file, bodySerializer: (body) => body as string, headers: { 'Content-Type': 'text/csv' } }),
);
assert.equal(looked.counts.new, 1);

// A KPI and its values, page by page and sent twice.
const body: components['schemas']['NewKpi'] = {
  name: `Late deliveries ${unique}`,
  visibility: 'organisation',
  kind: 'number',
  frequency: 'day',
  aggregation: 'sum',
  gauge: { direction: 'lower', target: 2, unhealthy: 10 },
};
const { kpi } = good(await api.POST('/api/v1/kpis', { body, params: { header: { 'Idempotency-Key': unique } } }));
const again = good(await api.POST('/api/v1/kpis', { body, params: { header: { 'Idempotency-Key': unique } } }));
assert.equal(again.kpi.id, kpi.id);
const measurements = [3, 1, 4].map((value, at) => ({ kpi_id: kpi.id, on: `2026-03-0${at + 1}`, value }));
assert.equal(good(await api.POST('/api/v1/kpis/measurements', { body: { measurements } })).counts.added, 3);
const days: string[] = [];
let cursor: string | undefined;
do {
  const page = good(await api.GET('/api/v1/kpis/{id}/measurements', { params: { path: { id: kpi.id }, query: { limit: 2, ...(cursor ? { cursor } : {}) } } }));
  days.push(...page.items.map((one) => one.on));
  cursor = page.next_cursor;
} while (cursor);
assert.deepEqual(days.sort(), ['2026-03-01', '2026-03-02', '2026-03-03']);
const empty = bad(await api.POST('/api/v1/kpis/measurements', { body: { measurements: [] } }), 422, 'invalid');
assert.equal(empty.errors?.[0]?.field, 'measurements');

// Two who change the same.
const at = { params: { path: { id: kpi.id } } };
const { version } = good(await api.GET('/api/v1/kpis/{id}', at)).kpi;
const edit = (name: string) => api.PATCH('/api/v1/kpis/{id}', { params: { ...at.params, header: { 'If-Match': `"${version}"` } }, body: { name } });
assert.equal(good(await edit(`On time ${unique}`)).kpi.name, `On time ${unique}`);
bad(await edit(`Too late ${unique}`), 412, 'version_mismatch');

// What contradicts what is there.
good(await api.POST('/api/v1/kpis/{id}/archive', at));
bad(await api.POST('/api/v1/kpis/{id}/measurements', { ...at, body: { value: 1 } }), 409, 'conflict');

// Reviews.
const packets = good(await api.GET('/api/v1/review-packets', { params: { query: { limit: 10 } } }));
assert.ok(packets.items.length > 0);
const packet = packets.items[0];
assert.ok(packet);
good(await api.GET('/api/v1/review-packets/{id}', { params: { path: { id: packet.id } } }));

// What may not be, isn't there, or is too much.
bad(await as('pt_nonsense').GET('/api/v1/kpis'), 401, 'unauthenticated');
bad(await narrow.POST('/api/v1/kpis', { body }), 403, 'scope_missing');
bad(await api.GET('/api/v1/kpis/{id}', { params: { path: { id: randomUUID() } } }), 404, 'not_found');
for (let asked = 0; ; asked += 1) {
  assert.ok(asked < 1000, 'there is no end to it');
  const answer = await narrow.GET('/api/v1/kpis', { params: { query: { limit: 1 } } });
  if (answer.response.status === 200) continue;
  bad(answer, 429, 'too_many_requests');
  assert.ok(Number(answer.response.headers.get('Retry-After')) > 0);
  break;
}
console.log('the scenario went as it should');
