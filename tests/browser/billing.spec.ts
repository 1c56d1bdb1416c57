// Paying: an Admin says who pays, chooses a plan, pays on the provider's page and comes back; and what everybody sees when
// nobody pays. The provider is the stand-in of tests/flutterwave.
import { readFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';

import { expectAccessible } from './support/accessible.ts';
import { paidBack, paidLongAgo, termEndsIn, trialEndsIn } from './support/database.ts';
import { latestMail } from './support/mail.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

test('a visitor sees the prices in their currency, and a link keeps it', async ({ page }) => {
  await page.goto('/pricing');
  await expect(page.getByRole('heading', { level: 2, name: 'Team' })).toBeVisible();
  await page.getByLabel('Currency').selectOption('GHS');
  await page.getByLabel('People').fill('10');
  await page.getByRole('button', { name: 'Yearly' }).click();
  await expect(page).toHaveURL(/currency=GHS/);
  await expect(page).toHaveURL(/people=10/);
  await expect(page).toHaveURL(/period=yearly/);
  const team = page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: 'Team' }) }).last();
  await expect(team).toContainText('per person and year');
  await expect(team).toContainText('a year for 10 people');
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByLabel('Currency')).toHaveValue('GHS');
  await expect(team).toContainText('a year for 10 people');
});

test('an Admin pays, keeps the papers, cancels and resumes', async ({ page, organisation }) => {
  test.slow();
  const { admin } = organisation;
  // Invited, and not there yet: nobody pays for them.
  const email = `ivy-${crypto.randomUUID()}@example.com`;
  await admin.api.post('/people', { name: 'Ivy Invited', email, role: 'employee', manager_id: admin.id, invite: true });
  await enter(page, admin);
  await page.goto('/billing');
  const standing = page.getByRole('region', { name: 'How it stands' });
  await expect(standing).toContainText('Trial');
  await expect(standing).toContainText('3 people');
  await expect(page.getByText('No invoices yet')).toBeVisible();
  await expectAccessible(page);

  await sayWhoPays(page);
  await expect(page.getByText('Heron Works Ltd')).toBeVisible();
  await page.getByLabel('Currency').selectOption('GHS');
  await expect(page.getByText(/To pay now: /)).toContainText('GH');
  await expect(page.getByText('No card number ever reaches PerfTrack').first()).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Go on to pay' }).click();
  await expect(page.getByText('This is a stand-in: no money moves.')).toBeVisible();
  await page.getByRole('button', { name: 'Pay', exact: true }).click();
  await expect(page.getByText('Paid. Thank you.')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: 'To your billing' }).click();
  await expect(standing).toContainText('Team');
  await expect(standing).toContainText('of 3 who are paid for');
  const row = page.getByRole('row').filter({ hasText: /INV-/ });
  await expect(row).toContainText('Paid');
  await row.getByText('How it is computed').click();
  await expect(row).toContainText('Team: 3 × ');
  await expectAccessible(page);
  for (const paper of [/^Invoice INV-/, /^Receipt REC-/]) {
    const download = page.waitForEvent('download');
    await row.getByRole('button', { name: paper }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^(INV|REC)-.*\.pdf$/);
    expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe('%PDF-');
  }

  await page.getByRole('button', { name: 'Cancel the plan' }).click();
  const ask = page.getByRole('dialog', { name: 'Cancel at the end of the term?' });
  await expect(ask).toContainText('Nothing is deleted');
  await expectAccessible(page);
  await ask.getByRole('button', { name: 'Cancel the plan' }).click();
  await expect(page.getByText(/It is cancelled, and ends on/)).toBeVisible();
  await page.getByRole('button', { name: 'Resume the plan' }).click();
  await expect(page.getByText('The plan goes on.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel the plan' })).toBeVisible();
});

test('an invoice that was paid back has a credit note beside it', async ({ page, organisation }) => {
  const { admin } = organisation;
  await enter(page, admin);
  await page.goto('/billing');
  await sayWhoPays(page);
  await page.getByRole('button', { name: 'Go on to pay' }).click();
  await page.getByRole('button', { name: 'Pay', exact: true }).click();
  await expect(page.getByText('Paid. Thank you.')).toBeVisible();
  await paidBack(admin.email);
  await page.goto('/billing');
  const row = page.getByRole('row').filter({ hasText: /INV-/ });
  await expect(row).toContainText('Paid back');
  await expectAccessible(page);
  const download = page.waitForEvent('download');
  await row.getByRole('button', { name: /^Credit note CRN-/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^CRN-.*\.pdf$/);
  expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe('%PDF-');
});

test('whoever turns back or fails has lost nothing, and pays the same invoice later', async ({ page, organisation }) => {
  await enter(page, organisation.admin);
  await page.goto('/billing');
  await sayWhoPays(page);
  await page.getByRole('button', { name: 'Go on to pay' }).click();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByText('You turned back without paying')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'To your billing' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'To be paid' })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: /^Pay INV-/ }).click();
  await page.getByRole('button', { name: 'Fail', exact: true }).click();
  await expect(page.getByText('The payment failed. Try again.')).toBeVisible();
  await page.getByRole('button', { name: 'Pay, and lose the notification' }).click();
  await expect(page.getByText('Paid. Thank you.')).toBeVisible();
});

test('whoever pays leaves for the page of the provider, and nothing of it comes into ours', async ({ page, organisation }) => {
  await enter(page, organisation.admin);
  await page.goto('/billing');
  await sayWhoPays(page);
  const ours = new URL(page.url()).origin;
  // What a page of ours asks of anybody else, and whether the whole page leaves by it.
  const elsewhere: [string, boolean][] = [];
  page.on('request', (request) => {
    const [from, to] = [page.url(), request.url()].map((url) => new URL(url).origin);
    if (from === ours && to !== ours) elsewhere.push([request.url(), request.isNavigationRequest()]);
  });
  await page.getByRole('button', { name: 'Go on to pay' }).click();
  await expect(page.getByText('This is a stand-in: no money moves.')).toBeVisible();
  expect(new URL(page.url()).origin).not.toBe(ours);
  expect(page.frames()).toHaveLength(1);
  expect(elsewhere).toEqual([[page.url(), true]]);
});

test('a number of a card is refused at its field', async ({ page, organisation }) => {
  await enter(page, organisation.admin);
  await page.goto('/billing');
  await page.getByRole('button', { name: 'Say who pays' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Who pays' });
  await dialog.getByLabel(/^Tax number/).fill('4111 1111 1111 1111');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByLabel(/^Tax number/)).toHaveAccessibleDescription(/number of a payment card/);
});

test('an Admin is told that the trial ends, and nobody else is', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  await trialEndsIn(admin.email, 2);
  await enter(page, admin);
  await page.goto('/home');
  await expect(page.getByText(/Your trial ends on/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Look at the plans' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Billing' })).toBeVisible();

  await page.context().clearCookies();
  await enter(page, employee);
  await page.goto('/home');
  await expect(page.getByRole('heading', { name: 'Check-ins due' })).toBeVisible();
  await expect(page.getByText(/Your trial ends on/)).toHaveCount(0);
});

test('when nobody has paid everything can be read, and goes on at once when it is paid', async ({ page, organisation }) => {
  test.slow();
  const { admin, employee } = organisation;
  await enter(page, admin);
  await page.goto('/billing');
  await sayWhoPays(page);
  await page.getByRole('button', { name: 'Go on to pay' }).click();
  await page.getByRole('button', { name: 'Pay', exact: true }).click();
  await expect(page.getByText('Paid. Thank you.')).toBeVisible();
  await paidLongAgo(admin.email);

  await page.goto('/people');
  await expect(page.getByText('Your organisation can only be read for now')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: employee.name })).toBeVisible();
  await page.getByRole('button', { name: 'Add a person' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a person' });
  await dialog.getByLabel('Name', { exact: true }).fill('Nora Newcomer');
  await dialog.getByLabel('E-mail').fill(`nora-${crypto.randomUUID()}@example.com`);
  await dialog.getByRole('button', { name: 'Add a person' }).click();
  await expect(dialog.getByText(/since it hasn't paid/)).toBeVisible();
  await expect(dialog.getByRole('link', { name: 'Look at the plan and what is to be paid' })).toBeVisible();
  await expectAccessible(page);

  await page.context().clearCookies();
  await enter(page, employee);
  await page.goto('/goals');
  await expect(page.getByText('Ask an Admin: they see what is to be done.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Look at what is to be paid' })).toHaveCount(0);
  await expectAccessible(page);
  await page.goto('/billing');
  await expect(page.getByRole('heading', { level: 1, name: 'There is nothing here' })).toBeVisible();

  await page.context().clearCookies();
  await enter(page, admin);
  await page.goto('/billing');
  await page.getByRole('button', { name: /^(Go on to pay|Pay INV-.*)$/ }).first().click();
  await page.getByRole('button', { name: 'Pay', exact: true }).click();
  await expect(page.getByText('Paid. Thank you.')).toBeVisible();
  await expect(page.getByText('Your organisation can only be read for now')).toHaveCount(0);
});

test('whoever has the link of the mail pays without an account', async ({ page, browser, organisation }) => {
  test.slow();
  const { admin } = organisation;
  await enter(page, admin);
  await page.goto('/billing');
  await sayWhoPays(page);
  await page.getByRole('button', { name: 'Go on to pay' }).click();
  await page.getByRole('button', { name: 'Pay', exact: true }).click();
  await expect(page.getByText('Paid. Thank you.')).toBeVisible();
  await termEndsIn(admin.email, 5);

  const mail = await latestMail(admin.email, /^Invoice INV-/);
  const other = await browser.newPage();
  await other.goto(mail.link);
  await expect(other.getByRole('heading', { level: 1, name: 'Pay an invoice' })).toBeVisible();
  await expect(other.getByText(/^INV-/)).toBeVisible();
  await expectAccessible(other);
  await other.getByRole('button', { name: 'Pay', exact: true }).click();
  await expect(other.getByText('This is a stand-in: no money moves.')).toBeVisible();
  await other.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(other.getByText('You turned back without paying')).toBeVisible();
  await expectAccessible(other);

  await other.goto(mail.link);
  await other.getByRole('button', { name: 'Pay', exact: true }).click();
  await expect(other.getByText('This is a stand-in: no money moves.')).toBeVisible();
  await other.getByRole('button', { name: 'Pay', exact: true }).click();
  await expect(other.getByText('Paid. Thank you.')).toBeVisible();
  await expect(other.getByText(/^Invoice INV-/)).toBeVisible();
  await expectAccessible(other);
  await other.goto(mail.link);
  await expect(other.getByRole('heading', { level: 1, name: 'There is nothing to pay here' })).toBeVisible();
  await expectAccessible(other);
  await other.close();
});

/** Fills in whom invoices are for. */
async function sayWhoPays(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Say who pays' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Who pays' });
  await dialog.getByLabel('Name').fill('Heron Works Ltd');
  await dialog.getByLabel('Address').fill('12 Ring Road\nAccra');
  await dialog.getByLabel('Country').selectOption('GH');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
}
