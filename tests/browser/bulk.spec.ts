// Several objectives at once, from the list.
import type { Page } from '@playwright/test';

import { expectAccessible } from './support/accessible.ts';
import { objective, open, pick } from './support/goals.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

const bar = (page: Page) => page.getByRole('region', { name: 'Update the selected objectives' });

/** Ticks these in the list. */
async function tick(page: Page, ...titles: string[]): Promise<void> {
  for (const title of titles) await page.getByRole('checkbox', { name: `Select ${title}` }).check();
  await expect(bar(page)).toContainText(`${titles.length} selected`);
}

/** Takes an entry of the bar's menu and gives the dialog that it opens. */
async function ask(page: Page, entry: string) {
  await bar(page).getByRole('button', { name: 'Change' }).click();
  await page.getByRole('menuitem', { name: entry }).click();
  const dialog = page.getByRole('dialog', { name: entry });
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeVisible();
  return dialog;
}

test('a manager gives the objectives of one person to another', async ({ page, organisation }) => {
  const { manager, employee } = organisation;
  for (const title of ['Answers are short', 'Answers are kind']) await objective(organisation, employee, { title });
  await enter(page, manager);
  await page.goto('/goals');
  await tick(page, 'Answers are short', 'Answers are kind');
  await expectAccessible(page);

  const dialog = await ask(page, 'Change the owner');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('combobox', { name: 'Owner' })).toHaveAccessibleDescription(/Fill this in/);
  await expectAccessible(page);
  await pick(dialog, 'Owner', 'Mira Manager');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('2 objectives updated.')).toBeVisible();
  await expect(bar(page)).toHaveCount(0);
  await expect(page.getByRole('main').getByText('Mira Manager')).toHaveCount(2);
});

test('objectives move to another period, and under another objective', async ({ page, organisation }) => {
  const { admin } = organisation;
  await objective(organisation, admin, { level: 'organisation', title: 'Everybody is heard', visibility: 'organisation' });
  const goal = await objective(organisation, admin, { title: 'Answers are short' });
  const next = await admin.api.post('/periods', { name: 'The year after', starts_on: '2031-01-01', ends_on: '2031-12-31' });
  await enter(page, admin);
  await page.goto('/goals');
  await tick(page, 'Answers are short');
  const align = await ask(page, 'Align under another objective');
  await pick(align, 'Supports', 'Everybody is heard');
  await align.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('1 objective updated.')).toBeVisible();

  await tick(page, 'Answers are short');
  const move = await ask(page, 'Move to another period');
  await move.getByRole('combobox', { name: 'Period' }).selectOption(next.name);
  await move.getByRole('button', { name: 'Save' }).click();
  await expect(bar(page)).toHaveCount(0);

  await open(page, goal);
  await expect(page.getByRole('link', { name: next.name })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Everybody is heard' })).toBeVisible();
});

test('what can not be changed is named with its reason, and the rest is changed', async ({ page, organisation }) => {
  const { admin } = organisation;
  await objective(organisation, admin, { level: 'organisation', title: 'Everybody is heard', visibility: 'organisation' });
  await objective(organisation, admin, { title: 'Answers are short' });
  await enter(page, admin);
  await page.goto('/goals');
  await tick(page, 'Everybody is heard', 'Answers are short');
  const align = await ask(page, 'Align under another objective');
  await pick(align, 'Supports', 'Everybody is heard');
  await align.getByRole('button', { name: 'Save' }).click();

  const refused = page.getByRole('status').filter({ hasText: '1 objective stayed as it was' });
  await expect(refused.getByRole('listitem')).toHaveText(/^Everybody is heard: ./);
  await expectAccessible(page);
  await refused.getByRole('button', { name: 'Dismiss' }).click();
  await expect(refused).toHaveCount(0);
});

test('drafts are started together', async ({ page, organisation }) => {
  const { employee } = organisation;
  for (const title of ['Answers are short', 'Answers are kind']) await objective(organisation, employee, { title, state: 'draft' });
  await enter(page, employee);
  await page.goto('/goals');
  await tick(page, 'Answers are short', 'Answers are kind');
  await bar(page).getByRole('button', { name: 'Propose' }).click();
  await expect(page.getByText('2 objectives updated.')).toBeVisible();
});
