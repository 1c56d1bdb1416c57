// A security key in the browser, and pages at an address to which passkeys can belong.
import type { Page } from '@playwright/test';

import type { Member } from './organisation.ts';

const ORIGIN = new URL(process.env.BASE_URL ?? '').origin;
/** The same server by its name: passkeys belong to no number. */
export const NAMED = ORIGIN.replace('127.0.0.1', 'localhost');

/** Plugs a security key in whose owner is there and knows the PIN. */
export async function plugIn(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('WebAuthn.enable');
  await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  // The server knows itself by its number, and takes changes from no page of another origin.
  await page.route(`${NAMED}/api/**`, async (route) => {
    if (route.request().method() === 'GET') return route.continue();
    const headers = { ...(await route.request().allHeaders()), origin: ORIGIN };
    return route.fulfill({ response: await route.fetch({ headers }) });
  });
}

/** Lets the page in at the address with a name. */
export async function enterByName(page: Page, { api }: Member): Promise<void> {
  const cookies = await api.cookies();
  await page.context().addCookies(cookies.map((cookie) => ({ ...cookie, domain: 'localhost' })));
}
