// An objective's life: written, checked in on, corrected, closed, carried over.
import { expectAccessible } from './support/accessible.ts';
import { counted, objective, open, pick } from './support/goals.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

test('a manager writes an objective with a key result of each kind under the organisation\'s', async ({ page, organisation }) => {
  const { admin, manager, team } = organisation;
  await objective(organisation, admin, { level: 'organisation', title: 'Everybody is heard', visibility: 'organisation' });
  await enter(page, manager);
  await page.goto('/goals/new');
  await page.getByLabel('What is to be true in the end').fill('Support is a reason to stay');
  await page.getByRole('radio', { name: 'Team', exact: true }).check();
  await page.getByRole('combobox', { name: 'Team', exact: true }).selectOption(team.name);
  await pick(page, 'Supports', 'Everybody is heard');

  const result = (place: number) => page.locator('section').filter({ has: page.getByRole('heading', { name: `Key result ${place}` }) });
  const kinds = ['Number', 'Per cent', 'Money', 'Milestones'];
  for (const [at, kind] of kinds.entries()) {
    if (at > 0) await page.getByRole('button', { name: 'Add a key result' }).click();
    await result(at + 1).getByLabel('What is measured').fill(`By ${kind}`);
    await result(at + 1).getByLabel('Kind').selectOption(kind);
  }
  await result(1).getByLabel('To', { exact: true }).fill('1 200');
  await result(1).getByLabel('Unit').fill('answers');
  await pick(result(1), 'Owner', 'Emil Employee');
  await result(2).getByLabel('Direction').selectOption('Keep within');
  await result(2).getByLabel('Not below').fill('90');
  await result(2).getByLabel('Not above').fill('95,5');
  await result(2).getByLabel('Tolerance').fill('5');
  await result(3).getByLabel('Direction').selectOption('Decrease');
  await result(3).getByLabel('From').fill('19.99');
  await result(3).getByLabel('To', { exact: true }).fill('9.50');
  await result(3).getByLabel('Currency').fill('EUR');
  await result(4).getByLabel('Milestone 1').fill('A pilot with one team');
  await result(4).getByRole('button', { name: 'Add a milestone' }).click();
  await result(4).getByRole('textbox', { name: 'Milestone 2' }).fill('Everybody has moved');
  await result(4).getByRole('textbox', { name: 'Weight' }).nth(1).fill('3');
  await page.getByRole('button', { name: 'Create the objective' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Support is a reason to stay' })).toBeVisible();
  for (const way of ['0 answers → 1,200 answers', 'between 90% and 95.5%', '€19.99 → €9.50', '0 of 2 done', 'Emil Employee']) {
    await expect(page.getByText(way).first()).toBeVisible();
  }
  await expect(page.getByRole('link', { name: 'Everybody is heard' })).toBeVisible();

  await page.getByRole('button', { name: 'Check in on By Milestones' }).click();
  await page.getByRole('checkbox', { name: 'Everybody has moved' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Check in' }).click();
  await expect(page.getByRole('progressbar', { name: 'By Milestones' })).toHaveAttribute('aria-valuenow', '75');
});

test('what is wrong with a key result stands at its field', async ({ page, organisation }) => {
  await enter(page, organisation.employee);
  await page.goto('/goals/new');
  await page.getByLabel('What is to be true in the end').fill('Nothing is lost');
  await page.getByLabel('What is measured').fill('Steps');
  await page.getByLabel('Kind').selectOption('Milestones');
  await page.getByRole('textbox', { name: 'Weight' }).first().fill('1001');
  await page.getByRole('button', { name: 'Create the objective' }).click();
  await expect(page.getByLabel('Milestone 1')).toBeFocused();
  await expect(page.getByLabel('Milestone 1')).toHaveAccessibleDescription(/Fill this in/);
  await expect(page.getByText('Between 0 and 1000.')).toBeVisible();

  await page.getByLabel('Kind').selectOption('Number');
  await page.getByLabel('To', { exact: true }).fill('0');
  await page.getByRole('button', { name: 'Create the objective' }).click();
  await expect(page.getByLabel('To', { exact: true })).toHaveAccessibleDescription(/Start and target are the same/);
  await expect(page.getByLabel('What is to be true in the end')).toHaveValue('Nothing is lost');
});

test('check-ins move the progress, and a wrong one is corrected without being rewritten', async ({ page, organisation }) => {
  const goal = await objective(organisation, organisation.employee);
  await enter(page, organisation.employee);
  await open(page, goal);
  const progress = page.getByRole('progressbar', { name: goal.title });
  await expect(progress).toHaveAttribute('aria-valuenow', '0');

  await page.getByRole('button', { name: 'Check in on Answers sent' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Value now').fill('40');
  await dialog.getByRole('radio', { name: 'At risk' }).check();
  await dialog.getByLabel('What is in the way').selectOption('A decision');
  await dialog.getByLabel('Next step').fill('Ask for it on Monday');
  await dialog.getByLabel('What changed').fill('Two of us were away.');
  await dialog.getByText('Day, confidence and evidence').click();
  await dialog.getByLabel('Confidence').fill('11');
  await dialog.getByRole('button', { name: 'Check in' }).click();
  await expect(dialog.getByLabel('Confidence')).toHaveAccessibleDescription(/Between 0 and 10/);
  await dialog.getByLabel('Confidence').fill('6');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Check in' }).click();
  await expect(dialog).toBeHidden();
  await expect(progress).toHaveAttribute('aria-valuenow', '40');
  await expect(page.getByText('At risk').first()).toBeVisible();

  await page.getByRole('button', { name: 'History of Answers sent' }).click();
  await expect(dialog.getByText('Confidence 6/10')).toBeVisible();
  await expect(dialog.getByText('Ask for it on Monday')).toBeVisible();
  await dialog.getByRole('button', { name: 'Correct' }).click();
  await dialog.getByLabel('Value now').fill('60');
  await dialog.getByRole('button', { name: 'Check in' }).click();
  await expect(dialog.getByText('Corrected later')).toBeVisible();
  await expect(dialog.getByText('Correction', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(progress).toHaveAttribute('aria-valuenow', '60');
});

test('a number opens to what it was computed from, and a chart to its numbers', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  const goal = await objective(organisation, employee, {
    key_results: [counted('Answers sent'), counted('Answers praised', { weight: 3 })],
  });
  await employee.api.post(`/key-results/${goal.results[0].id}/check-ins`, { value: 100, status: 'on_track' });
  await enter(page, manager);
  await open(page, goal);
  await page.getByRole('button', { name: 'How was this computed?' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('row', { name: /Answers sent.*1.*100%.*100%/ })).toBeVisible();
  await expect(dialog.getByText('(1 × 100% + 3 × 0%) ÷ 4 = 25%')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('button', { name: 'History of Answers sent' }).click();
  await expect(dialog.getByRole('img', { name: /Value over time One value: 100/ })).toBeVisible();
  await dialog.getByText('Show the numbers').click();
  await expect(dialog.getByRole('table', { name: 'Value over time' }).getByRole('cell', { name: '100' })).toBeVisible();
});

test('what home counts opens to the goals it was counted from', async ({ page, organisation }) => {
  const { employee } = organisation;
  const goal = await objective(organisation, employee);
  await objective(organisation, employee, { title: 'Nothing is lost', state: 'draft' });
  await employee.api.post(`/key-results/${goal.results[0].id}/check-ins`, { value: 90, status: 'on_track' });
  await enter(page, employee);
  for (const number of ['On track', 'Mean progress']) {
    await page.goto('/home');
    await page.getByRole('link', { name: number, exact: true }).click();
    await expect(page).toHaveURL(/\/goals\?state=active&scope=answered/);
    await expect(page.getByRole('link', { name: goal.title })).toBeVisible();
    await expect(page.getByText('Nothing is lost')).toHaveCount(0);
  }
});

test('closing asks for a score and what was learned; then it can be carried over', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  const next = await admin.api.post('/periods', { name: 'Next year', starts_on: '2100-01-01', ends_on: '2100-12-31' });
  const goal = await objective(organisation, employee);
  await enter(page, employee);
  await open(page, goal);
  await page.getByRole('button', { name: 'Close as achieved' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What was learned').fill('Mornings are quiet.');
  await dialog.getByRole('button', { name: 'Close as achieved' }).click();
  await expect(dialog.getByText('Some key results have no value yet')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  // It asks unless the device has kept what was typed by then; `forms.spec.ts` looks at the question itself.
  await expect(async () => {
    const leave = dialog.getByRole('button', { name: 'Close without saving' });
    if (await leave.isVisible()) await leave.click({ timeout: 1_000 });
    await expect(dialog).toBeHidden({ timeout: 1_000 });
  }).toPass();

  await page.getByRole('button', { name: 'Check in on Answers sent' }).click();
  await dialog.getByLabel('Value now').fill('90');
  await dialog.getByRole('button', { name: 'Check in' }).click();
  await expect(page.getByRole('progressbar', { name: goal.title })).toHaveAttribute('aria-valuenow', '90');
  await page.getByRole('button', { name: 'Close as achieved' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Score', exact: true })).toHaveValue('90');
  await dialog.getByRole('textbox', { name: 'Score', exact: true }).fill('120');
  await dialog.getByRole('textbox', { name: 'Why the score differs' }).fill('It was harder than we thought.');
  await dialog.getByLabel('What was learned').fill('Mornings are quiet.');
  await dialog.getByRole('button', { name: 'Close as achieved' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Score', exact: true })).toHaveAccessibleDescription(/Between 0 and 100/);
  await dialog.getByRole('textbox', { name: 'Score', exact: true }).fill('95');
  await dialog.getByRole('button', { name: 'Close as achieved' }).click();
  await expect(page.getByText('Achieved', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('Mornings are quiet.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Check in/ })).toHaveCount(0);

  await page.getByRole('button', { name: 'Carry over' }).click();
  await dialog.getByLabel('Into').selectOption(next.name);
  await dialog.getByLabel('Why it goes on').fill('One month was not enough.');
  await dialog.getByRole('button', { name: 'Carry over' }).click();
  await expect(page.getByRole('definition').filter({ hasText: 'One month was not enough.' }).getByRole('link', { name: goal.title })).toBeVisible();
  await expect(page.getByText('Draft', { exact: true })).toBeVisible();
});

test('who was second sees what the first changed, and loses nothing of their own', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  const goal = await objective(organisation, employee);
  await enter(page, employee);
  await open(page, goal);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: 'Change', exact: true });
  await drawer.getByLabel('Description').fill('Typed by the second.');
  await expect(drawer.getByLabel('First day')).toBeVisible();

  const now = await manager.api.get(`/objectives/${goal.id}`);
  await manager.api.patch(`/objectives/${goal.id}`, { title: 'Customers answer at once' }, now.objective.version);
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Somebody changed this meanwhile' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show the current state' }).click();
  await expect(drawer.getByLabel('What is to be true in the end')).toHaveValue('Customers answer at once');
  await expect(drawer.getByLabel('Description')).toHaveValue('Typed by the second.');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Customers answer at once' })).toBeVisible();
  await expect(page.getByText('Typed by the second.')).toBeVisible();
});
