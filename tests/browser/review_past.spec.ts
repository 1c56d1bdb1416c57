// A review opens as of a day that has passed: the day stands in the address, the page says which it is, and leads back.
import { expectAccessible } from './support/accessible.ts';
import { day } from './support/days.ts';
import { enter } from './support/organisation.ts';
import { packetOf, writing } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

test('a manager looks at a review as of a day and comes back to what it is now', async ({ page, organisation }) => {
  const { admin, manager, employee } = organisation;
  const cycle = await writing(organisation);
  const packet = `/reviews/packets/${await packetOf(admin, cycle.id)}`;

  await enter(page, manager);
  await page.goto(`${packet}?as_of=${day(-3)}`);
  await expect(page.getByText(/^This is the review as it stood at the end of/)).toBeVisible();
  await expect(page.getByText('Nothing is known of it on this day')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show it as it is now' }).click();
  await expect(page.getByRole('heading', { level: 1, name: employee.name })).toBeVisible();
  await expect(page).not.toHaveURL(/as_of/);

  await page.getByLabel('As of').fill(day(-5));
  await page.getByLabel('As of').blur();
  await expect(page).toHaveURL(new RegExp(`as_of=${day(-5)}`));
  await expect(page.getByText('Nothing is known of it on this day')).toBeVisible();
});
