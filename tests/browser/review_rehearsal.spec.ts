// The rehearsal of a review cycle row by row, before anybody hears of it.
import { expectAccessible } from './support/accessible.ts';
import { day } from './support/days.ts';
import { enter } from './support/organisation.ts';
import { ANNUAL, draft } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

test('an Admin looks at who gets what before the launch, finds somebody by name, and takes it out', async ({ page, organisation }) => {
  const { admin, manager, employee } = organisation;
  const included = [employee.id, admin.id];
  const cycle = await draft(organisation, { library: ANNUAL, nominate_by: day(3), peers_most: 2, included });
  await enter(page, admin);
  await page.goto(`/reviews/cycles/${cycle.id}`);
  const rows = page.locator('#rehearsal');
  await expect(rows.getByText(new RegExp(manager.name)).first()).toBeVisible();
  await expect(rows.getByText('No manager to write')).toBeVisible();
  await expect(rows.getByText('Runs cycles as an Admin')).toBeVisible();
  await expect(page.getByText('The review cycle “After the harbour works” has begun')).toBeVisible();
  await expectAccessible(page);

  await rows.getByLabel('Search').fill(employee.name);
  await expect(rows.getByText('No manager to write')).toBeHidden();
  await expect(rows.getByText(employee.name).first()).toBeVisible();
  await rows.getByLabel('Search').fill('Nobody of this name');
  await expect(rows.getByText('Nobody here')).toBeVisible();
  await rows.getByLabel('Search').fill('');
  await rows.getByLabel('Show').selectOption({ label: 'What is open' });
  await expect(rows.getByText('Runs cycles as an Admin')).toBeVisible();
  const file = page.waitForEvent('download');
  await rows.getByRole('button', { name: 'As CSV' }).click();
  expect((await file).suggestedFilename()).toBe('rehearsal.csv');
});
