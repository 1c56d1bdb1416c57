// A draft of a review cycle is tried by somebody before it begins, and thrown away.
import { expectAccessible } from './support/accessible.ts';
import { enter } from './support/organisation.ts';
import { draft } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

test('an Admin sends a draft to somebody to try, who fills it in, and throws the trial away', async ({ page, browser, organisation }) => {
  const { admin, manager } = organisation;
  const question = { key: 'story', kind: 'text', text: 'What should be remembered?', answered_by: ['self', 'upward'], read_by: 'subject', required: true };
  const scale = [{ word: 'Below' }, { word: 'Above' }];
  const form = { scale, weights: [], sections: [{ title: 'The work', questions: [question] }] };
  const { template } = await admin.api.post('/review-templates', { name: 'One question', form });
  const cycle = await draft(organisation, { template_id: template.id, naming: 'unnamed' });
  await enter(page, admin);
  await page.goto(`/reviews/cycles/${cycle.id}`);
  await expect(page.getByText('Nobody tries it yet.')).toBeVisible();
  await expectAccessible(page);
  await admin.api.put(`/review-cycles/${cycle.id}/testers`, { people: [manager.id] });
  await page.reload();
  await expect(page.getByRole('button', { name: 'Throw the trial away' })).toBeVisible();
  await page.getByRole('button', { name: 'Send it to try' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(manager.name).first()).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Send it to try' }).click();
  await expect(page.getByText('They can try it now.')).toBeVisible();

  const theirs = await browser.newPage();
  await enter(theirs, manager);
  await theirs.goto(`/reviews/trials/${cycle.id}`);
  await expect(theirs.getByText('This is a trial')).toBeVisible();
  await expectAccessible(theirs);
  await theirs.getByRole('button', { name: 'Try to hand it in' }).click();
  await expect(theirs.getByText('Fill this in.').first()).toBeVisible();
  await theirs.getByLabel('What should be remembered?').fill('Calm in the rush');
  await theirs.getByRole('button', { name: 'Try to hand it in' }).click();
  await expect(theirs.getByText('That would be handed in. Nothing of it was kept.')).toBeVisible();
  await theirs.goto(`/reviews/trials/${cycle.id}?as=upward`);
  await expect(theirs.getByText('Without your name', { exact: true })).toBeVisible();
  await expect(theirs.getByText("this isn't anonymous", { exact: false })).toBeVisible();
  await expectAccessible(theirs);

  await page.getByRole('button', { name: 'Throw the trial away' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Throw the trial away' }).click();
  await expect(page.getByText('The trial is thrown away.')).toBeVisible();
  await theirs.reload();
  await expect(theirs.getByText('This is a trial')).toBeHidden();
  await theirs.close();
});
