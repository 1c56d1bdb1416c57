// Another manager in the middle of a review cycle: an Admin passes on what the one before wrote, and the next one reads it.
import { expectAccessible } from './support/accessible.ts';
import { enter, joined } from './support/organisation.ts';
import { asked, packetOf, writing } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

test('an Admin lets the next manager read what the one before wrote', async ({ page, browser, organisation }) => {
  const { admin, manager, employee } = organisation;
  const email = `nina-${crypto.randomUUID().slice(0, 8)}@example.com`;
  const next = await joined(admin, { name: 'Nina Next', email, role: 'manager' });
  const question = { key: 'story', kind: 'text', text: 'What should be remembered?', answered_by: ['manager'], read_by: 'subject' };
  const scale = [{ word: 'Below' }, { word: 'Above' }];
  const form = { scale, weights: [], sections: [{ title: 'The work', questions: [question] }] };
  const { template } = await admin.api.post('/review-templates', { name: 'One question', form });
  const cycle = await writing(organisation, { template_id: template.id, naming: 'unnamed' });
  const [review] = await asked(manager);
  await manager.api.put(`/reviews/${review.id}/answers`, { answers: { story: { text: 'Calm in the rush' } } });
  const person = await admin.api.get(`/people/${employee.id}`);
  await admin.api.patch(`/people/${employee.id}`, { manager_id: next.id }, person.version);
  await manager.api.put(`/reviews/${review.id}/submission`, {});
  const packet = `/reviews/packets/${await packetOf(admin, cycle.id)}`;

  const theirs = await browser.newPage();
  await enter(theirs, next);
  await theirs.goto(packet);
  await expect(theirs.getByText('You have a review about this person to hand in', { exact: false })).toBeVisible();
  await expect(theirs.getByText('Calm in the rush')).toBeHidden();

  await enter(page, admin);
  await page.goto(packet);
  await expect(page.getByRole('heading', { name: 'From who led them before' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: `Let what ${manager.name} wrote be read now` }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText("They are told, and it can't be taken back.")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Let it be read now' }).click();
  await expect(page.getByText('They may read it now.')).toBeVisible();
  await expect(page.getByText('May be read now')).toBeVisible();

  await theirs.reload();
  await expect(theirs.getByText('What you read here is by who led them before you')).toBeVisible();
  await expect(theirs.getByText('Calm in the rush')).toBeVisible();
  await expectAccessible(theirs);
  await theirs.close();
});
