// A review keeps what was known when it was written; what was corrected since stands beside it.
import { expectAccessible } from './support/accessible.ts';
import type { Answer } from './support/api.ts';
import { day } from './support/days.ts';
import { objective } from './support/goals.ts';
import { enter } from './support/organisation.ts';
import { shared } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

/** How a review cites something of a day. */
function cited(on: string, title: string): string {
  const date = new Date(`${on}T00:00:00Z`);
  const month = date.toLocaleString('en-US', { month: 'short', timeZone: 'UTC' });
  return `[${date.getUTCDate()} ${month} ${date.getUTCFullYear()}: ${title}]`;
}

test('a check-in that a review cites is corrected, and the review says so', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  const goal = await objective(organisation, employee);
  const path = `/key-results/${goal.results[0].id}/check-ins`;
  const said: Answer = await employee.api.post(path, { as_of: day(-1), value: 40, status: 'on_track' });
  const words = `Calm ${cited(day(-1), 'Answers sent')}.`;
  const { packet } = await shared(organisation, words, words);
  await enter(page, manager);
  await page.goto(`/reviews/packets/${packet}`);
  await expect(page.getByText('Calm').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Corrected since' })).toHaveCount(0);

  await employee.api.post(path, { as_of: day(-1), value: 42, status: 'on_track', supersedes_id: said.id });
  await page.reload();
  const card = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Corrected since' }) });
  await expect(card.getByText('40, since corrected to 42 (+5%)')).toBeVisible();
  await expect(card.getByText('Cited')).toBeVisible();
  await expectAccessible(page);
  await card.getByRole('link', { name: 'Answers sent' }).click();
  await expect(page.getByRole('heading', { level: 1, name: goal.title })).toBeVisible();
});
