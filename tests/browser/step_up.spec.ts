// Before what is dangerous the app asks whether it's still you, and goes on by itself; how long sessions last.
import { readFile } from 'node:fs/promises';

import { expectAccessible } from './support/accessible.ts';
import { provedLongAgo } from './support/database.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

test('an old log-in is confirmed over the page, and what was asked for is done', async ({ page, organisation }) => {
  const { admin } = organisation;
  await enter(page, admin);
  await page.goto('/people');
  await provedLongAgo(admin.email);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Export as CSV' }).click();
  const sheet = page.getByRole('dialog', { name: 'Confirm that it\'s you' });
  await expect(sheet.getByLabel('Password', { exact: true })).toBeFocused();
  await expectAccessible(page);

  await sheet.getByLabel('Password', { exact: true }).fill('not the password');
  await page.keyboard.press('Enter');
  await expect(sheet.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/not your current password/);
  await sheet.getByLabel('Password', { exact: true }).fill(admin.password);
  const download = page.waitForEvent('download');
  await sheet.getByRole('button', { name: 'Confirm', exact: true }).click();
  expect(await readFile(await (await download).path(), 'utf8')).toContain(admin.email);
  await expect(sheet).toBeHidden();

  // The session is a new one, and the page goes on in it.
  await page.goto('/account');
  await expect(page.getByRole('table', { name: 'Where you are logged in' })).toContainText('This one');
});

test('whoever puts the question away has done nothing, and is told so', async ({ page, organisation }) => {
  const { admin } = organisation;
  await enter(page, admin);
  await page.goto('/settings?tab=security');
  await page.getByLabel('Longest time logged in').selectOption({ label: '8 hours' });
  await provedLongAgo(admin.email);
  const save = page.getByRole('main').locator('form').filter({ hasText: 'Longest time logged in' }).getByRole('button', { name: 'Save' });
  await save.click();
  const sheet = page.getByRole('dialog', { name: 'Confirm that it\'s you' });
  await expect(sheet).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(page.getByRole('alert')).toContainText('Confirm that it\'s you first.');
  expect((await admin.api.get('/organisation/session-policy')).session_minutes).toBe(7 * 24 * 60);

  await save.click();
  await sheet.getByLabel('Password', { exact: true }).fill(admin.password);
  await sheet.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(page.getByText('Sessions now last as you said.')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Longest time logged in').locator('option:checked')).toHaveText('8 hours');
  await expectAccessible(page);
});
