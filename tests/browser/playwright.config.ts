import { defineConfig } from '@playwright/test';

// `cargo xtask test` builds the app, starts a server on a fresh demo organisation, and says where they are.
const { BASE_URL, CHROMIUM = '/usr/bin/chromium', PLAYWRIGHT_JSON_OUTPUT_NAME, SCREENSHOTS } = process.env;
if (!BASE_URL) {
  throw new Error('BASE_URL names no server: journeys are run by `cargo xtask test`');
}

// Pictures for the README are made by `cargo xtask screenshots` alone.
const LEFT_OUT = SCREENSHOTS ? [] : ['**/screenshots.spec.ts'];

const desktop = { viewport: { width: 1440, height: 900 } };
// What is about the server's protocols, the session or the keyboard is the same at any width; `pages` looks at their pages
// on the phone too.
const AT_ANY_WIDTH = [
  'api_tokens', 'audit', 'bulk', 'channels', 'csrf', 'drafts', 'email_change', 'guides', 'keyboard', 'oauth', 'passkeys',
  'reference', 'review_cycle', 'sandboxes', 'scim', 'second_factor', 'session', 'single_sign_on', 'step_up', 'text', 'webhooks',
].map((name) => `**/${name}.spec.ts`);
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  testIgnore: LEFT_OUT,
  // A journey that fails once is broken: the reason is worth more than a second try.
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  outputDir: 'results',
  reporter: PLAYWRIGHT_JSON_OUTPUT_NAME ? [['line'], ['json', { outputFile: PLAYWRIGHT_JSON_OUTPUT_NAME }]] : 'line',
  use: {
    baseURL: BASE_URL,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // A third of the time, were it always on: `npx playwright test --trace on` shows what a failure leaves unclear.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--lang=en-GB',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: desktop },
    { name: 'phone', use: phone, testIgnore: [...LEFT_OUT, ...AT_ANY_WIDTH] },
  ],
});
