// What every journey starts from: `import { expect, test } from './support/test.ts'`.
import { test as base, expect } from '@playwright/test';

import { someAddress } from './api.ts';
import { type Organisation, signUp } from './organisation.ts';

export { expect };

/**
 * Each journey comes from an address of its own, so that none uses up another's limits; and its page has
 * to stay silent: no error, no warning, nothing refused by the content security policy.
 */
export const test = base.extend<{ organisation: Organisation; networkFails: boolean }>({
  // Whether the journey makes requests fail, which the browser and the loader of parts complain of.
  networkFails: [false, { option: true }],
  organisation: async ({}, use) => use(await signUp()),
  extraHTTPHeaders: async ({}, use) => use({ 'X-Forwarded-For': someAddress() }),
  page: async ({ page, networkFails }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      const text = message.text();
      const expected = isExpected(text) || (networkFails && /^(Failed to load resource: net::|TypeError: Failed to fetch)/.test(text));
      if (['error', 'warning'].includes(message.type()) && !expected) complaints.push(text);
    });
    await use(page);
    expect(complaints).toEqual([]);
  },
});

/** Answers of 400 or more are the page's to handle; and Chromium does not check what is preloaded, the import does. */
function isExpected(text: string): boolean {
  return (
    text.startsWith('Failed to load resource: the server responded with a status of') ||
    text.startsWith('The `integrity` attribute is currently ignored for preload destinations')
  );
}
