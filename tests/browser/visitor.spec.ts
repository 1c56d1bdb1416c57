// Somebody who isn't anybody yet: looks around, signs an organisation up, finds the way back in.
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/test.ts';
import { latestMail } from './support/mail.ts';
import { logIn } from './support/people.ts';

for (const path of ['/', '/pricing', '/security', '/security/report', '/problems/version_mismatch', '/sign-up', '/log-in', '/password-reset', '/account/email', '/no-such-page']) {
  test(`everybody can use ${path}`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page);
  });
}

test('no page is wider than the screen', async ({ page }) => {
  for (const path of ['/', '/pricing', '/security', '/security/report', '/problems', '/sign-up']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
  }
});

test('a newcomer signs an organisation up and logs in', async ({ page }) => {
  const somebody = { email: `newcomer-${crypto.randomUUID()}@example.com`, password: 'four quiet herons fishing' };
  await page.goto('/');
  await page.getByRole('link', { name: 'Start with your team' }).first().click();
  await page.getByLabel('Organisation').fill('Heron Works');
  await page.getByLabel('Your name').fill('Nadia Newcomer');
  await page.getByLabel('Work e-mail').fill(somebody.email);
  await page.getByLabel('Password', { exact: true }).fill(somebody.password);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await expect(page.getByRole('heading', { name: 'Look into your mailbox' })).toBeVisible();
  await expectAccessible(page);

  await page.goto((await latestMail(somebody.email)).link);
  await expect(page.getByRole('heading', { name: 'Your organisation is ready' })).toBeVisible();
  await expectAccessible(page);

  await logIn(page, somebody);
  await page.goto('/account');
  await expect(page.getByText(somebody.email)).toBeVisible();
  await expectAccessible(page);
});

test('a forgotten password is replaced by a link that works once', async ({ page }) => {
  const email = `forgetful-${crypto.randomUUID()}@example.com`;
  await page.goto('/sign-up');
  await page.getByLabel('Organisation').fill('Forgetful');
  await page.getByLabel('Your name').fill('Fritz Forgetful');
  await page.getByLabel('Work e-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('a password soon forgotten');
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.goto((await latestMail(email)).link);
  await expect(page.getByRole('heading', { name: 'Your organisation is ready' })).toBeVisible();

  await page.goto('/password-reset');
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  const { link } = await latestMail(email, /password/i);
  await page.goto(link);
  await page.getByLabel('New password').fill('six patient otters rowing');
  await page.getByRole('button', { name: 'Set the password' }).click();
  await logIn(page, { email, password: 'six patient otters rowing' });

  // Said at once, before anything is typed.
  await page.goto(link);
  await expect(page.getByText('This link no longer works')).toBeVisible();
});
