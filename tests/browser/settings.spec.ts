// What holds for the whole organisation: its name, its periods, its teams and who leads them.
import { expectAccessible } from './support/accessible.ts';
import { pick } from './support/goals.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

test('a team gets a lead, and keeps it', async ({ page, organisation }) => {
  const { admin, manager, team } = organisation;
  await enter(page, admin);
  await page.goto('/settings?tab=teams');
  const change = async () => {
    await page.getByRole('button', { name: `Actions for ${team.name}` }).click();
    await page.getByRole('menuitem', { name: 'Change' }).click();
  };
  const dialog = page.getByRole('dialog', { name: 'Change the team' });
  await change();
  await pick(dialog, 'Lead', manager.name);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();

  await page.reload();
  await change();
  await expect(dialog.getByRole('combobox', { name: 'Lead' })).toHaveValue(manager.name);
  await dialog.getByLabel('Name').fill('Long legs');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Long legs')).toBeVisible();
  const { items } = await admin.api.get('/teams');
  expect(items[0].lead.id).toBe(manager.id);
  await expect(page.getByRole('treeitem', { name: 'Long legs' })).toContainText(`led by ${manager.name}`);
});

test('a period is added, and one that ends before it starts is refused at its field', async ({ page, organisation }) => {
  await enter(page, organisation.admin);
  await page.goto('/settings?tab=periods');
  await page.getByRole('button', { name: 'Add a period' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a period' });
  await dialog.getByLabel('Name').fill('Next spring');
  await dialog.getByLabel('First day').fill('2099-03-01');
  await dialog.getByLabel('Last day').fill('2099-02-01');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByLabel('Last day')).toHaveAccessibleDescription(/before the start/);
  await dialog.getByLabel('Last day').fill('2099-05-31');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Next spring' })).toContainText('31 May 2099');
});

test('the organisation gets another name, which everybody sees', async ({ page, organisation }) => {
  await enter(page, organisation.admin);
  await page.goto('/settings');
  await page.getByRole('textbox', { name: 'Name' }).fill('Heron and Sons');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByText('Heron and Sons').filter({ visible: true })).toBeVisible();
});
