// A pulse's life: written from the library, opened, answered by nobody in particular, closed and read.
import type { Page } from '@playwright/test';

import { expectAccessible } from './support/accessible.ts';
import { day } from './support/days.ts';
import { type Member, enter, joined } from './support/organisation.ts';
import { type LogIn, demo, logIn } from './support/people.ts';
import { expect, test } from './support/test.ts';

const OPEN = 'How are we doing?';

/** One who has not answered yet, another on each device: a ballot is taken once. */
function voter(page: Page): LogIn {
  const desk = (page.viewportSize()?.width ?? 0) > 500;
  return desk ? demo('employee') : { ...demo('employee'), email: 'ben.carter@demo.perftrack.example' };
}

/** Answers every question that has to be. */
async function answerAll(page: Page, recommend: string): Promise<void> {
  await page.getByRole('radio', { name: recommend, exact: true }).check();
  await page.getByRole('radio', { name: 'Mostly' }).first().check();
  await page.getByRole('radio', { name: 'Completely' }).nth(1).check();
  await page.getByRole('radio', { name: 'Tools' }).check();
}

test('an employee reads what is promised, answers, changes the answer and comes back to it', async ({ page }) => {
  await enter(page, voter(page));
  await page.goto('/home');
  await expect(page.getByText(`“${OPEN}” is open for you`)).toBeVisible();
  await page.goto('/pulse');
  await expect(page.getByRole('link', { name: `Answer: ${OPEN}` })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: `Answer: ${OPEN}` }).click();

  await expect(page.getByRole('heading', { name: 'How anonymous is this?' })).toBeVisible();
  for (const level of ['Named', 'Confidential', 'Anonymous']) await expect(page.getByText(level, { exact: true })).toBeVisible();
  await expect(page.getByRole('radio')).toHaveCount(0);
  await page.getByRole('button', { name: 'Begin' }).click();

  const send = page.getByRole('button', { name: 'Send anonymously' });
  await send.click();
  // The focus goes to the first question that is missing, and its error goes with the answer.
  const first = page.getByRole('radiogroup', { name: 'How likely would you recommend us' });
  await expect(first).toBeFocused();
  await expect(first).toHaveAccessibleDescription('Fill this in.');
  await expect(page.getByText('Fill this in.')).toHaveCount(4);
  await expectAccessible(page);
  await page.getByRole('radio', { name: '9', exact: true }).check();
  await expect(page.getByText('Fill this in.')).toHaveCount(3);
  await expect(first).not.toHaveAttribute('aria-invalid', 'true');
  await answerAll(page, '9');
  await page.getByLabel('What is one thing we should begin, stop or keep doing?').fill('Keep the demo afternoons.');

  // The answer goes without the session.
  const sent = page.waitForRequest((request) => request.url().endsWith('/api/v1/pulse-answers'));
  await send.click();
  expect((await (await sent).allHeaders()).cookie).toBeUndefined();
  await expect(page.getByRole('status').filter({ hasText: 'Your answer is in' }).first()).toBeVisible();

  await page.reload();
  await expect(page.getByRole('radio', { name: '9', exact: true })).toBeChecked();
  await page.getByRole('radio', { name: '10', exact: true }).check();
  await page.getByRole('button', { name: 'Send the changes' }).click();
  await expect(page.getByText('Your answer was changed.')).toBeVisible();
  await page.goto('/home');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText(`“${OPEN}” is open for you`)).toHaveCount(0);
});

test('a ballot is removed by logging out and taken up again by its code', async ({ page }) => {
  const desk = (page.viewportSize()?.width ?? 0) > 500;
  const email = `${desk ? 'clara.hoffmann' : 'diego.romero'}@demo.perftrack.example`;
  await enter(page, { ...demo('employee'), email });
  await page.goto('/pulse');
  await page.getByRole('link', { name: `Answer: ${OPEN}` }).click();
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByRole('button', { name: 'Send anonymously' })).toBeVisible();
  await answerAll(page, '7');
  await page.getByRole('button', { name: 'Send anonymously' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Your answer is in' }).first()).toBeVisible();
  const pulse = page.url();
  const code = await page.getByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){5}$/).innerText();
  await expectAccessible(page);

  // Logging out says what it takes away.
  await page.getByRole('button', { name: /Account menu/ }).filter({ visible: true }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await expect(page.getByRole('dialog')).toContainText('remove your ballot');
  await page.getByRole('dialog').getByRole('button', { name: 'Log out' }).click();
  await expect(page).toHaveURL(/\/(log-in)?$/);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes('ballot')))).toEqual([]);

  // The session that was entered by is over.
  await logIn(page, { ...demo('employee'), email });
  await page.goto(pulse);
  await expect(page.getByText('Your ballot isn\'t in this browser')).toBeVisible();
  await expect(page.getByRole('radio')).toHaveCount(0);
  await expectAccessible(page);
  await page.getByLabel('Ballot code').fill('0000-0000-0000-0000-0000-0000');
  await page.getByRole('button', { name: 'Take up my ballot' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'not the code of your ballot' })).toBeVisible();
  await page.getByLabel('Ballot code').fill(code.toLowerCase());
  await page.getByRole('button', { name: 'Take up my ballot' }).click();
  await expect(page.getByRole('radio', { name: '7', exact: true })).toBeChecked();
});

test.describe('on a bad line', () => {
  test.use({ networkFails: true });

  test('who uses a browser next neither sees nor replaces what was answered in it', async ({ page }) => {
    const desk = (page.viewportSize()?.width ?? 0) > 500;
    const first = desk ? 'oluwaseun.bello' : 'nadia.petrova';
    await enter(page, { ...demo('employee'), email: `${first}@demo.perftrack.example` });
    await page.goto('/pulse');
    await page.getByRole('link', { name: `Answer: ${OPEN}` }).click();
    await page.getByRole('button', { name: 'Begin' }).click();
    await answerAll(page, '3');
    await page.getByRole('button', { name: 'Send anonymously' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Your answer is in' }).first()).toBeVisible();
    const pulse = page.url();
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toMatch(/"token|seal"/);

    // The session ends without a log-out: everything in the browser stays.
    await page.context().clearCookies();
    await enter(page, demo('manager'));
    await page.goto(pulse);
    await expect(page.getByRole('button', { name: 'Begin' })).toBeVisible();
    await expect(page.getByRole('radio')).toHaveCount(0);

    // What could not be read is not shown as nothing, which would be overwritten.
    await page.context().clearCookies();
    await enter(page, { ...demo('employee'), email: `${first}@demo.perftrack.example` });
    await page.route('**/api/v1/pulse-answers/read', (route) => route.abort());
    await page.goto(pulse);
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    await expect(page.getByRole('radio')).toHaveCount(0);
    await page.unroute('**/api/v1/pulse-answers/read');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('radio', { name: '3', exact: true })).toBeChecked();
  });
});

test('each role reads the results that are theirs', async ({ page }) => {
  const closed = async () => {
    await page.goto('/pulse?state=closed');
    await page.getByRole('link', { name: OPEN, exact: true }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: OPEN })).toBeVisible();
  };
  await enter(page, demo('admin'));
  await closed();
  const group = page.getByRole('combobox', { name: 'Group' });
  await expect(group.locator('option', { hasText: 'Platform' })).toHaveCount(1);
  await expect(page.getByRole('heading', { name: 'Over time' }).first()).toBeVisible();
  await expect(page.getByText(/± \d+ by chance/)).toBeVisible();
  await expectAccessible(page);
  await group.selectOption('Platform');
  await expect(page).toHaveURL(/group=/);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  expect((await download).suggestedFilename()).toBe('pulse.csv');
  const workbook = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export Excel' }).click();
  expect((await workbook).suggestedFilename()).toBe('pulse.xlsx');

  await page.context().clearCookies();
  await enter(page, demo('manager'));
  await closed();
  await expect(group.locator('option')).toHaveText(['Everybody asked', 'Platform']);
  await page.context().clearCookies();
  await enter(page, demo('employee'));
  await closed();
  await expect(group.locator('option')).toHaveText(['Everybody asked']);
});

test('what was written is answered by name, and its author writes back by their code', async ({ page, organisation }) => {
  test.slow();
  const { admin, employee } = organisation;
  const more: Member[] = [];
  for (let at = 1; at <= 7; at += 1) {
    const email = employee.email.replace('emil', `person${at}`);
    more.push(await joined(admin, { name: `Person ${at}`, email, role: 'employee' }));
  }
  const questions = [{ kind: 'text', text: 'What would help?' }];
  const made = await admin.api.post('/pulses', { title: 'In your words', opens_on: day(0), closes_on: day(1), minimum: 3, questions });
  const { id } = made.pulse;
  await admin.api.post(`/pulses/${id}/move`, { step: 'open' });

  const as = async (who: Member) => {
    await page.context().clearCookies();
    await enter(page, who);
    await page.goto(`/pulse/${id}`);
    await expect(page.getByRole('heading', { level: 1, name: 'In your words' })).toBeVisible();
  };
  for (const who of [...more.slice(0, 2), employee]) {
    await as(who);
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByLabel('What would help?').fill(`Words of ${who.name}.`);
    await page.getByRole('button', { name: 'Send anonymously' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Your answer is in' }).first()).toBeVisible();
  }
  await admin.api.post(`/pulses/${id}/move`, { step: 'close' });

  const said = page.getByRole('listitem').filter({ hasText: 'Words of Emil Employee.' });
  await as(admin);
  await said.getByText('Answer this').click();
  await said.getByLabel('Your answer').fill('Thank you. Which one?');
  await said.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(said.getByText('1 message')).toBeVisible();
  await expect(said.getByText('Ada Admin, Admin')).toBeVisible();
  await expectAccessible(page);

  await as(employee);
  await expect(page.getByText('Your ballot code, which this browser keeps')).toBeVisible();
  // Looking goes without the session.
  const look = page.waitForRequest((request) => request.url().endsWith('/api/v1/pulse-threads/read'));
  await page.getByRole('button', { name: 'Look for answers' }).click();
  expect((await (await look).allHeaders()).cookie).toBeUndefined();
  await expect(said.getByText('Thank you. Which one?')).toBeVisible();
  await said.getByLabel('Write back').fill('A quiet room.');
  await said.getByRole('button', { name: 'Send anonymously' }).click();
  await expect(said.getByText('shown to others from tomorrow')).toBeVisible();
  await expectAccessible(page);
  const code = await page.getByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){5}$/).innerText();

  // On the day it was written nobody else sees it.
  await as(admin);
  await said.getByText('1 message').click();
  await expect(said.getByText('Thank you. Which one?')).toBeVisible();
  await expect(said.getByText('A quiet room.')).toHaveCount(0);

  // In another browser, by the code that was put by, and by no other.
  await page.evaluate(() => localStorage.clear());
  await as(employee);
  await page.getByLabel('Ballot code').fill('0000-0000-0000-0000-0000-0000');
  await page.getByRole('button', { name: 'Look for answers' }).click();
  await expect(page.getByText('Nothing by this code can be answered')).toBeVisible();
  await page.getByLabel('Ballot code').fill(code.toLowerCase());
  await page.getByRole('button', { name: 'Look for answers' }).click();
  await expect(said.getByText('A quiet room.')).toBeVisible();
});

test('an admin writes a pulse from the library and sees that it would ask too few', async ({ page, organisation }) => {
  await enter(page, organisation.admin);
  await page.goto('/pulse');
  await expect(page.getByText('No pulse yet')).toBeVisible();
  await page.getByRole('link', { name: 'New pulse' }).first().click();
  await page.getByLabel('Title').fill('First look');
  await page.getByRole('button', { name: 'From the library' }).click();
  const ready = 'In my team it is safe to make a mistake and say so.';
  await page.getByRole('button', { name: `Add: ${ready}` }).click();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('textbox', { name: 'Question' })).toHaveCount(3);
  await page.getByRole('button', { name: 'Remove: Question 2' }).click();
  await expect(page.getByRole('textbox', { name: 'Question' })).toHaveCount(2);
  await page.getByRole('button', { name: 'Move up: Question 2' }).click();
  await expect(page.getByRole('textbox', { name: 'Question' }).first()).toHaveValue(ready);
  // The focus goes along: what was moved once can be moved again by the same key.
  await expect(page.getByRole('button', { name: 'Move up: Question 1' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Question' }).nth(1)).toHaveValue(ready);
  await expect(page.getByRole('button', { name: 'Move down: Question 2' })).toBeFocused();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save as draft' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'First look' })).toBeVisible();
  await expect(page.getByText(/fewer than 10 people/)).toBeVisible();
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'fewer than 10 people' })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByLabel('Title').fill('Second look');
  // Somebody else saves in between: their last day comes in, and the title stands beside theirs.
  const id = new URL(page.url()).pathname.split('/')[2];
  const theirs = await organisation.admin.api.get(`/pulses/${id}`);
  await organisation.admin.api.patch(`/pulses/${id}`, { title: 'Third look', minimum: 6 }, theirs.pulse.version);
  await page.getByRole('button', { name: 'Save as draft' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Show the current state' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'You both changed this' })).toContainText('Third look');
  await expect(page.getByLabel('Smallest group shown')).toHaveValue('6');
  await page.getByRole('button', { name: 'Save as draft' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Second look' })).toBeVisible();
  await page.getByRole('button', { name: 'Delete draft' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete draft' }).click();
  await expect(page.getByText('No pulse yet')).toBeVisible();
});
