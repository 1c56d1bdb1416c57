// What somebody else's page can make a browser do that is logged in here: nothing, and it reads nothing.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

/** Ends the other sessions of whoever calls: those who were logged in notice. */
const CHANGE = '/api/v1/me/sessions/revoke-others';
const TARGET = new URL(process.env.BASE_URL ?? '').origin;

/** Serves somebody else's page on this machine, under a name. */
async function elsewhere(host: string, visit: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end('<!doctype html><title>Elsewhere</title><p>Elsewhere</p>');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  try {
    await visit(`http://${host}:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

// Cookies go by host, not by port: only the second one's requests carry the session.
for (const [what, host] of [
  ['another site', 'localhost'],
  ['another origin of the same site', '127.0.0.1'],
] as const) {
  test(`a page of ${what} changes nothing here and reads nothing`, async ({ context, organisation }) => {
    const { employee } = organisation;
    const page = await context.newPage();
    await enter(page, employee);
    await elsewhere(host, async (url) => {
      await page.goto(url);
      const outcomes = await page.evaluate(
        async ([target, change]) => {
          const json = { 'Content-Type': 'application/json' };
          const tries: [string, RequestInit][] = [
            ['/api/v1/me', {}],
            ['/api/v1/me', { mode: 'no-cors' }],
            ['/api/v1/people', {}],
            ['/api/v1/notifications/stream', {}],
            [change, { method: 'POST' }],
            [change, { method: 'POST', mode: 'no-cors' }],
            [change, { method: 'POST', mode: 'no-cors', body: '{}' }],
            [change, { method: 'POST', mode: 'no-cors', body: new URLSearchParams({ a: 'b' }) }],
            [change, { method: 'POST', headers: json, body: '{}' }],
            [change, { method: 'POST', headers: { 'X-HTTP-Method-Override': 'POST' } }],
            ['/api/v1/log-out', { method: 'POST', mode: 'no-cors' }],
          ];
          const outcomes: string[] = [];
          for (const [path, init] of tries) {
            try {
              outcomes.push((await fetch(`${target}${path}`, { ...init, credentials: 'include' })).type);
            } catch {
              outcomes.push('refused');
            }
          }
          navigator.sendBeacon(`${target}${change}`, new Blob(['{}'], { type: 'text/plain' }));
          await new Promise((over) => {
            const image = new Image();
            image.onload = image.onerror = over;
            image.src = `${target}${change}`;
            document.body.append(image);
          });
          await new Promise((over) => {
            const frame = document.createElement('iframe');
            frame.onload = over;
            frame.src = `${target}/goals`;
            document.body.append(frame);
          });
          return outcomes;
        },
        [TARGET, CHANGE] as const,
      );
      // What was sent without asking comes back opaque: it can't be read.
      expect(outcomes.filter((outcome) => !['refused', 'opaque'].includes(outcome))).toEqual([]);
      expect(page.frames().filter((frame) => frame.url().startsWith(TARGET))).toEqual([]);

      for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data']) {
        await page.goto(url);
        const answer = page.waitForResponse(`${TARGET}${CHANGE}`);
        await page.evaluate(
          ([action, enctype]) => {
            const form = document.createElement('form');
            Object.assign(form, { action, enctype, method: 'post' });
            const field = document.createElement('input');
            Object.assign(field, { name: '{"a":"', value: '"}' });
            form.append(field);
            document.body.append(form);
            form.submit();
          },
          [`${TARGET}${CHANGE}`, type] as const,
        );
        expect([401, 403]).toContain((await answer).status());
        await page.waitForURL(`${TARGET}${CHANGE}`);
      }

      await page.goto(url);
      const followed = page.waitForResponse(`${TARGET}${CHANGE}`);
      await page.evaluate((href) => location.assign(href), `${TARGET}${CHANGE}`);
      expect((await followed).status()).toBe(405);
      await page.waitForURL(`${TARGET}${CHANGE}`);
    });

    // Both sessions live. And it was no accident: our own page may.
    await employee.api.get('/me');
    await page.goto('/goals');
    const status = await page.evaluate(async (path) => (await fetch(path, { method: 'POST' })).status, CHANGE);
    expect(status).toBe(204);
    await expect(employee.api.get('/me')).rejects.toThrow('401');
  });
}
