// Who reads it and why: under what is written about people, before it is written and after; and who has opened it.
import { expectAccessible } from './support/accessible.ts';
import { kpi, openKpi } from './support/kpis.ts';
import { enter } from './support/organisation.ts';
import { reviewToWrite } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

test('under a week and somebody’s development stands who reads it', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  await enter(page, employee);
  const readers = page.getByRole('list', { name: 'The people who see it' }).getByRole('listitem');
  await page.goto('/weekly');
  await expect(page.getByRole('heading', { name: 'Who can see this, and why' })).toBeVisible();
  await expect(readers).toHaveCount(3);
  await expect(readers.filter({ hasText: employee.name })).toContainText('Writes it');
  await expect(readers.filter({ hasText: manager.name })).toContainText('Manager');
  await expectAccessible(page);

  await page.goto('/development');
  await expect(readers).toHaveCount(3);
  await expect(readers.filter({ hasText: employee.name })).toContainText('It is about them');
  await expectAccessible(page);
});

test('a review says who will read it, and the person knows who has opened what they got', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  const { id } = await reviewToWrite(organisation);
  await enter(page, employee);
  await page.goto(`/reviews/write/${id}`);
  await expect(page.getByRole('heading', { name: 'Who will read this, and why' })).toBeVisible();
  const readers = page.getByRole('list', { name: 'The people who see it' }).getByRole('listitem');
  await expect(readers).toHaveCount(3);
  await expect(readers.filter({ hasText: employee.name })).toContainText('Writes it');
  await expect(readers.filter({ hasText: manager.name })).toContainText('In part');
  await expectAccessible(page);

  const { items } = await manager.api.get('/review-packets');
  await manager.api.get(`/review-packets/${items[0].id}`);
  await expect(async () => {
    await page.goto(`/reviews/packets/${items[0].id}`);
    await page.getByText('Who has opened it').click();
    await expect(page.getByRole('list', { name: 'Who has opened it' })).toContainText(manager.name, { timeout: 2_000 });
  }).toPass();
  await expect(readers.filter({ hasText: 'Once released' })).toContainText(employee.name);
  await expectAccessible(page);
});

test('changing who sees a KPI says who would see it before it is saved', async ({ page, organisation }) => {
  const it = await kpi(organisation.employee);
  await enter(page, organisation.employee);
  await openKpi(page, it);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Change', exact: true });
  const people = dialog.getByRole('list', { name: 'The people who see it' }).getByRole('listitem');
  await expect(dialog.getByRole('heading', { name: 'Who can see this, and why' })).toBeVisible();
  await expect(people).toHaveCount(3);
  await dialog.getByRole('radio', { name: /^You, those you share with/ }).check();
  await expect(dialog.getByRole('heading', { name: 'Who would see it, and why' })).toBeVisible();
  await expect(people).toHaveCount(2);
  await expectAccessible(page);
});

test('an Admin who reads a week stands among those who do, and so does its manager', async ({ page, organisation }) => {
  const { admin, employee, manager } = organisation;
  const { week } = await employee.api.get('/weekly-check-ins/mine');
  const { id } = await employee.api.post('/weekly-check-ins', { week, did: ['Counted the herons'] });
  for (const reader of [admin, manager]) {
    await page.context().clearCookies();
    await enter(page, reader);
    await page.goto(`/weekly/${id}`);
    await expect(page.getByText('Counted the herons')).toBeVisible();
    const readers = page.getByRole('list', { name: 'The people who see it' }).getByRole('listitem');
    await expect(readers).toHaveCount(3);
    for (const { name } of [admin, manager, employee]) await expect(readers.filter({ hasText: name })).toHaveCount(1);
    await expectAccessible(page);
  }
});
