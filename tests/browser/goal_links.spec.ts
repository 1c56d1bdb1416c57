// A goal that supports several, and notices that lead to the form itself.
import { expectAccessible } from './support/accessible.ts';
import { day } from './support/days.ts';
import { objective, open, pick } from './support/goals.ts';
import { kpi } from './support/kpis.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

test('an objective supports another beside the one it is aligned under', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  const all = { level: 'organisation', visibility: 'organisation' };
  const above = await objective(organisation, admin, { ...all, title: 'Everybody is heard' });
  const other = await objective(organisation, admin, { ...all, title: 'Nothing is lost' });
  const goal = await objective(organisation, employee, { parent_id: above.id });
  await enter(page, employee);
  await open(page, goal);
  await expect(page.getByText('Nothing but what it is aligned under.')).toBeVisible();
  await page.getByRole('button', { name: 'Support another goal' }).click();
  const dialog = page.getByRole('dialog');
  await pick(dialog, 'Objective', 'Everybody is heard');
  await dialog.getByRole('button', { name: 'Support', exact: true }).click();
  await expect(dialog.getByRole('combobox', { name: 'Objective' })).toHaveAccessibleDescription(/It stands so already/);
  await pick(dialog, 'Objective', 'Nothing is lost');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Support', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Nothing is lost' })).toBeVisible();
  await expectAccessible(page);

  await open(page, other);
  await expect(page.getByRole('heading', { name: 'Also supported by' })).toBeVisible();
  await page.getByRole('link', { name: goal.title }).click();
  await expect(page.getByRole('heading', { level: 1, name: goal.title })).toBeVisible();
  await page.getByRole('button', { name: 'No longer support Nothing is lost' }).click();
  await expect(page.getByRole('link', { name: 'Nothing is lost' })).toBeHidden();
});

test('who is reminded of a check-in comes to its form, and the address forgets it', async ({ page, organisation }) => {
  const goal = await objective(organisation, organisation.employee);
  await enter(page, organisation.employee);
  await page.goto(`/goals/${goal.id}?check_in=${goal.results[0].id}`);
  const dialog = page.getByRole('dialog', { name: 'Answers sent' });
  await dialog.getByLabel('Value now').fill('40');
  await expect(page).toHaveURL(new RegExp(`/goals/${goal.id}$`));
  await dialog.getByRole('button', { name: 'Check in' }).click();
  await expect(page.getByRole('progressbar', { name: goal.title })).toHaveAttribute('aria-valuenow', '40');
  await expect(dialog).toBeHidden();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: goal.title })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('who misses a value comes to its form', async ({ page, organisation }) => {
  const it = await kpi(organisation.employee, { visibility: 'organisation' });
  await enter(page, organisation.employee);
  await page.goto(`/kpis/${it.id}?value_of=${it.id}`);
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Value' })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/kpis/${it.id}$`));
});

test('the tree of a day that has passed', async ({ page, organisation }) => {
  const { employee } = organisation;
  const goal = await objective(organisation, employee, { visibility: 'organisation' });
  await enter(page, employee);
  await page.goto('/goals?view=tree');
  await expect(page.getByRole('treeitem', { name: goal.title })).toBeVisible();
  const yesterday = day(-1);
  await page.goto(`/goals?view=tree&as_of=${yesterday}`);
  await expect(page.getByText(/^As it was known at the end of/)).toBeVisible();
  await expect(page.getByText('Nothing is known of that day')).toBeVisible();
  await expectAccessible(page);
});
