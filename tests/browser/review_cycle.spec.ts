// A whole review cycle about two hundred people: the Admin runs it from the draft to its end, a Manager and an Employee do
// their part of it in the browser, and everybody else does theirs by the API.
import type { Page } from '@playwright/test';

import { expectAccessible } from './support/accessible.ts';
import { type Member, type Organisation, atOnce, crew, enter } from './support/organisation.ts';
import { PROJECT, asked, fromLibrary, writes } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

/** With the three of the organisation they are two hundred. */
const MORE = 197;

const NAME = 'Review of the year';

/** Adds somebody to a list of people. */
async function choose(page: Page, label: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(name);
  await page.getByRole('option', { name }).click();
}

/** Writes the review of that kind on its page, and hands it in. */
async function writesHere(page: Page, who: Member, relation: string, word: string): Promise<void> {
  const review = (await asked(who)).find((one) => one.relation === relation);
  await page.goto(`/reviews/write/${review.id}`);
  const again = page.getByLabel('What should they do again, and what another way?');
  await expect(again).toBeVisible();
  await page.getByLabel('What was their part in it?').fill('Led the divers.');
  for (const group of await page.getByRole('radiogroup').all()) await group.getByRole('radio', { name: new RegExp(`^${word}`) }).check();
  await again.fill('Ask the pilots first, again.');
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect.poll(async () => (await who.api.get(`/reviews/${review.id}`)).review.state).toBe('submitted');
}

/** Takes the step; nobody leads the Admin, and the cycle goes on without what they lack for it. */
async function goOnWithoutAdmin(page: Page, deed: string, admin: Member): Promise<void> {
  await page.getByRole('button', { name: deed, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('1 gap is left')).toBeVisible();
  await dialog.getByRole('checkbox', { name: admin.name }).check();
  await dialog.getByLabel('Reason').fill('Nobody leads them.');
  await dialog.getByRole('button', { name: 'Go on without it' }).click();
  await expect(dialog.getByText('Goes on without what 1 person lacks.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Go on', exact: true }).click();
}

/** Everybody's packet, by whom it is about. */
async function packetsOf({ api }: Member, cycle: string): Promise<Map<string, string>> {
  const packets = new Map<string, string>();
  let cursor = '';
  do {
    const page = await api.get(`/review-packets?cycle=${cycle}&limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    for (const packet of page.items) packets.set(packet.subject.id, packet.id);
    cursor = page.next_cursor ?? '';
  } while (cursor);
  return packets;
}

/** Sets the cycle up and launches it; gives its id. */
async function launches(page: Page, { admin }: Organisation): Promise<string> {
  await page.goto('/reviews/cycles/new');
  await page.getByLabel('Name', { exact: true }).fill(NAME);
  await page.getByLabel('Template').selectOption({ label: 'After a project' });
  await page.getByLabel('At least', { exact: true }).fill('0');
  await page.getByLabel('At most', { exact: true }).fill('2');
  await page.getByRole('radio', { name: 'With names' }).check();
  await page.getByRole('checkbox', { name: 'Compare ratings before they are released' }).check();
  await page.getByRole('button', { name: 'Save cycle' }).click();
  await expect(page.getByText('Nobody sees this but Admins')).toBeVisible();
  const id = new URL(page.url()).pathname.split('/').pop() ?? '';
  await page.getByRole('button', { name: 'Launch', exact: true }).click();
  await expect(page.getByRole('dialog').getByText(`${MORE + 3} people`).first()).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await goOnWithoutAdmin(page, 'Launch', admin);
  const stage = async () => (await admin.api.get(`/review-cycles/${id}`)).cycle.stage;
  await expect.poll(stage, { timeout: 60_000 }).toBe('nominating');
  return id;
}

test('a cycle about two hundred people goes from its draft to its end', async ({ page, browser, organisation, isMobile }) => {
  test.skip(isMobile, 'its pages are opened at this width by the other journeys');
  test.setTimeout(300_000);
  const { admin, manager, employee } = organisation;
  const others = await crew(organisation, MORE);
  await fromLibrary(admin, PROJECT);
  await enter(page, admin);
  const cycle = await launches(page, organisation);
  const packets = await packetsOf(admin, cycle);
  expect(packets.size).toBe(MORE + 3);
  const packet = packets.get(employee.id) ?? '';

  // Who writes as a peer: the employee proposes, their manager settles it; of all others nobody does.
  const mine = await browser.newPage();
  await enter(mine, employee);
  await mine.goto('/reviews');
  await mine.getByRole('link', { name: /^Propose peers/ }).click();
  await choose(mine, 'Peers', admin.name);
  await mine.getByRole('button', { name: 'Propose' }).click();
  await expect(mine.getByText('Your manager has your proposal.')).toBeVisible();
  const desk = await browser.newPage();
  await enter(desk, manager);
  await desk.goto(`/reviews/packets/${packet}`);
  await desk.getByRole('button', { name: 'Settle' }).click();
  await expect(desk.getByText('It is settled.')).toBeVisible();
  await atOnce([manager, ...others], async ({ id }) => {
    await admin.api.put(`/review-packets/${packets.get(id)}/peers`, { peers: [] });
  });
  await page.goto(`/reviews/cycles/${cycle}`);
  await goOnWithoutAdmin(page, 'Begin writing', admin);
  await expect(page.getByText('The cycle stands at: Writing.')).toBeVisible();

  await writesHere(mine, employee, 'self', 'Meets expectations');
  await writesHere(desk, manager, 'manager', 'Exceeds expectations');
  await atOnce([admin, manager, ...others], (member) => writes(member, 'As promised.'));
  await page.goto(`/reviews/cycles/${cycle}`);
  await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'End writing', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Go on', exact: true }).click();
  await expect(page.getByText('The cycle stands at: Calibrating.')).toBeVisible();

  await page.getByRole('button', { name: 'New session' }).click();
  await page.getByLabel('Name', { exact: true }).fill('The yard');
  const below = page.getByRole('combobox', { name: 'People of this manager' });
  await below.fill(manager.name);
  await page.getByRole('option', { name: manager.name }).click();
  await choose(page, 'Who takes part', manager.name);
  await page.getByRole('button', { name: 'Save session' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'The yard' })).toBeVisible();
  for (const step of ['Open', 'Decide', 'Apply']) {
    // The cards below open by a button of that name, too.
    await page.getByRole('button', { name: step, exact: true }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: step, exact: true }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await expect(page.getByText('The session stands at: Applied.')).toBeVisible();
  await page.goto(`/reviews/cycles/${cycle}`);
  await goOnWithoutAdmin(page, 'End calibration', admin);
  await expect(page.getByText('The cycle stands at: Sharing.')).toBeVisible();

  await desk.goto(`/reviews/packets/${packet}`);
  await desk.getByLabel('Summary').fill('A strong year. More of the same.');
  await desk.getByRole('button', { name: `Release to ${employee.name}` }).click();
  await expect(desk.getByText('They have it now, and are told.')).toBeVisible();
  await desk.close();
  await mine.goto(`/reviews/packets/${packet}`);
  await expect(mine.getByText('A strong year. More of the same.')).toBeVisible();
  await expect(mine.getByRole('heading', { name: 'Final rating' })).toBeVisible();
  await mine.getByRole('radio', { name: 'I have read it and agree' }).check();
  await mine.getByRole('button', { name: 'Send' }).click();
  await expect(mine.getByText('Your manager has your answer.')).toBeVisible();
  await mine.close();

  await page.goto(`/reviews/cycles/${cycle}`);
  await page.getByRole('main').getByRole('button', { name: 'Close', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Release all that are ready' }).click();
  await expect(page.getByText(`${MORE + 2} people have theirs now.`)).toBeVisible();
  await dialog.getByRole('button', { name: 'Go on', exact: true }).click();
  await expect(page.getByText('The cycle stands at: Closed.')).toBeVisible();
  await expectAccessible(page);
  // It can be answered for two weeks more.
  await atOnce([admin, manager, ...others], async ({ id, api }) => {
    await api.put(`/review-packets/${packets.get(id)}/acknowledgement`, { answer: 'read' });
  });

  const { progress } = await admin.api.get(`/review-cycles/${cycle}`);
  const all = MORE + 3;
  // Everybody about themselves, all but the Admin by who leads them, and the employee by a peer.
  const reviews = all + (all - 1) + 1;
  expect(progress).toEqual({ people: all, nominated: all - 1, reviews, submitted: reviews, released: all, acknowledged: all, disagreed: 0 });
});
