// Somebody is away while a review cycle runs: their manager says so, nothing is asked of them, and then they are back.
import { expectAccessible } from './support/accessible.ts';
import { day } from './support/days.ts';
import { enter } from './support/organisation.ts';
import { written } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

test('a manager pauses a cycle for somebody who is away, who knows of it, and ends that again', async ({ page, browser, organisation }) => {
  const { admin, manager, employee } = organisation;
  const { cycle, packet } = await written(organisation);
  await enter(page, manager);
  await page.goto(`/reviews/packets/${packet}`);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(dialog.getByText('Fill this in.')).toHaveCount(2);
  await dialog.getByLabel('First day away').fill(day(-2));
  await dialog.getByLabel('Last day away').fill(day(-3));
  await dialog.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(dialog.getByText('The end lies before the start.')).toBeVisible();
  await dialog.getByLabel('Last day away').fill(day(5));
  await dialog.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByText('It is paused.')).toBeVisible();
  await expect(page.getByText(`All of it stands still. ${manager.name} says so.`)).toBeVisible();
  await expectAccessible(page);

  const home = await browser.newPage();
  await enter(home, employee);
  await home.goto(`/reviews/packets/${packet}`);
  await expect(home.getByText('This is paused for you')).toBeVisible();
  await expectAccessible(home);
  await home.close();

  expect((await admin.api.get(`/review-cycles/${cycle}/rehearsal`)).gaps).toBe(0);
  await page.getByRole('button', { name: 'End the pause' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End the pause' }).click();
  await expect(page.getByText('The pause is over.')).toBeVisible();
  expect((await admin.api.get(`/review-cycles/${cycle}/rehearsal`)).gaps).toBe(2);
});

test('who deactivates somebody chooses what becomes of their reviews', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  const { cycle, packet } = await written(organisation);
  await enter(page, admin);
  await page.goto(`/people/${employee.id}`);
  await page.getByRole('button', { name: `Actions for ${employee.name}` }).click();
  await page.getByRole('menuitem', { name: 'Deactivate' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('radio', { name: 'Close it early' })).toBeChecked();
  await expectAccessible(page);
  await dialog.getByRole('radio', { name: 'Cancel it' }).check();
  await dialog.getByRole('button', { name: 'Deactivate' }).click();
  await expect(page.getByText(`${employee.name} is deactivated.`)).toBeVisible();
  expect((await admin.api.get(`/review-cycles/${cycle}/rehearsal`)).gaps).toBe(0);
  expect((await admin.api.get(`/review-packets/${packet}`)).withheld.reason).toBe('They have left.');
});

test('whoever left another way has their reviews ended from their page, once', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  const { cycle, packet } = await written(organisation);
  await admin.api.post(`/people/${employee.id}/deactivate`);
  await enter(page, admin);
  await page.goto(`/people/${employee.id}`);
  const menu = page.getByRole('button', { name: `Actions for ${employee.name}` });
  await menu.click();
  await page.getByRole('menuitem', { name: 'End their reviews' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('radio', { name: 'Close it early' })).toBeChecked();
  await expectAccessible(page);
  await dialog.getByRole('radio', { name: 'Cancel it' }).check();
  await dialog.getByRole('button', { name: 'End their reviews' }).click();
  await expect(page.getByText(`The review of ${employee.name} is ended.`)).toBeVisible();
  expect((await admin.api.get(`/review-cycles/${cycle}/rehearsal`)).gaps).toBe(0);
  expect((await admin.api.get(`/review-packets/${packet}`)).withheld.reason).toBe('They have left.');
  await menu.click();
  await page.getByRole('menuitem', { name: 'End their reviews' }).click();
  await expect(dialog.getByRole('radio', { name: 'Close it early' })).toBeChecked();
  await dialog.getByRole('button', { name: 'End their reviews' }).click();
  await expect(page.getByText(/nothing is gathered/i)).toBeVisible();
});
