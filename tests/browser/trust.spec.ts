// What is promised of safety: a visitor reads it and reports a hole, an Admin sees the evidence and tries the wall.
import { expectAccessible } from './support/accessible.ts';
import { latestMail } from './support/mail.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

test('a visitor reads how a promise is kept', async ({ page }) => {
  await page.goto('/security');
  const promise = page.getByRole('listitem').filter({ hasText: 'All API endpoints require valid authentication' });
  const kept = promise.getByText('a test asks every other one without credentials');
  await expect(kept).toBeHidden();
  await promise.getByText('How it is kept').click();
  await expect(kept).toBeVisible();
  await expectAccessible(page);
});

test('a visitor reports a vulnerability and is written to', async ({ page }) => {
  const email = `finder-${crypto.randomUUID()}@example.com`;
  await page.goto('/security');
  await page.getByRole('link', { name: 'Report a vulnerability' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Report a vulnerability' })).toBeVisible();

  await page.getByRole('button', { name: 'Send the report' }).click();
  await expect(page.getByLabel('In a line')).toBeFocused();
  await expect(page.getByLabel('What you found')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);

  await page.getByLabel('In a line').fill('Notes of others can be read');
  await page.getByLabel('What you found').fill('I asked for a note that is not mine, and got it.');
  await page.getByLabel('Your e-mail').fill(email);
  await page.getByRole('button', { name: 'Send the report' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your report has arrived' })).toBeVisible();
  await expectAccessible(page);

  const told = await page.getByText(/Its reference is/).innerText();
  const reference = /PT-\d{4}-[0-9A-Z]{8}/.exec(told)?.[0] ?? 'no reference';
  const mail = await latestMail(email);
  expect(mail.subject).toBe(`${reference}: your report has arrived`);
  expect(mail.text).toContain('A person reads it and answers you by');
});

test('an Admin sees the evidence and tries the wall', async ({ page, organisation }) => {
  await enter(page, organisation.admin);
  await page.goto('/trust');
  const wall = page.getByRole('listitem').filter({ hasText: 'Wall between organisations' });
  await expect(wall).toContainText('Nobody has tried the wall from here yet.');
  await expectAccessible(page);

  const passwords = page.getByRole('listitem').filter({ hasText: 'common passwords' });
  await expect(passwords).toContainText(/bcrypt at cost|argon2id with/);
  const roles = page.getByRole('listitem').filter({ hasText: 'Managers: ' });
  await expect(roles.getByRole('link', { name: 'Who may do what' })).toHaveAttribute('href', '/docs/who-may-do-what');

  await page.getByRole('button', { name: 'Try the wall now' }).click();
  await expect(page.getByText('The wall holds')).toBeVisible();
  await expect(wall).toContainText('As promised');
  await expect(wall).toContainText('none got through');
  await expectAccessible(page);
});

test('whoever is no Admin finds no evidence', async ({ page, organisation }) => {
  await enter(page, organisation.manager);
  await page.goto('/trust');
  await expect(page.getByText('There is nothing here')).toBeVisible();
});
