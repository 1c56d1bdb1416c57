// Dashboards and stories: as the three roles, down to the rows, and as files.
import { readFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';

import { expectAccessible } from './support/accessible.ts';
import { objective } from './support/goals.ts';
import { kpi, measured } from './support/kpis.ts';
import { enter } from './support/organisation.ts';
import { demo } from './support/people.ts';
import { expect, test } from './support/test.ts';

for (const role of ['admin', 'manager', 'employee'] as const) {
  test(`${role}: the dashboards of a year that was lived`, async ({ page }) => {
    await enter(page, demo(role));
    await page.goto('/dashboards');
    await expect(page.getByText(/compared with 20\d\d Q\d/)).toBeVisible();
    await expect(page.getByRole('heading', { name: 'How they stand' })).toBeVisible();
    await expectWhole(page);
    await page.getByRole('tab', { name: 'Check-ins' }).click();
    await expect(page.getByRole('list', { name: 'Check-ins week by week' })).toBeVisible();
    await expectWhole(page);
    await page.getByRole('tab', { name: 'KPIs' }).click();
    await expect(page.getByRole('heading', { name: 'The KPIs behind it' })).toBeVisible();
    await expectWhole(page);
    await page.getByRole('tab', { name: 'Reviews' }).click();
    await expect(page.getByRole('table', { name: 'The reviews behind it' }).getByRole('link').first()).toBeVisible();
    await expectWhole(page);
  });
}

test('reviews are counted by state down to whose they are, and ratings cycle by cycle', async ({ page }) => {
  const admin = demo('admin');
  await enter(page, admin);
  const get = async (path: string) => (await page.request.get(`/api/v1${path}`)).json();
  const [cycles, periods] = [await get('/review-cycles'), await get('/periods')];
  const closed = cycles.items.find(({ stage }: { stage: string }) => stage === 'closed');
  const period = periods.items.find((one: { starts_on: string; ends_on: string }) => one.starts_on <= closed.write_by && closed.write_by <= one.ends_on);
  await page.goto(`/dashboards?tab=reviews&period=${period.id}`);
  await expect(page.getByRole('heading', { level: 2, name: 'Ratings' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 3, name: closed.name })).toBeVisible();
  await expectWhole(page);
  await page.getByRole('main').getByRole('link', { name: 'Released', exact: true }).click();
  await expect(page).toHaveURL(/state=released/);
  const table = page.getByRole('table', { name: 'The reviews behind it' });
  await expect(table.getByRole('row').nth(1)).toContainText('Released');
  await expect(table.getByRole('row').nth(1)).toContainText('expectations');
  await table.getByRole('row').nth(1).getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: 'Final rating' })).toBeVisible();
});

test('a status opens to its objectives, as many as were counted', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  for (const title of ['One', 'Two']) {
    const goal = await objective(organisation, employee, { title });
    await employee.api.post(`/key-results/${goal.results[0].id}/check-ins`, { value: 40, status: 'on_track' });
  }
  await objective(organisation, employee, { title: 'Three', state: 'draft' });
  await enter(page, manager);
  await page.goto('/dashboards');
  await expect(page.getByRole('link', { name: /^Objectives\s*2/ })).toBeVisible();
  await expect(page.getByText('There is no earlier period to compare it with.')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'On track', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Goals' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'One', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Two', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Three', exact: true })).toHaveCount(0);
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'Dashboards' })).toBeVisible();
});

test('a dashboard opens as of a day that has passed, and its numbers lead to the tree of that day', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  await objective(organisation, employee, { title: 'Begun today' });
  await enter(page, manager);
  await page.goto('/dashboards');
  await expect(page.getByRole('link', { name: /^Objectives\s*1/ })).toBeVisible();
  const earlier = new Date(Date.now() - 2 * 24 * 3600 * 1000).toISOString().slice(0, 10);
  await page.goto(`/dashboards?as_of=${earlier}`);
  await expect(page.getByText(/^Every number as it was known at the end of/)).toBeVisible();
  await expect(page.getByText('No goals to count')).toBeVisible();
  // On a phone the filters are asked for.
  const filters = page.getByRole('button', { name: 'Filters', expanded: false });
  if (await filters.isVisible()) await filters.click();
  await expect(page.getByLabel('As known on')).toBeVisible();
  await expectAccessible(page);
  // Reviews are shown as they stand.
  await page.getByRole('tab', { name: 'Reviews' }).click();
  await expect(page.getByText(/^Every number as it was known/)).toHaveCount(0);
  await page.getByRole('tab', { name: 'KPIs' }).click();
  await expect(page).toHaveURL(new RegExp(`as_of=${earlier}`));
  if (await filters.isVisible()) await filters.click();
  await page.getByRole('link', { name: 'Clear' }).click();
  await expect(page.getByRole('link', { name: /^Objectives\s*1/ })).toBeVisible();
});

test('filters stand in the address, and a week opens to its key results', async ({ page, organisation }) => {
  const { employee, manager, admin } = organisation;
  await objective(organisation, employee);
  await objective(organisation, admin, { key_results: [{ title: 'Far away', kind: 'percent', direction: 'increase', start: 0, target: 100 }] });
  await enter(page, manager);
  await page.goto(`/dashboards?tab=check-ins&person=${employee.id}`);
  await expect(page.getByRole('heading', { name: /^Week of/ })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Answers sent' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Far away' })).toHaveCount(0);
  const weeks = page.getByRole('list', { name: 'Check-ins week by week' }).getByRole('link');
  await weeks.first().focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/week=\d{4}-\d\d-\d\d&person=/);
  await expect(weeks.first()).toHaveAttribute('aria-current', 'true');
  // What was written today says nothing of the weeks before.
  await weeks.last().focus();
  await page.keyboard.press('Enter');
  await expect(weeks.last()).toHaveAttribute('aria-current', 'true');
  await page.getByRole('button', { name: /^On time \(1\)/ }).click();
  await expect(page).toHaveURL(/health=on_time/);
  await expect(page.getByRole('row', { name: /Answers sent/ })).toBeVisible();
  await page.getByRole('button', { name: /^Late \(0\)/ }).click();
  await expect(page.getByText('None stood like this.')).toBeVisible();
  await expectAccessible(page);
});

test('a dashboard is kept as a file: for a program, for a spreadsheet, to print', async ({ page, organisation }) => {
  await objective(organisation, organisation.employee, { title: '=1+1' });
  await enter(page, organisation.manager);
  await page.goto('/dashboards');
  const kept = async (format: string) => {
    await page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: format }).click()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const csv = await kept('CSV');
  expect(csv.name).toBe('goals.csv');
  expect(csv.bytes.toString('utf8')).toContain("\n'=1+1,");
  const workbook = await kept('Excel');
  expect(workbook.name).toBe('goals.xlsx');
  expect(workbook.bytes.subarray(0, 2).toString()).toBe('PK');
  const document = await kept('PDF');
  expect(document.name).toBe('goals.pdf');
  expect(document.bytes.subarray(0, 5).toString()).toBe('%PDF-');
});

test('KPIs are counted by state, and a state opens to its KPIs', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  await measured(employee, await kpi(employee, { name: 'Letters answered' }), [99, 98]);
  await measured(employee, await kpi(employee, { name: 'Letters lost' }), [20, 20]);
  await kpi(employee, { name: 'Letters never counted' });
  await enter(page, manager);
  await page.goto(`/dashboards?tab=kpis&person=${employee.id}`);
  const table = page.getByRole('table', { name: 'The KPIs behind it' });
  await expect(table.getByRole('row')).toHaveCount(4);
  await expect(page.getByRole('link', { name: /^Unhealthy\s*1/ })).toBeVisible();
  await expectWhole(page);
  await page.getByRole('main').getByRole('link', { name: 'Unhealthy', exact: true }).click();
  await expect(page).toHaveURL(/state=unhealthy&person=/);
  await expect(table.getByRole('row', { name: /Letters lost.*Unhealthy.*20/ })).toBeVisible();
  await expect(table.getByRole('row')).toHaveCount(2);
  await page.getByRole('button', { name: /^All \(3\)/ }).click();
  await table.getByRole('link', { name: 'Letters never counted' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Letters never counted' })).toBeVisible();
});

test('an organisation without goals is told what to do', async ({ page, organisation }) => {
  await enter(page, organisation.admin);
  await page.goto('/dashboards');
  await expect(page.getByText('No goals to count')).toBeVisible();
  const next = (name: string) => page.getByRole('main').getByRole('link', { name });
  await expect(next('New objective')).toBeVisible();
  await expectWhole(page);
  await page.getByRole('tab', { name: 'Check-ins' }).click();
  await expect(page.getByText('No check-ins to count')).toBeVisible();
  await expect(next('New objective')).toBeVisible();
  await page.getByRole('tab', { name: 'Feedback' }).click();
  await expect(page.getByText('Nothing was said yet')).toBeVisible();
  await expect(next('Praise somebody')).toBeVisible();
  await expectWhole(page);
});

test("a story tells a manager what happened, month by month, and a colleague only what they may see", async ({ page, organisation }) => {
  const { employee, manager, admin } = organisation;
  const goal = await objective(organisation, employee, { title: 'Nobody waits on the phone' });
  const said = { value: 40, status: 'at_risk', comment: 'Two of us were away.' };
  await employee.api.post(`/key-results/${goal.results[0].id}/check-ins`, said);
  await measured(employee, await kpi(employee, { name: 'Letters lost' }), [20, 20]);
  await enter(page, manager);
  await page.goto(`/people/${employee.id}?tab=story`);
  await expect(page.getByText('Two of us were away.')).toBeVisible();
  await expect(page.getByRole('list', { name: /Coverage/ }).getByRole('button')).toHaveCount(12);
  await page.getByLabel('What', { exact: true }).selectOption('Objectives begun');
  await expect(page.getByRole('link', { name: 'Nobody waits on the phone' })).toBeVisible();
  await expect(page.getByText('Two of us were away.')).toHaveCount(0);
  await expectWhole(page);
  await page.getByLabel('What', { exact: true }).selectOption('KPIs that changed');
  await expect(page.getByRole('link', { name: 'Letters lost' })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Letters lost' }).getByText('Unhealthy').first()).toBeVisible();
  const strip = page.getByRole('list', { name: /Coverage/ }).getByRole('button');
  await strip.first().click();
  await expect(page.getByText('Nothing of this kind in this month')).toBeVisible();

  await enter(page, employee);
  await page.goto(`/people/${admin.id}?tab=story`);
  await expect(page.getByText('Nothing to tell yet')).toBeVisible();
  await expectWhole(page);
});

async function expectWhole(page: Page): Promise<void> {
  await expect(page.locator('.skeleton')).toHaveCount(0);
  await expect(page.locator('.banner.tone-bad')).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
}
