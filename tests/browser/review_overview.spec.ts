// How far a review cycle is: who lags, group by group, and what came of it as a file.
import { readFile } from 'node:fs/promises';

import { expectAccessible } from './support/accessible.ts';
import { type Organisation, enter } from './support/organisation.ts';
import { goOn } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

const day = (away: number) => new Date(Date.now() + away * 86_400_000).toISOString().slice(0, 10);

/** A cycle in which the employee and their manager write about the employee. */
async function writing({ admin, employee }: Organisation): Promise<string> {
  const library = await admin.api.get('/review-templates/library');
  const template = await admin.api.post('/review-templates', library.items[4]);
  let { cycle } = await admin.api.post('/review-cycles', {
    name: 'After the harbour works',
    template_id: template.template.id,
    period_from: day(-90),
    period_to: day(0),
    nominate_by: day(3),
    write_by: day(10),
    share_by: day(20),
    naming: 'named',
    started_until: '1901-01-01',
    included: [employee.id],
  });
  while (cycle.stage !== 'writing') {
    ({ cycle } = await goOn(admin, cycle.id));
  }
  return cycle.id;
}

test('an Admin sees who lags, reminds a whole group, and follows a number to its list', async ({ page, organisation }) => {
  const { admin, manager, employee } = organisation;
  const id = await writing(organisation);
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
  const id = await writing(organisation);
  await enter(page, admin);
  await page.goto(`/reviews/cycles/${id}`);
  await page.getByRole('button', { name: 'Results' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'As CSV' }).click()]);
  expect(download.suggestedFilename()).toBe('review-results.csv');
  expect(await readFile(await download.path(), 'utf8')).toContain(employee.name);
});
