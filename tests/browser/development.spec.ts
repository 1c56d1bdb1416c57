// How somebody stands, as they and their manager see it, and the steps the two agree on.
import { expectAccessible } from './support/accessible.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

test('an Admin begins with the usual framework and says what a job asks for', async ({ page, organisation }) => {
  await enter(page, organisation.admin);
  await page.goto('/development?tab=framework');
  await page.getByRole('button', { name: 'Begin with the usual one' }).click();
  await expect(page.getByText('Craft', { exact: true }).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add a competency' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Flying');
  await dialog.getByLabel('Shaping').fill('Everybody flies as they do.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Flying', { exact: true }).first()).toBeVisible();
});

test('both say a level before they see the other\'s, and agree on a step', async ({ page, organisation }) => {
  const { admin, manager, employee } = organisation;
  const framework = await admin.api.post('/framework', { levels: ['One', 'Two', 'Three', 'Four', 'Five'] });
  const craft = framework.competencies.find((one: { name: string }) => one.name === 'Craft');
  await manager.api.post(`/people/${employee.id}/development/assessments`, { competency_id: craft.id, level: 4 });

  await enter(page, employee);
  await page.goto('/development');
  await expect(page.getByText('The other side is in; yours is awaited')).toBeVisible();
  await expect(page.getByText('4 · Four')).toBeHidden();
  await page.getByRole('button', { name: 'Say the level: Craft' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /2 · Two/ }).check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('4 · Four')).toBeVisible();
  await expect(page.getByText('+2')).toBeVisible();

  await page.getByRole('button', { name: 'Add a step' }).first().click();
  await dialog.getByLabel('What will be done').fill('Shadow two client calls');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Awaits the manager')).toBeVisible();
  await expectAccessible(page);

  await enter(page, manager);
  await page.goto(`/people/${employee.id}?tab=development`);
  await page.getByRole('button', { name: 'Agree' }).click();
  await expect(page.getByText('Agreed', { exact: true })).toBeVisible();
});
