// Apps of others: registered by an Admin, let in by somebody with a fresh proof, seen and shut out on the account page.
import { type APIResponse, request } from '@playwright/test';

import { expectAccessible } from './support/accessible.ts';
import { someAddress } from './support/api.ts';
import { provedLongAgo } from './support/database.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

const BACK = 'https://planner.example.com/back';
/** RFC 7636, appendix B. */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

/** The address by which an app sends somebody to be asked. */
function asking(id: string, scope: string, redirect = BACK): string {
  const query = new URLSearchParams({
    response_type: 'code', client_id: id, redirect_uri: redirect, scope, state: 'here & now',
    code_challenge: CHALLENGE, code_challenge_method: 'S256',
  });
  return `/oauth/authorize?${query.toString()}`;
}

/** What the server says to a program without a browser. */
async function exchange(form: Record<string, string>): Promise<APIResponse> {
  const headers = { 'X-Forwarded-For': someAddress() };
  const program = await request.newContext({ baseURL: process.env.BASE_URL ?? '', extraHTTPHeaders: headers });
  return program.post('/oauth/token', { form });
}

test('an app asks, is let in with a fresh proof, and is shut out again', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  const app = await admin.api.post('/oauth-apps', {
    name: 'Planner', redirect_uris: [BACK], scopes: ['goals:read', 'organisation:read', 'audit_log:read'], is_confidential: false,
  });
  await page.route('https://planner.example.com/**', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Planner</title>' }));
  await enter(page, employee);

  // What isn't right is said here, and leads nowhere.
  await page.goto(asking(app.id, 'goals:read', 'https://evil.example/back'));
  await expect(page.getByText('This link isn\'t right')).toBeVisible();
  await expectAccessible(page);
  await page.goto('/oauth/authorize?client_id=planner');
  await expect(page.getByText('This link isn\'t complete')).toBeVisible();
  await page.goto(asking(app.id, 'goals:read '.repeat(100)));
  await expect(page.getByText('This link can\'t be read')).toBeVisible();
  await expect(page.getByText('may not be who they say')).toHaveCount(0);

  // Who doesn't want it goes back, and the app is told so.
  await page.goto(asking(app.id, 'goals:read organisation:read'));
  await expect(page.getByRole('heading', { name: 'Let Planner act as you?' })).toBeVisible();
  await expect(page.getByText('Read goals')).toBeVisible();
  await expect(page.getByText('planner.example.com')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Don\'t allow' }).click();
  await page.waitForURL(/planner\.example\.com.*error=access_denied/);
  expect(new URL(page.url()).searchParams.get('state')).toBe('here & now');

  // It asks who is there, and goes on by itself.
  await page.goto(asking(app.id, 'goals:read organisation:read'));
  await provedLongAgo(employee.email);
  await page.getByRole('button', { name: 'Allow', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: 'Confirm that it\'s you' });
  await sheet.getByLabel('Password', { exact: true }).fill(employee.password);
  await sheet.getByRole('button', { name: 'Confirm', exact: true }).click();
  await page.waitForURL(/planner\.example\.com.*code=/);
  const back = new URL(page.url()).searchParams;
  expect(back.get('state')).toBe('here & now');
  expect(back.get('iss')).toBe(new URL(process.env.BASE_URL ?? '').origin);
  const form = {
    grant_type: 'authorization_code', code: back.get('code') ?? '', redirect_uri: BACK, code_verifier: VERIFIER, client_id: app.id,
  };
  const tokens = await (await exchange(form)).json();
  expect(tokens.scope).toBe('goals:read organisation:read');

  await page.goto('/account');
  const section = page.locator('#apps');
  await expect(section.locator('span.strong', { hasText: 'Planner' })).toBeVisible();
  await expect(section.getByText(/^Ends .+, unless the app renews it before$/)).toBeVisible();
  await expectAccessible(page);
  await section.getByRole('button', { name: 'Shut out Planner' }).click();
  await page.getByRole('dialog', { name: 'Shut Planner out?' }).getByRole('button', { name: 'Shut out', exact: true }).click();
  await expect(section.getByText('No app')).toBeVisible();
  const again = await exchange({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token, client_id: app.id });
  expect(again.status()).toBe(400);
});

test('an Admin registers an app, gets its secret once, changes and removes it', async ({ page, organisation }) => {
  const { admin } = organisation;
  await enter(page, admin);
  await page.goto('/settings?tab=apps');
  await expect(page.getByText('Nobody let an app in')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Register an app' }).click();
  const form = page.getByRole('dialog', { name: 'Register an app' });
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByLabel('Name', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await form.getByLabel('Name', { exact: true }).fill('Payroll');
  await form.getByLabel('Addresses to send people back to').fill('http://payroll.example.com/back');
  await form.getByLabel('Read people and teams').check();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByLabel('Addresses to send people back to')).toHaveAccessibleDescription(/isn't taken/);
  await expectAccessible(page);
  await form.getByLabel('Addresses to send people back to').fill('https://payroll.example.com/back');
  await form.getByRole('button', { name: 'Save' }).click();

  const made = page.getByRole('dialog', { name: 'The app\'s secret' });
  expect(await made.getByLabel('Client secret').inputValue()).toMatch(/^pts_[0-9A-Za-z]{49}$/);
  await expectAccessible(page);
  await made.getByRole('button', { name: 'I have kept it' }).click();
  const list = page.getByRole('list', { name: 'Apps that may ask' });
  await expect(list.getByText('Payroll', { exact: true })).toBeVisible();
  await expect(list.getByText('https://payroll.example.com/back')).toBeVisible();

  await list.getByRole('button', { name: 'Actions for Payroll' }).click();
  await page.getByRole('menuitem', { name: 'Change' }).click();
  const change = page.getByRole('dialog', { name: 'Change the app' });
  await change.getByLabel('Name', { exact: true }).fill('Wages');
  await change.getByRole('button', { name: 'Save' }).click();
  await expect(list.getByText('Wages', { exact: true })).toBeVisible();
  await expectAccessible(page);

  await list.getByRole('button', { name: 'Actions for Wages' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByRole('dialog', { name: 'Remove Wages?' }).getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText('Register one if a program is to act')).toBeVisible();
});
