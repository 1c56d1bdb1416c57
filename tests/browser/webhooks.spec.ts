// A webhook, from the empty tab to an event that fails and is sent again: against a receiver on a real socket that verifies
// what it gets, as docs/webhooks.md says.
import { createHmac } from 'node:crypto';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expectAccessible } from './support/accessible.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

interface Heard {
  id: string;
  signed: string;
  signature: string;
  type: string;
}

/** Answers what `answers` says, then 204, and remembers what it heard. */
async function receiver(answers: number[]): Promise<{ address: string; heard: Heard[]; server: Server }> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const header = (name: string) => String(request.headers[name]);
      const id = header('webhook-id');
      const signed = `${id}.${header('webhook-timestamp')}.${body}`;
      heard.push({ id, signed, signature: header('webhook-signature'), type: JSON.parse(body).type });
      response.statusCode = answers.shift() ?? 204;
      response.end();
    });
  });
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/hooks/perftrack`, heard, server };
}

/** What the secret makes of it. */
function signature(secret: string, signed: string): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

test('an Admin adds a webhook, hears it, and has what was refused sent again', async ({ page, organisation }) => {
  const { admin } = organisation;
  // The ping arrives; the first event is refused for good.
  const { address, heard, server } = await receiver([204, 410]);
  await enter(page, admin);
  await page.goto('/settings?tab=webhooks');
  await expect(page.getByText('Nothing is sent yet')).toBeVisible();
  await page.getByRole('button', { name: 'Add a webhook' }).click();
  const form = page.getByRole('dialog', { name: 'Add a webhook' });
  await form.getByLabel('Address').fill('https://intranet/hook');
  await form.getByLabel('What it is for').fill('Payroll');
  await form.getByLabel('Only some').check();
  await form.getByLabel('A team is added').check();
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByLabel('Address')).toHaveAccessibleDescription(/reachable from the internet/);
  await form.getByLabel('Address').fill(address);
  await form.getByRole('button', { name: 'Save' }).click();

  const shown = page.getByRole('dialog', { name: "The webhook's secret" });
  const secret = await shown.getByLabel('Secret').inputValue();
  expect(secret).toMatch(/^whsec_/);
  await shown.getByRole('button', { name: 'I have it' }).click();
  await page.getByRole('link', { name: address }).click();
  await expect(page.getByRole('heading', { level: 1, name: address })).toBeVisible();
  await page.getByRole('button', { name: 'Send a ping' }).click();
  await expect(page.getByText('The ping arrived.')).toBeVisible();
  expect(heard[0].type).toBe('webhook.ping');
  expect(heard[0].signature).toBe(signature(secret, heard[0].signed));

  await admin.api.post('/teams', { name: 'Stilts' });
  await expect.poll(() => heard.length, { timeout: 30_000 }).toBe(2);
  await expect(async () => {
    await page.reload();
    await expect(page.getByText('It stopped: the receiver answered that it is gone (410).')).toBeVisible();
  }).toPass();
  await expect(page.getByRole('row').filter({ hasText: 'team.created' })).toContainText('gone (410)');
  await expectAccessible(page);
  if (process.env.LOOKS) {
    await page.screenshot({ path: `${process.env.LOOKS}/webhook-${page.viewportSize()?.width}.png`, fullPage: true });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ path: `${process.env.LOOKS}/webhook-${page.viewportSize()?.width}-dark.png`, fullPage: true });
  }

  const deed = async (name: string) => {
    await page.getByRole('button', { name: `Actions for ${address}` }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await deed('Turn on');
  await expect(page.getByText('It is on, from now on.')).toBeVisible();
  await page.getByRole('button', { name: 'Send again team.created' }).click();
  await expect.poll(() => heard.length, { timeout: 30_000 }).toBe(3);
  expect(heard[2].id).toBe(heard[1].id);
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('row').filter({ hasText: 'team.created' })).toContainText('Arrived');
  }).toPass();

  await deed('Remove');
  await page.getByRole('dialog', { name: 'Remove this webhook?' }).getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('The webhook is removed.')).toBeVisible();
  await expect(page.getByText('Nothing is sent yet')).toBeVisible();
  server.close();
});
