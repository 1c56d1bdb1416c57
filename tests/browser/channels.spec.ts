// A team's channel: set by its lead, tried, heard, paused and removed; against a stand-in of Slack on a real socket.
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expectAccessible } from './support/accessible.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

/** Takes whatever comes, as Slack does, and remembers it. */
async function slack(): Promise<{ address: string; heard: string[]; server: Server }> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      heard.push(JSON.parse(body).text);
      response.end('ok');
    });
  });
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/services/T0001/B0002/s3cretS3cretS3cretS3cret`, heard, server };
}

test('a lead gives their team a channel, and it hears what the team may see', async ({ page, organisation }) => {
  const { admin, manager, employee, team } = organisation;
  await admin.api.patch(`/teams/${team.id}`, { lead_id: manager.id }, team.version);
  const { address, heard, server } = await slack();
  await enter(page, manager);
  await page.goto('/notifications/settings');
  await page.getByRole('link', { name: 'Slack and Teams channels' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Slack and Teams channels' })).toBeVisible();
  await page.getByRole('button', { name: 'Set a channel for Waders' }).click();
  const dialog = page.getByRole('dialog', { name: 'Channel of Waders' });
  await dialog.getByLabel('Address of the webhook').fill('https://intranet/hook');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByLabel('Address of the webhook')).toHaveAccessibleDescription(/reachable from the internet/);
  await expectAccessible(page);
  await dialog.getByLabel('Address of the webhook').fill(address);
  await dialog.getByLabel('A KPI of the team is well again').uncheck();
  await dialog.getByRole('button', { name: 'Save' }).click();
  const line = page.getByRole('listitem').filter({ hasText: 'Waders' });
  await expect(line).toContainText('127.0.0.1/…cret');
  await expect(line).not.toContainText('s3cret');
  const deed = async (name: string) => {
    await line.getByRole('button', { name: 'Actions for Waders' }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await deed('Send a trial');
  await expect(page.getByText('The trial arrived. Look into the channel.')).toBeVisible();
  expect(heard).toEqual(['PerfTrack can write here: this is the channel of Waders.']);
  await manager.api.post('/praise', { person_ids: [employee.id], body: 'Calm all night.', value_ids: [] });
  await expect.poll(() => heard.at(-1), { timeout: 30_000 }).toBe('Mira Manager praised Emil Employee.');
  await page.reload();
  await expect(line).toContainText('last arrived');
  await expectAccessible(page);
  if (process.env.LOOKS) {
    await page.screenshot({ path: `${process.env.LOOKS}/channels-${page.viewportSize()?.width}.png` });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ path: `${process.env.LOOKS}/channels-${page.viewportSize()?.width}-dark.png` });
    await deed('Change the address');
    await page.screenshot({ path: `${process.env.LOOKS}/channel-form-${page.viewportSize()?.width}-dark.png` });
    await page.keyboard.press('Escape');
  }
  await deed('Pause');
  await expect(line).toContainText('Paused');
  await deed('Remove');
  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(line).toContainText('No channel');
  server.close();
});

test('an Admin gives any team a channel, and an employee finds none to set', async ({ page, organisation }) => {
  const { admin, employee } = organisation;
  const { address, heard, server } = await slack();
  await enter(page, admin);
  await page.goto('/notifications/channels');
  await page.getByRole('button', { name: 'Set a channel for Waders' }).click();
  const dialog = page.getByRole('dialog', { name: 'Channel of Waders' });
  await dialog.getByLabel('Address of the webhook').fill(address);
  await dialog.getByRole('button', { name: 'Save' }).click();
  const line = page.getByRole('listitem').filter({ hasText: 'Waders' });
  await line.getByRole('button', { name: 'Actions for Waders' }).click();
  await page.getByRole('menuitem', { name: 'Send a trial' }).click();
  await expect(page.getByText('The trial arrived. Look into the channel.')).toBeVisible();
  expect(heard).toHaveLength(1);
  await expectAccessible(page);

  await page.context().clearCookies();
  await enter(page, employee);
  await page.goto('/notifications/settings');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Slack and Teams channels' })).toHaveCount(0);
  await page.goto('/notifications/channels');
  await expect(page.getByRole('heading', { level: 1, name: 'There is nothing here' })).toBeVisible();
  server.close();
});
