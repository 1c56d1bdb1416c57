// Feedback as the three roles: praise in the open, private feedback for exactly those named, asking and answering.
import { expectAccessible } from './support/accessible.ts';
import { pick } from './support/goals.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

test('praise is given with a value, reacted to, and taken down with a reason', async ({ page, organisation }) => {
  const { admin, manager, employee } = organisation;
  await admin.api.post('/company-values', { name: 'Calm hands', description: 'The busy hour is a quiet one.' });
  await enter(page, manager);
  await page.goto('/feedback');
  await expect(page.getByText('No praise yet')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Praise somebody' }).first().click();
  await page.getByRole('button', { name: 'Praise somebody' }).click();
  await expect(page.getByLabel('What for')).toHaveAccessibleDescription(/Fill this in/);
  const box = page.getByRole('combobox', { name: 'Who' });
  await box.fill(employee.name);
  await page.getByRole('option', { name: employee.name }).click();
  await expect(page.getByRole('button', { name: `Remove ${employee.name}` })).toBeVisible();
  await page.getByLabel('What for').fill('A calm release on a busy day.');
  await page.getByRole('checkbox', { name: /Calm hands/ }).check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Praise somebody' }).click();
  await expect(page.getByText('Your praise is out.')).toBeVisible();
  const card = page.getByRole('article').filter({ hasText: 'A calm release on a busy day.' });
  await expect(card.getByText('Calm hands')).toBeVisible();

  await enter(page, employee);
  await page.goto('/feedback');
  await card.getByRole('button', { name: 'Well done: 0' }).click();
  await expect(card.getByRole('button', { name: 'Well done: 1' })).toHaveAttribute('aria-pressed', 'true');
  await expectAccessible(page);

  await enter(page, admin);
  await page.goto('/feedback');
  await card.getByRole('button', { name: /Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Take down' }).click();
  const dialog = page.getByRole('dialog', { name: 'Take down' });
  await dialog.getByLabel('Reason').fill('It names a customer.');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Take down' }).click();
  await expect(page.getByText('No praise yet')).toBeVisible();

  await enter(page, manager);
  await page.goto('/feedback');
  await expect(page.getByText('Taken down: It names a customer.')).toBeVisible();
  await enter(page, employee);
  await page.goto('/feedback');
  await expect(page.getByText('No praise yet')).toBeVisible();
});

test('who will read private feedback is shown to the name before it is sent', async ({ page, organisation }) => {
  const { admin, manager, employee } = organisation;
  await enter(page, admin);
  await page.goto('/feedback/give');
  await expect(page.getByText('exactly who will read it appears here')).toBeVisible();
  await pick(page, 'About', employee.name);
  const readers = page.getByRole('list', { name: 'Who will read this' });
  await expect(readers.getByRole('listitem')).toHaveCount(2);
  await page.getByRole('radio', { name: /For the person and their manager/ }).check();
  await expect(readers.getByRole('listitem').filter({ hasText: manager.name })).toContainText('Their manager');
  await expect(readers.getByRole('listitem')).toHaveCount(3);
  await page.getByRole('radio', { name: /A note to myself/ }).check();
  await expect(readers.getByRole('listitem')).toHaveCount(1);
  await page.getByRole('radio', { name: /For their manager only/ }).check();
  await expect(readers.getByRole('listitem').filter({ hasText: employee.name })).toHaveCount(0);
  await page.getByRole('radio', { name: /For the person and their manager/ }).check();
  await page.getByLabel('Feedback', { exact: true }).fill('Your questions made the plan better.');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Sent. Exactly those you saw listed can read it.')).toBeVisible();

  await enter(page, employee);
  await page.goto('/feedback?tab=about-me');
  await expect(page.getByText('Your questions made the plan better.')).toBeVisible();
  await expect(page.getByText('Not used in reviews')).toBeVisible();
  await expectAccessible(page);
  await enter(page, manager);
  await page.goto(`/people/${employee.id}?tab=feedback`);
  await expect(page.getByText('Your questions made the plan better.')).toBeVisible();
  await expectAccessible(page);

  await enter(page, admin);
  await page.goto('/feedback?tab=by-me');
  await page.getByRole('button', { name: /Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Change who reads it' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change who reads it' });
  await dialog.getByRole('radio', { name: /^For the person\s*You two/ }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Changed. It holds from now on.')).toBeVisible();
  await enter(page, manager);
  await page.goto(`/people/${employee.id}?tab=feedback`);
  await expect(page.getByText('Nothing here that you can read')).toBeVisible();
});

test('one asks, the other answers or declines, and home says what is waiting', async ({ page, organisation }) => {
  const { manager, employee, admin } = organisation;
  await enter(page, employee);
  await page.goto('/feedback/ask');
  const box = page.getByRole('combobox', { name: 'Whom to ask' });
  for (const person of [manager, admin]) {
    await box.fill(person.name);
    await page.getByRole('option', { name: person.name }).click();
  }
  await page.getByLabel('Question').fill('What should I keep doing?');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Ask for feedback' }).click();
  await expect(page.getByText('Asked.')).toBeVisible();
  await expect(page.getByText('0 of 2 answered')).toBeVisible();
  await expectAccessible(page);

  await enter(page, manager);
  await page.goto('/home');
  await page.getByRole('link', { name: 'Answer' }).click();
  await page.getByLabel('Your answer').fill('The short notes after each meeting.');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Answered. Thank you.')).toBeVisible();

  await enter(page, admin);
  await page.goto('/feedback?tab=asked');
  await page.getByRole('link', { name: 'Answer' }).click();
  await page.getByRole('button', { name: 'Decline' }).click();
  const dialog = page.getByRole('dialog', { name: 'Decline' });
  await dialog.getByLabel('Why').fill('We hardly met.');
  await dialog.getByRole('button', { name: 'Decline' }).click();
  await expect(page.getByText('Declined.', { exact: true })).toBeVisible();

  await enter(page, employee);
  await page.goto('/feedback?tab=asking');
  await expect(page.getByText('1 of 2 answered')).toBeVisible();
  await expect(page.getByText('We hardly met.')).toBeVisible();
  await page.getByRole('button', { name: 'Read the answer' }).click();
  await expect(page.getByText('The short notes after each meeting.')).toBeVisible();
});

test('company values are kept in the settings', async ({ page, organisation }) => {
  await enter(page, organisation.admin);
  await page.goto('/settings?tab=values');
  await page.getByRole('button', { name: 'Add a value' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add a value' });
  await dialog.getByLabel('Name').fill('Say it early');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Say it early')).toBeVisible();
  await page.getByRole('button', { name: 'Actions for Say it early' }).click();
  await page.getByRole('menuitem', { name: 'Retire' }).click();
  await expect(page.getByText('Retired')).toBeVisible();
  await expectAccessible(page);
});

test('what two change of a value stands side by side, and can be saved', async ({ page, organisation }) => {
  const { api } = organisation.admin;
  const value = await api.post('/company-values', { name: 'Calm hands', description: 'A quiet hour.' });
  await enter(page, organisation.admin);
  await page.goto('/settings?tab=values');
  await page.getByRole('button', { name: 'Actions for Calm hands' }).click();
  await page.getByRole('menuitem', { name: 'Change' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change the value' });
  await dialog.getByLabel('Name').fill('Calmer hands');
  const theirs = { name: 'Steady hands', description: 'Also in the busy hour.' };
  await api.patch(`/company-values/${value.id}`, theirs, value.version);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Show the current state' }).click();
  await expect(dialog.getByText('You both changed this')).toBeVisible();
  await expect(dialog.getByText('Steady hands')).toBeVisible();
  await expect(dialog.getByLabel('Name')).toHaveValue('Calmer hands');
  await expect(dialog.getByLabel('What it looks like')).toHaveValue('Also in the busy hour.');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('row').filter({ hasText: 'Calmer hands' })).toContainText('Also in the busy hour.');
});
