// What every journey starts from: `import { expect, test } from './support/test.ts'`.
import { test as base } from '@playwright/test';

export { expect } from '@playwright/test';

/** Each journey comes from an address of its own, so that none uses up another's limits. */
export const test = base.extend({
  extraHTTPHeaders: async ({}, use) => {
    const byte = () => 1 + Math.floor(Math.random() * 254);
    await use({ 'X-Forwarded-For': `198.18.${byte()}.${byte()}` });
  },
});
