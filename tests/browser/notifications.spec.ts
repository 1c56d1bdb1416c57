// Being told: the bell counts without a reload, what it leads to, how one wants to be told, and how to stop the mails.
import { expectAccessible } from './support/accessible.ts';
import { objective } from './support/goals.ts';
import { latestMail } from './support/mail.ts';
import { type Member, type Organisation, enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

/** The Manager shares an objective of theirs with somebody. */
async function shared(organisation: Organisation, reader: Member, title: string) {
  const goal = await objective(organisation, organisation.manager, { title });
  const share = { grantee: 'person', person_id: reader.id, level: 'view', reason: 'To learn from it' };
  await organisation.manager.api.post(`/objectives/${goal.id}/shares`, share);
  return goal;
}

/** What the sign-up told is no news to the journey, and nobody is reminded of their week meanwhile. */
async function undisturbed({ admin }: Organisation, { api }: Member) {
  const { version } = await admin.api.get('/weekly-check-ins/settings');
  await admin.api.patch('/weekly-check-ins/settings', { enabled: false }, version);
  const { items } = await api.get('/notifications');
  if (items.length > 0) await api.post('/notifications/read-all', { through: items[0].id });
}

test('the bell counts as it happens, and leads to the thing', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  await undisturbed(organisation, employee);
  await enter(page, employee);
  await page.goto('/home');
  const bell = page.getByRole('link', { name: /^Notifications/ }).and(page.locator('.bell:visible'));
  await expect(bell).toHaveAccessibleName('Notifications');
  await shared(organisation, employee, 'Herons sleep well');
  await expect(bell).toHaveAccessibleName('Notifications, 1 unread');
  await bell.click();
  const list = page.getByRole('list', { name: 'Notifications' });
  const first = list.getByRole('link', { name: `${manager.name} shared “Herons sleep well” with you` });
  await expect(first).toContainText('Unread');
  await shared(organisation, employee, 'Herons eat well');
  await expect(list.getByRole('link').first()).toContainText('Herons eat well');
  await expectAccessible(page);
  await first.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Herons sleep well' })).toBeVisible();
  await expect(bell).toHaveAccessibleName('Notifications, 1 unread');
});

test('what was read is marked, and filters stand in the address', async ({ page, organisation }) => {
  const { employee } = organisation;
  await undisturbed(organisation, employee);
  await shared(organisation, employee, 'Herons sleep well');
  await shared(organisation, employee, 'Herons eat well');
  await enter(page, employee);
  await page.goto('/notifications?show=unread');
  const list = page.getByRole('list', { name: 'Notifications' });
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: /^Mark as read: .*Herons eat well/ }).click();
  await expect(list.getByRole('button')).toHaveCount(1);
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(list.getByRole('button')).toHaveCount(0);
  await page.reload();
  await expect(page.getByText('Nothing here')).toBeVisible();
  await page.goto('/notifications');
  await expect(list.getByRole('listitem')).not.toHaveCount(0);
  // On a phone the filters wait behind a button.
  const filters = page.getByRole('button', { name: 'Filters' });
  if (await filters.isVisible()) await filters.click();
  await page.getByLabel('Topic').selectOption('Shares');
  await expect(page).toHaveURL(/topic=shares/);
  await expect(list.getByRole('listitem')).toHaveCount(2);
});

test('one says how one is told, kind by kind', async ({ page, organisation }) => {
  await enter(page, organisation.employee);
  await page.goto('/account');
  await page.getByRole('link', { name: 'Notification settings' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'How you are told' })).toBeVisible();
  await expectAccessible(page);
  const comments = page.getByRole('group', { name: 'By mail: Somebody comments on your objective' });
  await comments.getByRole('button', { name: 'Off' }).click();
  await page.getByLabel('Daily mail at').selectOption('6');
  await page.getByLabel('Your time zone').fill('Mars/Base');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByLabel('Your time zone')).toHaveAccessibleDescription(/./);
  await page.getByLabel('Your time zone').fill('Africa/Lagos');
  // What was wrong is taken back above it, so that it may move away under the press.
  await expect(() => page.getByRole('switch', { name: 'Quiet hours' }).uncheck()).toPass();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Your time zone')).toHaveValue('Africa/Lagos');
  await expect(page.getByLabel('Daily mail at')).toHaveValue('6');
  await expect(page.getByRole('switch', { name: 'Quiet hours' })).not.toBeChecked();
  await expect(comments.getByRole('button', { name: 'Off' })).toHaveAttribute('aria-pressed', 'true');
});

test('a press on the link of a mail stops such mails', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  await employee.api.patch('/notifications/settings', { quiet: null }, 1);
  await objective(organisation, admin, { owner_id: employee.id, title: 'Herons nest early' });
  const mail = await latestMail(employee.email, /Herons nest early|things for you/);
  const link = /https?:\/\/\S+\/unsubscribe#\S+/.exec(mail.text)?.[0] ?? '';
  await page.goto(link);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Stop the mails' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'No more such mails' })).toBeVisible();
  await enter(page, employee);
  await page.goto('/notifications/settings');
  await expect(page.getByRole('switch', { name: 'No mails' })).toBeChecked();
});
