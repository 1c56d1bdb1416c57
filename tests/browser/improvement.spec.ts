// An improvement plan: drafted by a manager, published by an Admin, and seen by its person from its start on.
import { expectAccessible } from './support/accessible.ts';
import { day } from './support/days.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

test('a plan is drafted on the person\'s page, scheduled, and read by the person from then on', async ({ page, organisation }) => {
  const { admin, manager, employee } = organisation;
  await enter(page, manager);
  await page.goto(`/people/${employee.id}?tab=plan`);
  await page.getByRole('button', { name: 'Draft a plan' }).click();
  const drafting = page.getByRole('dialog', { name: 'Draft a plan' });
  await drafting.getByLabel('Last day').fill(day(60));
  const part = (at: number) => drafting.getByRole('group', { name: `Part ${at}` });
  await part(1).getByLabel('In words').fill('Answer letters within a day');
  await drafting.getByRole('button', { name: 'Save' }).click();
  await expect(part(2).getByLabel('In words')).toHaveAccessibleDescription(/Fill this in/);
  await expectAccessible(page);
  await part(2).getByLabel('In words').fill('Nine of ten letters');
  await part(3).getByLabel('In words').fill('It was spoken of in May');
  await part(3).getByLabel('Who reads it').selectOption('The manager and Admins');
  await drafting.getByRole('button', { name: 'Save' }).click();
  await expect(drafting).toBeHidden();
  await expect(page.getByText('Draft', { exact: true })).toBeVisible();

  await enter(page, employee);
  await page.goto(`/people/${employee.id}`);
  await expect(page.getByRole('tab', { name: 'Goals' })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Improvement plan' })).toBeHidden();
  await expect(page.getByRole('link', { name: 'Improvement plans' })).toBeHidden();

  await enter(page, admin);
  await page.goto('/plans');
  await expectAccessible(page);
  await page.getByRole('link', { name: employee.name }).click();
  await page.getByRole('button', { name: 'Schedule' }).click();
  const scheduling = page.getByRole('dialog', { name: 'Schedule' });
  await expectAccessible(page);
  await scheduling.getByRole('button', { name: 'Schedule' }).click();
  await expect(page.getByText('Running', { exact: true })).toBeVisible();
  await expectAccessible(page);

  await enter(page, employee);
  await page.goto(`/people/${employee.id}`);
  await page.getByRole('tab', { name: 'Improvement plan' }).click();
  await page.getByRole('tabpanel').locator('a[href^="/plans/"]').click();
  await expect(page.getByRole('heading', { name: 'Your improvement plan' })).toBeVisible();
  await expect(page.getByText('Answer letters within a day')).toBeVisible();
  await expect(page.getByText('It was spoken of in May')).toBeHidden();
  await page.getByLabel('Your comment').fill('I see it otherwise');
  await page.getByRole('button', { name: 'I have read it' }).click();
  await expect(page.getByText('I see it otherwise')).toBeVisible();
  await expect(page.getByRole('button', { name: 'I have read it' })).toBeHidden();
  await page.getByLabel('How it goes at the moment').fill('Seven of ten so far');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByText('Seven of ten so far')).toBeVisible();
  await expectAccessible(page);
});

test('a change of what the person reads pauses the plan, and it runs again once they have read it', async ({ page, organisation }) => {
  const { admin, manager, employee } = organisation;
  const sections = ['expected', 'measured'].map((part) => ({ part, audience: 'person', body: `What is ${part}` }));
  const { plan } = await manager.api.post(`/people/${employee.id}/improvement-plans`, { ends_on: day(60), sections });
  await admin.api.post(`/improvement-plans/${plan.id}/schedule`, { starts_on: day(0) });

  await enter(page, admin);
  await page.goto(`/plans/${plan.id}`);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  const changing = page.getByRole('dialog', { name: 'Change' });
  await changing.getByRole('group', { name: 'Part 1' }).getByLabel('In words').fill('Answer within two days');
  await changing.getByRole('button', { name: 'Save' }).click();
  await expect(changing.getByLabel('Why')).toHaveAccessibleDescription(/Fill this in/);
  await changing.getByLabel('Why').fill('It was too much');
  await changing.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('It was changed, and runs again once they have acknowledged the change.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Let it run again' })).toBeHidden();
  await expectAccessible(page);

  const theirs = await employee.api.get(`/improvement-plans/${plan.id}`);
  await employee.api.post(`/improvement-plans/${plan.id}/acknowledge`, { edition: theirs.edition });
  await page.reload();
  await page.getByRole('button', { name: 'Let it run again' }).click();
  const resuming = page.getByRole('dialog', { name: 'Let it run again' });
  await resuming.getByRole('button', { name: 'Let it run again' }).click();
  await expect(page.getByText('Running', { exact: true })).toBeVisible();
});
