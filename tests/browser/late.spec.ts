// What a report should have done days ago stands on their manager's first page, and leads to it.
import { expectAccessible } from './support/accessible.ts';
import { daysAgo } from './support/kpis.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

test('a manager finds what is late in their team, and nobody else does', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  const step = { body: 'Count the herons at the harbour', due_on: daysAgo(5) };
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
