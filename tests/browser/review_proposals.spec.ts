// What is due when in a review cycle, and peers that are proposed, explained and settled.
import { expectAccessible } from './support/accessible.ts';
import { enter, joined } from './support/organisation.ts';
import { goOn } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

const day = (away: number) => new Date(Date.now() + away * 86_400_000).toISOString().slice(0, 10);

test('an Admin looks at the days and the proposed peers of a draft, and settles them once it is launched', async ({ page, organisation }) => {
  const { admin, manager, employee, team } = organisation;
  const mark = crypto.randomUUID().slice(0, 8);
  const pia = await joined(manager, { name: 'Pia Pilot', email: `pia-${mark}@example.com`, role: 'employee', team_id: team.id }, admin);
  const library = await admin.api.get('/review-templates/library');
  const template = await admin.api.post('/review-templates', library.items[0]);
  const { cycle } = await admin.api.post('/review-cycles', {
    name: 'After the harbour works',
    template_id: template.template.id,
    period_from: day(-90),
    period_to: day(0),
    nominate_by: day(3),
    write_by: day(10),
    share_by: day(20),
    peers_least: 1,
    peers_most: 2,
    naming: 'named',
    started_until: '1901-01-01',
    included: [employee.id],
  });
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
  const { items } = await admin.api.get(`/review-packets?cycle=${cycle.id}`);
  const { peers } = await admin.api.get(`/review-packets/${items[0].id}`);
  expect(peers.map((peer: { person: { id: string } }) => peer.person.id)).toEqual([pia.id]);
});

test('a manager adds a proposed peer to those whom they settle', async ({ page, organisation }) => {
  const { admin, manager, employee, team } = organisation;
  const mark = crypto.randomUUID().slice(0, 8);
  const pia = await joined(manager, { name: 'Pia Pilot', email: `pia-${mark}@example.com`, role: 'employee', team_id: team.id }, admin);
  const library = await admin.api.get('/review-templates/library');
  const template = await admin.api.post('/review-templates', library.items[0]);
  const { cycle } = await admin.api.post('/review-cycles', {
    name: 'After the harbour works',
    template_id: template.template.id,
    period_from: day(-90),
    period_to: day(0),
    nominate_by: day(3),
    write_by: day(10),
    share_by: day(20),
    peers_least: 1,
    peers_most: 2,
    naming: 'named',
    started_until: '1901-01-01',
    included: [employee.id],
  });
  await goOn(admin, cycle.id);
  const { items } = await admin.api.get(`/review-packets?cycle=${cycle.id}`);
  await enter(page, manager);
  await page.goto(`/reviews/packets/${items[0].id}`);
  await page.getByRole('button', { name: `Add ${pia.name}` }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Settle', exact: true }).click();
  await expect
    .poll(async () => (await manager.api.get(`/review-packets/${items[0].id}`)).peers.map((peer: { person: { id: string } }) => peer.person.id))
    .toEqual([pia.id]);
});
