// Who else writes a review, who else may read it, and how what is marked up is shown.
import type { Page } from '@playwright/test';

import { expectAccessible } from './support/accessible.ts';
import { enter, joined } from './support/organisation.ts';
import { asked, written } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

/** Chooses somebody in the dialog that is open. */
async function choose(page: Page, label: RegExp, name: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: label }).fill(name);
  await page.getByRole('option', { name }).click();
}

test('somebody writes in place of a manager who is away, and the manager again when they are back', async ({ page, browser, organisation }) => {
  const { admin, manager, employee } = organisation;
  const { packet } = await written(organisation);
  await enter(page, admin);
  await page.goto(`/reviews/packets/${packet}`);
  await page.getByRole('button', { name: 'Name a reviewer' }).click();
  const dialog = page.getByRole('dialog');
  await expectAccessible(page);
  await dialog.getByRole('radio', { name: /^In place of their manager/ }).check();
  await expect(dialog.getByRole('radio', { name: 'A peer' })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Name a reviewer' }).click();
  await expect(dialog.getByText('Fill this in.').first()).toBeVisible();
  await choose(page, /^Who writes/, admin.name);
  await dialog.getByLabel('Reason').fill('On leave until March.');
  await dialog.getByRole('button', { name: 'Name a reviewer' }).click();
  await expect(page.getByText('They are to write, and told.')).toBeVisible();
  await expect(page.getByText(`as their manager, in place of ${manager.name}`)).toBeVisible();
  await expectAccessible(page);

  await page.goto('/reviews');
  await expect(page.getByText('as their manager (acting)')).toBeVisible();
  await page.getByRole('link', { name: `Write about ${employee.name}` }).click();
  await expect(page.getByText(`You write in place of ${manager.name}`)).toBeVisible();
  await expect(page.getByText('On leave until March.')).toBeVisible();

  const other = await browser.newPage();
  await enter(other, manager);
  await other.goto('/reviews');
  await expect(other.getByText('Nothing to write')).toBeVisible();
  await page.goto(`/reviews/packets/${packet}`);
  await page.getByRole('button', { name: `Remove ${admin.name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText("They don't write any more.")).toBeVisible();
  await other.reload();
  await expect(other.getByRole('link', { name: `Write about ${employee.name}` })).toBeVisible();
  await other.close();
});

test('a peer declines, and the manager names another in their place', async ({ page, browser, organisation }) => {
  const { admin, manager, employee } = organisation;
  const peer = (name: string) =>
    joined(admin, { name, email: `peer-${crypto.randomUUID().slice(0, 8)}@example.com`, role: 'employee' });
  const [first, second] = [await peer('Pia Peer'), await peer('Olaf Other')];
  const { packet } = await written(organisation);
  const named = { person_id: first.id, capacity: 'additional', relation: 'peer', reason: 'Worked beside them' };
  await admin.api.post(`/review-packets/${packet}/reviewers`, named);
  await enter(page, manager);
  await page.goto(`/reviews/packets/${packet}`);
  await expect(page.getByText(first.name).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Name another peer' })).toHaveCount(0);
  const [review] = await asked(first);
  await first.api.put(`/reviews/${review.id}/refusal`, { reason: 'We have hardly worked together' });

  await page.reload();
  await page.getByRole('button', { name: 'Name another peer' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('radio')).toHaveCount(0);
  await choose(page, /^Who writes/, second.name);
  await dialog.getByLabel('Reason').fill('Worked beside them, too.');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Name another peer' }).click();
  await expect(page.getByText('They are to write, and told.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Name another peer' })).toHaveCount(0);
  await expectAccessible(page);

  const other = await browser.newPage();
  await enter(other, second);
  await other.goto('/reviews');
  await expect(other.getByRole('link', { name: `Write about ${employee.name}` })).toBeVisible();
  await other.close();
});

test('an Admin gives somebody sight of a cycle, and takes it back', async ({ page, browser, organisation }) => {
  const { admin, employee } = organisation;
  const mark = crypto.randomUUID().slice(0, 8);
  const viewer = await joined(admin, { name: 'Paula Partner', email: `paula-${mark}@example.com`, role: 'employee' });
  const { cycle, packet } = await written(organisation);
  await enter(page, admin);
  await page.goto(`/reviews/cycles/${cycle}`);
  await expect(page.getByText('Nobody but managers and Admins.')).toBeVisible();
  await page.getByRole('button', { name: 'Give sight' }).click();
  await choose(page, /^Who/, viewer.name);
  await page.getByRole('dialog').getByLabel('Reason').fill('HR partner of this team.');
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Give sight' }).click();
  await expect(page.getByText('They may read it, and are told.')).toBeVisible();
  await expect(page.getByText(/^Everybody in this cycle, until /)).toBeVisible();
  await expectAccessible(page);

  const other = await browser.newPage();
  await enter(other, viewer);
  await other.goto(`/reviews/cycles/${cycle}`);
  await other.getByRole('link', { name: employee.name }).click();
  await expect(other.getByRole('heading', { level: 1, name: employee.name })).toBeVisible();
  await expect(other.getByText('Given sight by an Admin')).toBeVisible();
  await expectAccessible(other);

  await page.getByRole('button', { name: `Take back the sight of ${viewer.name}` }).click();
  await expect(page.getByText('Nobody but managers and Admins.')).toBeVisible();
  await other.goto(`/reviews/packets/${packet}`);
  await expect(other.getByRole('heading', { level: 1, name: employee.name })).toHaveCount(0);
  await other.close();
});

test('what is marked up is previewed and read so, and what is hostile is text', async ({ page, organisation }) => {
  const { employee } = organisation;
  const { packet } = await written(organisation);
  await enter(page, employee);
  await page.goto('/reviews');
  await page.getByRole('link', { name: /^Write about/ }).click();
  const part = page.getByLabel('What was their part in it?');
  await part.fill('I led the divers.\n**Twice**, with `ropes`:\n\n- one\n- two');
  const preview = page.getByText('How it will be read');
  await preview.click();
  await expect(page.locator('.marked strong', { hasText: 'Twice' })).toBeVisible();
  await expect(page.locator('.marked li')).toHaveCount(2);
  await expectAccessible(page);
  await part.fill('Nothing but words.');
  await expect(preview).toHaveCount(0);

  const hostile = '<img src=x onerror=alert(1)> [trap](javascript:alert(1)) ![far](https://example.com/a.png) [log](https://example.com/log)';
  await part.fill(`**Mine** ${hostile}`);
  for (const group of await page.getByRole('radiogroup').all()) await group.getByRole('radio', { name: /^Meets expectations/ }).check();
  await page.getByLabel('What should they do again, and what another way?').fill('Ask the pilots first.');
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(page.getByText('Nothing to write')).toBeVisible();
  await page.goto(`/reviews/packets/${packet}`);
  const answer = page.locator('.marked');
  await expect(answer.locator('strong')).toHaveText('Mine');
  await expect(answer).toContainText('<img src=x onerror=alert(1)> [trap](javascript:alert(1)) ![far](https://example.com/a.png)');
  await expect(answer.locator('img')).toHaveCount(0);
  const links = answer.getByRole('link');
  await expect(links).toHaveCount(1);
  await expect(links).toHaveAttribute('href', 'https://example.com/log');
  await expect(links).toHaveAttribute('rel', 'noopener noreferrer nofollow');
  await expectAccessible(page);
});
