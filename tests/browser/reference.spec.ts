// The reference of the API: found, read and tried by somebody who writes a program.
import { expectAccessible } from './support/accessible.ts';
import { enter, signUp } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

test('everybody reads what the API does', async ({ page, isMobile }) => {
  await page.goto('/');
  await page.getByRole('contentinfo').getByRole('link', { name: 'API' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'API reference' })).toBeVisible();
  await expect(page.getByRole('cell', { name: 'version_mismatch' })).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel('Find an operation').fill('people post imports');
  await expect(page.getByText(/^\d+ of \d+ operations$/)).toBeVisible();
  await page.getByRole('link', { name: /Upload a CSV file of people/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Upload a CSV file of people' })).toBeFocused();
  await expect(page.getByText('people:write')).toBeVisible();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  if (!isMobile) {
    await page.keyboard.press('/');
    await expect(page.getByLabel('Find an operation')).toBeFocused();
  }
  await page.getByLabel('Find an operation').fill('nothing is called so');
  await expect(page.getByText('Nothing like that.')).toBeVisible();
});

test('an operation is tried as whoever is logged in', async ({ page }) => {
  await page.goto('/docs#read_person');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('id is needed.')).toBeVisible();
  await expect(page.locator('#ask-path-id')).toBeFocused();

  await page.goto('/docs#list_people');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText(/^401/).last()).toBeVisible();

  const { admin } = await signUp();
  await enter(page, admin);
  await page.goto('/docs#list_people');
  await page.locator('#ask-query-limit').fill('1');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText(/^200/).last()).toBeVisible();
  await expect(page.getByText('"next_cursor"')).toBeVisible();
  await expect(page.getByText('/api/v1/people?limit=1')).toBeVisible();
  await expectAccessible(page);
});

test('a reference that does not come is asked for again', async ({ page }) => {
  await page.route('**/openapi.json', (route) => route.fulfill({ status: 503, body: '{}' }));
  await page.goto('/docs');
  await expect(page.getByRole('heading', { name: 'The reference could not be read' })).toBeFocused();
  await page.unroute('**/openapi.json');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'API reference' })).toBeVisible();
});
