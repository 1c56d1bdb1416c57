// Forms: all that is wrong at once, nothing lost by a slip, and what two changed is a decision.
import type { Page } from '@playwright/test';

import { expectAccessible } from './support/accessible.ts';
import { counted, objective, open } from './support/goals.ts';
import { enter, found } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

const TITLE = 'What is to be true in the end';

test('all that is wrong is marked at once, and goes as it is corrected', async ({ page, organisation }) => {
  await enter(page, organisation.manager);
  await page.goto('/goals/new');
  await page.getByRole('radio', { name: 'Team', exact: true }).check();
  await page.getByLabel('Kind').selectOption('Money');
  await page.getByLabel('To', { exact: true }).fill('a lot');
  await page.getByLabel('Days between check-ins').fill('weekly');
  await page.getByRole('button', { name: 'Create the objective' }).click();
  const wrong: [string, RegExp][] = [
    [TITLE, /Fill this in/],
    ['What is measured', /Fill this in/],
    ['To', /This is not a number/],
    ['Days between check-ins', /This is not a number/],
    ['Currency', /three letters/],
  ];
  for (const [field, why] of wrong) {
    await expect(page.getByLabel(field, { exact: field === 'To' })).toHaveAccessibleDescription(why);
  }
  await expect(page.getByRole('combobox', { name: 'Team', exact: true })).toHaveAccessibleDescription(/Fill this in/);
  await expect(page.getByLabel(TITLE)).toBeFocused();
  await expectAccessible(page);

  await page.getByLabel(TITLE).fill('Costs are known');
  await expect(page.getByLabel(TITLE)).not.toHaveAccessibleDescription(/Fill this in/);
  await expect(page.getByLabel(TITLE)).toBeFocused();
  await page.getByLabel('What is measured').fill('Spending');
  await page.getByLabel('To', { exact: true }).fill('12');
  await page.getByLabel('Currency').fill('eur');
  await page.getByLabel('Days between check-ins').fill('');
  await page.getByRole('combobox', { name: 'Team', exact: true }).selectOption(organisation.team.name);
  await page.getByRole('button', { name: 'Create the objective' }).click();
  await expect(page.getByText('€0.00 → €12.00')).toBeVisible();
});

test.describe('without a connection', () => {
  test.use({ networkFails: true });

  test('a long form says so where one looks', async ({ page, organisation }) => {
    await enter(page, organisation.employee);
    await page.goto('/goals/new');
    await page.getByLabel(TITLE).fill('Nothing is lost');
    await page.getByRole('button', { name: 'Remove Key result 1' }).click();
    await page.route('**/api/v1/objectives', (route) => route.abort());
    const save = page.getByRole('button', { name: 'Create the objective' });
    await save.click();
    await expect(page.getByRole('alert').filter({ hasText: 'No connection' })).toBeInViewport();
    await expect(page.locator('.news:focus')).toContainText('No connection');
    await page.unroute('**/api/v1/objectives');
    await save.click();
    await expect(page.getByRole('heading', { level: 1, name: 'Nothing is lost' })).toBeVisible();
  });
});

test('what two changed stands side by side, and the page behind shows what is there', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  const goal = await objective(organisation, employee);
  await enter(page, employee);
  await open(page, goal);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: 'Change', exact: true });
  await expect(drawer.getByLabel('First day')).toBeVisible();
  await drawer.getByLabel(TITLE).fill('Mine');
  await drawer.getByLabel('Description').fill('Mine too');
  const now = await manager.api.get(`/objectives/${goal.id}`);
  await manager.api.patch(`/objectives/${goal.id}`, { title: 'Theirs', description: 'Theirs too' }, now.objective.version);
  await drawer.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Show the current state' }).click();
  const both = drawer.locator('.both-changed');
  await expect(both).toHaveCount(2);
  await expect(both.first()).toContainText('Mine');
  await expect(both.first()).toContainText('Theirs');
  await expect(page.locator('h1')).toHaveText('Theirs');
  await expectAccessible(page);
  await both.nth(1).getByRole('button', { name: 'Take theirs' }).click();
  await expect(drawer.getByLabel('Description')).toHaveValue('Theirs too');
  await expect(both).toHaveCount(1);
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Mine' })).toBeVisible();
  await expect(page.getByText('Theirs too')).toBeVisible();
});

test('nothing typed is lost by Escape, by a link or by Back', async ({ page, organisation }) => {
  const { employee } = organisation;
  const goal = await objective(organisation, employee);
  // What the device keeps is lost by nothing, and asked for by nobody; this one keeps nothing.
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('It is full.', 'QuotaExceededError');
    };
  });
  await enter(page, employee);
  await open(page, goal);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: 'Change', exact: true });
  await expect(drawer.getByLabel('First day')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();

  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await drawer.getByLabel('Description').fill('A long thought');
  await page.keyboard.press('Escape');
  await expect(drawer.getByRole('alertdialog', { name: 'Close without saving?' })).toBeVisible();
  await expect(drawer.getByRole('button', { name: 'Keep editing' })).toBeFocused();
  await expectAccessible(page);
  await drawer.getByRole('button', { name: 'Keep editing' }).click();
  await expect(drawer.getByLabel('Description')).toHaveValue('A long thought');
  await drawer.getByRole('button', { name: 'Close', exact: true }).click();
  await drawer.getByRole('button', { name: 'Close without saving' }).click();
  await expect(drawer).toBeHidden();

  await page.goto('/goals');
  await page.getByRole('link', { name: 'New objective' }).first().click();
  await page.getByLabel(TITLE).fill('A long thought');
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await page.goBack();
  await expect(question).toBeVisible();
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(page).toHaveURL(/\/goals\/new$/);
  await expect(page.getByLabel(TITLE)).toHaveValue('A long thought');
  await page.getByRole('link', { name: 'Home', exact: true }).filter({ visible: true }).click();
  await expect(question).toBeVisible();
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Leave' }).click();
  await expect(page).toHaveURL(/\/home$/);
});

test('whoever opens a goal to others sees before saving to whom', async ({ page, organisation }) => {
  const { employee } = organisation;
  const goal = await objective(organisation, employee, { visibility: 'private' });
  await enter(page, employee);
  await open(page, goal);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: 'Change', exact: true });
  await expect(drawer.getByText('Who would see it, and why')).toBeHidden();
  await drawer.getByRole('radio', { name: /organisation/i }).check();
  await expect(drawer.getByText('Who would see it, and why')).toBeVisible();
  await expect(drawer.getByRole('list', { name: 'The people who see it' })).toContainText('Ada Admin');
});

test('the organisation has no team to show its goals to', async ({ page, organisation }) => {
  await enter(page, organisation.admin);
  await page.goto('/goals/new?level=organisation');
  await expect(page.getByRole('radio', { name: 'Organisation', exact: true })).toBeChecked();
  const visibility = page.getByRole('group', { name: 'Who sees it' });
  await expect(visibility.getByRole('radio', { name: /The team/ })).toHaveCount(0);
  await page.getByRole('radio', { name: 'Person', exact: true }).check();
  await expect(visibility.getByRole('radio', { name: /The team/ })).toHaveCount(1);
});

test('a time zone is searched by its city', async ({ page, organisation }) => {
  await enter(page, organisation.admin);
  await page.goto('/settings');
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  await zone.fill('new york');
  await page.getByRole('option', { name: 'America/New York' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  expect((await organisation.admin.api.get('/organisation')).time_zone).toBe('America/New_York');
});

test('a draft is one\'s own, and a word without an end breaks no page', async ({ page, organisation }) => {
  const { employee } = organisation;
  const endless = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2);
  const goal = await objective(organisation, employee, { title: endless, state: 'draft', key_results: [counted(endless)] });
  await enter(page, employee);
  for (const path of ['/home', '/goals', '/goals?view=tree', `/goals/${goal.id}`]) {
    await page.goto(path);
    await expect(page.getByText(endless).filter({ visible: true }).first()).toBeVisible();
    expect(await beyond(page), path).toBeLessThanOrEqual(0);
  }
  await page.goto('/home');
  await expect(page.getByRole('listitem').filter({ hasText: endless })).toContainText('Draft');
});

test('the first hour ends when everybody is invited', async ({ page }) => {
  const admin = await found('First Hour', `hour-${crypto.randomUUID()}@example.com`);
  await admin.api.post('/teams', { name: 'Waders' });
  const period = await admin.api.post('/periods', { name: 'Now', starts_on: '2026-01-01', ends_on: '2027-12-31' });
  await admin.api.post('/objectives', { level: 'organisation', title: 'We fly', period_id: period.id, visibility: 'organisation' });
  const mark = crypto.randomUUID();
  await admin.api.post('/people', { name: 'Invited Ida', email: `ida-${mark}@example.com`, role: 'employee', invite: true });
  await admin.api.post('/people', { name: 'Silent Sam', email: `sam-${mark}@example.com`, role: 'employee' });
  await enter(page, admin);
  await page.goto('/home');
  await page.getByRole('link', { name: /Invite everybody/ }).click();
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });
  await expect(row('Silent Sam')).toContainText('Not invited yet');
  await expect(row('Invited Ida')).toHaveCount(0);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Invite everybody' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Invite everybody' }).click();
  await expect(page.getByText('1 invitation is on its way.')).toBeVisible();
  await page.goto('/home');
  await expect(page.getByRole('heading', { name: 'Your first hour' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: /Invitations not accepted yet/ })).toContainText('2');
});

/** How far the page reaches beyond the edge of the window. */
function beyond(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}
