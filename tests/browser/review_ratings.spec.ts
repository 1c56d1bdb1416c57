// A rating where nothing is calibrated: what it comes to, from what, and that whoever releases it decides otherwise.
import { expectAccessible } from './support/accessible.ts';
import { enter } from './support/organisation.ts';
import { goOn } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

const day = (away: number) => new Date(Date.now() + away * 86_400_000).toISOString().slice(0, 10);

test('a manager sees what a rating comes to and decides otherwise, and the person reads both', async ({ page, browser, organisation }) => {
  const { admin, manager, employee } = organisation;
  const library = await admin.api.get('/review-templates/library');
  const template = await admin.api.post('/review-templates', library.items[4]);
  let { cycle } = await admin.api.post('/review-cycles', {
    name: 'After the harbour works',
    template_id: template.template.id,
    period_from: day(-90),
    period_to: day(0),
    write_by: day(10),
    share_by: day(20),
    naming: 'confidential',
    started_until: '1901-01-01',
    included: [employee.id],
  });
  while (cycle.stage !== 'writing') ({ cycle } = await goOn(admin, cycle.id));
  const { items } = await manager.api.get('/reviews?open=true');
  await manager.api.put(`/reviews/${items[0].id}/answers`, {
    answers: { part: { text: 'Led the divers.' }, result: { rating: 3 }, way: { rating: 3 }, again: { text: 'All of it.' } },
  });
  await manager.api.put(`/reviews/${items[0].id}/submission`, {});
  while (cycle.stage !== 'sharing') ({ cycle } = await goOn(admin, cycle.id));
  const packets = await admin.api.get(`/review-packets?cycle=${cycle.id}`);
  const packet = `/reviews/packets/${packets.items[0].id}`;

  await enter(page, manager);
  await page.goto(packet);
  await page.getByRole('button', { name: 'Change final rating' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Rating').selectOption({ label: 'Exceeds expectations' });
  await dialog.getByLabel('Reason').fill('They led the harbour works through a hard winter.');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Change final rating' }).click();
  await expect(page.getByText('Proposed: Meets expectations. Decided: Exceeds expectations.')).toBeVisible();
  await page.goto(`/reviews/cycles/${cycle.id}`);
  await expect(page.getByText('Confidential', { exact: true })).toBeVisible();

  const { id } = packets.items[0];
  await manager.api.put(`/review-packets/${id}/release`, { summary: 'A strong half-year.' });
  const desk = await browser.newPage();
  await enter(desk, employee);
  await desk.goto(packet);
  await expect(desk.getByText('Proposed: Meets expectations. Decided: Exceeds expectations.')).toBeVisible();
  await expect(desk.getByText(/^Please answer by/)).toBeVisible();
  await expectAccessible(desk);
  await desk.close();
});

test('what a score was worked out from opens beside it', async ({ page, organisation }) => {
  const { admin, manager, employee } = organisation;
  const library = await admin.api.get('/review-templates/library');
  const template = await admin.api.post('/review-templates', library.items[4]);
  let { cycle } = await admin.api.post('/review-cycles', {
    name: 'After the harbour works',
    template_id: template.template.id,
    period_from: day(-90),
    period_to: day(0),
    write_by: day(10),
    share_by: day(20),
    naming: 'named',
    started_until: '1901-01-01',
    included: [employee.id],
  });
  while (cycle.stage !== 'writing') ({ cycle } = await goOn(admin, cycle.id));
  const { items } = await manager.api.get('/reviews?open=true');
  await manager.api.put(`/reviews/${items[0].id}/answers`, {
    answers: { part: { text: 'Led the divers.' }, result: { rating: 5 }, way: { rating: 1 }, again: { text: 'All of it.' } },
  });
  await manager.api.put(`/reviews/${items[0].id}/submission`, {});
  while (cycle.stage !== 'sharing') ({ cycle } = await goOn(admin, cycle.id));
  const packets = await admin.api.get(`/review-packets?cycle=${cycle.id}`);
  await enter(page, manager);
  await page.goto(`/reviews/packets/${packets.items[0].id}`);
  await page.getByRole('button', { name: 'How it is worked out' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('How good was what they brought about?')).toBeVisible();
  await expect(dialog.getByText('Nothing rated: left out')).toBeVisible();
  await expect(dialog.getByText('(60 × 60%) ÷ 60 = 60%')).toBeVisible();
  await expectAccessible(page);
});
