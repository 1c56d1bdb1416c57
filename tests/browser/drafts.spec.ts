// What is typed survives a closed tab, a broken line, a session that ended; and is nobody else's.
import { expectAccessible } from './support/accessible.ts';
import { objective, open } from './support/goals.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

const HERE = 'Saved on this device. Not sent yet.';
const BACK = /What you typed is back/;

test.use({ networkFails: true });

test('what was typed is back after the tab was closed, and gone once it is sent', async ({ page, organisation }) => {
  const { admin, employee, manager } = organisation;
  await admin.api.post('/company-values', { name: 'Calm hands' });
  await enter(page, employee);
  await page.goto('/feedback/praise');
  await page.getByRole('checkbox', { name: 'Calm hands' }).check();
  await page.getByLabel('What for').fill('Half a sentence about a calm release');
  const box = page.getByRole('combobox', { name: 'Who' });
  await box.fill(manager.name);
  await page.getByRole('option', { name: manager.name }).click();
  await expect(page.getByText(HERE)).toBeVisible();
  await expectAccessible(page);
  // On the device it is sealed: nobody who looks there reads it.
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  expect(kept).toContain('perftrack-draft/');
  expect(kept).not.toContain('Half a sentence');

  await page.goto('/home');
  await page.goto('/feedback/praise');
  await expect(page.getByText(BACK)).toBeVisible();
  await expect(page.getByLabel('What for')).toHaveValue('Half a sentence about a calm release');
  await expect(page.getByRole('button', { name: `Remove ${manager.name}` })).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Calm hands' })).toBeChecked();
  await page.getByRole('button', { name: 'Praise somebody' }).click();
  await expect(page.getByText('Your praise is out.')).toBeVisible();
  await page.goto('/feedback/praise');
  await expect(page.getByLabel('What for')).toHaveValue('');
  await expect(page.getByText(BACK)).toHaveCount(0);
});

test('a broken line costs nothing: it is kept here, and sent there once the line is back', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  const goal = await objective(organisation, employee);
  await enter(page, employee);
  await open(page, goal);
  await page.getByRole('button', { name: /^Check in/ }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Value').fill('40');
  await expect(dialog.getByText(HERE)).toBeVisible();
  await page.context().setOffline(true);
  await dialog.getByLabel('What changed').fill('Typed without a line');
  await dialog.getByRole('button', { name: 'Check in' }).click();
  await expect(dialog.getByText(/No connection/)).toBeVisible();
  await expect(dialog.getByText(HERE)).toBeVisible();
  await page.context().setOffline(false);

  await open(page, goal);
  await page.getByRole('button', { name: /^Check in/ }).first().click();
  await expect(dialog.getByLabel('What changed')).toHaveValue('Typed without a line');
  await expect(dialog.getByLabel('Value')).toHaveValue('40');
  await dialog.getByRole('button', { name: 'Check in' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('main').getByText('40').first()).toBeVisible();
  // It is there, as another reads it, and once.
  const { key_results: results } = await manager.api.get(`/objectives/${goal.id}`);
  expect(results[0].value).toBe(40);
  const { items } = await manager.api.get(`/key-results/${results[0].id}/check-ins`);
  expect(items.map((one: { comment: string }) => one.comment)).toEqual(['Typed without a line']);
});

test('a session that ended asks to log in, and what was typed goes on', async ({ page, organisation }) => {
  const { employee } = organisation;
  await enter(page, employee);
  await page.goto('/weekly');
  await page.getByLabel('What I did').fill('Wrote this before the session ended');
  await expect(page.getByText(HERE)).toBeVisible();
  await employee.api.post('/me/sessions/revoke-others');
  await page.reload();
  await page.getByLabel('E-mail', { exact: true }).fill(employee.email);
  await page.getByLabel('Password', { exact: true }).fill(employee.password);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await expect(page.getByLabel('What I did')).toHaveValue('Wrote this before the session ended');
  await expect(page.getByText(BACK)).toBeVisible();
  await page.getByRole('button', { name: 'Discard it' }).click();
  await expect(page.getByLabel('What I did')).toHaveValue('');
});

test('where both moved, both stand side by side', async ({ page, organisation }) => {
  const { employee } = organisation;
  const week = await employee.api.post('/weekly-check-ins', { did: ['One thing'], stuck: ['The form'] });
  await enter(page, employee);
  await page.goto('/weekly');
  await page.getByLabel('What I did').fill('One thing\nTyped here');
  await expect(page.getByText(HERE)).toBeVisible();
  await employee.api.patch(`/weekly-check-ins/${week.id}`, { did: ['Said elsewhere'], stuck: ['The telephone'] }, week.version);
  await page.reload();
  const both = page.getByRole('region', { name: 'This has changed in two places' });
  await expect(both).toContainText('Typed here');
  await expect(both).toContainText('Said elsewhere');
  await expectAccessible(page);
  await both.getByRole('button', { name: /Take this\s*Where I am stuck/ }).click();
  await expect(page.getByLabel('Where I am stuck')).toHaveValue('The telephone');
  await both.getByRole('button', { name: 'It is right now' }).click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Saved. Whoever reads it sees the new version.')).toBeVisible();
  const saved = await employee.api.get(`/weekly-check-ins/${week.id}`);
  expect([saved.did, saved.stuck]).toEqual([['One thing', 'Typed here'], ['The telephone']]);
});

test('a long form comes back with its rows', async ({ page, organisation }) => {
  await enter(page, organisation.employee);
  await page.goto('/goals/new');
  const result = (at: number) => page.locator('section').filter({ has: page.getByRole('heading', { name: `Key result ${at}` }) });
  await page.getByLabel('What is to be true in the end').fill('Letters are answered in a day');
  await result(1).getByLabel('What is measured').fill('Letters answered');
  await page.getByRole('button', { name: 'Add a key result' }).click();
  await result(2).getByLabel('What is measured').fill('Letters lost');
  await result(2).getByLabel('Unit').fill('letters');
  await expect(page.getByText(HERE)).toBeVisible();

  await page.goto('/home');
  await page.goto('/goals/new');
  await expect(page.getByText(BACK)).toBeVisible();
  await expect(page.getByLabel('What is to be true in the end')).toHaveValue('Letters are answered in a day');
  await expect(result(1).getByLabel('What is measured')).toHaveValue('Letters answered');
  await expect(result(2).getByLabel('What is measured')).toHaveValue('Letters lost');
  await expect(result(2).getByLabel('Unit')).toHaveValue('letters');
  await page.getByRole('button', { name: 'Add a key result' }).click();
  await expect(result(3).getByLabel('What is measured')).toHaveValue('');
  await page.getByRole('button', { name: 'Remove Key result 3' }).click();
  await page.getByRole('button', { name: 'Remove Key result 2' }).click();
  await result(1).getByLabel('To', { exact: true }).fill('100');
  await page.getByRole('button', { name: 'Create the objective' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Letters are answered in a day' })).toBeVisible();
  await page.goto('/goals/new');
  await expect(page.getByLabel('What is to be true in the end')).toHaveValue('');
});

test('a form whose rows can be moved comes back in their order', async ({ page, organisation }) => {
  await enter(page, organisation.admin);
  await page.goto('/pulse/new');
  const questions = page.getByRole('textbox', { name: 'Question' });
  const ready = 'In my team it is safe to make a mistake and say so.';
  await page.getByLabel('Title').fill('After the move');
  await page.getByRole('button', { name: 'From the library' }).click();
  await page.getByRole('button', { name: `Add: ${ready}` }).click();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Move up: Question 3' }).click();
  await page.getByRole('button', { name: 'Remove: Question 1' }).click();
  await expect(page.getByText(HERE)).toBeVisible();

  await page.goto('/home');
  await page.goto('/pulse/new');
  await expect(page.getByText(BACK)).toBeVisible();
  await expect(page.getByLabel('Title')).toHaveValue('After the move');
  await expect(questions).toHaveCount(2);
  await expect(questions.first()).toHaveValue(ready);
  await page.getByRole('button', { name: 'Save as draft' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'After the move' })).toBeVisible();

  // A template's sections have rows of their own.
  await page.goto('/reviews/templates/new');
  await page.getByLabel('Name').fill('Twice a year');
  await page.getByRole('textbox', { name: 'Question' }).first().fill('What went well?');
  await expect(page.getByText(HERE)).toBeVisible();
  await page.reload();
  await expect(page.getByText(BACK)).toBeVisible();
  await expect(page.getByLabel('Name')).toHaveValue('Twice a year');
  await expect(page.getByRole('textbox', { name: 'Question' }).first()).toHaveValue('What went well?');
});

test('dialogs keep what is typed too, each for its own thing', async ({ page, organisation }) => {
  const { admin, manager, employee } = organisation;
  await admin.api.post('/framework', { levels: ['One', 'Two', 'Three', 'Four', 'Five'] });
  const goal = await objective(organisation, employee);
  await enter(page, manager);
  await page.goto(`/people/${employee.id}?tab=development`);
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Say the level: Craft' }).click();
  await dialog.getByRole('radio', { name: /2 · Two/ }).check();
  await dialog.getByRole('textbox').fill('Seen in three reviews');
  await expect(dialog.getByText(HERE)).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Say the level: Craft' }).click();
  await expect(dialog.getByRole('textbox')).toHaveValue('Seen in three reviews');
  await expect(dialog.getByRole('radio', { name: /2 · Two/ })).toBeChecked();

  await enter(page, employee);
  await open(page, goal);
  await page.getByRole('button', { name: 'Change', exact: true }).first().click();
  await dialog.getByLabel('What is to be true in the end').fill('Another title');
  await expect(dialog.getByText(HERE)).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Change', exact: true }).first().click();
  await expect(dialog.getByLabel('What is to be true in the end')).toHaveValue('Another title');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Another title' })).toBeVisible();
});

test('a comment, a line of an agenda, what was agreed to and a review cycle come back', async ({ page, organisation }) => {
  const { admin, manager, employee } = organisation;
  const goal = await objective(organisation, employee);
  await enter(page, employee);
  await open(page, goal);
  const comment = page.getByLabel('Add a comment');
  await comment.fill('Half a thought');
  await expect(page.getByText(HERE)).toBeVisible();
  await page.reload();
  await expect(page.getByText(BACK)).toBeVisible();
  await expect(comment).toHaveValue('Half a thought');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Half a thought' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('listitem').filter({ hasText: 'Half a thought' })).toBeVisible();
  await expect(comment).toHaveValue('');

  const soon = new Date(Date.now() + 2 * 3_600_000);
  const series = await manager.api.post('/one-on-ones', {
    partner_id: employee.id,
    rule: `FREQ=WEEKLY;BYDAY=${['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][soon.getUTCDay()]}`,
    starts_on: soon.toISOString().slice(0, 10),
    starts_at: soon.toISOString().slice(11, 19),
    time_zone: 'UTC',
    minutes: 30,
  });
  await page.goto(`/one-on-ones/meetings/${series.next_meeting_id}`);
  const [line, action] = [page.getByLabel('Add to the agenda'), page.getByLabel('What will be done')];
  await line.fill('The move to the new building');
  await expect(page.getByText(HERE)).toHaveCount(1);
  await action.fill('Draw the plan of the rooms');
  await expect(page.getByText(HERE)).toHaveCount(2);
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByText(BACK)).toHaveCount(2);
  await expect(line).toHaveValue('The move to the new building');
  await expect(action).toHaveValue('Draw the plan of the rooms');
  await page.getByRole('button', { name: 'Add', exact: true }).first().click();
  await expect(page.getByRole('checkbox', { name: /The move to the new building/ })).toBeVisible();
  await expect(line).toHaveValue('');
  await page.reload();
  await expect(action).toHaveValue('Draw the plan of the rooms');
  await expect(line).toHaveValue('');

  await enter(page, admin);
  await page.goto('/reviews/cycles/new');
  await page.getByLabel('Name', { exact: true }).fill('Half-year 2026');
  await expect(page.getByText(HERE)).toBeVisible();
  await page.reload();
  await expect(page.getByText(BACK)).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Half-year 2026');
});

test('what stands beside the text that is kept is asked about, whichever was typed last', async ({ page, organisation }) => {
  const { employee } = organisation;
  const goal = await objective(organisation, employee);
  await enter(page, employee);
  await open(page, goal);
  await page.getByRole('button', { name: 'Close as achieved' }).click();
  const dialog = page.getByRole('dialog');
  // The score moves with the progress, so the device doesn't keep it.
  await dialog.getByRole('textbox', { name: 'Score', exact: true }).fill('57');
  await dialog.getByLabel('What was learned').fill('Mornings are quiet.');
  await expect(dialog.getByText(HERE)).toBeVisible();
  await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(dialog.getByRole('alertdialog', { name: 'Close without saving?' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Keep editing' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Score', exact: true })).toHaveValue('57');
});

test('logging out leaves nothing on the device', async ({ page, organisation }) => {
  await enter(page, organisation.manager);
  await page.goto('/feedback/praise');
  await page.getByLabel('What for').fill('Only for my eyes');
  await expect(page.getByText(HERE)).toBeVisible();
  await page.getByRole('button', { name: /Account menu/ }).filter({ visible: true }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Leave' }).click();
  await expect(page).toHaveURL(/\/$/);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('draft')))).toEqual([]);
});
