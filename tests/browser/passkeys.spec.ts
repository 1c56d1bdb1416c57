// Passkeys: adding one, logging in by it with and without the password, confirming by it who one is, removing it.
import { expectAccessible } from './support/accessible.ts';
import { provedLongAgo } from './support/database.ts';
import { enter } from './support/organisation.ts';
import { NAMED, enterByName, plugIn } from './support/passkeys.ts';
import { expect, test } from './support/test.ts';

test('a passkey logs in by itself, after the password, and confirms who one is', async ({ page, organisation }) => {
  const { admin } = organisation;
  await plugIn(page);
  await enterByName(page, admin);
  await page.goto(`${NAMED}/account`);
  const section = page.locator('#passkeys');
  await expect(section.getByText('No passkey yet')).toBeVisible();
  await expectAccessible(page);
  await section.getByRole('button', { name: 'Add a passkey' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a passkey' });
  await expectAccessible(page);
  await dialog.getByLabel('Name', { exact: true }).fill('Laptop');
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(section.getByRole('button', { name: 'Remove Laptop' })).toBeVisible();
  await expect(page.getByText('By passkey, without an authenticator app')).toBeVisible();
  await expectAccessible(page);

  await page.context().clearCookies();
  await page.goto(`${NAMED}/log-in`);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Log in with a passkey' }).click();
  await expect(page).not.toHaveURL(/\/log-in/);

  await page.context().clearCookies();
  await page.goto(`${NAMED}/log-in`);
  await page.getByLabel('E-mail', { exact: true }).fill(admin.email);
  await page.getByLabel('Password', { exact: true }).fill(admin.password);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await expect(page.getByText('Your password is right. Now your passkey, or a code.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page).not.toHaveURL(/\/log-in/);

  await page.goto(`${NAMED}/account`);
  await expect(section.getByText('last used')).toBeVisible();
  await provedLongAgo(admin.email);
  await section.getByRole('button', { name: 'Remove Laptop' }).click();
  const question = page.getByRole('dialog', { name: 'Remove the passkey Laptop?' });
  await question.getByRole('button', { name: 'Remove', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: 'Confirm that it\'s you' });
  await sheet.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(section.getByText('No passkey yet')).toBeVisible();
  await expect(sheet).toBeHidden();
});

test('where passkeys can belong to nothing, none is offered', async ({ page, organisation }) => {
  await page.goto('/log-in');
  await expect(page.getByRole('button', { name: 'Log in', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Log in with a passkey' })).toBeHidden();
  await enter(page, organisation.employee);
  await page.goto('/account');
  await expect(page.locator('#passkeys').getByText('doesn\'t take passkeys')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add a passkey' })).toBeHidden();
});
