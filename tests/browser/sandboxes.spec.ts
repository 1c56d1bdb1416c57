// A sandbox, from the empty tab to a day that is put forward and a token to act as somebody; and back out of it.
import { expectAccessible } from './support/accessible.ts';
import { enter, found } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

test('an Admin makes a sandbox, puts its clock forward and acts as somebody in it', async ({ page }) => {
  const mark = crypto.randomUUID().slice(0, 8);
  const admin = await found(`Sandbox Works ${mark}`, `sandra-${mark}@example.com`);
  await enter(page, admin);
  await page.goto('/settings?tab=sandboxes');
  await expect(page.getByText('There is no sandbox yet')).toBeVisible();
  await page.getByRole('button', { name: 'Make a sandbox' }).click();
  const form = page.getByRole('dialog', { name: 'Make a sandbox' });
  await expectAccessible(page);
  await form.getByLabel('Name').fill(`Payroll ${mark}`);
  await form.getByLabel('Nothing').check();
  await form.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByText('Its clock is the real one')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: `Open “Payroll ${mark}”` }).click();
  await expect(page.getByText('This is a sandbox.')).toBeVisible();
  await page.getByRole('button', { name: '7 days' }).click();
  await page.getByRole('button', { name: 'Put forward' }).click();
  await expect(page.getByText('7 days ahead of the real clock')).toBeVisible();
  await expect(page.getByText("The day's work is done")).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
  if (process.env.LOOKS) {
    await page.screenshot({ path: `${process.env.LOOKS}/sandbox-${page.viewportSize()?.width}.png`, fullPage: true });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ path: `${process.env.LOOKS}/sandbox-${page.viewportSize()?.width}-dark.png`, fullPage: true });
  }

  await page.getByRole('combobox', { name: 'Person' }).fill('Ada');
  await page.getByRole('option', { name: /Ada Admin/ }).click();
  await page.getByRole('button', { name: 'Draw a token' }).click();
  const drawn = page.getByRole('dialog', { name: 'The token' });
  expect(await drawn.getByLabel('Token').inputValue()).toMatch(/^pt_/);
  await drawn.getByRole('button', { name: 'I have it' }).click();
  await expect(drawn).toBeHidden();

  await page.goto('/settings?tab=sign-on');
  await expect(page.getByText('No single sign-on in a sandbox')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add a domain' })).toHaveCount(0);
  await expectAccessible(page);
});
