// Answers without names: from who is named as a peer to what the person and an Admin read.
import type { Page } from '@playwright/test';

import { expectAccessible } from './support/accessible.ts';
import { day } from './support/days.ts';
import { type Member, enter, joined } from './support/organisation.ts';
import { asked, draft, goOn, handsIn } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

const said = (peer: Member) => `Said by the ${peer.name.split(' ')[1]?.toLowerCase()} and nobody else.`;

/** Adds somebody to a list of people. */
async function choose(page: Page, label: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(name);
  await page.getByRole('option', { name }).click();
}

test('peers answer without names, from their nomination to what is read', async ({ page, browser, organisation }) => {
  const { admin, manager, employee } = organisation;
  const peers: Member[] = [];
  for (const name of ['Pia Pilot', 'Dora Diver', 'Bo Baker']) {
    peers.push(await joined(admin, { name, email: `peer-${crypto.randomUUID().slice(0, 8)}@example.com`, role: 'employee' }));
  }
  const [first, ...others] = peers as [Member, ...Member[]];
  const cycle = await draft(organisation, { nominate_by: day(3), peers_most: 4, naming: 'unnamed', minimum: 3 });
  await goOn(admin, cycle.id);

  await enter(page, employee);
  await page.goto('/reviews');
  await page.getByRole('link', { name: /^Propose peers/ }).click();
  for (const peer of peers) await choose(page, 'Peers', peer.name);
  await page.getByRole('button', { name: 'Propose' }).click();
  await expect(page.getByText('Your manager has your proposal.')).toBeVisible();
  const address = page.url();
  const desk = await browser.newPage();
  await enter(desk, manager);
  await desk.goto(address);
  await desk.getByRole('button', { name: 'Settle' }).click();
  await expect(desk.getByText('It is settled.')).toBeVisible();
  await goOn(admin, cycle.id);

  // What is promised stands before the first word.
  const writing = await browser.newPage();
  await enter(writing, first);
  await writing.goto('/reviews');
  await writing.getByRole('link', { name: `Write about ${employee.name}` }).click();
  await expect(writing.getByText('Without your name', { exact: true })).toBeVisible();
  await expect(writing.getByText(/only if at least 3 answer; to Admins too/)).toBeVisible();
  await expectAccessible(writing);
  for (const group of await writing.getByRole('radiogroup').all()) await group.getByRole('radio', { name: /^Meets/ }).check();
  await writing.getByLabel('What should they do again, and what another way?').fill(said(first));
  await writing.getByRole('button', { name: 'Hand in' }).click();
  await expect(writing.getByText('Nothing to write')).toBeVisible();
  await writing.close();
  for (const peer of others) {
    const [review] = await asked(peer);
    await handsIn(peer, review.id, { result: { rating: 4 }, way: { rating: 2 }, again: { text: said(peer) } });
  }
  // As long as it is written nobody reads any of it, nor how many there are.
  await desk.reload();
  await expect(desk.getByRole('heading', { level: 1 })).toBeVisible();
  for (const peer of peers) await expect(desk.getByText(said(peer))).toHaveCount(0);
  await goOn(admin, cycle.id);

  await desk.reload();
  await desk.getByLabel('Summary').fill('A strong half-year.');
  await desk.getByRole('button', { name: `Release to ${employee.name}` }).click();
  await expect(desk.getByText('They have it now, and are told.')).toBeVisible();
  const log = await browser.newPage();
  await enter(log, admin);
  await log.goto(address);
  await page.goto(address);
  for (const reader of [desk, log, page]) {
    const again = reader.locator('.review-question', { hasText: 'What should they do again, and what another way?' });
    for (const peer of peers) {
      await expect(again.getByText(said(peer))).toBeVisible();
      await expect(again.getByText(peer.name)).toHaveCount(0);
    }
    await expect(again.getByText('Peers', { exact: true })).toHaveCount(3);
  }
  for (const peer of peers) await expect(page.getByText(peer.name)).toHaveCount(0);
  await expectAccessible(page);
  // Nor does what the app asks the server for.
  const { sections } = await employee.api.get(`/review-packets/${new URL(address).pathname.split('/').pop()}`);
  const words = JSON.stringify(sections);
  for (const peer of peers) {
    expect(words).toContain(said(peer));
    expect(words).not.toContain(peer.name);
    expect(words).not.toContain(peer.id);
  }
  await log.close();
  await desk.close();
});
