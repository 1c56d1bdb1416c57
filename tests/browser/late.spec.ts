// What a report should have done days ago stands on their manager's first page, and leads to it.
import { expectAccessible } from './support/accessible.ts';
import { day } from './support/days.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

test('a manager finds what is late in their team, and nobody else does', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  const step = { body: 'Count the herons at the harbour', due_on: day(-5) };
  await employee.api.post(`/people/${employee.id}/development/steps`, step);
  await enter(page, employee);
  await page.goto('/home');
  await expect(page.getByRole('heading', { name: 'Hello, Emil' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Late in your team' })).toHaveCount(0);

  await enter(page, manager);
  await page.goto('/home');
  await expect(page.getByRole('heading', { name: 'Late in your team' })).toBeVisible();
  await expect(page.getByText('Emil Employee: a step of the development plan').first()).toBeVisible();
  await expect(page.getByText(step.body)).toBeVisible();
  await expectAccessible(page);
  if (process.env.LOOKS) await page.screenshot({ path: `${process.env.LOOKS}/late-${page.viewportSize()?.width}.png`, fullPage: true });
  await page.getByRole('link', { name: /Open\s*Emil Employee: a step/ }).click();
  await expect(page).toHaveURL(new RegExp(`/people/${employee.id}\\?tab=development`));
  await expect(page.getByText(step.body).first()).toBeVisible();
});

test('how much more is late is said, and leads to all of it', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  const step = { body: 'Count the herons at the harbour', due_on: day(-5) };
  await employee.api.post(`/people/${employee.id}/development/steps`, step);
  // More than twenty would take as many people: only how many more there are is made up.
  await page.route('**/api/v1/home', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), late_more: 2 } });
  });
  await enter(page, manager);
  await page.goto('/home');
  await expect(page.getByText('The 1 that are late longest, and 2 more')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show all that is late' }).click();
  await expect(page).toHaveURL(/\/home\?late=all$/);
  await expect(page.getByText(step.body)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show all that is late' })).toHaveCount(0);
});
