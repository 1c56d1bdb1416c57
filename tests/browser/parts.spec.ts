// The app comes in parts: what a page needs is loaded when it is first opened.
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

const A_PART = /\/(split|chunk)_[^/]*\.wasm$/;

test('a visitor loads nothing of what is behind the log-in', async ({ page }) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(loaded.filter((path) => path.includes('split_'))).toEqual([expect.stringContaining('split_visitors')]);
});

test.describe('without the network', () => {
  test.use({ networkFails: true });

  test('a page whose part does not come says so, and comes when asked again', async ({ page, organisation }) => {
    await enter(page, organisation.employee);
    await page.goto('/home');
    await expect(page.getByRole('heading', { name: 'Check-ins due' })).toBeVisible();
    await page.route(A_PART, (route) => route.abort());
    await page.getByRole('link', { name: 'Goals', exact: true }).filter({ visible: true }).click();
    await expect(page.getByRole('alert')).toContainText('This page could not be loaded');
    await page.unroute(A_PART);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Goals' })).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});

test('a part that is here is shown at once, without the network', async ({ page, organisation }) => {
  await enter(page, organisation.employee);
  const to = (name: string) => page.getByRole('link', { name, exact: true }).filter({ visible: true }).click();
  await page.goto('/goals');
  await expect(page.getByRole('heading', { level: 1, name: 'Goals' })).toBeVisible();
  await to('Home');
  await expect(page.getByRole('heading', { name: 'Check-ins due' })).toBeVisible();
  await page.route(A_PART, (route) => route.abort());
  await to('Goals');
  await expect(page.getByRole('heading', { level: 1, name: 'Goals' })).toBeVisible();
});
