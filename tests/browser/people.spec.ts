// People: in from a file, invited, changed, gone and back.
import { readFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';

import { expectAccessible } from './support/accessible.ts';
import { objective, pick } from './support/goals.ts';
import { latestMail } from './support/mail.ts';
import { enter } from './support/organisation.ts';
import { logIn } from './support/people.ts';
import { expect, test } from './support/test.ts';

/** As a German Excel writes it: a mark in front, semicolons, the day first, the manager by name. */
function german(rows: string[]): { name: string; mimeType: string; buffer: Buffer } {
  const lines = ['Vorname;Nachname;E-Mail;Abteilung;Vorgesetzter;Eintritt;Bemerkung', ...rows];
  return { name: 'mitarbeiter.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`) };
}

test('a file is looked at row by row, and only then comes in', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  const mark = crypto.randomUUID().slice(0, 8);
  const rows = [
    `Jörg;Müller;joerg-${mark}@example.com;Service;Mira Manager;24.12.2025;Physio`,
    `Ute;Groß;ute-${mark}@example.com;Service;Jörg Müller;01.02.2026;`,
    `Emil;Employee;${employee.email};Service;Mira Manager;;`,
    `Kai;Kreis;kai-${mark}@example.com;Service;Niemand Bekanntes;01.02.2026;`,
  ];
  await enter(page, admin);
  await page.goto('/people/import');
  await page.locator('input[type=file]').setInputFiles(german(rows));
  await expect(page.getByText('Read as UTF-8, cells parted by semicolons.')).toBeVisible();
  await expect(page.getByLabel('Vorgesetzter')).toHaveValue('manager');
  await expect(page.getByLabel('Eintritt')).toHaveValue('start_date');
  await expect(page.getByLabel('Bemerkung')).toHaveValue('');
  await page.getByLabel('Bemerkung').selectOption('Job title');
  await expect(row(page, 'Jörg Müller')).toContainText('Physio');
  await expect(row(page, 'Jörg Müller')).toContainText('New');
  for (const part of ['Manager: Mira Manager', 'Role: Manager', 'Started: 24 Dec 2025']) await expect(row(page, 'Jörg Müller')).toContainText(part);
  await expect(row(page, 'Emil Employee')).toContainText('Waders → Service');
  await expect(row(page, 'Kai Kreis')).toContainText('Nobody is known as “Niemand Bekanntes”, neither here nor in the file.');
  await expectAccessible(page);
  expect((await admin.api.get('/people')).items).toHaveLength(3);

  await page.getByRole('button', { name: /^Refused/ }).click();
  await expect(row(page, 'Ute Groß')).toBeHidden();
  await page.getByRole('checkbox', { name: 'Leave out the refused row' }).check();
  await page.getByRole('button', { name: 'Import 3 people' }).click();
  await expect(page.getByText('The people are in')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'See the people' }).click();
  await expect(row(page, 'Ute Groß')).toContainText('Jörg Müller');

  await page.goto('/people/import');
  await page.locator('input[type=file]').setInputFiles(german(rows.slice(0, 3)));
  await page.getByLabel('Bemerkung').selectOption('Job title');
  await expect(page.getByRole('button', { name: /^Unchanged/ })).toContainText('3');
  await expect(page.getByText('There is nothing to write.')).toBeVisible();

  // Mira is named as a manager and Ada is here herself: they stay, and the two others by a tick of their own go.
  await page.goto('/people/import');
  await page.locator('input[type=file]').setInputFiles(german(rows.slice(2, 3)));
  await page.getByText("4 people of the organisation aren't in the file").click();
  const stays = page.getByRole('listitem').filter({ hasText: 'stays' });
  await expect(stays.filter({ hasText: 'Mira Manager' })).toBeVisible();
  await expect(stays.filter({ hasText: 'Ute Groß' })).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'Deactivate 2 missing people' }).check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Deactivate 2 people' }).click();
  await expect(page.getByText('The people are in')).toBeVisible();
  await page.goto('/people');
  await expect(row(page, 'Emil Employee')).toBeVisible();
  await expect(row(page, 'Ute Groß')).toBeHidden();
});

test('an import is undone, after a look at what that does', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  const mark = crypto.randomUUID().slice(0, 8);
  await enter(page, admin);
  await page.goto('/people/import');
  const lines = ['name,email,job title', `Nora Newcomer,nora-${mark}@example.com,Cook`, `Emil Employee,${employee.email},Potter`];
  await page.locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) });
  await page.getByRole('button', { name: 'Import 2 people' }).click();
  await expect(page.getByText('The people are in')).toBeVisible();
  // Whoever closed the page finds the way back to it.
  await page.goto('/people/import');
  await expect(page.getByRole('heading', { name: 'Imported in the last 24 hours' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: /^Open\s*Ada Admin/ }).click();
  await page.getByRole('button', { name: 'Undo this import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Undo this import' });
  await expect(dialog).toContainText('1 put back, 1 deactivated.');
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Nora Newcomer' })).toContainText('Deactivated');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Undo for 2 people' }).click();
  await expect(page.getByText('This import was undone on')).toBeVisible();
  await page.goto('/people');
  await expect(row(page, 'Emil Employee')).not.toContainText('Potter');
  await expect(row(page, 'Nora Newcomer')).toBeHidden();
});

test('a file whose headings nobody knows is read by hand', async ({ page, organisation }) => {
  await enter(page, organisation.admin);
  await page.goto('/people/import');
  const buffer = Buffer.from(['Spalte A;Spalte B', 'Kim Kranich;4711'].join('\n'));
  await page.locator('input[type=file]').setInputFiles({ name: 'leute.csv', mimeType: 'text/csv', buffer });
  await expect(page.getByText('Which column holds the e-mail addresses?')).toBeVisible();
  await expectAccessible(page);
  const read = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
  await page.getByLabel('Spalte A').selectOption('Name');
  await read;
  await expect(page.locator('section[aria-busy]')).toHaveCount(0);
  await page.getByLabel('Spalte B').selectOption('Number in the HR system');
  await expect(page.getByText('Which column holds the e-mail addresses?')).toBeHidden();
  await expect(page.getByRole('table', { name: 'Rows of the file' })).toContainText('Kim Kranich');
});

test('who is invited sets a password by the mailed link and is at home', async ({ page, organisation }) => {
  const { admin } = organisation;
  const email = `nora-${crypto.randomUUID()}@example.com`;
  await enter(page, admin);
  await page.goto('/people');
  await page.getByRole('button', { name: 'Add a person' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a person' });
  await dialog.getByLabel('Name').fill('Nora Newcomer');
  await dialog.getByLabel('E-mail').fill('not an address');
  await dialog.getByRole('button', { name: 'Add a person' }).click();
  await expect(dialog.getByLabel('E-mail')).toHaveAccessibleDescription(/not an e-mail address/);
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByRole('button', { name: 'Add a person' }).click();
  await expect(page.getByText('Nora Newcomer is in the organisation.')).toBeVisible();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Invite everybody' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Invite everybody' }).click();
  await expect(page.getByText('1 invitation is on its way.')).toBeVisible();

  await page.context().clearCookies();
  await page.goto((await latestMail(email)).link);
  await expect(page.getByRole('heading', { name: `Join ${organisation.name}` })).toBeVisible();
  await expectAccessible(page);
  const password = 'six patient otters rowing';
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Accept the invitation' }).click();
  await expect(page.getByText('Welcome. Log in to begin.')).toBeVisible();
  await logIn(page, { email, password });
  await expect(page.getByRole('heading', { level: 1, name: 'Hello, Nora' })).toBeVisible();
});

test('role, team and manager change; a circle is refused at its field', async ({ page, organisation }) => {
  const { admin, employee, manager } = organisation;
  const team = await admin.api.post('/teams', { name: 'Divers' });
  await enter(page, admin);
  await page.goto(`/people/${manager.id}`);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: 'Change the person' });
  await pick(drawer, 'Manager', employee.name);
  await expect(drawer.getByText('Access moves with the reporting line')).toBeVisible();
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(drawer.getByLabel('Manager', { exact: false }).first()).toHaveAccessibleDescription(/circle/);
  await expectAccessible(page);
  await drawer.getByRole('button', { name: 'Close' }).click();

  await page.goto(`/people/${employee.id}`);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await pick(drawer, 'Manager', admin.name);
  await drawer.getByLabel('Team').selectOption(team.name);
  await drawer.getByRole('radio', { name: /^Manager/ }).check();
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(drawer).toBeHidden();
  await expect(page.getByRole('banner').or(page.getByRole('main')).getByText('Reports to').first()).toContainText(admin.name);
  await expect(page.getByText('Divers').first()).toBeVisible();
  await page.getByRole('tab', { name: 'Reporting lines' }).click();
  await expect(page.getByRole('row').filter({ hasText: manager.name })).toBeVisible();
});

test('who is deactivated is out at once, and can be let in again', async ({ page, organisation }) => {
  const { admin, employee, manager } = organisation;
  const { title } = await objective(organisation, employee);
  await enter(page, admin);
  await page.goto('/people');
  await page.getByRole('button', { name: `Actions for ${employee.name}` }).click();
  await page.getByRole('menuitem', { name: 'Deactivate' }).click();
  const question = page.getByRole('dialog', { name: `Deactivate ${employee.name}?` });
  await expect(question.getByText('1 objective: in their name until another owner is chosen')).toBeVisible();
  await expect(question.getByText(`${manager.name} is told, and can choose another owner for what waits for one.`)).toBeVisible();
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Deactivate' }).click();
  await expect(page.getByText(`${employee.name} is deactivated.`)).toBeVisible();
  await expect(employee.api.get('/me')).rejects.toThrow(/401/);

  await page.goto('/home');
  await page.getByRole('link', { name: /An objective without an active owner/ }).click();
  await expect(page).toHaveURL(/state=without_owner/);
  await expect(row(page, title)).toContainText(employee.name);

  await page.goto('/people?status=deactivated');
  await page.getByRole('button', { name: `Actions for ${employee.name}` }).click();
  await page.getByRole('menuitem', { name: 'Reactivate' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reactivate' }).click();
  await expect(page.getByText(`${employee.name} is back.`)).toBeVisible();
  await page.context().clearCookies();
  await logIn(page, employee);
});

test('the people leave as a file that a spreadsheet opens safely', async ({ page, organisation }) => {
  await enter(page, organisation.admin);
  await page.goto('/people');
  await page.getByRole('button', { name: 'More' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export as CSV' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('people.csv');
  const text = await readFile(await file.path(), 'utf8');
  for (const { email } of [organisation.admin, organisation.manager, organisation.employee]) expect(text).toContain(email);
});

test('the chart is walked by keyboard', async ({ page, organisation }) => {
  const { admin, employee, manager } = organisation;
  await enter(page, admin);
  await page.goto('/people/chart');
  const card = (name: string) => page.getByRole('link', { name: new RegExp(`^${name},`) });
  await card(admin.name).focus();
  await page.keyboard.press('ArrowDown');
  await expect(card(manager.name)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(card(employee.name)).toBeVisible();
  await expect(card(manager.name)).toBeFocused();
  await page.keyboard.press('End');
  await expect(card(employee.name)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(card(employee.name)).toBeHidden();
  await expectAccessible(page);
});

function row(page: Page, name: string) {
  return page.getByRole('row').filter({ has: page.getByText(name, { exact: true }).first() }).first();
}
