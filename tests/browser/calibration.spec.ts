// Calibration: ratings are compared by several people at once, settled, and read by whom they are about.
import type { Page } from '@playwright/test';

import { expectAccessible } from './support/accessible.ts';
import { day } from './support/days.ts';
import { objective } from './support/goals.ts';
import { type Organisation, enter } from './support/organisation.ts';
import { ANNUAL, asked, handsIn, packetOf, until, writing } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

const REASON = 'Kept the yard running through the flood, and trained two.';

/** A cycle about the employee in which their manager has rated them, and ratings are compared now. */
async function calibrating(organisation: Organisation): Promise<string> {
  const { admin, manager } = organisation;
  const settings = { name: 'Half-year', period_from: day(-180), peers_most: 0, calibrates: true, explains_changes: true };
  const cycle = await writing(organisation, { library: ANNUAL, ...settings });
  const review = (await asked(manager)).find((one) => one.relation === 'manager');
  const answers = { achievements: { text: 'The yard.' }, overall: { rating: 3 }, potential: { rating: 3 }, next: { text: 'Lead.' } };
  await handsIn(manager, review.id, answers);
  await until(admin, cycle, 'calibrating');
  return cycle.id;
}

/** Adds somebody to a list of people. */
async function choose(page: Page, label: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(name);
  await page.getByRole('option', { name }).click();
}

test('ratings are compared, settled and read', async ({ page, browser, organisation }) => {
  const { admin, manager, employee } = organisation;
  const cycle = await calibrating(organisation);
  // Made only now: the manager's review would have to say something of it.
  const goal = await objective(organisation, employee, { title: 'Cranes stand still less' });
  await enter(page, admin);
  await page.goto(`/reviews/cycles/${cycle}`);
  await expect(page.getByText('No session yet')).toBeVisible();
  await page.getByRole('button', { name: 'New session' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Yard and quay');
  await choose(page, 'Who takes part', manager.name);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save session' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Yard and quay' })).toBeVisible();
  await page.getByRole('button', { name: 'Edit' }).click();
  const form = page.getByRole('dialog');
  for (const [at, part] of ['5', '20', '50', '20', '5'].entries()) await form.getByLabel(/\(%\)/).nth(at).fill(part);
  await form.getByRole('button', { name: 'Save session' }).click();
  await expect(page.getByText('The session is saved.').last()).toBeVisible();
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByText('The session stands at: Open.')).toBeVisible();
  await expect(page.getByRole('region', { name: /Solid and growing/ }).getByRole('button', { name: employee.name })).toBeVisible();
  await expectAccessible(page);

  // Another has the same before them.
  const other = await browser.newPage();
  await enter(other, manager);
  await other.goto('/reviews');
  await other.getByRole('link', { name: 'Yard and quay' }).click();
  await expect(other.getByRole('region', { name: /Solid and growing/ }).getByRole('button', { name: employee.name })).toBeVisible();

  // By keys alone.
  await page.locator('.board-card').first().focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: employee.name });
  await expect(dialog.getByLabel('Reason')).toBeVisible();
  await expect(dialog.getByRole('heading', { name: 'Goals of the period' })).toBeVisible();
  await expect(dialog.getByRole('link', { name: 'Cranes stand still less' })).toHaveAttribute('href', `/goals/${goal.id}`);
  await expectAccessible(page);
  await dialog.getByLabel('Rating').selectOption({ label: 'Exceeds expectations' });
  await dialog.getByLabel('Potential').selectOption({ label: 'High' });
  await dialog.getByLabel('Reason').fill('Too short');
  await dialog.getByRole('button', { name: 'Move' }).click();
  await expect(dialog.getByText('At least 20 characters.').last()).toBeVisible();
  await dialog.getByLabel('Reason').fill(REASON);
  await dialog.getByLabel('Reason').press('Tab');
  await dialog.getByRole('button', { name: 'Move' }).press('Enter');
  await expect(page.getByText('The card is moved.')).toBeVisible();
  await expect(page.getByText(REASON)).toBeVisible();
  await expect(page.getByRole('region', { name: /Solid and growing/ }).getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('region', { name: /Ready for more/ }).getByRole('button', { name: employee.name })).toBeVisible();
  await expectAccessible(page);

  // The other one sees it without asking, and drags it on.
  const ready = other.getByRole('region', { name: /Ready for more/ });
  await expect(ready.getByRole('button', { name: employee.name })).toBeVisible();
  await expect(other.getByText(REASON)).toBeVisible();
  await ready.getByRole('button', { name: employee.name }).dragTo(other.getByRole('region', { name: /Strong performer/ }));
  const dropped = other.getByRole('dialog', { name: employee.name });
  await expect(dropped.getByLabel('Potential')).toHaveValue('2');
  await expect(dropped.getByLabel('Rating')).toHaveValue('4');
  await other.keyboard.press('Escape');
  await other.close();

  for (const step of ['Decide', 'Apply']) {
    await page.getByRole('button', { name: step, exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: step, exact: true }).click();
  }
  await expect(page.getByText('The session stands at: Applied.')).toBeVisible();

  await page.goto(`/reviews/cycles/${cycle}`);
  await page.getByRole('button', { name: 'End calibration' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText('The cycle stands at: Sharing.')).toBeVisible();
  const packet = await packetOf(manager, cycle);
  const mine = await browser.newPage();
  await enter(mine, employee);
  await mine.goto(`/reviews/packets/${packet}`);
  await expect(mine.getByText('Nothing to read yet')).toBeVisible();
  await expect(mine.getByText('Final rating')).toHaveCount(0);
  await manager.api.put(`/review-packets/${packet}/release`, { summary: 'A strong half-year.' });
  await mine.reload();
  await expect(mine.getByRole('heading', { name: 'Final rating' })).toBeVisible();
  await expect(mine.getByText('Proposed: Meets expectations. Decided: Exceeds expectations.')).toBeVisible();
  await expect(mine.getByText(REASON)).toBeVisible();
  await expectAccessible(mine);
  await mine.close();
});

test('votes are blind, the ledger says who agreed, and who is too close keeps out', async ({ page, browser, organisation }) => {
  const { admin, manager, employee } = organisation;
  const cycle = await calibrating(organisation);
  const { session } = await admin.api.post('/calibration-sessions', {
    cycle_id: cycle,
    name: 'Yard and quay',
    members: [manager.id, admin.id],
    takes_votes: true,
  });
  const step = () => admin.api.post(`/calibration-sessions/${session.id}/move`, { step: 'forward' });
  await step();
  const card = (on: Page) => on.locator('.board-card', { hasText: employee.name });
  const dialog = page.getByRole('dialog', { name: employee.name });
  await enter(page, manager);
  await page.goto(`/reviews/calibration/${session.id}`);
  await card(page).click();
  await dialog.getByRole('button', { name: 'It fits' }).click();
  await expect(page.getByText('Your vote is noted.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'It fits' })).toHaveAttribute('aria-pressed', 'true');
  await expect(dialog.getByText('1 of 2 have voted')).toBeVisible();
  await expect(dialog.getByRole('listitem').filter({ hasText: manager.name })).toHaveCount(0);
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  // All have voted: now each sees the others'.
  const { cards } = await admin.api.get(`/calibration-sessions/${session.id}`);
  await admin.api.put(`/calibration-cards/${cards[0].id}/vote`, { vote: 'question' });
  await card(page).click();
  await expect(dialog.getByRole('listitem').filter({ hasText: admin.name })).toContainText("Let's talk");
  await page.keyboard.press('Escape');

  await step();
  const { card: now } = await admin.api.get(`/calibration-cards/${cards[0].id}`);
  await admin.api.patch(`/calibration-cards/${cards[0].id}`, { rating: 4, reason: REASON }, now.version);
  await expect(page.getByText(REASON)).toBeVisible();
  await card(page).click();
  await dialog.getByRole('button', { name: 'I agree with the last change' }).click();
  await expect(dialog.getByRole('button', { name: "I don't agree any more" })).toBeVisible();
  await expect(dialog.getByText(`Agreed: ${manager.name}`)).toBeVisible();
  await expectAccessible(page);

  // An Admin has the manager keep out, who has the card open and sees at once nothing of it.
  const desk = await browser.newPage();
  await enter(desk, admin);
  await desk.goto(`/reviews/calibration/${session.id}`);
  await card(desk).click();
  const form = desk.getByRole('dialog', { name: employee.name });
  await expect(form.getByText(`Agreed: ${manager.name}`)).toBeVisible();
  await form.getByText('Too close to be fair?').click();
  await form.getByLabel('Who keeps out').selectOption({ label: manager.name });
  await expectAccessible(desk);
  await form.getByRole('button', { name: 'Keep out', exact: true }).click();
  await expect(desk.getByText(`${manager.name} keeps out of the card of ${employee.name}.`)).toBeVisible();
  await expect(page.getByText(`You keep out of the card of ${employee.name}.`)).toBeVisible();
  await expect(dialog).toBeHidden();
  await expect(card(page)).toHaveCount(0);
  await expect(page.getByText(REASON)).toHaveCount(0);
  await expectAccessible(page);

  await desk.getByRole('button', { name: `Let ${manager.name} see the card of ${employee.name} again` }).click();
  await expect(desk.getByText('They see the card again.')).toBeVisible();
  await expect(card(page)).toBeVisible();
  await desk.close();
});
