// A review saves itself while it is typed, and says so where two wrote at once.
import { expectAccessible } from './support/accessible.ts';
import { type Organisation, enter } from './support/organisation.ts';
import { asked, writing } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

const PART = 'What was their part in it?';

/** The employee's own review, to be written. */
async function own(organisation: Organisation): Promise<string> {
  await writing(organisation);
  const [review] = await asked(organisation.employee);
  return review.id;
}

test('what is typed into a review is with the server without a button, and the review is begun', async ({ page, organisation }) => {
  const id = await own(organisation);
  await enter(page, organisation.employee);
  await page.goto(`/reviews/write/${id}`);
  await page.getByLabel(PART).fill('I led the divers.');
  await expect(page.getByText(/^All of it was saved at/)).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);
  const kept = await organisation.employee.api.get(`/reviews/${id}`);
  expect(kept.review.state).toBe('in_progress');
  expect(JSON.stringify(kept.answers)).toContain('I led the divers.');
  await page.reload();
  await expect(page.getByLabel(PART)).toHaveValue('I led the divers.');
});

test('a review that was written elsewhere meanwhile is not written over', async ({ page, organisation }) => {
  const id = await own(organisation);
  const { employee } = organisation;
  await enter(page, employee);
  await page.goto(`/reviews/write/${id}`);
  await expect(page.getByLabel(PART)).toBeVisible();
  await employee.api.put(`/reviews/${id}/answers`, { answers: {} });
  await page.getByLabel(PART).fill('I led the divers.');
  await page.getByRole('button', { name: 'Show the current state' }).click({ timeout: 20_000 });
  await expect(page.getByLabel(PART)).toHaveValue('I led the divers.');
});

test('of two tabs the one that is typed in saves, and the other shows it without getting in its way', async ({ page, organisation }) => {
  const id = await own(organisation);
  const { employee } = organisation;
  await enter(page, employee);
  await page.goto(`/reviews/write/${id}`);
  await expect(page.getByLabel(PART)).toBeVisible();
  const other = await page.context().newPage();
  await other.goto(`/reviews/write/${id}`);
  await expect(other.getByLabel(PART)).toBeVisible();
  await page.getByLabel(PART).fill('I led the divers.');
  await expect(other.getByLabel(PART)).toHaveValue('I led the divers.');
  await expect(page.getByText(/^All of it was saved at/)).toBeVisible({ timeout: 20_000 });
  await page.getByLabel(PART).fill('I led the divers twice.');
  const kept = async () => JSON.stringify((await employee.api.get(`/reviews/${id}`)).answers);
  await expect.poll(kept, { timeout: 20_000 }).toContain('I led the divers twice.');
  for (const tab of [page, other]) await expect(tab.getByRole('button', { name: 'Show the current state' })).toHaveCount(0);
  await other.close();
});
