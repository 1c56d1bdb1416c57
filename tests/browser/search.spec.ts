// One box over everything: opened by a key or a button, driven by the keyboard, forgiving, and blind to what is hidden.
import { expectAccessible } from './support/accessible.ts';
import { objective } from './support/goals.ts';
import { kpi } from './support/kpis.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

test('Ctrl-K finds a goal in spite of a typo, and Enter opens it', async ({ page, organisation }) => {
  const { manager } = organisation;
  await objective(organisation, manager, { title: 'Shorten the warehouse queue' });
  await enter(page, manager);
  await page.goto('/home');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: 'Search' });
  await expect(box).toBeFocused();
  await box.fill('wharehouse');
  const option = page.getByRole('option', { name: /Shorten the warehouse queue/ });
  await expect(option).toHaveAttribute('aria-selected', 'true');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Shorten the warehouse queue' })).toBeVisible();
});

test('a button opens it, and it leads to pages and actions too', async ({ page, organisation }) => {
  await enter(page, organisation.employee);
  await page.goto('/home');
  await page.getByRole('button', { name: 'Search' }).and(page.locator(':visible')).click();
  const box = page.getByRole('combobox', { name: 'Search' });
  await expect(page.getByRole('option', { name: /^People/ })).toBeVisible();
  await expect(page.getByRole('option', { name: /^Settings/ })).toHaveCount(0);
  await box.fill('new obj');
  await expect(page.getByRole('option')).toHaveCount(1);
  await box.fill('praise some');
  await expect(page.getByRole('option', { name: /^Praise somebody/ })).toHaveAttribute('aria-selected', 'true');
  await box.fill('dashbaords');
  await expect(page.getByRole('option', { name: /^Dashboards/ })).toHaveAttribute('aria-selected', 'true');
  await box.fill('settings');
  await expect(page.getByRole('option', { name: /^Settings/ })).toHaveCount(0);
  await box.fill('sha');
  await page.getByRole('option', { name: /^Shares/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Shares' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(box).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(box).toHaveCount(0);
});

test("what one may not see isn't found", async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  await objective(organisation, admin, { title: 'Quietly move the nests', visibility: 'private' });
  await enter(page, employee);
  await page.goto('/home');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search' }).fill('Quietly move');
  await expect(page.getByText('Nothing you may see is called like that.')).toBeVisible();
});

test('KPIs, praise and one-on-ones stand in groups of their own and lead where they are', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  const it = await kpi(employee, { name: 'Lanterns lit by dusk' });
  await manager.api.post('/praise', { person_ids: [employee.id], body: 'Every lantern was lit in time.' });
  await enter(page, manager);
  await page.goto('/home');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: 'Search' });
  await box.fill('lantern');
  await expect(page.getByRole('group', { name: 'KPI' }).getByRole('option', { name: /Lanterns lit by dusk/ })).toBeVisible();
  const praise = page.getByRole('group', { name: 'Praise' }).getByRole('option', { name: /Every lantern was lit/ });
  await expect(praise).toBeVisible();
  await expectAccessible(page);
  await praise.click();
  await expect(page).toHaveURL(`/feedback?person=${employee.id}`);
  await expect(page.getByText('Every lantern was lit in time.')).toBeVisible();
  await page.keyboard.press('Control+k');
  await box.fill('lantrens lit');
  await expect(page.getByRole('option', { name: /Lanterns lit by dusk/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/kpis/${it.id}`);
});
