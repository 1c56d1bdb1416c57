// The directory: an Admin lets it in, and it brings somebody.
import { request } from '@playwright/test';

import { expectAccessible } from './support/accessible.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

test('an Admin lets the directory in and sees whom it brought', async ({ page, organisation }) => {
  const { admin } = organisation;
  await enter(page, admin);
  await page.goto('/settings?tab=directory');
  await expect(page.getByText("The directory hasn't called yet.")).toBeVisible();
  await expect(page.getByText('Nobody yet')).toBeVisible();
  await expectAccessible(page);
  const address = await page.getByLabel('Base address (tenant URL)').inputValue();
  expect(address).toMatch(/\/scim\/v2$/);
  await page.getByLabel('Let the directory in').check();
  await page.getByLabel('It gives Employee and Manager').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
  await expect(page.getByText('On', { exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Make a token' })).toHaveAttribute('href', '/account#api-tokens');

  // The directory, which is no browser of ours.
  const made = await admin.api.post('/me/api-tokens', { name: 'Directory', scopes: ['scim'], days: 30 });
  const directory = await request.newContext({
    extraHTTPHeaders: { Authorization: `Bearer ${made.secret}`, 'Content-Type': 'application/scim+json', 'User-Agent': 'Okta SCIM Client 1.0.0' },
  });
  const mark = crypto.randomUUID().slice(0, 8);
  const newcomer = { userName: `grace-${mark}@example.com`, displayName: `Grace ${mark}`, roles: [{ value: 'Manager' }] };
  const response = await directory.post(`${address}/Users`, { data: JSON.stringify(newcomer) });
  expect(response.status()).toBe(201);
  await directory.dispose();

  await page.reload();
  await expect(page.getByText('The directory keeps 1 person here.')).toBeVisible();
  await expect(page.getByText(/Last call: .*Okta SCIM Client/)).toBeVisible();
  await expectAccessible(page);
  if (process.env.LOOKS) {
    await page.screenshot({ path: `${process.env.LOOKS}/scim-${page.viewportSize()?.width}.png`, fullPage: true });
  }
  await page.getByRole('link', { name: `Grace ${mark}` }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Grace ${mark}` })).toBeVisible();
});
