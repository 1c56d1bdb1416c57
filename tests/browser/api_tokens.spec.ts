// API tokens: made with what they may do, shown once, used by a program, revoked by their owner and by an Admin.
import { request } from '@playwright/test';

import { expectAccessible } from './support/accessible.ts';
import { someAddress } from './support/api.ts';
import { provedLongAgo } from './support/database.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

/** What the API answers to a program that has nothing but a token. */
async function answers(secret: string, path: string): Promise<number> {
  const headers = { Authorization: `Bearer ${secret}`, 'X-Forwarded-For': someAddress() };
  const program = await request.newContext({ baseURL: process.env.BASE_URL ?? '', extraHTTPHeaders: headers });
  const answer = await program.get(`/api/v1${path}`);
  await program.dispose();
  return answer.status();
}

test('a token is made with what it may do, shown once, and revoked', async ({ page, organisation }) => {
  const { employee } = organisation;
  await enter(page, employee);
  await page.goto('/account');
  const section = page.locator('#api-tokens');
  await expect(section.getByText('No API token')).toBeVisible();
  await section.getByRole('button', { name: 'Make a token' }).click();
  const form = page.getByRole('dialog', { name: 'Make a token' });
  await expectAccessible(page);

  // What is missing is said where it is missing; what an Employee may not do isn't offered.
  await form.getByRole('button', { name: 'Make the token' }).click();
  await expect(form.getByLabel('Name', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await expect(form.getByRole('group', { name: 'What it may do' })).toHaveAttribute('aria-invalid', 'true');
  await expect(form.getByLabel('Read the audit log')).toBeHidden();
  await expectAccessible(page);

  await form.getByLabel('Name', { exact: true }).fill('Dashboard');
  await form.getByLabel('Read settings and periods').check();
  await form.getByLabel('Ends after').selectOption({ label: '30 days' });
  await form.getByLabel('Only from these addresses').fill('everywhere');
  await form.getByRole('button', { name: 'Make the token' }).click();
  await expect(form.getByLabel('Only from these addresses')).toHaveAccessibleDescription(/no address and no network/);
  await form.getByLabel('Only from these addresses').fill('');

  // It asks who is there, and goes on by itself.
  await provedLongAgo(employee.email);
  await form.getByRole('button', { name: 'Make the token' }).click();
  const sheet = page.getByRole('dialog', { name: 'Confirm that it\'s you' });
  await sheet.getByLabel('Password', { exact: true }).fill(employee.password);
  await sheet.getByRole('button', { name: 'Confirm', exact: true }).click();

  const made = page.getByRole('dialog', { name: 'Your new token' });
  const secret = await made.getByLabel('Token', { exact: true }).inputValue();
  expect(secret).toMatch(/^pt_[0-9A-Za-z]{49}$/);
  await expectAccessible(page);
  await made.getByRole('button', { name: 'I have kept it' }).click();
  await expect(section.getByText('Dashboard', { exact: true }).first()).toBeVisible();
  await expect(section.getByText('Not used yet')).toBeVisible();
  expect(await page.content()).not.toContain(secret);

  expect(await answers(secret, '/periods')).toBe(200);
  expect(await answers(secret, '/objectives')).toBe(403);
  await page.reload();
  await expect(section.getByText(/Last used .* from 198\./)).toBeVisible();
  await expectAccessible(page);

  await section.getByRole('button', { name: 'Revoke Dashboard' }).click();
  await page.getByRole('dialog', { name: 'Revoke the token Dashboard?' }).getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(section.getByText('No API token')).toBeVisible();
  expect(await answers(secret, '/periods')).toBe(401);
});

test('an Admin sees everybody\'s tokens, revokes one, and says how long they last', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  const body = { name: 'Script', scopes: ['organisation:read'], days: 90 };
  const { secret } = await employee.api.post('/me/api-tokens', body);
  await enter(page, admin);
  await page.goto('/settings?tab=api-tokens');
  await expect(page.getByText('No service account')).toBeVisible();
  const table = page.getByRole('table', { name: 'Everybody\'s tokens' });
  const row = table.getByRole('row').filter({ hasText: 'Script' });
  await expect(row).toContainText(employee.name);
  await expectAccessible(page);
  await row.getByRole('button', { name: 'Revoke Script' }).click();
  await page.getByRole('dialog', { name: 'Revoke the token Script?' }).getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(page.getByText('Nobody has made one.')).toBeVisible();
  expect(await answers(secret, '/periods')).toBe(401);

  await page.getByLabel('At the most').selectOption({ label: '30 days' });
  await page.getByRole('main').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('API tokens now last as you said.')).toBeVisible();
  await page.goto('/account');
  await page.locator('#api-tokens').getByRole('button', { name: 'Make a token' }).click();
  const lasts = page.getByRole('dialog', { name: 'Make a token' }).getByLabel('Ends after');
  await expect(lasts.locator('option')).toHaveText(['7 days', '30 days']);
});

test('a service account is added, gets a token, acts under its own name, and is removed', async ({ page, organisation }) => {
  const { admin } = organisation;
  await enter(page, admin);
  await page.goto('/settings?tab=api-tokens');
  const card = page.locator('#service-accounts');
  await expect(card.getByText('No service account')).toBeVisible();
  await card.getByRole('button', { name: 'Add a service account' }).click();
  const adding = page.getByRole('dialog', { name: 'Add a service account' });
  await adding.getByRole('button', { name: 'Add it' }).click();
  await expect(adding.getByLabel('Name', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  await adding.getByLabel('Name', { exact: true }).fill('Payroll');
  await adding.getByLabel('What it is for').fill('Wages, every month');
  await adding.getByRole('radio', { name: /^Admin/ }).check();
  await adding.getByRole('button', { name: 'Add it' }).click();

  // It leads on to the first token: what takes somebody isn't offered.
  const making = page.getByRole('dialog', { name: 'Make a token for Payroll' });
  await expect(making.getByLabel('Change settings and periods')).toBeVisible();
  await expect(making.getByLabel('Give praise and feedback')).toBeHidden();
  await expect(making.getByLabel('Read one-on-ones')).toBeHidden();
  await making.getByLabel('Name', { exact: true }).fill('Night run');
  await making.getByLabel('Change settings and periods').check();
  await making.getByLabel('Read settings and periods').check();
  await expectAccessible(page);
  await making.getByRole('button', { name: 'Make the token' }).click();
  const made = page.getByRole('dialog', { name: 'Your new token' });
  const secret = await made.getByLabel('Token', { exact: true }).inputValue();
  await made.getByRole('button', { name: 'I have kept it' }).click();
  await expect(card.getByRole('list', { name: 'Tokens of Payroll' })).toContainText('Night run');
  const row = page.getByRole('table', { name: 'Everybody\'s tokens' }).getByRole('row').filter({ hasText: 'Night run' });
  await expect(row).toContainText('Payroll (service account)');
  await expectAccessible(page);

  const program = await request.newContext({
    baseURL: process.env.BASE_URL ?? '',
    extraHTTPHeaders: { Authorization: `Bearer ${secret}`, 'X-Forwarded-For': someAddress() },
  });
  const period = { name: 'By Payroll', starts_on: '2030-01-01', ends_on: '2030-03-31' };
  expect((await program.post('/api/v1/periods', { data: period })).status()).toBe(201);
  await program.dispose();

  // Its doing is its own, and it is nobody among people.
  await card.getByRole('link', { name: 'What it did' }).click();
  const deed = page.getByRole('row').filter({ hasText: 'By Payroll' });
  await expect(deed).toContainText('Service account');
  await page.goto('/people');
  await expect(page.getByRole('main')).toContainText(admin.name);
  await expect(page.getByText('Payroll')).toBeHidden();

  await page.goto('/settings?tab=api-tokens');
  await card.getByRole('button', { name: 'Remove Payroll' }).click();
  await page.getByRole('dialog', { name: 'Remove the service account Payroll?' }).getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(card.getByText('No service account')).toBeVisible();
  await expect(page.getByText('Nobody has made one.')).toBeVisible();
  expect(await answers(secret, '/periods')).toBe(401);
});
