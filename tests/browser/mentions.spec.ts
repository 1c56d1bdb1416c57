// Naming somebody in a comment by the keyboard alone; they are told, and the name leads to them.
import { expectAccessible } from './support/accessible.ts';
import { objective, open } from './support/goals.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

test('@ opens a list, Enter takes a name, and whoever is named is told', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  const goal = await objective(organisation, employee, { title: 'Herons sleep well' });
  await enter(page, employee);
  await open(page, goal);
  const box = page.getByLabel('Add a comment');
  await box.focus();
  await page.keyboard.type('Can you help, @mi');
  const list = page.getByRole('listbox', { name: 'People who see this' });
  await expect(list.getByRole('option', { name: 'Mira Manager' })).toBeVisible();
  await expectAccessible(page);
  if (process.env.LOOKS) await page.screenshot({ path: `${process.env.LOOKS}/mention-${page.viewportSize()?.width}.png` });
  await page.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
  await page.keyboard.type('r');
  await expect(list.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(box).toHaveValue('Can you help, @Mira Manager ');
  await expect(box).toBeFocused();
  await page.keyboard.type('please?');
  await page.getByRole('button', { name: 'Send' }).click();
  const link = page.getByRole('link', { name: '@Mira Manager' });
  await expect(link).toHaveAttribute('href', `/people/${manager.id}`);
  await expect(box).toHaveValue('');
  const { items } = await manager.api.get('/notifications');
  expect(items.map((notice: { kind: string }) => notice.kind)).toContain('mentioned');
  await expectAccessible(page);
});

test('an Admin and a manager name the owner of a goal, who is told by whom', async ({ page, organisation }) => {
  const { admin, manager, employee } = organisation;
  const goal = await objective(organisation, employee, { title: 'Herons come back' });
  for (const writer of [admin, manager]) {
    await page.context().clearCookies();
    await enter(page, writer);
    await open(page, goal);
    const box = page.getByLabel('Add a comment');
    await box.focus();
    await page.keyboard.type('Well done, @emi');
    await expect(page.getByRole('listbox', { name: 'People who see this' }).getByRole('option')).toHaveCount(1);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect(box).toHaveValue('');
  }
  const { items } = await employee.api.get('/notifications');
  const mentions = items.filter((notice: { kind: string }) => notice.kind === 'mentioned');
  expect(mentions.map((notice: { actor?: { id: string } }) => notice.actor?.id).sort()).toEqual([admin.id, manager.id].sort());
});
