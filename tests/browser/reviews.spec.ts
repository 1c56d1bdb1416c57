// Reviews: a template from the library, a cycle from its launch to the answer, as all three roles.
import type { Page } from '@playwright/test';

import { expectAccessible } from './support/accessible.ts';
import { day } from './support/days.ts';
import { objective } from './support/goals.ts';
import { type Organisation, enter } from './support/organisation.ts';
import { ANNUAL, draft, fromLibrary, settles, until } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

/** A cycle about the employee alone, as far as a stage, without anybody looking. */
async function cycle(organisation: Organisation, stage: string): Promise<string> {
  const { admin, manager } = organisation;
  const made = await draft(organisation, { nominate_by: day(3), peers_most: 2 });
  const nominating = await until(admin, made, 'nominating');
  if (stage !== 'nominating') await settles(manager, nominating.id, [admin]);
  await until(admin, nominating, stage);
  return nominating.id;
}

/** Adds somebody to a list of people. */
async function choose(page: Page, label: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(name);
  await page.getByRole('option', { name }).click();
}

/** What everybody is asked by the template for projects. */
async function answerAll(page: Page, word: string): Promise<void> {
  await expect(page.getByLabel('What should they do again, and what another way?')).toBeVisible();
  const part = page.getByLabel('What was their part in it?');
  if (await part.count()) await part.fill('Led the divers.');
  for (const group of await page.getByRole('radiogroup').all()) await group.getByRole('radio', { name: new RegExp(`^${word}`) }).check();
  await page.getByLabel('What should they do again, and what another way?').fill('Ask the pilots first, again.');
}

test('an Admin takes a template from the library, changes it, and sees it as each side does', async ({ page, organisation }) => {
  await enter(page, organisation.admin);
  await page.goto('/reviews/templates');
  await expect(page.getByText('No template yet')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Begin with Annual review' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Annual review');
  await expectAccessible(page);
  await page.getByLabel('Heading').first().fill('What the year brought');
  await page.getByRole('button', { name: 'Move down: question 1 of Section 1' }).click();
  await page.getByRole('button', { name: 'Save template' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Annual review' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What the year brought' })).toBeVisible();
  await page.getByRole('tab', { name: 'Peers' }).click();
  await expect(page.getByRole('heading', { name: 'What the year brought' })).toHaveCount(0);
  await expect(page.getByText('What does this person do that others should keep hearing about?')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByRole('button', { name: 'Add question' }).first().click();
  await page.getByRole('button', { name: 'Save template' }).click();
  await expect(page.getByText('Fill this in.')).toBeVisible();
  await page.getByLabel('Question', { exact: true }).nth(3).fill('What would you do another way?');
  await page.getByRole('button', { name: 'Save template' }).click();
  await expect(page.getByText('Version 2')).toBeVisible();
});

test('an Admin sets a cycle up, looks at its rehearsal and launches it', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  await fromLibrary(admin, ANNUAL);
  await enter(page, admin);
  await page.goto('/reviews');
  await page.getByRole('link', { name: 'New cycle' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Half-year 2026');
  await page.getByLabel('Template').selectOption({ label: 'Annual review' });
  await page.getByLabel('Started until').fill('1901-01-01');
  await choose(page, 'Also these', employee.name);
  await page.getByRole('radio', { name: 'With names' }).check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save cycle' }).click();

  await expect(page.getByText('Nobody sees this but Admins')).toBeVisible();
  await page.getByRole('button', { name: 'Launch' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('1 person')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText('Naming peers').first()).toBeVisible();
  await expect(page.getByRole('link', { name: employee.name })).toBeVisible();
  await expectAccessible(page);
});

test('an employee proposes peers and the manager settles them', async ({ page, browser, organisation }) => {
  const { admin, manager, employee } = organisation;
  await cycle(organisation, 'nominating');
  await enter(page, employee);
  await page.goto('/reviews');
  await page.getByRole('link', { name: /^Propose peers/ }).click();
  await expect(page.getByRole('heading', { name: 'Who should write about you?' })).toBeVisible();
  await choose(page, 'Peers', admin.name);
  await page.getByRole('button', { name: 'Propose' }).click();
  await expect(page.getByText('Your manager has your proposal.')).toBeVisible();
  await expectAccessible(page);
  const address = page.url();

  const other = await browser.newPage();
  await enter(other, manager);
  await other.goto(address);
  await expect(other.getByText(admin.name).first()).toBeVisible();
  await other.getByRole('button', { name: 'Settle' }).click();
  await expect(other.getByText('It is settled.')).toBeVisible();
  await other.close();
});

test('reviews are written, released, and answered', async ({ page, browser, organisation }) => {
  const { admin, manager, employee } = organisation;
  const id = await cycle(organisation, 'writing');
  await enter(page, employee);
  await page.goto('/reviews');
  await page.getByRole('link', { name: /^Write about/ }).click();
  await expect(page.getByRole('heading', { name: 'Your own review' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(page.getByText('Fill this in.').first()).toBeVisible();
  await page.getByLabel('What was their part in it?').fill('I led the divers.');
  // What is typed survives the page.
  await expect(page.getByText('Saved on this device')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('What was their part in it?')).toHaveValue('I led the divers.');
  await answerAll(page, 'Meets expectations');
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(page.getByText('Nothing to write')).toBeVisible();

  for (const member of [manager, admin]) {
    const other = await browser.newPage();
    await enter(other, member);
    await other.goto('/reviews');
    await other.getByRole('link', { name: /^Write about/ }).click();
    await answerAll(other, 'Exceeds expectations');
    await other.getByRole('button', { name: 'Hand in' }).click();
    await expect(other.getByText('Nothing to write')).toBeVisible();
    await other.close();
  }
  await admin.api.post(`/review-cycles/${id}/move`, { step: 'forward', gaps: 0 });

  const desk = await browser.newPage();
  await enter(desk, manager);
  await desk.goto(`/reviews/cycles/${id}`);
  await desk.getByRole('link', { name: employee.name }).click();
  await expect(desk.getByText(`Peers: ${admin.name}`).first()).toBeVisible();
  await expectAccessible(desk);
  await desk.getByLabel('Summary').fill('A strong half-year. More of the same.');
  await desk.getByRole('button', { name: `Release to ${employee.name}` }).click();
  await expect(desk.getByText('They have it now, and are told.')).toBeVisible();
  const address = desk.url();

  await page.goto(address);
  await expect(page.getByText('A strong half-year. More of the same.')).toBeVisible();
  await page.getByRole('radio', { name: 'I disagree' }).check();
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Fill this in.')).toBeVisible();
  await page.getByLabel('Comment').fill('The harbour was closed for a month.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Your manager has your answer.')).toBeVisible();
  await expectAccessible(page);
  await desk.reload();
  await expect(desk.getByText('The harbour was closed for a month.')).toBeVisible();
  const kept = desk.waitForEvent('download');
  await desk.getByRole('button', { name: 'As PDF' }).click();
  expect((await kept).suggestedFilename()).toBe(`After the harbour works - ${employee.name}.pdf`);
  await desk.close();
});

test('what there is of the period stands beside a review, month by month, and is cited', async ({ page, organisation }) => {
  const { manager, employee } = organisation;
  const goal = await objective(organisation, employee, { title: 'Ship the new ledger', visibility: 'organisation' });
  const said = { value: 40, status: 'on_track', comment: 'The first pages are in.' };
  await employee.api.post(`/key-results/${goal.results[0].id}/check-ins`, said);
  await manager.api.post('/praise', { person_ids: [employee.id], body: 'Calm in the rush.', value_ids: [] });
  await cycle(organisation, 'writing');
  await enter(page, employee);
  await page.goto('/reviews');
  await page.getByRole('link', { name: /^Write about/ }).click();
  const heading = page.getByRole('heading', { name: 'Month by month' });
  await expect(heading).toBeVisible();
  // Where there is no room beside the form it waits folded above.
  const fold = page.locator('summary').filter({ has: heading });
  if (await fold.count()) await fold.click();
  await expect(page.getByText('The first pages are in.')).toBeVisible();
  await expect(page.getByText(/^Nothing of .+ is cited\.$/)).toBeVisible();
  await expect(page.getByText(/^0 of \d+ questions answered$/)).toBeVisible();
  await expectAccessible(page);

  // A month narrows the list to itself, and opens it again.
  const month = page.getByRole('list', { name: 'Months of the period' }).getByRole('button', { name: /Goals begun: 1/ });
  await month.click();
  await expect(page.getByText('Calm in the rush.')).toHaveCount(0);
  await month.click();
  await expect(page.getByText('Calm in the rush.')).toBeVisible();

  // What is cited stands where the caret was, and the next beside it.
  const part = page.getByLabel('What was their part in it?');
  await part.fill('I led the divers. And the clerks.');
  await part.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(16, 16));
  await page.getByRole('button', { name: /^Cite Praise from Mira Manager/ }).click();
  await expect(part).toHaveValue(/^I led the divers \[\d+ \w+ \d{4}: Praise from Mira Manager\]\. And the clerks\.$/);
  await expect(page.getByText('Cited in “What was their part in it?”.')).toBeVisible();
  await expect(page.getByText('14 words')).toBeVisible();
  await expect(page.getByText(/^1 of \d+ questions answered$/)).toBeVisible();
  await expect(page.getByText('Cited', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /^Cite Ship the new ledger/ }).press('Enter');
  await expect(part).toHaveValue(/Mira Manager\] \[\d+ \w+ \d{4}: Ship the new ledger\]\. And the clerks\.$/);
  await expect(page.getByText('Something of every month is cited.')).toBeVisible();
  await expectAccessible(page);

  // It is kept like anything that is typed.
  await expect(page.getByText('Saved on this device')).toBeVisible();
  await page.reload();
  await expect(part).toHaveValue(/Ship the new ledger/);
});

test('who still has something to do is seen, reminded once a day, and given more time', async ({ page, browser, organisation }) => {
  const { admin, manager, employee } = organisation;
  const id = await cycle(organisation, 'writing');
  await enter(page, admin);
  await page.goto(`/reviews/cycles/${id}`);
  const todo = page.getByRole('table', { name: 'Still to do' });
  const row = todo.getByRole('row').filter({ has: page.getByRole('cell', { name: employee.name, exact: true }).first() }).filter({ hasText: 'Write 1 review' });
  await expect(row.first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: `Remind ${employee.name}` }).click();
  await expect(page.getByText('Reminded: 1 person.')).toBeVisible();
  await expect(page.getByRole('button', { name: `Remind ${employee.name}` })).toHaveCount(0);
  await page.getByRole('button', { name: 'Remind all' }).click();
  await expect(page.getByText('Reminded: 1 person.').last()).toBeVisible();
  await page.getByRole('button', { name: 'Remind all' }).click();
  await expect(page.getByText('Everybody has been reminded today already.')).toBeVisible();

  await page.getByRole('button', { name: 'More time' }).first().click();
  const dialog = page.getByRole('dialog');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'More time' }).click();
  await expect(dialog.getByText("This isn't later than the day that holds for everybody.")).toBeVisible();
  await dialog.getByLabel('Due instead').fill(day(30));
  await dialog.getByRole('button', { name: 'More time' }).click();
  await expect(page.getByText('They have more time, and are told.')).toBeVisible();

  const other = await browser.newPage();
  await enter(other, employee);
  await other.goto('/notifications');
  await expect(other.getByText('“After the harbour works” waits for you')).toBeVisible();
  await other.close();
  const desk = await browser.newPage();
  await enter(desk, manager);
  await desk.goto(`/reviews/cycles/${id}`);
  await expect(desk.getByRole('table', { name: 'Still to do' })).toBeVisible();
  await expectAccessible(desk);
  await desk.close();
});
