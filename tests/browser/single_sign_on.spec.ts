// Single sign-on: an Admin proves a domain and sets a provider, and somebody logs in by the provider's own page.
import { expectAccessible } from './support/accessible.ts';
import { enter } from './support/organisation.ts';
import { CLIENT, nameServer, provider } from './support/provider.ts';
import { expect, test } from './support/test.ts';

test('an Admin sets single sign-on up, and people come in by it', async ({ page, organisation }) => {
  test.slow();
  const { admin } = organisation;
  const domain = `${crypto.randomUUID().slice(0, 8)}.example`;
  const { issuer, program } = await provider();
  const names = await nameServer();
  try {
    await enter(page, admin);
    await page.goto('/settings?tab=sign-on');
    await expect(page.getByText('No domain yet')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add a domain' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a domain' });
    await dialog.getByLabel('Domain').fill('gmail.com');
    await dialog.getByRole('button', { name: 'Add a domain' }).click();
    await expect(dialog.getByLabel('Domain')).toHaveAccessibleDescription(/mail service/);
    await dialog.getByLabel('Domain').fill(domain);
    await dialog.getByRole('button', { name: 'Add a domain' }).click();
    const row = page.getByRole('listitem').filter({ hasText: domain });
    await expect(row).toContainText('Not proven yet');
    await row.getByRole('button', { name: `Check now ${domain}` }).click();
    await expect(page.getByText(/isn't there yet/)).toBeVisible();
    // What is being typed stays, whatever comes of looking at a domain.
    await page.getByLabel('Issuer').fill(`${issuer}/`);
    await page.getByLabel(/^Client secret/).fill(CLIENT.client_secret);
    names.say(await row.getByLabel('TXT record').inputValue());
    await row.getByRole('button', { name: `Check now ${domain}` }).click();
    await expect(row).not.toContainText('Not proven yet');
    await expect(row).toContainText('Proven');
    await expect(page.getByLabel('Issuer')).toHaveValue(`${issuer}/`);
    await expect(page.getByLabel(/^Client secret/)).toHaveValue(CLIENT.client_secret);

    await page.getByLabel('Client ID').fill(CLIENT.client_id);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await expect(page.getByText(/calls itself by another address/)).toBeVisible();
    await page.getByLabel('Issuer').fill(issuer);
    await page.getByLabel(/^Client secret/).fill(CLIENT.client_secret);
    await page.getByRole('button', { name: 'Save' }).first().click();
    await expect(page.getByText('Not tested yet')).toBeVisible();
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await expect(page.getByText('The provider answers as it should.')).toBeVisible();
    await page.getByLabel('People log in by it').check();
    await page.getByLabel('Whoever isn\'t entered yet comes in as an Employee').check();
    await page.getByRole('button', { name: 'Save' }).last().click();
    await expect(page.getByText('Saved.', { exact: true }).last()).toBeVisible();
    await expectAccessible(page);
    if (process.env.LOOKS) {
      await page.screenshot({ path: `${process.env.LOOKS}/sign-on-${page.viewportSize()?.width}.png`, fullPage: true });
    }

    // Somebody else, in a browser of their own.
    await page.context().clearCookies();
    await page.goto('/log-in?next=/goals');
    await page.getByRole('link', { name: 'Log in with single sign-on' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Log in with single sign-on' })).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel('E-mail at work').fill('somebody@nowhere.example');
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect(page.getByText('No single sign-on for this address')).toBeVisible();
    await page.getByLabel('E-mail at work').fill(`wanda@${domain}`);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: `Go on as wanda@${domain}` }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Goals' })).toBeVisible();
    expect(page.url()).not.toContain('code=');

    // Whoever has to prove it once more is asked at the provider, although it knows them.
    await page.goto('/log-in/sso?next=%2Fgoals&again=1');
    await expect(page.getByLabel('E-mail at work')).toHaveValue(`wanda@${domain}`);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: `Go on as wanda@${domain}` }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Goals' })).toBeVisible();

    // What came back can't be used again.
    await page.context().clearCookies();
    await page.goto('/log-in/sso?code=stolen&state=stolen');
    await expect(page.getByRole('heading', { level: 1, name: "Single sign-on didn't work" })).toBeVisible();
    await expect(page.getByText(/began in another browser/)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Try again' }).click();
    await expect(page.getByLabel('E-mail at work')).toBeVisible();
    await page.goto('/log-in/sso?error=access_denied&error_description=Call+this+number');
    await expect(page.getByText(/turned back there/)).toBeVisible();
    await expect(page.getByText('Call this number')).toHaveCount(0);
  } finally {
    names.socket.close();
    program.kill();
  }
});
