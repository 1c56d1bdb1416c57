// The weekly check-in: written, carried over, read and answered; and how an organisation sets it up.
import { expectAccessible } from './support/accessible.ts';
import { type Member, enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

/** The Monday of the week before: the server's word, since only it knows which week it is in the organisation. */
async function lastWeek({ api }: Member): Promise<string> {
  const { week } = await api.get('/weekly-check-ins/mine');
  return new Date(Date.parse(week) - 7 * 86_400_000).toISOString().slice(0, 10);
}

test('a week is written with what was left, read by the manager and closed by an answer', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  const before = { week: await lastWeek(employee), will_do: ['Send the report', 'Call the harbour', 'Sort the shelf'] };
  await employee.api.post('/weekly-check-ins', before);
  await enter(page, employee);
  await page.goto('/home');
  await page.getByRole('link', { name: /Write\s*Your weekly check-in/ }).click();
  const left = page.getByRole('group', { name: 'Send the report' });
  await left.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByLabel('What I did')).toHaveValue('Send the report');
  await page.getByRole('group', { name: 'Sort the shelf' }).getByRole('button', { name: 'Drop it' }).click();
  await expect(page.getByLabel('What I will do')).toHaveValue('Call the harbour');
  await page.getByLabel('Where I am stuck').fill('Nobody answers the telephone there');
  await page.getByRole('radio', { name: /Good$/ }).first().check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('Sent. Your managers up the line and Admins can read it.')).toBeVisible();
  await page.getByLabel('What I did').fill('Send the report\nWrite another');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Saved. Whoever reads it sees the new version.')).toBeVisible();

  await enter(page, manager);
  await page.goto('/weekly?tab=team');
  await expect(page.getByText('Nobody answers the telephone there')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: new RegExp(`Open\\s*${employee.name}`) }).click();
  await expect(page.getByText('Write another')).toBeVisible();
  await expect(page.getByText('Call the harbour (carried over once)')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await expect(page.getByText('From now on it stays as it is.')).toBeVisible();
  await page.getByLabel('Your answer').fill('I know somebody at the harbour.');
  await page.getByRole('button', { name: 'Answer' }).click();
  await expect(page.getByText('I know somebody at the harbour.')).toBeVisible();

  await enter(page, employee);
  await page.goto('/weekly');
  await expect(page.getByText('I know somebody at the harbour.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save changes' })).toHaveCount(0);
  await page.getByRole('tab', { name: 'Past weeks' }).click();
  await expect(page.getByText('Answered')).toBeVisible();
  await expectAccessible(page);
});

test('an Admin says whether, when and what is asked', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  await enter(page, admin);
  await page.goto('/settings?tab=weekly');
  await page.getByRole('checkbox', { name: /Ask how people are/ }).uncheck();
  await page.getByLabel('Questions that take turns').fill('What went well?');
  await page.getByLabel('Due on').selectOption('Thursday');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await enter(page, employee);
  await page.goto('/weekly');
  await expect(page.getByLabel('What went well?')).toBeVisible();
  await expect(page.getByText('How are you?')).toHaveCount(0);
});

test('@ names somebody who reads the week in its lines, and what is carried over keeps them', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  await employee.api.post('/weekly-check-ins', { week: await lastWeek(employee), will_do: [`Ask @{${manager.id}} about the crane`] });
  await enter(page, employee);
  await page.goto('/weekly');
  await expect(page.getByRole('group', { name: `Ask @${manager.name} about the crane` })).toBeVisible();
  const stuck = page.getByLabel('Where I am stuck');
  await stuck.focus();
  await page.keyboard.type('Waiting for @mi');
  const list = page.getByRole('listbox', { name: 'People who see this' });
  await expect(list.getByRole('option', { name: manager.name })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(stuck).toHaveValue(`Waiting for @${manager.name} `);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('Sent. Your managers up the line and Admins can read it.')).toBeVisible();
  await expect(stuck).toHaveValue(`Waiting for @${manager.name}`);

  const { items } = await manager.api.get('/notifications');
  const told = items.filter((notice: { kind: string }) => notice.kind === 'mentioned_in_week');
  expect(told).toHaveLength(2);
  const { items: weeks } = await manager.api.get(`/weekly-check-ins?person=${employee.id}`);
  expect(weeks[0].will_do[0]).toEqual({ text: `Ask @${manager.name} about the crane`, carried: 1 });
  await enter(page, manager);
  await page.goto(`/weekly/${weeks[0].id}`);
  await expect(page.getByRole('link', { name: `@${manager.name}` })).toHaveCount(2);
  await expect(page.getByRole('link', { name: `@${manager.name}` }).first()).toHaveAttribute('href', `/people/${manager.id}`);
  await expectAccessible(page);
});
