// What is missing before a stage ends: waived with a reason, given more time, and shown afterwards.
import { expectAccessible } from './support/accessible.ts';
import { day } from './support/days.ts';
import { enter } from './support/organisation.ts';
import { PROJECT, fromLibrary, writing } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

test('an Admin gives one more time, lets the cycle go on without the rest, and reads why afterwards', async ({ page, organisation }) => {
  const { admin, manager, employee } = organisation;
  const { id } = await writing(organisation);
  await enter(page, admin);
  await page.goto(`/reviews/cycles/${id}`);
  await page.getByRole('button', { name: 'End writing' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('2 gaps are left')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Go on', exact: true })).toHaveCount(0);
  await expectAccessible(page);

  await dialog.getByRole('button', { name: 'Go on without it' }).click();
  await expect(dialog.getByRole('group', { name: 'Whose gaps' })).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByRole('checkbox', { name: employee.name }).check();
  await dialog.getByRole('radio', { name: 'Give more time' }).check();
  await dialog.getByLabel('Due instead').fill(day(15));
  await dialog.getByRole('button', { name: 'Give more time' }).click();
  await expect(dialog.getByRole('checkbox', { name: new RegExp(`^${employee.name} .*, until`) })).toBeVisible();

  for (const who of [employee, manager]) await dialog.getByRole('checkbox', { name: who.name }).check();
  await dialog.getByLabel('Reason').fill('They are at sea until the autumn.');
  await dialog.getByRole('button', { name: 'Go on without it' }).click();
  await expect(dialog.getByText('Goes on without what 2 people lack.')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Go on', exact: true }).click();
  await expect(page.getByText('The cycle stands at: Sharing.')).toBeVisible();

  const waived = page.locator('#waived');
  await expect(waived.getByText('They are at sea until the autumn.')).toHaveCount(2);
  await expect(waived.getByRole('button', { name: /^Take back/ })).toHaveCount(0);
  await expectAccessible(page);
});

test('a cycle is for those below a manager', async ({ page, organisation }) => {
  const { admin, manager } = organisation;
  const template = await fromLibrary(admin, PROJECT);
  await enter(page, admin);
  await page.goto('/reviews/cycles/new');
  await page.getByLabel('Name', { exact: true }).fill('The yard');
  await page.getByLabel('Template').selectOption({ label: template.name });
  await page.getByRole('combobox', { name: 'People below' }).fill(manager.name);
  await page.getByRole('option', { name: manager.name }).click();
  await page.getByRole('radio', { name: 'With names' }).check();
  await page.getByRole('button', { name: 'Save cycle' }).click();
  await expect(page.getByText(`People below ${manager.name}`).first()).toBeVisible();
  await expectAccessible(page);
});
