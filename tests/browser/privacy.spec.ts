// A person's data: taken away by themselves, and gone with them when they are erased. The organisation's: taken away by its
// Admins, and its end.
import { readFile } from 'node:fs/promises';

import { expectAccessible } from './support/accessible.ts';
import { objective } from './support/goals.ts';
import { latestMail } from './support/mail.ts';
import { enter } from './support/organisation.ts';
import { logIn } from './support/people.ts';
import { expect, test } from './support/test.ts';

/** A ZIP begins like this. */
const ZIP = 'PK';

test('whoever has an account takes their data with them', async ({ page, organisation }) => {
  const { employee } = organisation;
  await logIn(page, employee);
  await page.goto('/account');
  await expect(page.getByRole('heading', { name: 'Your data' })).toBeVisible();
  await expectAccessible(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download my data' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('personal-data.zip');
  expect((await readFile(await file.path())).subarray(0, 2).toString()).toBe(ZIP);
  await expect(page.getByText('The file is on its way to your downloads.')).toBeVisible();
});

test('an Admin erases somebody who has left, with their name typed out', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  const { title } = await objective(organisation, employee);
  await admin.api.post(`/people/${employee.id}/deactivate`);
  await logIn(page, admin);
  await page.goto(`/people/${employee.id}`);
  const menu = page.getByRole('button', { name: `Actions for ${employee.name}` });
  await menu.click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export data' }).click();
  expect((await download).suggestedFilename()).toBe('personal-data.zip');

  await menu.click();
  await page.getByRole('menuitem', { name: 'Erase…' }).click();
  const dialog = page.getByRole('dialog', { name: `Erase ${employee.name}?` });
  await expect(dialog.getByText("This can't be taken back")).toBeVisible();
  await expect(dialog.getByText('1 objective: goals above and below count with them')).toBeVisible();
  await expectAccessible(page);
  const typed = dialog.getByLabel('Their name');
  await typed.fill('Somebody Else');
  await dialog.getByRole('button', { name: 'Erase for good' }).click();
  await expect(typed).toHaveAccessibleDescription(/isn't the name/);
  await typed.fill(employee.name);
  await dialog.getByRole('button', { name: 'Erase for good' }).click();
  await expect(page.getByText(`${employee.name} is erased, and called Former colleague 1 from now on.`)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Former colleague 1' })).toBeVisible();
  await expect(page.getByText('Erased', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Change', exact: true })).toHaveCount(0);
  await expectAccessible(page);

  await page.goto('/goals');
  await expect(page.getByText(title).first()).toBeVisible();
  await expect(page.getByText(employee.name)).toHaveCount(0);
  await page.goto('/people?status=deactivated');
  await expect(page.getByText('Former colleague 1').first()).toBeVisible();
  await expect(page.getByText(employee.name)).toHaveCount(0);
});

test('an Admin takes out all that the organisation has', async ({ page, organisation }) => {
  const { admin } = organisation;
  await logIn(page, admin);
  await page.goto('/settings?tab=data');
  await expect(page.getByText('You have no file yet.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Make a file' }).click();
  await expect(page.getByText('The file is being made. A mail tells you when it is there.')).toBeVisible();
  const { link } = await latestMail(admin.email, /^The data of .* is ready$/);
  const { pathname, search } = new URL(link);
  await page.goto(pathname + search);
  const files = page.getByRole('list', { name: 'Files you asked for' });
  await expect(files.getByText('Ready', { exact: true })).toBeVisible();
  await expectAccessible(page);
  const download = page.waitForEvent('download');
  await files.getByRole('button', { name: 'Download' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('organisation.zip');
  expect((await readFile(await file.path())).subarray(0, 2).toString()).toBe(ZIP);
});

test('an organisation is to close, everybody sees it, and an Admin keeps it', async ({ page, organisation }) => {
  const { admin, employee, name } = organisation;
  await logIn(page, admin);
  await page.goto('/settings?tab=data');
  await page.getByRole('button', { name: 'Close the organisation…' }).click();
  const dialog = page.getByRole('dialog', { name: `Close ${name}?` });
  await expect(dialog.getByText('In thirty days everything is deleted, for good')).toBeVisible();
  await expectAccessible(page);
  const typed = dialog.getByLabel("The organisation's name");
  await typed.fill('Another name');
  await dialog.getByRole('button', { name: 'Close it in thirty days' }).click();
  await expect(typed).toHaveAccessibleDescription(/isn't the name/);
  await typed.fill(name);
  await dialog.getByRole('button', { name: 'Close it in thirty days' }).click();
  await expect(page.getByText('The organisation closes in thirty days. All Admins are told.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Keep the organisation' })).toBeVisible();
  await expectAccessible(page);

  await enter(page, employee);
  await page.goto('/home');
  const band = page.getByText('The organisation closes on');
  await expect(band).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Take out your data' }).click();
  await expect(page.getByRole('heading', { name: 'Your data' })).toBeVisible();

  await enter(page, admin);
  await page.goto('/home');
  await page.getByRole('link', { name: 'Take out its data, or keep it' }).click();
  await page.getByRole('button', { name: 'Keep the organisation' }).click();
  await expect(page.getByText('The organisation stays.')).toBeVisible();
  await expect(band).toHaveCount(0);
});

test('weekly check-ins are kept for two years, and an Admin sees from when on', async ({ page, organisation }) => {
  const { admin } = organisation;
  await logIn(page, admin);
  await page.goto('/settings?tab=data');
  const kept = page.getByRole('combobox', { name: 'Weekly check-ins' });
  await expect(kept).toHaveValue('for_ever');
  await kept.selectOption('2 years');
  await page.locator('form').filter({ has: kept }).getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved. What is new or stricter acts thirty days from now.')).toBeVisible();
  await expect(page.getByText('Older today: 0 weekly check-ins.')).toBeVisible();
  await expectAccessible(page);
  await latestMail(admin.email, /^What .* keeps, and for how long$/);
  await page.reload();
  await expect(kept).toHaveValue('24');
});

test('an Admin puts a legal hold on somebody, and they cannot be erased until it is lifted', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  await admin.api.post(`/people/${employee.id}/deactivate`);
  await logIn(page, admin);
  await page.goto(`/people/${employee.id}`);
  await page.getByRole('button', { name: 'Put a legal hold…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Put a legal hold on this person?' });
  await dialog.getByLabel('Reason').fill('A dispute about overtime.');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Put the hold' }).click();
  await expect(page.getByText('The hold is in place.')).toBeVisible();
  await expect(page.getByText('A dispute about overtime.')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: `Actions for ${employee.name}` }).click();
  await page.getByRole('menuitem', { name: 'Erase…' }).click();
  const erasing = page.getByRole('dialog', { name: `Erase ${employee.name}?` });
  await expect(erasing.getByText("There is a legal hold: they can't be erased until it is lifted")).toBeVisible();
  const typed = erasing.getByLabel('Their name');
  await typed.fill(employee.name);
  await erasing.getByRole('button', { name: 'Erase for good' }).click();
  await expect(typed).toHaveAccessibleDescription(/There is a legal hold/);

  await page.goto('/settings?tab=data');
  const holds = page.getByRole('list', { name: 'Legal holds' });
  await expect(holds.getByText('Stands')).toBeVisible();
  await expect(page.getByText('No rule has deleted anything yet.')).toBeVisible();
  await holds.getByRole('button', { name: 'Lift…' }).click();
  const lifting = page.getByRole('dialog', { name: 'Lift the legal hold' });
  await lifting.getByLabel('Reason').fill('It is settled.');
  await lifting.getByRole('button', { name: 'Lift the hold' }).click();
  await expect(page.getByText('The hold is lifted.')).toBeVisible();
  await expect(holds.getByText('Lifted', { exact: true })).toBeVisible();
  await expectAccessible(page);
});

test('a closed objective says when it will be deleted', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  const { id, results } = await objective(organisation, employee);
  await employee.api.post(`/key-results/${results[0].id}/check-ins`, { value: 10, status: 'off_track' });
  const closing = { transition: 'cancel', score: 0.1, score_comment: 'Barely begun.', learning: 'It was the wrong goal.' };
  await employee.api.post(`/objectives/${id}/move`, closing);
  await admin.api.post('/organisation/retention', { kind: 'goals', months: 24 });
  await logIn(page, employee);
  await page.goto(`/goals/${id}`);
  await expect(page.getByText(/Will be deleted on .* at the earliest/)).toBeVisible();
  await expectAccessible(page);
});
