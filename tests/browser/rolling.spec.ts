// Rolling reviews: a rule is set up, whose day comes is looked at, and it is switched on.
import { expectAccessible } from './support/accessible.ts';
import { day } from './support/days.ts';
import { enter } from './support/organisation.ts';
import { ANNUAL, fromLibrary } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

test('an Admin sets a rolling review up, sees whose day comes, and switches it on', async ({ page, browser, organisation }) => {
  const { admin, manager, employee } = organisation;
  await fromLibrary(admin, ANNUAL);
  const person = await admin.api.get(`/people/${employee.id}`);
  await admin.api.patch(`/people/${employee.id}`, { start_date: day(-20) }, person.version);

  await enter(page, admin);
  await page.goto('/reviews');
  await page.getByRole('link', { name: 'Rolling reviews' }).click();
  await expect(page.getByText('No rolling review yet')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'New rolling review' }).first().click();
  await page.getByLabel('Name', { exact: true }).fill('Probation');
  await page.getByLabel('Template').selectOption({ label: 'Annual review' });
  await page.getByLabel('After how many days').fill('30, soon');
  await page.getByRole('radio', { name: 'With names' }).check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save rolling review' }).click();
  await expect(page.getByText('Whole numbers only.')).toBeVisible();
  await page.getByLabel('After how many days').fill('30, 60');
  await page.getByRole('button', { name: 'Save rolling review' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Probation' })).toBeVisible();
  await expect(page.getByText('30 and 60 days after the start')).toBeVisible();
  const coming = page.getByRole('table', { name: 'Whose day comes' });
  const rows = coming.getByRole('row').filter({ hasText: employee.name });
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('30 days');
  await expect(rows.first()).toContainText(manager.name);
  await page.getByRole('button', { name: 'Switch on' }).click();
  await expect(page.getByText('It is on: what comes from today on begins by itself.')).toBeVisible();
  await expect(page.getByText(/^On since/)).toBeVisible();
  await expect(page.getByText('None yet', { exact: true })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByRole('radio', { name: 'Each anniversary of the start date' }).check();
  await expect(page.getByLabel('After how many days')).toHaveCount(0);
  await page.getByRole('button', { name: 'Save rolling review' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Probation' })).toBeVisible();
  await expect(page.getByText('Each anniversary', { exact: true })).toBeVisible();
  await expect(page.getByText("Nobody's day comes")).toBeVisible();

  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('No rolling review yet')).toBeVisible();

  const other = await browser.newPage();
  await enter(other, manager);
  await other.goto('/reviews');
  await expect(other.getByText('Nothing to write', { exact: true })).toBeVisible();
  await expect(other.getByRole('link', { name: 'Rolling reviews' })).toHaveCount(0);
  await other.close();
});
