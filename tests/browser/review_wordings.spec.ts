// A typo in a question of a review cycle that runs is corrected, and who writes reads the new words.
import { expectAccessible } from './support/accessible.ts';
import { enter } from './support/organisation.ts';
import { asked, writing } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

test('an Admin corrects a question while a cycle runs, and says why', async ({ page, browser, organisation }) => {
  const { admin, employee } = organisation;
  const cycle = await writing(organisation);
  await enter(page, admin);
  await page.goto(`/reviews/cycles/${cycle.id}`);
  await expect(page.getByText('What it was launched with')).toBeVisible();
  await page.getByRole('button', { name: 'Correct a question' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Question').selectOption({ label: 'What was their part in it?' });
  await expect(dialog.getByLabel('In other words')).toHaveValue('What was their part in it?');
  await dialog.getByLabel('In other words').fill('Which part of it was theirs?');
  await dialog.getByLabel('Reason').fill('Nobody understood it');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Correct a question' }).click();
  await expect(page.getByText('It is asked in these words from now on.')).toBeVisible();
  await expect(page.getByText('Nobody understood it')).toBeVisible();

  const other = await browser.newPage();
  await enter(other, employee);
  const [review] = await asked(employee);
  await other.goto(`/reviews/write/${review.id}`);
  await expect(other.getByLabel('Which part of it was theirs?')).toBeVisible();
  await other.close();
});
