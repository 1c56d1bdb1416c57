// Every page of the app, as each of the three roles sees it in the demo organisation.
import type { Page } from '@playwright/test';

import { expectAccessible } from './support/accessible.ts';
import { enter, found } from './support/organisation.ts';
import { demo } from './support/people.ts';
import { expect, test } from './support/test.ts';

const SETTINGS = ['/settings', '/settings?tab=periods', '/settings?tab=teams', '/settings?tab=security', '/settings?tab=api-tokens', '/settings?tab=apps', '/settings?tab=webhooks', '/settings?tab=sandboxes', '/settings?tab=values', '/settings?tab=weekly'];

/** Pages that one role has and another hasn't. */
const ONLY_ADMINS = ['/people/import', '/reviews/templates', '/reviews/templates/new', '/reviews/cycles/new', '/reviews/rolling', '/reviews/rolling/new', '/trust', '/billing', '/billing/return', ...SETTINGS];

const PAGES = [
  '/home',
  '/goals',
  '/goals?view=tree',
  '/goals/new',
  '/kpis',
  '/kpis?state=unhealthy&sort=state',
  '/kpis/new',
  '/people',
  '/people/chart',
  '/dashboards',
  '/dashboards?tab=check-ins',
  '/dashboards?tab=kpis',
  '/dashboards?tab=reviews',
  '/shares',
  '/shares?tab=by-me',
  '/account',
  '/oauth/authorize',
  '/notifications',
  '/notifications/settings',
  '/weekly',
  '/weekly?tab=past',
  '/one-on-ones',
  '/one-on-ones?tab=past',
  '/one-on-ones?tab=series',
  '/feedback',
  '/feedback?tab=about-me',
  '/feedback?tab=asked',
  '/feedback/praise',
  '/feedback/give',
  '/feedback/ask',
  '/development',
  '/development?tab=framework',
  '/plans',
  '/pulse',
  '/reviews',
  '/dashboards?tab=feedback',
];

for (const role of ['admin', 'manager', 'employee'] as const) {
  const pages = role === 'admin' ? [...PAGES, ...ONLY_ADMINS] : PAGES;
  for (const path of pages) {
    test(`${role}: ${path} is whole`, async ({ page }) => {
      await enter(page, demo(role));
      await page.goto(path);
      await expectWhole(page);
    });
  }

  test(`${role}: a person's page is whole in every tab`, async ({ page }) => {
    await enter(page, demo(role));
    await page.goto('/people?q=Priya');
    await page.getByRole('link', { name: 'Priya Nair' }).first().click();
    await everyTabIsWhole(page);
  });

  test(`${role}: an objective's page is whole`, async ({ page }) => {
    await enter(page, demo(role));
    await page.goto('/goals?q=Ship a platform');
    await page.getByRole('link', { name: "Ship a platform people don't think about" }).first().click();
    await expectWhole(page);
  });

  test(`${role}: a KPI's page is whole`, async ({ page }) => {
    await enter(page, demo(role));
    await page.goto('/kpis?q=Churn');
    await page.getByRole('link', { name: 'Churn' }).first().click();
    await expect(page.getByRole('img', { name: 'Churn' })).toBeVisible();
    await expectWhole(page);
  });

  test(`${role}: a review to write and what one gets are whole`, async ({ page }) => {
    await enter(page, demo(role));
    for (const name of [/^Write about/, 'Half-year review', 'Review of the year']) {
      await page.goto('/reviews');
      await page.getByRole('link', { name }).first().click();
      await expectWhole(page);
    }
  });

  test(`${role}: a meeting, a week and a pulse are whole`, async ({ page }) => {
    await enter(page, demo(role));
    const lists: [string, RegExp][] = [
      ['/one-on-ones?tab=past', /\/one-on-ones\/meetings\/./],
      ['/weekly?tab=past', /\/weekly\/./],
    ];
    for (const [list, one] of lists) {
      await page.goto(list);
      await page.getByRole('table').getByRole('link').first().click();
      await expect(page).toHaveURL(one);
      await expectWhole(page);
    }
    await page.goto('/pulse?state=closed');
    await page.getByRole('link', { name: 'How are we doing?', exact: true }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: 'How are we doing?' })).toBeVisible();
    await expectWhole(page);
  });

  test(`${role}: what isn't there says so kindly`, async ({ page }) => {
    await enter(page, demo(role));
    const nowhere = role === 'admin' ? [] : ONLY_ADMINS;
    const nothing = crypto.randomUUID();
    for (const path of [...nowhere, `/people/${nothing}`, `/goals/${nothing}`, '/goals/not-an-id', `/kpis/${nothing}`]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1, name: 'There is nothing here' })).toBeVisible();
      await expect(page.getByRole('main').getByRole('link').first()).toBeVisible();
    }
    await expectWhole(page);
  });
}

test('on the first day every page is whole, and home says what comes first', async ({ page }) => {
  // More than fifty pages, each looked over in light and in dark.
  test.setTimeout(600_000);
  await enter(page, await found('First Day', `first-${crypto.randomUUID()}@example.com`));
  for (const path of [...PAGES, ...ONLY_ADMINS]) {
    await page.goto(path);
    await expectWhole(page);
  }
  await page.goto('/home');
  await page.getByRole('link', { name: /Bring your people in/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Import people' })).toBeVisible();
});

/** A heading, all of it loaded, nothing that failed, nothing beyond the edge, nothing a program finds wrong. */
async function expectWhole(page: Page): Promise<void> {
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.skeleton')).toHaveCount(0);
  await expect(page.locator('.banner.tone-bad')).toHaveCount(0);
  await expect.poll(async () => (await main.innerText()).length).toBeGreaterThan(60);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
}

async function everyTabIsWhole(page: Page): Promise<void> {
  await expect(page.getByRole('tablist')).toBeVisible();
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
    await expectWhole(page);
  }
}
