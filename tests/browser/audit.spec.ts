// The audit log: an Admin finds what happened, takes it out and checks that nobody has altered it; and everybody sees what
// happened to their own account.
import { readFile } from 'node:fs/promises';

import { type Page } from '@playwright/test';

import { expectAccessible } from './support/accessible.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

/** On a phone the filters wait behind a button. */
async function openFilters(page: Page): Promise<void> {
  // Only once the page is there does it say whether they are folded away.
  await expect(page.getByRole('button', { name: 'Export' })).toBeVisible();
  const filters = page.getByRole('button', { name: 'Filters' });
  if (await filters.isVisible()) await filters.click();
}

async function look(page: Page, name: string): Promise<void> {
  if (!process.env.LOOKS) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${process.env.LOOKS}/${name}-${page.viewportSize()?.width}-${colorScheme}.png`, fullPage: true });
  }
  await page.emulateMedia({ colorScheme: null });
}

test('an Admin finds who changed what, in words', async ({ page, organisation }) => {
  const { admin, team } = organisation;
  await admin.api.patch(`/teams/${team.id}`, { name: 'Divers' }, team.version);
  await enter(page, admin);
  await page.goto('/audit');
  await expect(page.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible();
  const line = page.getByRole('row').filter({ hasText: 'changed the team Divers' });
  await expect(line).toContainText('Ada Admin');
  await expectAccessible(page);
  await look(page, 'audit');

  await line.getByRole('button', { name: /^Details/ }).click();
  const drawer = page.getByRole('dialog', { name: 'Details' });
  const change = drawer.getByRole('row').filter({ hasText: 'Name' });
  await expect(change).toContainText('Waders');
  await expect(change).toContainText('Divers');
  await expectAccessible(page);
  await look(page, 'audit-event');

  await drawer.getByRole('button', { name: 'All about this thing' }).click();
  await expect(drawer).toBeHidden();
  await expect(page).toHaveURL(new RegExp(`resource=${team.id}`));
  await expect(page.getByRole('row').filter({ hasText: /the team Divers/ })).toHaveCount(2);
});

test('filters stand in the address and narrow the file too', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  await admin.api.post('/periods', { name: 'Next year', starts_on: '2031-01-01', ends_on: '2031-12-31' });
  await enter(page, admin);
  await page.goto('/audit');
  await openFilters(page);
  await page.getByLabel('About').selectOption('Settings');
  await expect(page).toHaveURL(/topic=organisation/);
  await expect(page.getByRole('row').filter({ hasText: 'added the period Next year' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'logged in' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'As CSV' }).click()]);
  expect(download.suggestedFilename()).toBe('audit-log.csv');
  const file = await readFile(await download.path(), 'utf8');
  expect(file).toContain('Next year');
  expect(file).not.toContain('accounts.logged_in');

  await page.goto(`/audit?actor=${employee.id}&topic=accounts`);
  await expect(page.getByRole('row').filter({ hasText: 'logged in' }).first()).toContainText('Emil Employee');
  await expect(page.getByRole('row').filter({ hasText: 'Ada Admin' })).toHaveCount(0);
  await page.goto('/audit?from=2031-01-01');
  await expect(page.getByText('Nothing like this has happened.')).toBeVisible();
  await expectAccessible(page);
  await openFilters(page);
  await page.getByRole('link', { name: 'Clear' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'read the audit log' }).first()).toBeVisible();
});

test('the chain is checked on the spot', async ({ page, organisation }) => {
  await enter(page, organisation.admin);
  await page.goto('/audit');
  await page.getByRole('button', { name: 'Check the chain' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Every event is as it was written.' })).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByRole('row').filter({ hasText: 'checked the audit log' })).toBeVisible();
});

test('an Admin sees who was refused what', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  await expect(employee.api.get('/audit-log')).rejects.toThrow('403');
  // It is written a moment later.
  await expect.poll(async () => (await admin.api.get('/audit-log/refusals')).items.length).toBe(1);
  await enter(page, admin);
  await page.goto('/audit');
  const refusals = page.getByRole('table', { name: 'Refusals' });
  const line = refusals.getByRole('row').filter({ hasText: 'list_audit_events' });
  await expect(line).toContainText(employee.name);
  await expect(line).toContainText('Who did what, latest first');
  await expectAccessible(page);
  await look(page, 'audit-refusals');
});

test('who is no Admin finds no such page', async ({ page, organisation }) => {
  await enter(page, organisation.employee);
  await page.goto('/account');
  await expect(page.getByRole('heading', { level: 1, name: 'Your account' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Audit log' })).toHaveCount(0);
  await page.goto('/audit');
  await expect(page.getByRole('heading', { level: 1, name: 'Audit log' })).toHaveCount(0);
});

test('everybody sees what happened to their own account', async ({ page, organisation }) => {
  const { employee } = organisation;
  await page.goto('/log-in');
  for (const password of ['not the password', employee.password]) {
    await page.getByLabel('E-mail', { exact: true }).fill(employee.email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    if (password !== employee.password) await expect(page.getByRole('alert')).toBeVisible();
  }
  await expect(page).not.toHaveURL(/\/log-in/);
  await page.goto('/account');
  const happened = page.getByRole('table', { name: 'What happened to your account' });
  await expect(happened.getByRole('row').filter({ hasText: 'A log-in failed' })).toHaveCount(1);
  await expect(happened.getByRole('row').filter({ hasText: 'Logged in' }).first()).toContainText('Chrom');
  await expectAccessible(page);
  await look(page, 'sign-ins');
});
