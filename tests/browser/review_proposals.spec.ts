// What is due when in a review cycle, and peers that are proposed, explained and settled.
import { expectAccessible } from './support/accessible.ts';
import { day } from './support/days.ts';
import { enter, joined } from './support/organisation.ts';
import { ANNUAL, draft, goOn, packetOf } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

test('an Admin looks at the days and the proposed peers of a draft, and settles them once it is launched', async ({ page, organisation }) => {
  const { admin, manager, employee, team } = organisation;
  const mark = crypto.randomUUID().slice(0, 8);
  const pia = await joined(manager, { name: 'Pia Pilot', email: `pia-${mark}@example.com`, role: 'employee', team_id: team.id }, admin);
  const cycle = await draft(organisation, { library: ANNUAL, nominate_by: day(3), peers_least: 1, peers_most: 2 });
  await enter(page, admin);
  await page.goto(`/reviews/cycles/${cycle.id}`);
  const dates = page.locator('#dates');
  await expect(dates.getByText('Peers of 1 person are to be settled')).toBeVisible();
  await expect(dates.getByText('Last day for 1 person to answer')).toBeVisible();
  await expect(dates.getByText('Expected').first()).toBeVisible();
  const proposals = page.locator('#proposals');
  await expect(proposals.getByText(pia.name)).toBeVisible();
  await expect(proposals.getByText('same team; would write 1 review as a peer, the least of those who know them')).toBeVisible();
  await expect(proposals.getByRole('button')).toHaveCount(0);
  await expectAccessible(page);

  await goOn(admin, cycle.id);
  await page.reload();
  await proposals.getByRole('button', { name: `Settle these peers of ${employee.name}` }).click();
  await expect(proposals.getByText('Everybody has enough peers')).toBeVisible();
  await expectAccessible(page);
  const { peers } = await admin.api.get(`/review-packets/${await packetOf(admin, cycle.id)}`);
  expect(peers.map((peer: { person: { id: string } }) => peer.person.id)).toEqual([pia.id]);
});

test('a manager adds a proposed peer to those whom they settle', async ({ page, organisation }) => {
  const { admin, manager, team } = organisation;
  const mark = crypto.randomUUID().slice(0, 8);
  const pia = await joined(manager, { name: 'Pia Pilot', email: `pia-${mark}@example.com`, role: 'employee', team_id: team.id }, admin);
  const cycle = await draft(organisation, { library: ANNUAL, nominate_by: day(3), peers_least: 1, peers_most: 2 });
  await goOn(admin, cycle.id);
  const packet = await packetOf(admin, cycle.id);
  await enter(page, manager);
  await page.goto(`/reviews/packets/${packet}`);
  await page.getByRole('button', { name: `Add ${pia.name}` }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Settle', exact: true }).click();
  await expect
    .poll(async () => (await manager.api.get(`/review-packets/${packet}`)).peers.map((peer: { person: { id: string } }) => peer.person.id))
    .toEqual([pia.id]);
});
