// Two people meet: set up, prepared, held, carried on; and what everybody else sees of it.
import type { Page } from '@playwright/test';

import { expectAccessible } from './support/accessible.ts';
import type { Answer } from './support/api.ts';
import { type Organisation, enter, joined } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

/** A one-on-one of the Manager and the Employee, whose first meeting is within the day, so that it can be held. */
async function meets({ manager, employee }: Organisation): Promise<Answer> {
  const soon = new Date(Date.now() + 2 * 3_600_000);
  const day = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][soon.getUTCDay()];
  return manager.api.post('/one-on-ones', {
    partner_id: employee.id,
    rule: `FREQ=WEEKLY;BYDAY=${day}`,
    starts_on: soon.toISOString().slice(0, 10),
    starts_at: soon.toISOString().slice(11, 19),
    time_zone: 'UTC',
    minutes: 30,
  });
}

/** A Tuesday of the week after next. */
function someTuesday(): string {
  const day = new Date(Date.now() + 7 * 86_400_000);
  day.setUTCDate(day.getUTCDate() + ((9 - day.getUTCDay()) % 7));
  return day.toISOString().slice(0, 10);
}

async function openMeeting(page: Page, series: Answer): Promise<void> {
  await page.goto(`/one-on-ones/meetings/${series.next_meeting_id}`);
  await expect(page.getByRole('heading', { level: 1, name: /One-on-one/ })).toBeVisible();
}

test('a manager sets up what is missing, and reads the rule as a sentence', async ({ page, organisation }) => {
  await enter(page, organisation.manager);
  await page.goto('/one-on-ones');
  await expect(page.getByText('Nothing planned')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'One-on-one with Emil Employee' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('combobox', { name: 'With whom' })).toHaveValue('Emil Employee');
  await dialog.getByLabel('First day').fill(someTuesday());
  await dialog.getByLabel('How often').selectOption('Every 2 weeks on Tuesday');
  await expect(dialog.getByText(/Every 2 weeks on Tuesday at 10:00 .*, 30 minutes/)).toBeVisible();
  await dialog.getByLabel('Ends').selectOption('After some meetings');
  await dialog.getByLabel('How many meetings').fill('6');
  await expect(dialog.getByText(/Every 2 weeks on Tuesday, 6 times at 10:00 .*, 30 minutes/)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('It is set up, and in both calendars')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Emil Employee' })).toHaveCount(4);

  await page.getByRole('tab', { name: 'Who meets whom' }).click();
  await expect(page.getByText('Every 2 weeks on Tuesday, 6 times at 10:00')).toBeVisible();
  await page.getByRole('button', { name: 'Make an address' }).click();
  const address = page.getByLabel('Address for your calendar');
  await expect(address).toHaveValue(/calendar\.ics\?secret=/);
  await expect(address).not.toBeEditable();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('The calendars that read it are cut off at once.')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(address).toBeVisible();
});

test('both prepare a meeting, hold it, and what is open goes on', async ({ page, organisation }) => {
  const series = await meets(organisation);
  await enter(page, organisation.employee);
  await openMeeting(page, series);
  await page.getByLabel('Add to the agenda').fill('The move to the new building');
  await page.getByRole('button', { name: 'Add', exact: true }).first().click();
  await expect(page.getByRole('checkbox', { name: /The move to the new building/ })).toBeVisible();
  await page.getByRole('button', { name: 'Questions to begin from' }).click();
  await page.getByRole('button', { name: /Put on the agenda\s*Growing/ }).click();
  await expect(page.getByRole('checkbox')).toHaveCount(5);

  await page.getByLabel('Shared notes').fill('We agreed to try it for a month.');
  await page.getByLabel('Private note').fill('Ask again about the offer.');
  await expect(page.getByText('Saved', { exact: true })).toHaveCount(2);
  await page.getByLabel('What will be done').fill('Draw the plan of the rooms');
  await page.getByRole('button', { name: 'Add', exact: true }).last().click();
  await expect(page.getByRole('checkbox', { name: /Draw the plan of the rooms/ })).toBeVisible();
  await page.getByRole('checkbox', { name: /The move to the new building/ }).check();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'We met' }).click();
  await expect(page.getByText('Held', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Next meeting' }).click();
  await expect(page.getByText('carried once')).toHaveCount(4);
  await expect(page.getByRole('checkbox', { name: /Draw the plan of the rooms/ })).toBeVisible();

  await page.goto('/home');
  await page.getByRole('checkbox', { name: 'Draw the plan of the rooms' }).check();
  await expect(page.getByText('From your one-on-ones')).toBeHidden();

  await enter(page, organisation.manager);
  await openMeeting(page, series);
  await expect(page.getByLabel('Shared notes')).toHaveValue('We agreed to try it for a month.');
  await expect(page.getByLabel('Private note')).toHaveValue('');
});

test('what stands in somebody\'s way goes from their week to the agenda with one press', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  const week = { did: ['Sorted the shelf'], will_do: ['Call the harbour'], stuck: ['Nobody answers the telephone'], mood: 2 };
  await employee.api.post('/weekly-check-ins', week);
  await manager.api.post('/weekly-check-ins', { did: ['Planned the season'] });
  const series = await meets(organisation);
  await enter(page, manager);
  await openMeeting(page, series);
  await expect(page.getByRole('heading', { name: 'Since you last met' })).toBeVisible();
  await expect(page.getByText('Planned the season')).toBeVisible();
  await expect(page.getByText('Not so good')).toBeAttached();
  await page.getByRole('button', { name: /Put on the agenda\s*Nobody answers the telephone/ }).click();
  await expect(page.getByRole('checkbox', { name: /Nobody answers the telephone/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /On the agenda\s*Nobody answers the telephone/ })).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByRole('button', { name: /Put on the agenda\s*Call the harbour/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /agenda\s*Sorted the shelf/ })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('link', { name: `${employee.name}’s week` }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${employee.name}’s week` })).toBeVisible();

  await enter(page, employee);
  await openMeeting(page, series);
  await expect(page.getByRole('checkbox', { name: /Nobody answers the telephone/ })).toBeVisible();
  await expect(page.getByRole('link', { name: `${employee.name}’s week` })).toBeVisible();
  await expect(page.getByText('Planned the season')).toHaveCount(0);
});

test('a box shows what the server says, and nothing is removed unasked', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  const series = await meets(organisation);
  await employee.api.post(`/meetings/${series.next_meeting_id}/agenda-items`, { items: ['The move'] });
  await enter(page, employee);
  await openMeeting(page, series);
  const box = page.getByRole('checkbox', { name: /The move/ });
  await page.route('**/api/v1/agenda-items/*', (route) => route.fulfill({ status: 503, body: '' }));
  await box.click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(box).not.toBeChecked();
  await page.unroute('**/api/v1/agenda-items/*');
  await box.click();
  await expect.poll(async () => (await manager.api.get(`/meetings/${series.next_meeting_id}`)).content.agenda[0].done_at).toBeTruthy();
  await expect(box).toBeChecked();

  await page.getByRole('button', { name: 'Actions for The move' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove this from the agenda?' });
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(box).toBeVisible();
  await page.getByRole('button', { name: 'Actions for The move' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(box).toHaveCount(0);
});

test('two who write at once keep both texts', async ({ page, organisation }) => {
  const series = await meets(organisation);
  await enter(page, organisation.employee);
  await openMeeting(page, series);
  await expect(page.getByLabel('Shared notes')).toBeVisible();
  await organisation.manager.api.patch(`/meetings/${series.next_meeting_id}`, { notes: 'Theirs' }, 1);
  await page.getByLabel('Shared notes').fill('Mine');
  await expect(page.getByText('You both wrote at the same time')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Keep both' }).click();
  await expect(page.getByLabel('Shared notes')).toHaveValue('Mine\n\nTheirs');
  await expect
    .poll(async () => (await organisation.manager.api.get(`/meetings/${series.next_meeting_id}`)).content.notes)
    .toBe('Mine\n\nTheirs');
});

test('an Admin sees that two meet, and opens their notes with a reason that both read', async ({ page, organisation }) => {
  const series = await meets(organisation);
  await organisation.employee.api.patch(`/meetings/${series.next_meeting_id}`, { notes: 'Between us' }, 1);
  await enter(page, organisation.admin);
  await page.goto('/one-on-ones');
  await page.getByRole('row').filter({ hasText: 'Emil Employee' }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: 'One-on-one of Mira Manager and Emil Employee' })).toBeVisible();
  await expect(page.getByText('Between us')).toBeHidden();
  await page.getByRole('button', { name: 'Open the shared notes' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Because');
  await dialog.getByRole('button', { name: 'Open the shared notes' }).click();
  await expect(dialog.getByText('At least 20 characters.')).toBeVisible();
  await dialog.getByLabel('Reason').fill('A complaint that both of them brought to me');
  await dialog.getByRole('button', { name: 'Open the shared notes' }).click();
  await expect(page.getByText('Between us')).toBeVisible();
  await expectAccessible(page);

  await enter(page, organisation.employee);
  await openMeeting(page, series);
  await expect(page.getByText(/Ada Admin.*A complaint that both of them brought to me/)).toBeVisible();
});

test('a guest reads one meeting until they are let out', async ({ page, organisation }) => {
  const { admin, employee, manager } = organisation;
  const email = `gwen-${crypto.randomUUID().slice(0, 8)}@example.com`;
  const guest = await joined(admin, { name: 'Gwen Guest', email, role: 'employee' });
  const series = await meets(organisation);
  await manager.api.patch(`/meetings/${series.next_meeting_id}`, { notes: 'What we look for' }, 1);
  await enter(page, employee);
  await openMeeting(page, series);
  await page.getByRole('button', { name: 'Ask a guest' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ask a guest' });
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Ask them' }).click();
  await expect(dialog.getByRole('combobox', { name: 'Guest' })).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByRole('combobox', { name: 'Guest' }).fill('Gwen');
  await page.getByRole('option', { name: 'Gwen Guest' }).click();
  await dialog.getByRole('button', { name: 'Ask them' }).click();
  await expect(page.getByText('Gwen Guest is a guest of this meeting and reads what you share in it.')).toBeVisible();
  await expect(page.getByText('Guest of this meeting', { exact: true })).toBeVisible();
  await expectAccessible(page);

  await enter(page, guest);
  await page.goto('/one-on-ones');
  const row = page.getByRole('row').filter({ hasText: 'you as a guest' });
  await row.getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: 'One-on-one of Mira Manager and Emil Employee' })).toBeVisible();
  await expect(page.getByText('What we look for')).toBeVisible();
  await expect(page.getByText('Nothing stands on it.')).toBeVisible();
  await expect(page.getByLabel('Private note')).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Shared notes' })).toHaveCount(0);
  await expectAccessible(page);

  await enter(page, manager);
  await openMeeting(page, series);
  await page.getByRole('button', { name: 'Let them out' }).click();
  const ask = page.getByRole('dialog', { name: 'Let the guest out?' });
  await expectAccessible(page);
  await ask.getByRole('button', { name: 'Let them out' }).click();
  await expect(page.getByText('Gwen Guest is a guest of this meeting')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Ask a guest' })).toBeVisible();

  await enter(page, guest);
  await page.goto('/one-on-ones');
  await expect(page.getByText('Nothing planned').first()).toBeVisible();
});

test('a guest comes to every meeting until one of the two ends it', async ({ page, organisation }) => {
  const { admin, employee, manager } = organisation;
  const email = `gwen-${crypto.randomUUID().slice(0, 8)}@example.com`;
  const guest = await joined(admin, { name: 'Gwen Guest', email, role: 'employee' });
  const series = await meets(organisation);
  await enter(page, employee);
  await openMeeting(page, series);
  await page.getByRole('button', { name: 'Ask a guest' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ask a guest' });
  await dialog.getByRole('combobox', { name: 'Guest' }).fill('Gwen');
  await page.getByRole('option', { name: 'Gwen Guest' }).click();
  await dialog.getByRole('checkbox', { name: 'To every meeting from now on' }).check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Ask them' }).click();
  await expect(page.getByText('Gwen Guest is a guest of this meeting and of all to come')).toBeVisible();

  await enter(page, guest);
  await page.goto('/one-on-ones');
  const rows = page.getByRole('row').filter({ hasText: 'you as a guest' });
  await expect(rows).toHaveCount(4);
  await rows.last().getByRole('link').first().click();
  await expect(page.getByText('You are a guest of every meeting of theirs')).toBeVisible();
  await expectAccessible(page);

  await enter(page, manager);
  await openMeeting(page, series);
  await page.getByRole('button', { name: 'Let them out' }).click();
  const ask = page.getByRole('dialog', { name: 'Let the guest out?' });
  await expect(ask.getByRole('checkbox', { name: 'Out of all meetings' })).toBeChecked();
  await expectAccessible(page);
  await ask.getByRole('button', { name: 'Let them out' }).click();
  await expect(page.getByText('Gwen Guest is a guest of this meeting')).toHaveCount(0);
  await enter(page, guest);
  await page.goto('/one-on-ones');
  await expect(page.getByText('Nothing planned').first()).toBeVisible();
});

test('an Admin keeps the organisation\'s own questions', async ({ page, organisation }) => {
  await enter(page, organisation.admin);
  await page.goto('/one-on-ones?tab=questions');
  await page.getByRole('button', { name: 'Add questions' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Before the season');
  await dialog.getByRole('textbox', { name: 'Questions' }).fill('What do you want to show?\nWho helps?');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Before the season')).toBeVisible();
  await expectAccessible(page);

  await page.goto(`/people/${organisation.employee.id}?tab=one-on-ones`);
  await expect(page.getByText('Nothing planned').first()).toBeVisible();
});
