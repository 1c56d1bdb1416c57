// Another address to log in with: asked for on the account page, confirmed by the link of the mail, told to both mailboxes.
import { expectAccessible } from './support/accessible.ts';
import { provedLongAgo } from './support/database.ts';
import { latestMail } from './support/mail.ts';
import { enter } from './support/organisation.ts';
import { logIn } from './support/people.ts';
import { expect, test } from './support/test.ts';

const address = () => `moved-${crypto.randomUUID()}@example.com`;

test('a new address is confirmed from its mailbox and logs in from then on', async ({ page, organisation }) => {
  const { employee } = organisation;
  const moved = { email: address(), password: employee.password };
  await enter(page, employee);
  await page.goto('/account');
  const card = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Change your address' }) });
  await card.getByLabel('New address').fill('no address');
  await card.getByRole('button', { name: 'Send the link' }).click();
  await expect(card.getByLabel('New address')).toHaveAttribute('aria-invalid', 'true');
  await card.getByLabel('New address').fill(employee.email);
  await card.getByRole('button', { name: 'Send the link' }).click();
  await expect(card.getByLabel('New address')).toHaveAccessibleDescription(/your address already/);

  // An old log-in is confirmed over the page first.
  await provedLongAgo(employee.email);
  await card.getByLabel('New address').fill(moved.email);
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Confirm that it\'s you' });
  await sheet.getByLabel('Password', { exact: true }).fill(employee.password);
  await sheet.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(card.getByText(`If ${moved.email} can be used`)).toBeVisible();
  await expectAccessible(page);
  expect((await latestMail(employee.email, /is to be changed/)).link).toContain('/password-reset');

  const { link } = await latestMail(moved.email, /Confirm your new address/);
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1, name: 'Confirm your new address' })).toBeVisible();
  await expect(page.getByText(`You log in as ${employee.email}.`)).toBeVisible();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: 'Use the new address' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your address is changed' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'To your account' }).click();
  await expect(page.getByRole('main').getByText(moved.email)).toBeVisible();
  for (const mailbox of [employee.email, moved.email]) await latestMail(mailbox, /was changed/);

  await page.context().clearCookies();
  await logIn(page, moved);
});

test('whoever opens the link without a session logs in there, and a link that was used says so', async ({ page, organisation }) => {
  const { employee } = organisation;
  const email = address();
  await employee.api.post('/me/email', { email });
  const { link } = await latestMail(email, /Confirm your new address/);
  await page.goto(link);
  await page.getByLabel('E-mail', { exact: true }).fill(employee.email);
  await expectAccessible(page);
  await page.getByLabel('Password', { exact: true }).fill(employee.password);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await page.getByRole('button', { name: 'Use the new address' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your address is changed' })).toBeVisible();

  await page.reload();
  await page.getByRole('button', { name: 'Use the new address' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'This link no longer works' })).toBeVisible();
  await expectAccessible(page);
});

test('an address of somebody else in the organisation is refused, and nothing changes', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  const email = address();
  await admin.api.post('/people', { name: 'Dora Double', email, role: 'employee' });
  await employee.api.post('/me/email', { email });
  await enter(page, employee);
  await page.goto((await latestMail(email, /Confirm your new address/)).link);
  await page.getByRole('button', { name: 'Use the new address' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'This address is somebody else\'s' })).toBeVisible();
  await expectAccessible(page);
  expect((await employee.api.get('/me')).email).toBe(employee.email);
});
