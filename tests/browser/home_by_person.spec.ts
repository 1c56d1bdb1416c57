// What waits for a manager, by kind or by person: the same things, and the address remembers which.
import { expectAccessible } from './support/accessible.ts';
import { day } from './support/days.ts';
import { objective } from './support/goals.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

test('a manager groups what waits by person, and finds it so again', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  await employee.api.post('/weekly-check-ins', { did: ['Counted the herons'] });
  await objective(organisation, employee, { title: 'Herons come back', state: 'proposed' });
  await employee.api.post(`/people/${employee.id}/development/steps`, { body: 'Visit the harbour', due_on: day(-5) });
  await enter(page, manager);
  await page.goto('/home');
  const opens = page.getByRole('main').locator('.home .stack .rows > li');
  await expect(page.getByRole('heading', { name: 'Late in your team' })).toBeVisible();
  const before = await opens.count();

  await page.getByRole('group', { name: 'What waits for you' }).getByRole('button', { name: 'By person' }).click();
  await expect(page).toHaveURL(/\/home\?by=person$/);
  await expect(page.getByRole('heading', { name: 'Late in your team' })).toHaveCount(0);
  const card = page.locator('section').filter({ has: page.getByRole('heading', { name: employee.name, exact: true }) });
  await expect(card.getByText(/^\d things$/)).toBeVisible();
  await expect(card.getByText('Herons come back').first()).toBeVisible();
  await expect(card.getByText(`${employee.name}: a week to read`).first()).toBeVisible();
  await expect(card.getByText('Visit the harbour')).toBeVisible();
  await expect(opens).toHaveCount(before);
  await expectAccessible(page);
  if (process.env.LOOKS) await page.screenshot({ path: `${process.env.LOOKS}/home-by-person-${page.viewportSize()?.width}.png`, fullPage: true });

  await page.reload();
  await expect(card.getByText(/^\d things$/)).toBeVisible();
  await page.getByRole('button', { name: 'By kind' }).click();
  await expect(page).toHaveURL(/\/home\??$/);
  await expect(page.getByRole('heading', { name: 'Late in your team' })).toBeVisible();

  await enter(page, employee);
  await page.goto('/home?by=person');
  await expect(page.getByRole('heading', { name: 'Hello, Emil' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'By person' })).toHaveCount(0);
});
