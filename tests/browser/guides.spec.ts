// The guides for whoever writes programs: found from the reference, read, and followed from one to another.
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/test.ts';

test('whoever writes a program finds the guides and reads on', async ({ page, isMobile }) => {
  await page.goto('/docs');
  await page.getByRole('banner').getByRole('link', { name: 'Guides' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'The API, for programs' })).toBeVisible();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);

  const guides = page.getByRole('navigation', { name: 'Guides' });
  await expect(guides.locator('[aria-current="page"]')).toHaveText('The API, for programs');
  await guides.getByRole('link', { name: 'Events and webhooks' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Events and webhooks' })).toBeVisible();
  if (!isMobile) {
    await guides.getByRole('link', { name: 'Verifying' }).click();
    await expect(page.getByRole('heading', { level: 2, name: 'Verifying' })).toBeInViewport();
  }
  await expect(page.getByText('timingSafeEqual').first()).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('main').getByRole('link', { name: 'API token' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'API tokens' })).toBeVisible();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

test('an operation leads to its guide', async ({ page }) => {
  await page.goto('/docs#create_webhook');
  await page.getByRole('main').getByRole('link', { name: 'Events and webhooks', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Events and webhooks' })).toBeVisible();
});

test('a guide is moved through by keys', async ({ page, isMobile }) => {
  test.skip(isMobile, 'there is no keyboard');
  await page.goto('/docs/oauth');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});
