// Sessions: getting in, being thrown out half-way, seeing and ending them.
import { expectAccessible } from './support/accessible.ts';
import { Api } from './support/api.ts';
import { enter } from './support/organisation.ts';
import { logIn } from './support/people.ts';
import { expect, test } from './support/test.ts';

test('a wrong password is told without saying which of the two is wrong', async ({ page, organisation }) => {
  const { email } = organisation.employee;
  await page.goto('/log-in?next=%2Fshares');
  for (const address of [email, 'nobody@example.com']) {
    await page.getByLabel('E-mail', { exact: true }).fill(address);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('The address or the password is wrong.');
  }
  await expectAccessible(page);
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(organisation.employee.password);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await expect(page).toHaveURL(/\/shares$/);
});

test('a session that ends half-way through a form costs nothing that was typed', async ({ page, organisation }) => {
  const { employee } = organisation;
  await enter(page, employee);
  await page.goto('/goals/new');
  await page.getByLabel('What is to be true in the end').fill('Nothing typed is ever lost');
  await page.getByLabel('Description').fill('Not even when the session ends.');
  await page.getByRole('button', { name: 'Remove Key result 1' }).click();
  await employee.api.post('/me/sessions/revoke-others');

  await page.getByRole('button', { name: 'Create the objective' }).click();
  const sheet = page.getByRole('dialog', { name: 'Log in again' });
  await expect(sheet.getByLabel('E-mail')).toHaveValue(employee.email);
  await expectAccessible(page);
  await sheet.getByLabel('Password', { exact: true }).fill('not the password');
  await sheet.getByRole('button', { name: 'Log in' }).click();
  await expect(sheet.getByText('The address or the password is wrong.')).toBeVisible();
  await sheet.getByLabel('Password', { exact: true }).fill(employee.password);
  await sheet.getByRole('button', { name: 'Log in' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Nothing typed is ever lost' })).toBeVisible();
  await expect(page.getByText('Not even when the session ends.')).toBeVisible();
});

test('whoever puts the sheet off keeps the page and what was typed', async ({ page, organisation }) => {
  const { employee } = organisation;
  await enter(page, employee);
  await page.goto('/goals/new');
  await page.getByLabel('What is to be true in the end').fill('There is a time for everything');
  await page.getByRole('button', { name: 'Remove Key result 1' }).click();
  await employee.api.post('/me/sessions/revoke-others');
  await page.getByRole('button', { name: 'Create the objective' }).click();
  const sheet = page.getByRole('dialog', { name: 'Log in again' });
  await expect(sheet.getByLabel('Password', { exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(page.getByLabel('What is to be true in the end')).toHaveValue('There is a time for everything');
  await expect(page.getByRole('alert')).toContainText('Your session has ended. Log in again.');
  await expectAccessible(page);

  // What is read meanwhile does not open the sheet anew; it comes by itself once one is back.
  await page.getByRole('status').getByRole('button', { name: 'Log in' }).click();
  await sheet.getByLabel('Password', { exact: true }).fill(employee.password);
  await sheet.getByRole('button', { name: 'Log in', exact: true }).click();
  await expect(page.getByRole('status').getByRole('button', { name: 'Log in' })).toBeHidden();
  await expect(page.getByLabel('What is to be true in the end')).toHaveValue('There is a time for everything');
  await page.getByRole('button', { name: 'Create the objective' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'There is a time for everything' })).toBeVisible();
});

test('a page that failed while the sheet was put off is read once one is back', async ({ page, organisation }) => {
  const { employee } = organisation;
  await enter(page, employee);
  await page.goto('/home');
  await expect(page.getByRole('heading', { name: 'Check-ins due' })).toBeVisible();
  await employee.api.post('/me/sessions/revoke-others');
  await page.getByRole('link', { name: 'Goals', exact: true }).filter({ visible: true }).click();
  const sheet = page.getByRole('dialog', { name: 'Log in again' });
  await expect(sheet).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await page.getByRole('link', { name: 'Home', exact: true }).filter({ visible: true }).click();
  await expect(page.getByRole('alert')).toContainText('Your session has ended');
  await page.getByRole('status').getByRole('button', { name: 'Log in' }).click();
  await sheet.getByLabel('Password', { exact: true }).fill(employee.password);
  await sheet.getByRole('button', { name: 'Log in', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Check-ins due' })).toBeVisible();
});

test('what waits for somebody is never sent by somebody else', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  await enter(page, employee);
  await page.goto('/goals/new');
  await page.getByLabel('What is to be true in the end').fill('Mine alone');
  await page.getByRole('button', { name: 'Remove Key result 1' }).click();
  await employee.api.post('/me/sessions/revoke-others');
  await page.getByRole('button', { name: 'Create the objective' }).click();
  const sheet = page.getByRole('dialog', { name: 'Log in again' });
  await expect(sheet.getByLabel('E-mail')).not.toBeEditable();
  await sheet.getByRole('button', { name: 'I\'m somebody else' }).click();
  await expect(page).toHaveURL(/\/log-in\?next=%2Fgoals%2Fnew/);
  await page.getByLabel('E-mail', { exact: true }).fill(manager.email);
  await page.getByLabel('Password', { exact: true }).fill(manager.password);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await expect(page.getByLabel('What is to be true in the end')).toHaveValue('');
  expect((await manager.api.get('/objectives')).items).toEqual([]);
});

test('what one types is not sent in the name of who logs in beside it', async ({ page, context, organisation }) => {
  const { employee, manager } = organisation;
  await enter(page, employee);
  await page.goto('/goals/new');
  await page.getByLabel('What is to be true in the end').fill('Mine alone');
  await page.getByRole('button', { name: 'Remove Key result 1' }).click();
  const beside = await context.newPage();
  await context.clearCookies();
  await logIn(beside, manager);
  await page.getByRole('button', { name: 'Create the objective' }).click();
  const sheet = page.getByRole('dialog', { name: 'Log in again' });
  await sheet.getByLabel('Password', { exact: true }).fill(employee.password);
  await sheet.getByRole('button', { name: 'Log in', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Mine alone' })).toBeVisible();
  expect((await manager.api.get('/objectives?owner=' + manager.id)).items).toEqual([]);
});

test('logging out ends the session for good', async ({ page, organisation }) => {
  await logIn(page, organisation.manager);
  await page.getByRole('button', { name: /Account menu/ }).filter({ visible: true }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await expect(page).toHaveURL(/\/$/);
  await page.goto('/goals');
  await expect(page).toHaveURL(/\/log-in\?next=%2Fgoals/);
});

test('one sees where one is logged in, and ends it there', async ({ page, organisation }) => {
  const { admin } = organisation;
  await enter(page, admin);
  const elsewhere = await Api.open();
  await elsewhere.post('/log-in', { email: admin.email, password: admin.password });
  await page.goto('/account');
  const rows = page.getByRole('table', { name: 'Where you are logged in' }).getByRole('row').filter({ has: page.getByRole('cell') });
  await expect(rows).toHaveCount(3);
  await expect(rows.filter({ hasText: 'This one' })).not.toContainText('End the session');
  await rows.getByRole('button', { name: /End the session/ }).first().click();
  await expect(page.getByText('The session has ended.')).toBeVisible();
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: 'End all others' }).click();
  await expect(rows).toHaveCount(1);
  await expect(elsewhere.get('/me')).rejects.toThrow(/401/);
});

test('a changed password ends every other session, and the old one opens nothing', async ({ page, organisation }) => {
  const { employee } = organisation;
  await enter(page, employee);
  await page.goto('/account');
  await page.getByLabel('Current password').fill('not the password');
  await page.getByLabel('New password').fill('six patient otters rowing');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByLabel('Current password')).toHaveAccessibleDescription(/not your current password/);
  await page.getByLabel('Current password').fill(employee.password);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByText('Your password is changed.')).toBeVisible();
  await expect(employee.api.get('/me')).rejects.toThrow(/401/);
  await expect((await Api.open()).post('/log-in', { email: employee.email, password: employee.password })).rejects.toThrow(/401/);
});
