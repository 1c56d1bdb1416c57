// What the browser complains about: a page that works says nothing on the console.
import { test as base, expect } from '@playwright/test';

/** A test whose page must stay silent: no error, no warning, nothing refused by the content security policy. */
export const test = base.extend({
  page: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()) && !isExpected(message.text())) complaints.push(message.text());
    });
    await use(page);
    expect(complaints).toEqual([]);
  },
});

export { expect };

/** Answers of 400 or more are the page's to handle; and Chromium does not check what is preloaded, the import does. */
function isExpected(text: string): boolean {
  return (
    text.startsWith('Failed to load resource: the server responded with a status of') ||
    text.startsWith('The `integrity` attribute is currently ignored for preload destinations')
  );
}
