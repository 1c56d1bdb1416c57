// Somebody from outside writes a review by a link; and what a template takes.
import { expectAccessible } from './support/accessible.ts';
import { latestMail } from './support/mail.ts';
import { enter } from './support/organisation.ts';
import { packetOf, reviewToWrite } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

test('an Admin invites somebody from outside, who writes by the link of their mail and hands in once', async ({ page, browser, organisation }) => {
  const { admin, employee } = organisation;
  const review = await reviewToWrite(organisation);
  const packet = await packetOf(admin, review.cycle.id);
  const email = `ines-${crypto.randomUUID().slice(0, 8)}@example.org`;
  await enter(page, admin);
  await page.goto(`/reviews/packets/${packet}`);
  await page.getByRole('button', { name: 'Invite somebody from outside' }).click();
  const dialog = page.getByRole('dialog');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Invite somebody from outside' }).click();
  await expect(dialog.getByText('Fill this in.').first()).toBeVisible();
  await dialog.getByLabel('Name').fill('Ines of the harbour');
  await dialog.getByLabel('E-mail address').fill(email);
  await dialog.getByLabel('Reason').fill('Our best customer.');
  await dialog.getByRole('button', { name: 'Invite somebody from outside' }).click();
  await expect(page.getByText('The link is on its way.')).toBeVisible();
  await expect(page.getByText('asked, nothing written yet')).toBeVisible();
  await expectAccessible(page);

  const mail = await latestMail(email);
  expect(mail.subject).toContain(employee.name);
  const other = await browser.newPage();
  await other.goto(mail.link);
  await expect(other.getByRole('heading', { level: 1, name: `Your review of ${employee.name}` })).toBeVisible();
  await expect(other.getByText('Without your name', { exact: true })).toBeVisible();
  await expect(other.getByText('How did the goals go?')).toHaveCount(0);
  await expectAccessible(other);
  await other.getByLabel('What should be remembered?').fill('They kept their word.');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other.getByText(/^It is saved\. Come back by the same link/)).toBeVisible();
  await other.reload();
  await expect(other.getByLabel('What should be remembered?')).toHaveValue('They kept their word.');
  await other.getByRole('button', { name: 'Hand in' }).click();
  await expect(other.locator('[aria-invalid=true]').first()).toBeVisible();
  await other.getByRole('radio', { name: /^Above/ }).check();
  await other.getByRole('button', { name: 'Hand in' }).click();
  await expect(other.getByRole('heading', { level: 1, name: 'Thank you' })).toBeVisible();
  await expectAccessible(other);
  await other.reload();
  await expect(other.getByRole('heading', { level: 1, name: 'Thank you' })).toBeVisible();
  await other.close();

  await page.reload();
  await expect(page.getByText('has handed in')).toBeVisible();
});

test('who declines leaves nothing, and a link that was taken back says so', async ({ page, browser, organisation }) => {
  const { admin } = organisation;
  const review = await reviewToWrite(organisation);
  const packet = await packetOf(admin, review.cycle.id);
  const invite = async (name: string) => {
    const email = `${name.toLowerCase()}-${crypto.randomUUID().slice(0, 8)}@example.org`;
    await admin.api.post(`/review-packets/${packet}/external-reviewers`, { name, email, reason: 'Our best customer.' });
    return (await latestMail(email)).link;
  };
  const [ines, jon] = [await invite('Ines'), await invite('Jon')];
  const other = await browser.newPage();
  await other.goto(ines);
  await other.getByRole('button', { name: 'Decline' }).click();
  await expect(other.getByRole('dialog', { name: 'Decline to write?' })).toBeVisible();
  await expectAccessible(other);
  await other.getByRole('dialog').getByRole('button', { name: 'Decline' }).click();
  await expect(other.getByRole('heading', { level: 1, name: 'You have declined' })).toBeVisible();

  await enter(page, admin);
  await page.goto(`/reviews/packets/${packet}`);
  await expect(page.getByText('has declined')).toBeVisible();
  await page.getByRole('button', { name: 'Take back the link of Jon' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await expect(page.getByText('The link is dead.')).toBeVisible();
  // Another secret behind the same page is another address only after a reload.
  await other.goto('about:blank');
  await other.goto(jon);
  await expect(other.getByRole('heading', { level: 1, name: "This link doesn't work" })).toBeVisible();
  await expectAccessible(other);
  await other.close();
});

test('a template says what it takes, and the rehearsal what all of it takes', async ({ page, organisation }) => {
  const { admin } = organisation;
  const review = await reviewToWrite(organisation);
  const { setup } = await admin.api.get(`/review-cycles/${review.cycle.id}`);
  await enter(page, admin);
  await page.goto(`/reviews/templates/${setup.template_id}`);
  await expect(page.getByRole('heading', { name: 'What it takes' })).toBeVisible();
  await expect(page.getByText(/^about \d+ minutes, estimated$/).first()).toBeVisible();
  await expect(page.getByText(/^\d+ hours? for \d+ people$/)).toBeVisible();
  await expect(page.getByText(/^Questions are judged when a cycle/)).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/reviews/cycles/${review.cycle.id}`);
  await page.getByRole('button', { name: 'End writing' }).click();
  await expect(page.getByRole('dialog').getByText('Expected time in all')).toBeVisible();
  await expectAccessible(page);
});
