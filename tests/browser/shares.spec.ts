// A share: who would see it, granted for a reason and until a day, seen by the other side, revoked.
import { expectAccessible } from './support/accessible.ts';
import { objective, open, pick } from './support/goals.ts';
import { kpi } from './support/kpis.ts';
import { enter, joined } from './support/organisation.ts';
import { demo } from './support/people.ts';
import { expect, test } from './support/test.ts';

test('who can see it is shown before and after sharing, and to the day it ends', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  const nextYear = new Date().getFullYear() + 1;
  const goal = await objective(organisation, employee);
  const email = `petra-${crypto.randomUUID()}@example.com`;
  const peer = await joined(admin, { name: 'Petra Peer', email, role: 'employee' });
  await enter(page, employee);
  await open(page, goal);
  await page.getByRole('button', { name: 'Share' }).click();
  const drawer = page.getByRole('dialog', { name: 'Shares' });
  const audience = drawer.getByRole('list', { name: 'The people who see it' });
  await expect(audience.getByRole('listitem')).toHaveCount(3);
  await expect(audience.getByText('Manager above the owner')).toBeVisible();

  await pick(drawer, 'Person', peer.name);
  await expect(drawer.getByRole('heading', { name: 'Who would see it with this share, and why' })).toBeVisible();
  const newcomer = audience.getByRole('listitem').filter({ hasText: peer.name });
  await expect(newcomer).toContainText('New');
  await drawer.getByRole('button', { name: 'Share' }).click();
  await expect(drawer.getByLabel('Why')).toHaveAccessibleDescription(/Fill this in/);
  await drawer.getByRole('radio', { name: 'Comment' }).check();
  await drawer.getByLabel('Why').fill('She answers on Mondays.');
  await drawer.getByLabel('Until').fill(`${nextYear}-05-31`);
  await expectAccessible(page);
  await drawer.getByRole('button', { name: 'Share' }).click();

  await expect(page.getByText('Shared.')).toBeVisible();
  await expect(newcomer).toContainText(`Shared with them, until 31 May ${nextYear}`);
  await expect(newcomer).not.toContainText('New');
  await expect(drawer.getByText('She answers on Mondays.')).toBeVisible();
});

test('what is shared with one is found, and gone once it is revoked', async ({ page, organisation }) => {
  const { admin, employee, manager } = organisation;
  const goal = await objective(organisation, manager);
  const share = { grantee: 'person', person_id: employee.id, level: 'comment', reason: 'To learn from it' };
  await manager.api.post(`/objectives/${goal.id}/shares`, share);
  await enter(page, employee);
  await page.goto('/shares');
  await expect(page.getByText('To learn from it')).toBeVisible();
  await page.getByRole('link', { name: goal.title }).click();
  await expect(page.getByRole('heading', { level: 1, name: goal.title })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Check in/ })).toHaveCount(0);
  await page.getByLabel('Add a comment').fill('Thank you for sharing.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Thank you for sharing.')).toBeVisible();

  const { items } = await admin.api.get(`/objectives/${goal.id}/shares`);
  await admin.api.delete(`/shares/${items[0].id}`, items[0].version);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  await page.goto('/shares');
  await expect(page.getByText('Nothing is shared with you')).toBeVisible();
});

test('revoking asks first', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  const goal = await objective(organisation, manager);
  const share = { grantee: 'person', person_id: employee.id, level: 'view', reason: 'To learn from it' };
  await manager.api.post(`/objectives/${goal.id}/shares`, share);
  await enter(page, manager);
  await page.goto('/shares?tab=by-me');
  await page.getByRole('button', { name: 'Renew for 90 days' }).click();
  await expect(page.getByText('Renewed.')).toBeVisible();
  const question = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Revoke' }).click();
  await expect(question).toContainText(goal.title);
  await expect(question).toContainText(employee.name);
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await expect(page.getByText('To learn from it')).toBeVisible();

  await page.getByRole('button', { name: 'Revoke' }).click();
  await question.getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('You share nothing')).toBeVisible();
  await expect(employee.api.get(`/objectives/${goal.id}`)).rejects.toThrow(/404/);
});

test('all with a person is revoked at once, and one knows who has opened a goal', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  const share = { grantee: 'person', person_id: employee.id, level: 'view', reason: 'To learn from it' };
  const goals = [await objective(organisation, manager), await objective(organisation, manager, { title: 'Letters are answered' })];
  for (const goal of goals) await manager.api.post(`/objectives/${goal.id}/shares`, share);
  await employee.api.get(`/objectives/${goals[0].id}`);
  await enter(page, manager);
  await expect(async () => {
    await open(page, goals[0]);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await page.getByText('Who has opened it').click();
    await expect(page.getByRole('list', { name: 'Who has opened it' })).toContainText(employee.name, { timeout: 2_000 });
  }).toPass();
  await expectAccessible(page);

  await page.goto('/shares?tab=by-me');
  await page.getByRole('combobox', { name: 'With', exact: true }).selectOption(employee.name);
  await page.getByRole('button', { name: `Revoke all with ${employee.name}` }).click();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke all' }).click();
  await expect(page.getByText('2 shares were revoked.')).toBeVisible();
  await expect(employee.api.get(`/objectives/${goals[1].id}`)).rejects.toThrow(/404/);
});

test('it is viewed as somebody else sees it: which parts, what they may do, and what it takes', async ({ page, organisation }) => {
  const { admin, employee, manager } = organisation;
  const email = `petra-${crypto.randomUUID()}@example.com`;
  const peer = await joined(admin, { name: 'Petra Peer', email, role: 'employee' });
  const parent = await objective(organisation, manager, { title: 'Nobody waits', visibility: 'organisation' });
  const goal = await objective(organisation, manager, { parent_id: parent.id });
  await objective(organisation, manager, { title: 'Only for managers', parent_id: goal.id });
  const share = { grantee: 'person', person_id: peer.id, level: 'comment', reason: 'She answers on Mondays.' };
  await manager.api.post(`/objectives/${goal.id}/shares`, share);
  await manager.api.post(`/objectives/${goal.id}/comments`, { body: 'A good beginning.' });
  await enter(page, manager);
  await open(page, goal);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: 'Shares' });
  await expect(drawer.getByRole('list', { name: 'The people who see it' })).not.toContainText(employee.name);
  const button = drawer.getByRole('button', { name: `View as ${peer.name}` });
  await button.focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog', { name: `As ${peer.name} sees it` });
  await expect(panel.getByText(/^Shared with them \(Comment\), until/)).toBeVisible();
  const deeds = panel.getByRole('listitem');
  await expect(deeds.filter({ hasText: 'Comment on it' })).toContainText('They may:');
  await expect(deeds.filter({ hasText: 'Check in on its key results' })).toContainText('Takes a share that lets them “Edit and check in”.');
  await expect(deeds.filter({ hasText: 'Share it' })).toContainText('Only for whose it is');
  await expect(panel.getByRole('heading', { name: goal.title })).toBeVisible();
  await expect(panel.getByRole('link', { name: parent.title })).toBeVisible();
  await expect(panel.getByText('A good beginning.')).toBeVisible();
  await expect(panel.getByText('Only for managers')).toHaveCount(0);
  await expect(panel.getByRole('textbox')).toHaveCount(0);
  await expectAccessible(page);
  expect(await panel.evaluate((shown) => shown.scrollWidth - shown.clientWidth)).toBeLessThanOrEqual(0);

  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(drawer).toBeVisible();
  await expect(button).toBeFocused();
  await drawer.getByRole('button', { name: `View as ${manager.name}` }).click();
  await expect(page.getByRole('dialog', { name: `As ${manager.name} sees it` }).getByText('Only for managers')).toBeVisible();
});

test('a KPI is viewed as its owner and as somebody it is published to', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  const watched = await kpi(manager, { name: 'Letters answered', visibility: 'organisation' });
  await enter(page, manager);
  await page.goto(`/kpis/${watched.id}`);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: 'Shares' });
  await drawer.getByRole('button', { name: `View as ${employee.name}` }).click();
  const panel = page.getByRole('dialog', { name: `As ${employee.name} sees it` });
  await expect(panel.getByText('Visible to everybody', { exact: true })).toBeVisible();
  await expect(panel.getByRole('listitem').filter({ hasText: 'Enter and import values' })).toContainText('They may not:');
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Close' }).click();
  await drawer.getByRole('button', { name: `View as ${manager.name}` }).click();
  const own = page.getByRole('dialog', { name: `As ${manager.name} sees it` });
  await expect(own.getByRole('listitem').filter({ hasText: 'Enter and import values' })).toContainText('They may:');
});

test('the demo organisation shares in both directions', async ({ page }) => {
  await enter(page, demo('employee'));
  await page.goto('/shares');
  const rows = page.getByRole('main').getByRole('row');
  await expect(rows.filter({ hasText: 'Know before customers do' })).toContainText('Oluwaseun Bello');
  await page.getByRole('tab', { name: 'Shared by me' }).click();
  await expect(rows.filter({ hasText: 'Make deploys boring' })).toContainText('Mei Tanaka');
  await expect(rows.filter({ hasText: 'Learn enough Rust to be dangerous' })).toContainText('Ben Carter');
  await expectAccessible(page);
});
