// A rating where nothing is calibrated: what it comes to, from what, and that whoever releases it decides otherwise.
import { expectAccessible } from './support/accessible.ts';
import { enter } from './support/organisation.ts';
import { asked, handsIn, packetOf, until, writing } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

test('a manager sees what a rating comes to and decides otherwise, and the person reads both', async ({ page, browser, organisation }) => {
  const { admin, manager, employee } = organisation;
  const cycle = await writing(organisation, { naming: 'confidential' });
  const [review] = await asked(manager);
  await handsIn(manager, review.id, {
    part: { text: 'Led the divers.' },
    result: { rating: 3 },
    way: { rating: 3 },
    again: { text: 'All of it.' },
  });
  await until(admin, cycle, 'sharing');
  const id = await packetOf(admin, cycle.id);
  const packet = `/reviews/packets/${id}`;

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
  const { admin, manager } = organisation;
  const cycle = await writing(organisation);
  const [review] = await asked(manager);
  await handsIn(manager, review.id, {
    part: { text: 'Led the divers.' },
    result: { rating: 5 },
    way: { rating: 1 },
    again: { text: 'All of it.' },
  });
  await until(admin, cycle, 'sharing');
  const id = await packetOf(admin, cycle.id);
  await enter(page, manager);
  await page.goto(`/reviews/packets/${id}`);
  await page.getByRole('button', { name: 'How it is worked out' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('How good was what they brought about?')).toBeVisible();
  await expect(dialog.getByText('Nothing rated: left out')).toBeVisible();
  await expect(dialog.getByText('(60 × 60%) ÷ 60 = 60%')).toBeVisible();
  await expectAccessible(page);
});
