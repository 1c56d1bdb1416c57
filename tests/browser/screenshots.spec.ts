// The pictures of the README, of the demo organisation as it is on its first day.
import { join } from 'node:path';

import type { Page } from '@playwright/test';

import { pick } from './support/goals.ts';
import { enter } from './support/organisation.ts';
import { demo } from './support/people.ts';
import { expect, test } from './support/test.ts';

const OBJECTIVE = 'Nobody is woken at night';

test('home', async ({ page }) => {
  await enter(page, demo('manager'));
  await page.goto('/home');
  await expect(page.getByRole('heading', { name: 'Where goals stand' })).toBeVisible();
  await picture(page, 'home');
  await page.setViewportSize({ width: 390, height: 844 });
  await picture(page, 'home-phone');
});

test('goals as a tree', async ({ page }) => {
  await enter(page, demo('admin'));
  await page.goto('/goals?view=tree&state=active');
  for (const branch of ['Ship a platform people don\'t think about', 'Grow with customers who stay']) {
    await page.getByRole('treeitem', { name: branch }).focus();
    await page.keyboard.press('ArrowRight');
  }
  for (const leaf of ['The app opens before you notice', 'A pipeline we can read']) await expect(page.getByRole('treeitem', { name: leaf })).toBeVisible();
  await picture(page, 'goals');
});

test('an objective', async ({ page }) => {
  await openObjective(page);
  await picture(page, 'objective');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'objective-dark');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.getByRole('button', { name: /^History of Pages/ }).click();
  await expect(page.getByRole('img', { name: /Value over time/ })).toBeVisible();
  await picture(page, 'history-phone');
});

test('who can see this', async ({ page }) => {
  await openObjective(page);
  await page.getByRole('button', { name: 'Share' }).click();
  await pick(page.getByRole('dialog'), 'Person', 'Laura Jensen');
  await page.getByLabel('Why').fill('Her customers ask about it');
  await expect(page.getByText('Who would see it with this share, and why')).toBeVisible();
  await page.getByRole('list', { name: 'The people who see it' }).scrollIntoViewIfNeeded();
  await picture(page, 'who-can-see-this');
});

test('an import, before anything is written', async ({ page }) => {
  await enter(page, demo('admin'));
  await page.setViewportSize({ width: 1440, height: 1180 });
  await page.goto('/people/import');
  const rows = [
    'Name;E-Mail;Position;Team;Vorgesetzter;Eintritt',
    'Nina Falk;nina.falk@demo.perftrack.example;Software Engineer;Platform;Jonas Lindqvist;01.12.2026',
    'Ben Carter;ben.carter@demo.perftrack.example;Staff Engineer;Platform;Jonas Lindqvist;21.10.2023',
    'Clara Hoffmann;clara.hoffmann@demo.perftrack.example;Software Engineer;Platform;Jonas Lindqvist;',
    'Omar Haidar;omar.haidar@demo.perftrack.example;Data Analyst;Insights;Somebody Else;15.11.2026',
  ];
  const buffer = Buffer.from(`\uFEFF${rows.join('\r\n')}\r\n`);
  await page.locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer });
  await expect(page.getByText('Nobody is known as “Somebody Else”')).toBeVisible();
  await picture(page, 'import');
});

async function openObjective(page: Page): Promise<void> {
  await enter(page, demo('manager'));
  await page.goto(`/goals?q=${OBJECTIVE}`);
  await page.getByRole('link', { name: OBJECTIVE }).click();
  await expect(page.getByRole('heading', { level: 1, name: OBJECTIVE })).toBeVisible();
}

async function picture(page: Page, name: string): Promise<void> {
  await expect(page.locator('.skeleton')).toHaveCount(0);
  await page.evaluate(async () => {
    // A ring around something is news of the keyboard, not of the page.
    if (!document.querySelector('dialog[open]')) (document.activeElement as HTMLElement | null)?.blur();
    await document.fonts.ready;
  });
  const path = join(process.env.SCREENSHOTS ?? '', `${name}.png`);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
}
