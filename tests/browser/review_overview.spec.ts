// How far a review cycle is: who lags, group by group, and what came of it as a file.
import { readFile } from 'node:fs/promises';

import { expectAccessible } from './support/accessible.ts';
import { day } from './support/days.ts';
import { enter } from './support/organisation.ts';
import { writing } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

test('an Admin sees who lags, reminds a whole group, and follows a number to its list', async ({ page, organisation }) => {
  const { admin, manager, employee } = organisation;
  const { id } = await writing(organisation, { nominate_by: day(3) });
  await enter(page, admin);
  await page.goto(`/reviews/cycles/${id}`);
  await expect(page.getByRole('heading', { name: 'How far it is' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'By manager' }).click();
  const groups = page.getByRole('table', { name: 'How far it is' });
  const group = groups.locator('tbody tr', { has: page.locator('td:first-child', { hasText: manager.name }) });
  await expect(group).toBeVisible();

  await group.getByRole('button', { name: `Remind the people of ${manager.name}` }).click();
  await expect(page.getByText('Reminded: 1 person.')).toBeVisible();
  const duties = page.getByRole('table', { name: 'Still to do' });
  const of = (name: string) => duties.locator('tbody tr', { has: page.locator('td:first-child', { hasText: name }) });
  await expect(of(employee.name)).toBeVisible();
  await expect(of(manager.name)).toBeVisible();

  await group.getByRole('link', { name: '1', exact: true }).click();
  await expect(page).toHaveURL(/manager=/);
  await expect(of(employee.name)).toBeVisible();
  await expect(of(manager.name)).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Show all' }).click();
  await expect(of(manager.name)).toBeVisible();
});

test('what came of a cycle is kept as a file', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  const { id } = await writing(organisation, { nominate_by: day(3) });
  await enter(page, admin);
  await page.goto(`/reviews/cycles/${id}`);
  await page.getByRole('button', { name: 'Results' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'As CSV' }).click()]);
  expect(download.suggestedFilename()).toBe('review-results.csv');
  expect(await readFile(await download.path(), 'utf8')).toContain(employee.name);
});
