// Text-only mode: the everyday things on a slow line, a broken one, and with a session that ends in the middle.
import type { Page } from '@playwright/test';

import { expectAccessible } from './support/accessible.ts';
import { code, earlierCode, setUp } from './support/authenticator.ts';
import { provedLongAgo } from './support/database.ts';
import { objective } from './support/goals.ts';
import { type Member, type Organisation, enter } from './support/organisation.ts';
import { reviewToWrite } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

const HERE = 'Saved on this device. Not sent yet.';
const BACK = /What you typed is back/;
const UNSENT = /No answer: the line is too weak at the moment/;
const THERE = 'It is saved. Nobody else reads it before you hand it in.';
const BOTH = 'This has changed in two places';

test.use({ networkFails: true });

/** What the page's own files may have, uncompressed even; the promise is 100 kB. */
const MOST_BYTES = 100_000;

async function logIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel('E-mail', { exact: true }).filter({ visible: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).filter({ visible: true }).fill(password);
  await page.keyboard.press('Enter');
}

/** Lets somebody in and opens an address after the #. */
async function opened(page: Page, who: Member, place: string): Promise<void> {
  await enter(page, who);
  await page.goto(`/text${place}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** The next time it is asked, the server hears it and its answer is lost. */
async function loseAnswer(page: Page, address: string): Promise<void> {
  await page.route(
    address,
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
}

const news = (page: Page) => page.locator('#news');

async function expectNarrow(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

test('logging in, a check-in, a week and praise, in few kilobytes and without WebAssembly', async ({ page, organisation }) => {
  const { admin, employee, manager } = organisation;
  await admin.api.post('/company-values', { name: 'Calm hands' });
  const goal = await objective(organisation, employee);
  const files = new Map<string, number>();
  page.on('response', async (response) => {
    const { pathname } = new URL(response.url());
    if (!pathname.startsWith('/api/')) files.set(pathname, (await response.body()).length);
  });

  await page.goto('/text');
  await expect(page.getByRole('heading', { level: 1, name: 'Log in' })).toBeVisible();
  await expectAccessible(page);
  await logIn(page, { email: employee.email, password: 'not the password' });
  await expect(page.getByRole('alert').filter({ visible: true })).toHaveText('The address or the password is wrong.');
  await logIn(page, employee);
  await expect(page.getByRole('heading', { level: 1, name: 'Hello, Emil' })).toBeVisible();
  await expectAccessible(page);
  await expectNarrow(page);

  await page.getByRole('link', { name: goal.title }).click();
  await expect(page.getByRole('heading', { level: 1, name: goal.title })).toBeFocused();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Check in: Answers sent' }).click();
  await page.getByLabel('Value now').fill('a lot');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Value now')).toBeFocused();
  await expect(page.getByLabel('Value now')).toHaveAccessibleDescription(/This is not a number/);
  await page.getByLabel('Value now').fill('1 2,5');
  await page.getByRole('radio', { name: 'At risk' }).check();
  await page.getByLabel('What is in the way').selectOption('A decision');
  await page.getByLabel('What changed').fill('Slower than planned');
  await page.getByRole('button', { name: 'Check in' }).click();
  // What only the server can tell stands at its field too.
  await expect(page.getByLabel('Next step')).toBeFocused();
  await expectAccessible(page);
  await expectNarrow(page);
  await page.getByLabel('Next step').fill('Ask again on Monday');
  await page.getByRole('button', { name: 'Check in' }).click();
  await expect(news(page)).toHaveText('Sent. You have checked in on “Answers sent”.');
  const { items } = await manager.api.get(`/key-results/${goal.results[0].id}/check-ins`);
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ value: 12.5, status: 'at_risk', comment: 'Slower than planned', blocker: { kind: 'decision' } });

  await page.getByRole('link', { name: 'Your week', exact: true }).click();
  await page.getByLabel('What I did').fill('Answered letters\n\nSorted the shelf');
  await page.getByLabel('What I will do').fill('Call the harbour');
  await page.getByRole('radio', { name: 'Good', exact: true }).check();
  await expect(page.getByText(HERE)).toBeVisible();
  await expectAccessible(page);
  await expectNarrow(page);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(news(page)).toHaveText('Sent. Your managers up the line and Admins can read it.');
  await page.getByRole('link', { name: 'Your week', exact: true }).click();
  await page.getByLabel('Where I am stuck').fill('Nowhere');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(news(page)).toHaveText('Sent. Whoever reads it sees the new version.');
  const { check_in: week } = await employee.api.get('/weekly-check-ins/mine');
  expect(week).toMatchObject({ did: ['Answered letters', 'Sorted the shelf'], stuck: ['Nowhere'], mood: 4 });

  await page.getByRole('link', { name: 'Praise', exact: true }).click();
  await page.getByRole('button', { name: 'Praise' }).click();
  await expect(page.getByText('Choose at least one person.')).toBeVisible();
  await page.getByLabel('Find people').fill('mira');
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: manager.name }).check();
  await page.getByLabel('What for').fill('Kept everybody calm');
  await page.getByRole('checkbox', { name: 'Calm hands' }).check();
  await expectAccessible(page);
  await expectNarrow(page);
  await page.getByRole('button', { name: 'Praise' }).click();
  await expect(news(page)).toHaveText('Sent. Your praise is out.');
  const praise = await manager.api.get('/praise');
  expect(praise.items).toHaveLength(1);
  expect(praise.items[0]).toMatchObject({ body: 'Kept everybody calm', values: [{ name: 'Calm hands' }] });
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);

  expect([...files.values()].reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES);
  expect([...files.keys()].filter((path) => !path.startsWith('/text'))).toEqual([]);
});

test('an answer that is lost costs nothing, and what is sent again counts once', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  const goal = await objective(organisation, employee);
  const [result] = goal.results;
  await opened(page, employee, `#/goals/${goal.id}/${result.id}`);
  await page.getByLabel('Value now').fill('40');
  await page.getByLabel('What changed').fill('Typed on a weak line');
  await expect(page.getByText(HERE)).toBeVisible();
  await loseAnswer(page, '**/check-ins');
  await page.getByRole('button', { name: 'Check in' }).click();
  await expect(page.getByRole('alert').filter({ visible: true })).toHaveText(UNSENT);
  await expectAccessible(page);

  // Also after the page was closed it is the same check-in.
  await page.reload();
  await expect(page.getByText(BACK)).toBeVisible();
  await expect(page.getByLabel('What changed')).toHaveValue('Typed on a weak line');
  await page.getByRole('button', { name: 'Check in' }).click();
  await expect(news(page)).toContainText('Sent.');
  const { items } = await manager.api.get(`/key-results/${result.id}/check-ins`);
  expect(items.map((one: { comment: string }) => one.comment)).toEqual(['Typed on a weak line']);

  await page.goto('/text#/praise');
  await page.getByLabel('Find people').fill('mira');
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('checkbox', { name: manager.name }).check();
  await page.getByLabel('What for').fill('Kept everybody calm');
  await loseAnswer(page, '**/praise');
  await page.getByRole('button', { name: 'Praise' }).click();
  await expect(page.getByRole('alert').filter({ visible: true })).toHaveText(UNSENT);
  await page.getByLabel('What for').fill('Kept everybody calm, twice');
  await page.getByRole('button', { name: 'Praise' }).click();
  await expect(page.getByRole('alert').filter({ visible: true })).toContainText('What you sent first has arrived');
  expect((await manager.api.get('/praise')).items).toHaveLength(1);
  await page.getByRole('button', { name: 'Discard it' }).click();
  await expect(page.getByLabel('What for')).toHaveValue('');
});

test('what was sent a day ago without an answer is not sent again unasked', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  const goal = await objective(organisation, employee);
  const [result] = goal.results;
  await opened(page, employee, `#/goals/${goal.id}/${result.id}`);
  await loseAnswer(page, '**/check-ins');
  await page.getByRole('button', { name: 'Check in' }).click();
  await expect(page.getByRole('alert').filter({ visible: true })).toHaveText(UNSENT);
  // By tomorrow the server has forgotten the key that makes it count once.
  await page.clock.setFixedTime(Date.now() + 24 * 3_600_000);
  await page.getByRole('button', { name: 'Check in' }).click();
  await expect(page.getByRole('alert').filter({ visible: true })).toContainText('Look whether it arrived');
  expect((await manager.api.get(`/key-results/${result.id}/check-ins`)).items).toHaveLength(1);
});

test('without a line the week stays on the device, sealed, and is sent when it is back', async ({ page, organisation }) => {
  const { employee } = organisation;
  await opened(page, employee, '#/week');
  await page.getByLabel('What I did').fill('Half a sentence about a release');
  await expect(page.getByText(HERE)).toBeVisible();
  await page.context().setOffline(true);
  await page.getByLabel('Where I am stuck').fill('Under a bridge');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('alert').filter({ visible: true })).toHaveText(UNSENT);
  await page.getByRole('link', { name: 'Praise', exact: true }).click();
  await expect(page.getByRole('alert').filter({ visible: true })).toHaveText('No connection. Try again in a moment.');
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  expect(kept).toContain('perftrack-draft/');
  expect(kept).not.toContain('Half a sentence');

  await page.context().setOffline(false);
  await page.getByRole('link', { name: 'Your week', exact: true }).click();
  await expect(page.getByLabel('Where I am stuck')).toHaveValue('Under a bridge');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(news(page)).toHaveText('Sent. Your managers up the line and Admins can read it.');
  const { items } = await employee.api.get('/weekly-check-ins');
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ did: ['Half a sentence about a release'], stuck: ['Under a bridge'] });
});

test('a week that moved elsewhere is shown beside what was typed, and neither is lost', async ({ page, organisation }) => {
  const { employee } = organisation;
  const week = await employee.api.post('/weekly-check-ins', { did: ['One thing'] });
  await opened(page, employee, '#/week');
  await page.getByLabel('What I did').fill('One thing\nTyped here');
  await employee.api.patch(`/weekly-check-ins/${week.id}`, { stuck: ['The telephone'] }, week.version);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('alert').filter({ visible: true })).toHaveText('Somebody changed this meanwhile.');
  await expect(page.locator('#week-theirs')).toContainText('The telephone');
  await expectAccessible(page);
  await page.getByLabel('Where I am stuck').fill('The telephone');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(news(page)).toHaveText('Sent. Whoever reads it sees the new version.');
  const saved = await employee.api.get(`/weekly-check-ins/${week.id}`);
  expect([saved.did, saved.stuck]).toEqual([['One thing', 'Typed here'], ['The telephone']]);
});

test('a review with every kind of question is saved and handed in over lost answers, and comes back', async ({ page, organisation }) => {
  const { employee } = organisation;
  const goal = await objective(organisation, employee);
  const { id } = await reviewToWrite(organisation);
  await opened(page, employee, '');
  await page.getByRole('link', { name: 'A review to write' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Reviews to write' })).toBeFocused();
  await expect(page.getByText(/After the harbour works · Not begun · Due/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Your own review' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your own review' })).toBeFocused();
  await expect(page.getByText('Read by: Admins alone')).toBeVisible();
  await expect(page.getByText('the job asks for: Three')).toBeVisible();
  await expectAccessible(page);
  await expectNarrow(page);

  // What is missing is said before anything goes over the line: the rating, the long text, the goal.
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(page.getByText('Fill this in.')).toHaveCount(3);
  await expect(page.getByRole('radio', { name: /^Below/ })).toBeFocused();
  await page.getByRole('radio', { name: /^Meets/ }).check();
  await page.getByRole('group', { name: 'How good was the work?' }).getByLabel('Why').fill('Never late');
  const story = page.getByLabel('What should be remembered?');
  await story.fill('The pilots were asked first.');
  await page.getByRole('radio', { name: 'At sea' }).check();
  await page.getByRole('checkbox', { name: 'Pilots' }).check();
  await page.getByRole('checkbox', { name: 'Divers' }).check();
  await page.getByLabel(`Rating: ${goal.title}`).selectOption('Above');
  await page.getByLabel(`Comment: ${goal.title}`).fill('Nearly there');
  await page.getByLabel('Rating: Craft').selectOption('Three');
  await expect(page.getByText(HERE)).toBeVisible();

  // What was saved without an answer is no news of somebody else's: neither after the page was closed nor on the same page.
  await loseAnswer(page, '**/answers');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('alert').filter({ visible: true })).toHaveText(UNSENT);
  await page.reload();
  await expect(story).toHaveValue('The pilots were asked first.');
  await expect(page.getByText(BOTH)).toHaveCount(0);
  await story.fill('The pilots were asked first, twice.');
  await expect(page.getByText(HERE)).toBeVisible();
  await loseAnswer(page, '**/answers');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('alert').filter({ visible: true })).toHaveText(UNSENT);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(THERE)).toBeVisible();
  await expect(page.getByText(BOTH)).toHaveCount(0);

  await story.fill('The pilots were asked first, thrice.');
  await expect(page.getByText(HERE)).toBeVisible();
  await page.reload();
  await expect(page.getByText(BACK)).toBeVisible();
  await expect(story).toHaveValue('The pilots were asked first, thrice.');
  await loseAnswer(page, '**/submission');
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(page.getByRole('alert').filter({ visible: true })).toHaveText(UNSENT);
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(news(page)).toHaveText('It is handed in. As long as reviews are written you can take it back.');
  await expect(page.getByRole('link', { name: 'A review to write' })).toHaveCount(0);
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  const { review, answers } = await employee.api.get(`/reviews/${id}`);
  expect(review.state).toBe('submitted');
  expect(answers).toMatchObject({
    craft: { rating: 2, text: 'Never late' },
    story: { text: 'The pilots were asked first, thrice.' },
    where: { chosen: [0] },
    with: { chosen: [0, 1] },
    goals: { items: [{ id: goal.id, rating: 3, comment: 'Nearly there' }] },
    levels: { items: [{ rating: 3 }] },
  });

  await page.goto(`/text#/reviews/${id}`);
  await expect(page.getByRole('button', { name: 'Hand in' })).toBeHidden();
  await expect(page.getByText('Nearly there')).toBeVisible();
  await expectAccessible(page);
});

test('a review that was saved elsewhere stands beside what was typed, and neither is lost', async ({ page, organisation }) => {
  const { employee } = organisation;
  const { id } = await reviewToWrite(organisation);
  await employee.api.put(`/reviews/${id}/answers`, { answers: { story: { text: 'One thing' } } });
  await opened(page, employee, `#/reviews/${id}`);
  const story = page.getByLabel('What should be remembered?');
  await expect(story).toHaveValue('One thing');
  await story.fill('One thing, typed here');
  await expect(page.getByText(HERE)).toBeVisible();
  await employee.api.put(`/reviews/${id}/answers`, { answers: { story: { text: 'Said elsewhere' }, where: { chosen: [1] } } });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('alert').filter({ visible: true })).toHaveText('Somebody changed this meanwhile.');
  const both = page.locator('#review-theirs');
  await expect(both).toContainText('One thing, typed here');
  await expect(both).toContainText('Said elsewhere');
  await expectAccessible(page);

  // Also after the page was closed.
  await page.reload();
  await expect(page.getByText(BACK)).toBeVisible();
  await expect(both).toContainText('Said elsewhere');
  await both.getByRole('button', { name: 'Take this: Where was the work done?' }).click();
  await expect(page.getByRole('radio', { name: 'In the harbour' })).toBeChecked();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(THERE)).toBeVisible();
  await expect(both).toBeEmpty();
  const { answers } = await employee.api.get(`/reviews/${id}`);
  expect(answers).toMatchObject({ story: { text: 'One thing, typed here' }, where: { chosen: [1] } });
});

test('who writes about somebody else reads first who will know whose words these are', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  await reviewToWrite(organisation);
  await opened(page, admin, '#/reviews');
  await page.getByRole('link', { name: `About ${employee.name}, as a peer` }).click();
  await expect(page.getByRole('heading', { name: 'Without your name' })).toBeVisible();
  await expect(page.getByText(/only if at least 4 answer; to Admins too/)).toBeVisible();
  await expect(page.getByText('Read by: The person, their managers and Admins')).toBeVisible();
  await expectAccessible(page);
});

test('a session that ends in the middle: the same person goes on, nobody else does', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  await opened(page, employee, '#/week');
  await page.getByLabel('What I did').fill('Wrote this before the session ended');
  await expect(page.getByText(HERE)).toBeVisible();
  await employee.api.post('/me/sessions/revoke-others');
  await page.getByRole('button', { name: 'Send' }).click();
  const sheet = page.getByRole('dialog', { name: 'Log in again' });
  await expect(sheet.getByLabel('E-mail')).toHaveValue(employee.email);
  await expect(sheet.getByLabel('Password')).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alert').filter({ visible: true })).toHaveText('Your session has ended. Log in again.');
  await page.getByRole('button', { name: 'Send' }).click();
  await sheet.getByRole('button', { name: 'Leave this page.' }).click();

  await logIn(page, manager);
  await expect(page.getByRole('heading', { level: 1, name: 'Hello, Mira' })).toBeVisible();
  await page.getByRole('link', { name: 'Your week', exact: true }).click();
  await expect(page.getByLabel('What I did')).toHaveValue('');

  await page.context().clearCookies();
  await page.goto('/text');
  await logIn(page, employee);
  await page.getByRole('link', { name: 'Your week', exact: true }).click();
  await expect(page.getByText(BACK)).toBeVisible();
  await expect(page.getByLabel('What I did')).toHaveValue('Wrote this before the session ended');
  await page.getByLabel('What I did').fill('Wrote this, and again the session ends');
  await employee.api.post('/me/sessions/revoke-others');
  await page.getByRole('button', { name: 'Send' }).click();
  await sheet.getByLabel('Password').fill(employee.password);
  await page.keyboard.press('Enter');
  await expect(news(page)).toHaveText('Sent. Your managers up the line and Admins can read it.');
  const { check_in: week } = await employee.api.get('/weekly-check-ins/mine');
  expect(week.did).toEqual(['Wrote this, and again the session ends']);
});

/** From now on nobody there does anything without a second step. */
async function demandTwoSteps({ admin }: Organisation): Promise<void> {
  // Whoever demands it has it, or could do nothing more.
  await setUp(admin);
  const { version } = await admin.api.get('/organisation');
  await admin.api.patch('/organisation', { second_factor: 'everybody' }, version);
}

test('who has to set two-step log-in up does it here, and goes on where they were', async ({ page, organisation }) => {
  const { employee } = organisation;
  await demandTwoSteps(organisation);
  await page.goto('/text#/week');
  await logIn(page, employee);
  await expect(page.getByRole('heading', { level: 1, name: 'Set up two-step log-in' })).toBeFocused();
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeHidden();
  await expectAccessible(page);
  await expectNarrow(page);

  // A log-in of an hour ago is no proof of who is there now.
  await provedLongAgo(employee.email);
  const setItUp = page.getByRole('button', { name: 'Set it up' });
  await setItUp.click();
  const sheet = page.getByRole('dialog', { name: 'Confirm that it’s you' });
  const password = sheet.getByLabel('Password', { exact: true });
  await expect(password).toBeFocused();
  await expect(sheet.getByRole('button', { name: 'Give a code instead' })).toBeHidden();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(news(page)).toHaveText('Confirm that it’s you first.');
  await setItUp.click();
  await password.fill('not the password');
  await page.keyboard.press('Enter');
  await expect(password).toHaveAccessibleDescription('This is not your current password.');
  await password.fill(employee.password);
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { name: 'Type this secret into an authenticator app' })).toBeFocused();
  await expectAccessible(page);
  await expectNarrow(page);
  const secret = (await page.locator('#secret').innerText()).replaceAll(' ', '');
  await expect(page.getByRole('link', { name: 'Open the app on this device' })).toHaveAttribute('href', /^otpauth:\/\/totp\//);
  const first = page.getByLabel('Code', { exact: true }).filter({ visible: true });
  await first.fill('12');
  await page.keyboard.press('Enter');
  await expect(first).toHaveAccessibleDescription(/This code is wrong/);
  await first.fill(await earlierCode(secret));
  await page.getByRole('button', { name: 'Turn it on' }).click();
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeFocused();
  await expectAccessible(page);
  await expectNarrow(page);
  const [spare = ''] = await page.locator('#codes code').allInnerTexts();
  await expect(page.locator('#codes code')).toHaveCount(10);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your weekly check-in' })).toBeVisible();
  await expect(news(page)).toHaveText('Two-step log-in is on.');
  await expect(page.locator('#codes code')).toHaveCount(0);

  await page.getByRole('link', { name: 'Two-step log-in' }).click();
  await expect(page.getByText('10 recovery codes are left.')).toBeVisible();
  await expect(setItUp).toBeHidden();
  await expectAccessible(page);
  for (const given of [code(secret), spare]) {
    await page.getByRole('button', { name: 'Log out' }).click();
    await logIn(page, employee);
    await page.getByLabel('Code', { exact: true }).filter({ visible: true }).fill(given);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  }
});

test('what is demanded while somebody is here is asked of them at their next page', async ({ page, organisation }) => {
  await opened(page, organisation.employee, '#/');
  await demandTwoSteps(organisation);
  await page.getByRole('link', { name: 'Your week', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Set up two-step log-in' })).toBeVisible();
});

test('logging out asks, and leaves nothing on the device', async ({ page, organisation }) => {
  await opened(page, organisation.manager, '#/praise');
  await page.getByLabel('What for').fill('Only for my eyes');
  await expect(page.getByText(HERE)).toBeVisible();
  page.once('dialog', (dialog) => dialog.accept());
  await page.getByRole('button', { name: 'Log out' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Log in' })).toBeVisible();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test('the app and the text-only mode lead to each other', async ({ page, organisation }) => {
  await page.goto('/log-in');
  await page.getByRole('link', { name: 'Text-only mode' }).click();
  await expect(page).toHaveURL(/\/text$/);
  await enter(page, organisation.employee);
  await page.goto('/account');
  await page.getByRole('link', { name: 'Text-only mode' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Hello, Emil' })).toBeVisible();
  await page.getByRole('link', { name: 'Open the full app' }).click();
  await expect(page).toHaveURL(/\/home$/);
});

test('without JavaScript it says what it needs', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  // What stands in there is found by no role and no text.
  await page.goto('/text');
  await expect(page.locator('noscript p')).toBeVisible();
  await page.goto('/');
  await expect(page.locator('noscript a[href="/text"]')).toBeVisible();
  await context.close();
});
