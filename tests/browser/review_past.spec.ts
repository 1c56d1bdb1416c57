// A review opens as of a day that has passed: the day stands in the address, the page says which it is, and leads back.
import { expectAccessible } from './support/accessible.ts';
import { enter } from './support/organisation.ts';
import { goOn } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

const day = (away: number) => new Date(Date.now() + away * 86_400_000).toISOString().slice(0, 10);

test('a manager looks at a review as of a day and comes back to what it is now', async ({ page, organisation }) => {
  const { admin, manager, employee } = organisation;
  const library = await admin.api.get('/review-templates/library');
  const template = await admin.api.post('/review-templates', library.items[4]);
  let { cycle } = await admin.api.post('/review-cycles', {
    name: 'After the harbour works',
    template_id: template.template.id,
    period_from: day(-90),
    period_to: day(0),
    write_by: day(10),
    share_by: day(20),
    naming: 'named',
    started_until: '1901-01-01',
    included: [employee.id],
  });
  while (cycle.stage !== 'writing') ({ cycle } = await goOn(admin, cycle.id));
  const packets = await admin.api.get(`/review-packets?cycle=${cycle.id}`);
  const packet = `/reviews/packets/${packets.items[0].id}`;

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
