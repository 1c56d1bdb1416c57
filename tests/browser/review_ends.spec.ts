// How a review ends: opened again after it was handed in, disagreed with, and read a second time.
import { expectAccessible } from './support/accessible.ts';
import { enter } from './support/organisation.ts';
import { shared } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

const WRITTEN = ['I led the divers.', 'Led the divers.'] as const;

test('an Admin opens a review again, its author writes on, and what changed is seen', async ({ page, browser, organisation }) => {
  const { admin, manager } = organisation;
  const { cycle, packet } = await shared(organisation, ...WRITTEN);
  await enter(page, admin);
  await page.goto(`/reviews/cycles/${cycle}`);
  await expect(page.getByText('14 days after sharing began')).toBeVisible();
  await page.goto(`/reviews/packets/${packet}`);
  await page.getByRole('button', { name: `Open the review by ${manager.name} again` }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Its author may write on')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Open again', exact: true }).click();
  await expect(dialog.getByText('Fill this in.')).toBeVisible();
  await dialog.getByLabel('Reason').fill('The last month is missing.');
  await dialog.getByRole('button', { name: 'Open again', exact: true }).click();
  await expect(page.getByText('It is open again, and its author is told.')).toBeVisible();
  await expect(page.getByText('A review is open again')).toBeVisible();
  await expectAccessible(page);

  const desk = await browser.newPage();
  await enter(desk, manager);
  await desk.goto('/reviews');
  await desk.getByRole('link', { name: /^Write about/ }).click();
  await expect(desk.getByText('An Admin has opened this again')).toBeVisible();
  await expect(desk.getByText('The last month is missing.')).toBeVisible();
  await expectAccessible(desk);
  await desk.getByLabel('What was their part in it?').fill('Led the divers, and the clerks in December.');
  await desk.getByRole('button', { name: 'Hand in' }).click();
  await expect(desk.getByText('Nothing to write')).toBeVisible();
  await desk.goto(`/reviews/packets/${packet}`);
  await expect(desk.getByText(/it is released by itself/)).toBeVisible();
  await desk.close();

  await page.reload();
  await page.getByRole('button', { name: `What ${manager.name} changed` }).click();
  await expect(dialog.getByText('Led the divers.', { exact: true })).toBeVisible();
  await expect(dialog.getByText('Led the divers, and the clerks in December.')).toBeVisible();
  await expectAccessible(page);
});

test('who disagrees is read a second time, and both have the answer', async ({ page, browser, organisation }) => {
  const { admin, manager, employee } = organisation;
  const { packet } = await shared(organisation, ...WRITTEN);
  await manager.api.put(`/review-packets/${packet}/release`, { summary: 'A strong half-year.' });
  await enter(page, employee);
  await page.goto(`/reviews/packets/${packet}`);
  await page.getByRole('radio', { name: 'I disagree' }).check();
  await page.getByLabel('Comment').fill('The harbour was closed for a month.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('heading', { name: 'Second reading' })).toBeVisible();
  // The only Admin leads them, so it is whoever leads their manager.
  await expect(page.getByText(`It waits for ${admin.name}`)).toBeVisible();
  await expectAccessible(page);

  const desk = await browser.newPage();
  await enter(desk, admin);
  await desk.goto('/reviews');
  await desk.getByRole('link', { name: `Read a second time: ${employee.name}` }).click();
  await expect(desk.getByText('The harbour was closed for a month.')).toBeVisible();
  await desk.getByRole('button', { name: 'Answer as second reader' }).click();
  await expect(desk.getByText('Fill this in.').first()).toBeVisible();
  await desk.getByRole('radio', { name: 'A part of it is to be read as follows' }).check();
  await desk.getByLabel('Why', { exact: true }).fill('The month counts for half.');
  await expectAccessible(desk);
  await desk.getByRole('button', { name: 'Answer as second reader' }).click();
  await expect(desk.getByText('Both have your answer.')).toBeVisible();
  await expect(desk.getByRole('button', { name: 'Answer as second reader' })).toHaveCount(0);
  await expectAccessible(desk);
  await desk.close();

  await page.reload();
  await expect(page.getByText('The month counts for half.')).toBeVisible();
  await expect(page.getByText('A part of it is to be read as follows')).toBeVisible();
  await expectAccessible(page);
});

test('a cycle closes once everybody has theirs, or it is said why not', async ({ page, browser, organisation }) => {
  const { admin, employee } = organisation;
  const { cycle, packet } = await shared(organisation, ...WRITTEN);
  await enter(page, admin);
  await page.goto(`/reviews/cycles/${cycle}`);
  await page.getByRole('main').getByRole('button', { name: 'Close', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Release all that are ready' })).toBeVisible();
  await expect(dialog.getByText(employee.name).first()).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^Go on/ })).toHaveCount(0);
  await expectAccessible(page);

  await page.goto(`/reviews/packets/${packet}`);
  await page.getByRole('button', { name: 'Withhold', exact: true }).click();
  await dialog.getByRole('button', { name: 'Withhold', exact: true }).click();
  await expect(dialog.getByText('Fill this in.')).toBeVisible();
  await dialog.getByLabel('Reason').fill('They are ill: it waits until they are back.');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Withhold', exact: true }).click();
  await expect(page.getByText('This is withheld from the person')).toBeVisible();
  await expect(page.getByText('They are ill: it waits until they are back.')).toBeVisible();
  await expectAccessible(page);

  const desk = await browser.newPage();
  await enter(desk, employee);
  await desk.goto(`/reviews/packets/${packet}`);
  await expect(desk.getByText('Your review is withheld for now')).toBeVisible();
  await expect(desk.getByText('They are ill')).toHaveCount(0);
  await expectAccessible(desk);
  await desk.close();

  await page.goto(`/reviews/cycles/${cycle}`);
  await page.getByRole('main').getByRole('button', { name: 'Close', exact: true }).click();
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(dialog).toHaveCount(0);
  // There is still a way to give it.
  await page.goto(`/reviews/packets/${packet}`);
  await page.getByRole('button', { name: `Release to ${employee.name}` }).click();
  await expect(page.getByText('This is withheld from the person')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Save summary' })).toHaveCount(0);
});

test('what was given by mistake is taken back, and what was signed is added to', async ({ page, browser, organisation }) => {
  const { admin, manager, employee } = organisation;
  const { packet } = await shared(organisation, ...WRITTEN);
  await manager.api.put(`/review-packets/${packet}/release`, { summary: 'A strong half-year.' });
  await enter(page, admin);
  await page.goto(`/reviews/packets/${packet}`);
  await page.getByRole('button', { name: 'Take back', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Take back', exact: true }).click();
  await expect(dialog.getByText('Fill this in.')).toBeVisible();
  await dialog.getByLabel('Reason').fill('The summary was for somebody else.');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Take back', exact: true }).click();
  await expect(page.getByText('It was taken back')).toBeVisible();
  await expect(page.getByText('The summary was for somebody else.')).toBeVisible();
  await expectAccessible(page);

  await manager.api.put(`/review-packets/${packet}/release`, { summary: 'A good half-year.' });
  await employee.api.put(`/review-packets/${packet}/acknowledgement`, { answer: 'read' });
  await page.reload();
  await expect(page.getByText('It was taken back')).toHaveCount(0);
  await page.getByRole('button', { name: 'Add to it', exact: true }).click();
  await dialog.getByRole('button', { name: 'Add to it', exact: true }).click();
  await expect(dialog.getByText('Fill this in.')).toBeVisible();
  await dialog.getByLabel('What is to be added').fill('The divers were six.');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Add to it', exact: true }).click();
  await expect(page.getByText('The divers were six.')).toBeVisible();
  await expectAccessible(page);

  const desk = await browser.newPage();
  await enter(desk, employee);
  await desk.goto(`/reviews/packets/${packet}`);
  await expect(desk.getByRole('heading', { name: 'Added since' })).toBeVisible();
  await expect(desk.getByText('The divers were six.')).toBeVisible();
  await expect(desk.getByRole('button', { name: 'Add to it' })).toHaveCount(0);
  await expectAccessible(desk);
  await desk.close();
});
