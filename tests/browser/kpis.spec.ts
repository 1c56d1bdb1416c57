// A number is watched: made, measured, corrected, read from a file, computed from others, followed by a goal.
import { expectAccessible } from './support/accessible.ts';
import { day } from './support/days.ts';
import { objective, open, pick } from './support/goals.ts';
import { kpi, measured, openKpi } from './support/kpis.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

test('a manager makes a KPI and enters its first values', async ({ page, organisation }) => {
  await enter(page, organisation.manager);
  await page.goto('/kpis');
  await expect(page.getByText('No KPIs yet')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('main').getByRole('link', { name: 'New KPI' }).first().click();
  await page.getByLabel('Name', { exact: true }).fill('Hours to the first answer');
  await page.getByLabel('Kind').selectOption('Duration');
  await page.getByLabel('Unit').selectOption('hours');
  await page.getByLabel('Decimals').selectOption('1');
  await page.getByLabel('One value per').selectOption('Week');
  await page.getByRole('radio', { name: 'lower' }).check();
  await page.getByLabel('Target').fill('2');
  await page.getByLabel('Worth a look when worse than').fill('1');
  await page.getByRole('button', { name: 'Create the KPI' }).click();
  await expect(page.getByLabel('Worth a look when worse than')).toHaveAccessibleDescription(/better side of the target/);
  await page.getByLabel('Worth a look when worse than').fill('3');
  await page.getByLabel('Unhealthy when worse than').fill('5,5');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Create the KPI' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Hours to the first answer' })).toBeVisible();
  await page.getByRole('button', { name: 'Enter a value' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Value' }).fill('2,5');
  await dialog.getByRole('button', { name: 'Enter a value' }).click();
  await expect(page.getByText('2.5 h').first()).toBeVisible();
  await expect(page.getByText('Healthy').first()).toBeVisible();
  await expectAccessible(page);
  await page.goto('/kpis');
  await expect(page.getByRole('row', { name: /Hours to the first answer/ })).toContainText('2.5 h');
});

test('a team answers for a KPI, and everybody in it measures it', async ({ page, organisation }) => {
  const { admin, manager, employee } = organisation;
  const team = await admin.api.post('/teams', { name: `Plovers ${crypto.randomUUID().slice(0, 8)}`, lead_id: manager.id });
  const version = (await admin.api.get(`/people/${employee.id}`)).version;
  await admin.api.patch(`/people/${employee.id}`, { team_id: team.id }, version);
  const it = await kpi(manager, { visibility: 'private' });
  await enter(page, manager);
  await openKpi(page, it);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('combobox', { name: 'Team (optional)' }).selectOption(team.name);
  await form.getByRole('checkbox', { name: 'The team answers for it' }).check();
  await expect(form.getByRole('combobox', { name: 'Answers for it' })).toBeHidden();
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('led by Mira Manager')).toBeVisible();

  await page.context().clearCookies();
  await enter(page, employee);
  await openKpi(page, it);
  await page.getByRole('button', { name: 'Enter a value' }).first().click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Value' }).fill('95');
  await page.getByRole('dialog').getByRole('button', { name: 'Enter a value' }).click();
  await expect(page.getByText('95 letters').first()).toBeVisible();
});

test('a correction stays beside what it corrects, and two bad days change the state', async ({ page, organisation }) => {
  const { employee } = organisation;
  const it = await kpi(employee);
  await measured(employee, it, [99, 97, 70]);
  await enter(page, employee);
  await openKpi(page, it);
  await expect(page.getByText('Healthy').first()).toBeVisible();
  await page.getByRole('button', { name: 'Enter a value' }).first().click();
  await page.getByRole('dialog').getByLabel('Value').fill('60');
  await page.getByRole('dialog').getByRole('button', { name: 'Enter a value' }).click();
  await expect(page.getByText('Healthy → Unhealthy')).toBeVisible();

  await page.getByRole('table', { name: 'Measurements' }).getByRole('button', { name: /^Correct/ }).first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox', { name: 'Value' })).toHaveValue('60');
  await dialog.getByRole('textbox', { name: 'Value' }).fill('95');
  await dialog.getByLabel('Note').fill('Counted again');
  await dialog.getByRole('button', { name: 'Enter a value' }).click();
  await expect(page.getByText('Unhealthy → Healthy')).toBeVisible();
  const table = page.getByRole('table', { name: 'Measurements' });
  await expect(table.getByText('Corrected')).toBeVisible();
  await expect(table.getByText('Counted again')).toBeVisible();
  await page.getByLabel('Hide corrected ones').check();
  await expect(table.getByText('Corrected')).toHaveCount(0);
});

test('the chart stands in the address: spans, comparison, what was known', async ({ page, organisation }) => {
  const { employee } = organisation;
  const it = await kpi(employee);
  await measured(employee, it, [91, 92, 93, 94, 95, 96, 97, 98, 99, 100]);
  await enter(page, employee);
  await openKpi(page, it);
  await expect(page.getByRole('img', { name: it.name })).toBeVisible();
  await page.getByRole('group', { name: 'By' }).getByRole('button', { name: 'Week' }).click();
  await expect(page).toHaveURL(/by=week/);
  await page.getByLabel('Compare with').selectOption('A year before');
  await expect(page).toHaveURL(/compare=year/);
  await page.getByLabel('As known on').fill(day(-3));
  await expect(page).toHaveURL(/as_of=/);
  await expect(page.getByText('Nothing was measured in this time.')).toBeVisible();
  await page.getByRole('button', { name: 'Show what is known now' }).click();
  await expect(page.getByRole('img', { name: it.name })).toBeVisible();
  await page.getByRole('button', { name: 'Where does this come from?' }).click();
  await expect(page.getByRole('dialog')).toContainText('measurement');
  await expect(page.getByRole('dialog')).not.toContainText('As known on');

  // What was known by the end of today is what is known now; it is asked for as the chart was.
  await page.goto(`/kpis/${it.id}?as_of=${day(0)}`);
  const asked = page.waitForRequest(/\/computation\?.*as_of=/);
  await page.getByRole('button', { name: 'Where does this come from?' }).click();
  await asked;
  await expect(page.getByRole('dialog')).toContainText('As known on');
});

test('a file is looked at before anything is written', async ({ page, organisation }) => {
  const { employee } = organisation;
  const it = await kpi(employee);
  await measured(employee, it, [50]);
  await enter(page, employee);
  await openKpi(page, it);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Import a file' }).click();
  const rows = ['Date;Value;Note', `${day(-1)};60,5;counted again`, `${day(-2)};58,5;`, `${day(-3)};many;`];
  const buffer = Buffer.from(rows.join('\r\n'));
  await page.locator('input[type=file]').setInputFiles({ name: 'letters.csv', mimeType: 'text/csv', buffer });
  await expect(page.getByText('1 new · 1 corrections · 0 known already · 1 refused')).toBeVisible();
  await expect(page.getByText('not a number')).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Leave the refused rows out').check();
  await page.getByRole('button', { name: 'Import 2 values' }).click();
  await page.getByRole('link', { name: 'To the KPI' }).click();
  await expect(page.getByRole('table', { name: 'Measurements' })).toContainText('61 letters');
});

test('a formula follows what it reads, and opens to it', async ({ page, organisation }) => {
  const { manager } = organisation;
  const lost = await kpi(manager, { name: 'Customers lost' });
  const all = await kpi(manager, { name: 'Customers' });
  await measured(manager, lost, [3]);
  await measured(manager, all, [60]);
  await enter(page, manager);
  await page.goto('/kpis/new');
  await page.getByLabel('Name', { exact: true }).first().fill('Churn');
  await page.getByRole('radio', { name: /^Computed/ }).check();
  await page.getByRole('textbox', { name: 'Formula' }).fill('lost / customers * 100');
  const input = (place: number) => page.locator('.kpi-input').nth(place);
  await input(0).getByLabel('Name').fill('lost');
  await pick(input(0), 'KPI', 'Customers lost');
  await page.getByRole('button', { name: 'Another input' }).click();
  await input(1).getByLabel('Name').fill('customers');
  await input(1).getByRole('combobox', { name: 'KPI' }).fill('Customers');
  await input(1).getByRole('option').filter({ hasNotText: 'lost' }).first().click();
  await page.getByLabel('Kind').selectOption('Per cent');
  await page.getByLabel('One value per').selectOption('Day');
  await page.getByRole('radio', { name: 'lower' }).check();
  await page.getByLabel('Target').fill('6');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Create the KPI' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Churn' })).toBeVisible();
  await expect(page.getByText('5%').first()).toBeVisible();
  await page.getByRole('button', { name: 'Where does this come from?' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('lost / customers * 100')).toBeVisible();
  await expect(dialog.getByRole('row', { name: /Customers lost/ })).toContainText('3');
});

test('it is shared to be seen, or to be edited and measured', async ({ page, organisation }) => {
  const { employee } = organisation;
  const it = await kpi(employee);
  await enter(page, employee);
  await openKpi(page, it);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: 'Shares' });
  await expect(drawer.getByRole('radio', { name: 'Edit and measure' })).toBeVisible();
  await expect(drawer.getByRole('radio', { name: 'Comment' })).toHaveCount(0);
});

test('a key result follows a KPI', async ({ page, organisation }) => {
  const { employee } = organisation;
  const it = await kpi(employee);
  await measured(employee, it, [40]);
  const goal = await objective(organisation, employee);
  await enter(page, employee);
  await open(page, goal);
  await page.getByRole('button', { name: /for Answers sent/ }).click();
  await page.getByRole('menuitem', { name: 'Follow a KPI' }).click();
  await pick(page.getByRole('dialog'), 'KPI', it.name);
  await page.getByRole('dialog').getByRole('button', { name: 'Follow a KPI' }).click();
  await expect(page.getByRole('progressbar', { name: goal.title })).toHaveAttribute('aria-valuenow', '40');
  await expect(page.getByRole('link', { name: `Follows ${it.name}` })).toBeVisible();
});

test('what two changed stands side by side, and nobody overwrites the other', async ({ page, organisation }) => {
  const { employee } = organisation;
  const it = await kpi(employee);
  await enter(page, employee);
  await openKpi(page, it);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Change', exact: true });
  await dialog.getByLabel('Target').fill('many');
  await dialog.getByLabel('Unhealthy when worse than').fill('few');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByLabel('Target')).toHaveAccessibleDescription(/not a number/);
  await expect(dialog.getByLabel('Unhealthy when worse than')).toHaveAccessibleDescription(/not a number/);
  await dialog.getByLabel('Unhealthy when worse than').fill('80');
  await dialog.getByLabel('Target').fill('120');
  // Meanwhile, elsewhere.
  const gauge = { ...it.gauge, target: 110, watch: 85 };
  await employee.api.patch(`/kpis/${it.id}`, { gauge, description: 'Counted at the desk' }, it.version);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Show the current state' }).click();
  const both = dialog.locator('.both-changed');
  await expect(both).toHaveCount(1);
  await expect(both).toContainText('120');
  await expect(both).toContainText('110');
  await expect(dialog.getByLabel('Description')).toHaveValue('Counted at the desk');
  await expect(dialog.getByLabel('Worth a look when worse than')).toHaveValue('85');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Take theirs' }).click();
  await dialog.getByLabel('Worth a look when worse than').fill('95');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  const { kpi: now } = await employee.api.get(`/kpis/${it.id}`);
  expect([now.gauge.target, now.gauge.watch, now.description]).toEqual([110, 95, 'Counted at the desk']);
});

test('what was put away is corrected no more', async ({ page, organisation }) => {
  const { employee } = organisation;
  const it = await kpi(employee);
  await measured(employee, it, [40]);
  await enter(page, employee);
  await openKpi(page, it);
  const correct = page.getByRole('table', { name: 'Measurements' }).getByRole('button', { name: /^Correct/ });
  await expect(correct).toHaveCount(1);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Put away' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Put away' }).click();
  await expect(page.getByText('Put away.')).toBeVisible();
  await expect(correct).toHaveCount(0);
});

test('what is due is entered at home, by whoever answers for it', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  const it = await kpi(employee);
  await employee.api.post(`/kpis/${it.id}/measurements`, { on: day(-4), value: 95 });
  await enter(page, employee);
  await page.goto('/home');
  await page.getByRole('button', { name: `Enter a value: ${it.name}` }).click();
  await page.getByRole('dialog').getByLabel('Value').fill('96');
  await page.getByRole('dialog').getByRole('button', { name: 'Enter a value' }).click();
  await expect(page.getByRole('button', { name: `Enter a value: ${it.name}` })).toHaveCount(0);
  await enter(page, manager);
  await page.goto(`/people/${employee.id}?tab=kpis`);
  await expect(page.getByRole('row', { name: new RegExp(it.name) })).toContainText('96 letters');
});

test('a KPI is shared until it is revoked', async ({ page, organisation }) => {
  const { employee } = organisation;
  const it = await kpi(employee, { visibility: 'private' });
  await enter(page, employee);
  await openKpi(page, it);
  await page.getByRole('button', { name: 'Share' }).click();
  const drawer = page.getByRole('dialog');
  await pick(drawer, 'Person', 'Mira Manager');
  await drawer.getByLabel('Why').fill('She asked');
  await drawer.getByRole('button', { name: 'Share' }).click();
  await expect(drawer.getByText('She asked', { exact: false }).first()).toBeVisible();
  const withHer = async () => {
    const shared = await organisation.manager.api.get('/shares/with-me');
    return shared.items.map((share: { kpi?: { id: string } }) => share.kpi?.id);
  };
  expect(await withHer()).toContain(it.id);
  await page.goto('/shares?tab=by-me');
  await page.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('Revoked.')).toBeVisible();
  expect(await withHer()).not.toContain(it.id);
});

test('an Admin sees what is private to its owner, and hands it to somebody else', async ({ page, organisation }) => {
  const { admin, manager, employee } = organisation;
  const it = await kpi(employee, { visibility: 'private' });
  await measured(employee, it, [95, 97]);
  await enter(page, manager);
  await page.goto(`/kpis/${it.id}`);
  await expect(page.getByRole('heading', { level: 1, name: 'There is nothing here' })).toBeVisible();

  await page.context().clearCookies();
  await enter(page, admin);
  await page.goto('/kpis');
  await expect(page.getByRole('row', { name: new RegExp(it.name) })).toContainText('97 letters');
  await openKpi(page, it);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Change', exact: true });
  await pick(dialog, 'Answers for it', manager.name);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);

  await page.context().clearCookies();
  await enter(page, manager);
  await openKpi(page, it);
  await expect(page.getByRole('button', { name: 'Enter a value' }).first()).toBeVisible();
  await page.context().clearCookies();
  await enter(page, employee);
  await page.goto(`/kpis/${it.id}`);
  await expect(page.getByRole('heading', { level: 1, name: 'There is nothing here' })).toBeVisible();
});
