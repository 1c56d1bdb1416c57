// How somebody stands, as they and their manager see it, and the steps the two agree on.
import { expectAccessible } from './support/accessible.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

test('an Admin begins with the usual framework and says what a job asks for', async ({ page, organisation }) => {
  await enter(page, organisation.admin);
  await page.goto('/development?tab=framework');
  await page.getByRole('button', { name: 'Begin with the usual one' }).click();
  await expect(page.getByText('Craft', { exact: true }).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add a competency' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Flying');
  await dialog.getByLabel('Shaping').fill('Everybody flies as they do.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Flying', { exact: true }).first()).toBeVisible();
});

test('an Admin names the levels, brings a competency back, and stays with the job in hand', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  await admin.api.post('/framework', { levels: ['One', 'Two', 'Three', 'Four', 'Five'] });
  const person = await admin.api.get(`/people/${employee.id}`);
  await admin.api.patch(`/people/${employee.id}`, { job_title: 'Pilot' }, person.version);
  await enter(page, admin);
  await page.goto('/development?tab=framework');
  await page.getByRole('button', { name: 'Name the levels' }).click();
  const naming = page.getByRole('dialog', { name: 'Name the levels' });
  await naming.getByLabel('Level 1').fill('Egg');
  await expectAccessible(page);
  await naming.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Egg', { exact: true }).first()).toBeVisible();

  await page.getByRole('button', { name: 'Actions for Craft' }).click();
  await page.getByRole('menuitem', { name: 'Retire' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click();
  const craft = page.getByRole('listitem').filter({ hasText: 'Craft' });
  await expect(craft.getByText('Retired')).toBeVisible();
  await page.getByRole('button', { name: 'Actions for Craft' }).click();
  await page.getByRole('menuitem', { name: 'Bring back' }).click();
  await expect(craft.getByText('Retired')).toBeHidden();

  await page.getByLabel('Job title').selectOption('Pilot');
  const level = (of: string) => page.getByLabel(of, { exact: true });
  await level('Craft').selectOption('3 · Three');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(async () => (await admin.api.get('/framework')).expectations[0]?.levels[0].level).toBe(3);
  await expect(page).toHaveURL(/job=Pilot/);
  await expect(level('Craft')).toHaveValue('3');
  await level('Delivery').selectOption('2 · Two');
  await page.getByLabel('Job title').selectOption('Choose a job');
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByLabel('Job title')).toHaveValue('Pilot');
  await expect(level('Delivery')).toHaveValue('2');
  await expectAccessible(page);
});

test('an Admin gives a kind of work competencies of its own, and its people see those', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  await admin.api.post('/framework', { levels: ['One', 'Two', 'Three', 'Four', 'Five'] });
  const person = await admin.api.get(`/people/${employee.id}`);
  await admin.api.patch(`/people/${employee.id}`, { job_title: 'Pilot' }, person.version);
  await enter(page, admin);
  await page.goto('/development?tab=framework');
  await page.getByRole('button', { name: 'Add a track' }).click();
  const tracking = page.getByRole('dialog', { name: 'Add a track' });
  await tracking.getByLabel('Name').fill('Flying');
  await expectAccessible(page);
  await tracking.getByRole('button', { name: 'Save' }).click();
  const track = page.getByRole('listitem').filter({ hasText: 'No competencies of its own yet' });
  await expect(track).toContainText('Flying');

  await page.getByRole('button', { name: 'Add a competency' }).click();
  const adding = page.getByRole('dialog', { name: 'Add a competency' });
  await adding.getByLabel('Name').fill('Landing');
  await adding.getByLabel('Track').selectOption('Flying');
  await adding.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Landing' })).toContainText('Flying');

  await page.getByLabel('Job title').selectOption('Pilot');
  const landing = page.getByLabel('Landing', { exact: true });
  await expect(page.getByLabel('Craft', { exact: true })).toBeVisible();
  await expect(landing).toBeHidden();
  await page.getByLabel('Track', { exact: true }).selectOption('Flying');
  await landing.selectOption('3 · Three');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('1 competency · Pilot')).toBeVisible();

  await enter(page, employee);
  await page.goto('/development');
  await expect(page.getByText('Track of the job: Flying')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Say the level: Landing' })).toBeVisible();
  await expectAccessible(page);
});

test('both say a level before they see the other\'s, and agree on a step', async ({ page, organisation }) => {
  const { admin, manager, employee } = organisation;
  const framework = await admin.api.post('/framework', { levels: ['One', 'Two', 'Three', 'Four', 'Five'] });
  const craft = framework.competencies.find((one: { name: string }) => one.name === 'Craft');
  await manager.api.post(`/people/${employee.id}/development/assessments`, { competency_id: craft.id, level: 4 });

  await enter(page, employee);
  await page.goto('/development');
  await expect(page.getByText('The other side is in; yours is awaited')).toBeVisible();
  await expect(page.getByText('4 · Four')).toBeHidden();
  await page.getByRole('button', { name: 'Say the level: Craft' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('radiogroup', { name: 'Level' })).toHaveAccessibleDescription(/Fill this in/);
  await expectAccessible(page);
  await dialog.getByRole('radio', { name: /2 · Two/ }).check();
  await expect(dialog.getByText('Fill this in.')).toBeHidden();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('4 · Four')).toBeVisible();
  await expect(page.getByText('+2')).toBeVisible();

  await page.getByRole('button', { name: 'Add a step' }).first().click();
  await dialog.getByLabel('What will be done').fill('Shadow two client calls');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Awaits the manager')).toBeVisible();
  await expectAccessible(page);

  await enter(page, manager);
  await page.goto(`/people/${employee.id}?tab=development`);
  await page.getByRole('button', { name: 'Agree' }).click();
  await expect(page.getByText('Agreed', { exact: true })).toBeVisible();
});

test('another level is proposed with what stands behind it, agreed to by the manager and granted by an Admin', async ({ page, organisation }) => {
  const { admin, manager, employee } = organisation;
  const person = await admin.api.get(`/people/${employee.id}`);
  await admin.api.patch(`/people/${employee.id}`, { job_title: 'Pilot' }, person.version);
  await employee.api.post(`/people/${employee.id}/development/steps`, { body: 'Shadow two client calls' });

  await enter(page, employee);
  await page.goto('/development');
  await page.getByRole('button', { name: 'Propose another level' }).click();
  const proposing = page.getByRole('dialog', { name: 'Propose another level' });
  await proposing.getByLabel('Job they would have').fill('Captain');
  await proposing.getByRole('checkbox', { name: 'Shadow two client calls' }).check();
  await proposing.getByRole('button', { name: 'Save' }).click();
  await expect(proposing.getByLabel('Why')).toHaveAccessibleDescription(/Fill this in/);
  await expectAccessible(page);
  await proposing.getByLabel('Why').fill('Has flown alone for a year.');
  await proposing.getByRole('button', { name: 'Save' }).click();
  const proposal = page.getByRole('listitem').filter({ hasText: 'Pilot → Captain' });
  await expect(proposal.getByText('Waits for the manager', { exact: true })).toBeVisible();
  await expect(proposal.getByRole('list', { name: 'What stands behind it' })).toContainText('Shadow two client calls');
  await expect(page.getByRole('button', { name: 'Propose another level' })).toBeHidden();
  await expectAccessible(page);

  await enter(page, manager);
  await page.goto('/home');
  const waiting = page.getByRole('listitem').filter({ hasText: 'Another job is proposed for them' });
  await waiting.getByRole('link', { name: employee.name }).click();
  await proposal.getByRole('button', { name: 'Agree: Captain' }).click();
  const agreeing = page.getByRole('dialog', { name: 'Agree' });
  await agreeing.getByRole('button', { name: 'Agree' }).click();
  await expect(proposal.getByText('Waits for an Admin', { exact: true })).toBeVisible();

  await enter(page, admin);
  await page.goto(`/people/${employee.id}?tab=development`);
  await proposal.getByRole('button', { name: 'Grant: Captain' }).click();
  const granting = page.getByRole('dialog', { name: 'Grant' });
  await expectAccessible(page);
  await granting.getByRole('button', { name: 'Grant' }).click();
  await expect(proposal.getByText('Granted', { exact: true })).toBeVisible();
  await expect.poll(async () => (await admin.api.get(`/people/${employee.id}`)).job_title).toBe('Captain');
});

test('an Admin looks at a plan as the person and the manager have it', async ({ page, organisation }) => {
  const { admin, manager, employee } = organisation;
  const framework = await admin.api.post('/framework', { levels: ['One', 'Two', 'Three', 'Four', 'Five'] });
  const craft = framework.competencies.find((one: { name: string }) => one.name === 'Craft');
  await manager.api.post(`/people/${employee.id}/development/assessments`, { competency_id: craft.id, level: 4 });

  await enter(page, admin);
  await page.goto(`/people/${employee.id}?tab=development`);
  await page.getByRole('button', { name: `View as ${manager.name}` }).click();
  const theirs = page.getByRole('dialog', { name: `As ${manager.name} sees it` });
  await expect(theirs.getByText("Manager's view: 4 · Four")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: `View as ${employee.name}` }).click();
  const own = page.getByRole('dialog', { name: `As ${employee.name} sees it` });
  await expect(own.getByRole('listitem').filter({ hasText: 'Craft' })).toContainText('nothing they see');
  await expect(own.getByText('4 · Four')).toBeHidden();
  await expectAccessible(page);
});
