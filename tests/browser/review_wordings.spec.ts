// A typo in a question of a review cycle that runs is corrected, and who writes reads the new words.
import { expectAccessible } from './support/accessible.ts';
import { enter } from './support/organisation.ts';
import { goOn } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

const day = (away: number) => new Date(Date.now() + away * 86_400_000).toISOString().slice(0, 10);

test('an Admin corrects a question while a cycle runs, and says why', async ({ page, browser, organisation }) => {
  const { admin, employee } = organisation;
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
  const { items } = await employee.api.get('/reviews?open=true');
  await other.goto(`/reviews/write/${items[0].id}`);
  await expect(other.getByLabel('Which part of it was theirs?')).toBeVisible();
  await other.close();
});
