// Two-step log-in: setting it up, logging in by it, doing without the phone, and an organisation that asks for it.
import type { Locator, Page } from '@playwright/test';

import { expectAccessible } from './support/accessible.ts';
import { code, earlierCode, setUp } from './support/authenticator.ts';
import { enter } from './support/organisation.ts';
import type { LogIn } from './support/people.ts';
import { expect, test } from './support/test.ts';

/** Gives the password and waits to be asked for the code. */
async function firstStep(page: Page, { email, password }: LogIn): Promise<void> {
  await page.goto('/log-in');
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await expect(page.getByText('Your password is right.')).toBeVisible();
  await expect(page.getByLabel('Code', { exact: true })).toBeFocused();
}

async function secondStep(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.keyboard.press('Enter');
}

/** Gives a code of the app back, and takes the recovery codes. */
async function confirm(page: Page, where: Page | Locator): Promise<{ secret: string; recovery: string[] }> {
  await expect(where.getByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible();
  const secret = (await where.locator('code.secret').innerText()).replaceAll(' ', '');
  await expectAccessible(page);
  await where.getByLabel('Code', { exact: true }).fill(await earlierCode(secret));
  await where.getByRole('button', { name: 'Turn it on' }).click();
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible();
  const recovery = await page.locator('.recovery-codes code').allInnerTexts();
  expect(recovery).toHaveLength(10);
  return { secret, recovery };
}

test('an Admin sets it up, logs in by it, and gets in without the phone', async ({ page, organisation }) => {
  const { admin } = organisation;
  await enter(page, admin);
  await page.goto('/home');
  await expect(page.getByText('You are an Admin without two-step log-in')).toBeVisible();
  await page.getByRole('link', { name: 'Set it up' }).click();
  await page.getByRole('button', { name: 'Set it up' }).click();
  const { secret, recovery } = await confirm(page, page.getByRole('dialog', { name: 'Set it up' }));
  await expectAccessible(page);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a file' }).click();
  expect((await saved).suggestedFilename()).toBe('perftrack-recovery-codes.txt');
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText('On since')).toBeVisible();
  await expect(page.getByText('10 recovery codes are left.')).toBeVisible();
  await expectAccessible(page);

  await page.context().clearCookies();
  await firstStep(page, admin);
  await expectAccessible(page);
  await secondStep(page, 'not a code');
  await expect(page.getByText('This code is wrong, or was used already.')).toBeVisible();
  await secondStep(page, code(secret));
  await expect(page).not.toHaveURL(/\/log-in/);

  await page.context().clearCookies();
  await firstStep(page, admin);
  await secondStep(page, recovery[0] ?? '');
  await expect(page).not.toHaveURL(/\/log-in/);
  await page.goto('/account');
  await expect(page.getByText('9 recovery codes are left.')).toBeVisible();
});

test('an organisation asks it of everybody, and a colleague sets it up before anything else', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  await setUp(admin);
  // In the session that set it up: another log-in would be asked for the code.
  await page.context().addCookies(await admin.api.cookies());
  await page.goto('/settings?tab=security');
  const policy = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Two-step log-in' }) });
  await expect(policy.getByText('1 person has it.')).toBeVisible();
  await policy.getByRole('radio', { name: /^Everybody/ }).check();
  await expectAccessible(page);
  await policy.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('It holds for everybody who is logged in, too.')).toBeVisible();

  await page.context().clearCookies();
  await enter(page, employee);
  await page.goto('/goals');
  await expect(page.getByRole('heading', { level: 1, name: 'Set up two-step log-in' })).toBeVisible();
  await confirm(page, page);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Goals' })).toBeVisible();
});

test('an Admin takes a lost one off', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  await setUp(employee);
  await enter(page, admin);
  await page.goto('/people?second_factor=none');
  await expect(page.getByRole('row').filter({ hasText: admin.email })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: employee.email })).toHaveCount(0);
  await page.goto('/people?second_factor=app');
  await expect(page.getByRole('row').filter({ hasText: employee.email })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: admin.email })).toHaveCount(0);
  await expectAccessible(page);
  await page.goto(`/people/${employee.id}?tab=sessions`);
  await page.getByRole('button', { name: 'Take it off' }).click();
  const question = page.getByRole('dialog', { name: `Take two-step log-in off for ${employee.name}?` });
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Take it off' }).click();
  await expect(page.getByText('They log in with their password alone.')).toBeVisible();
});

test('text-only mode asks for the code as well', async ({ page, organisation }) => {
  const { employee } = organisation;
  const secret = await setUp(employee);
  await page.goto('/text');
  await page.getByLabel('E-mail', { exact: true }).filter({ visible: true }).fill(employee.email);
  await page.getByLabel('Password', { exact: true }).filter({ visible: true }).fill(employee.password);
  await page.keyboard.press('Enter');
  const asked = page.getByLabel('Code', { exact: true }).filter({ visible: true });
  await expect(asked).toBeFocused();
  await expectAccessible(page);
  await asked.fill(code(secret));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /^Hello/ })).toBeVisible();
});
