// A whole day by keyboard alone: nothing here is ever pressed with a pointer.
import { type Locator, type Page, expect as check } from '@playwright/test';

import { objective, open } from './support/goals.ts';
import { latestMail } from './support/mail.ts';
import { enter } from './support/organisation.ts';
import { expect, test } from './support/test.ts';

test('log in, write an objective, check in and share it', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  await page.goto('/log-in');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await tabTo(page, page.getByLabel('E-mail', { exact: true }));
  await page.keyboard.type(employee.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(employee.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Hello, Emil' })).toBeFocused();

  await tabTo(page, page.getByRole('link', { name: 'New objective' }).first());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'New objective' })).toBeFocused();
  await tabTo(page, page.getByLabel('What is to be true in the end'));
  await page.keyboard.type('Hands stay on the keys');
  await tabTo(page, page.getByLabel('What is measured'));
  await page.keyboard.type('Keys pressed');
  await tabTo(page, page.getByLabel('Kind'));
  await page.keyboard.type('Per');
  await tabTo(page, page.getByLabel('To', { exact: true }));
  await page.keyboard.type('100');
  await tabTo(page, page.getByRole('radio', { name: /^Everybody/ }));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: /^Managers above/ })).toBeChecked();
  await tabTo(page, page.getByRole('button', { name: 'Create the objective' }));
  await page.keyboard.press('Space');
  await expect(page.getByRole('heading', { level: 1, name: 'Hands stay on the keys' })).toBeFocused();

  const checkIn = page.getByRole('button', { name: 'Check in on Keys pressed' });
  await tabTo(page, checkIn);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByLabel('Value now')).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('30');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('progressbar', { name: 'Hands stay on the keys' })).toHaveAttribute('aria-valuenow', '30');
  await expect(checkIn).toBeFocused();

  const share = page.getByRole('button', { name: 'Share', exact: true });
  await tabTo(page, share, 'Shift+Tab');
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: 'Shares' });
  await tabTo(page, drawer.getByRole('combobox', { name: 'Person' }));
  await page.keyboard.type('Mira');
  await expect(drawer.getByRole('option', { name: manager.name })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(drawer.getByRole('combobox', { name: 'Person' })).toHaveValue(manager.name);
  await tabTo(page, drawer.getByLabel('Why'));
  await page.keyboard.type('To watch the keys');
  await page.keyboard.press('Enter');
  await expect(drawer.getByText('To watch the keys')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(share).toBeFocused();
});

test('sign an organisation up and log in', async ({ page }) => {
  const somebody = { email: `keys-${crypto.randomUUID()}@example.com`, password: 'four quiet herons fishing' };
  await page.goto('/sign-up');
  await tabTo(page, page.getByLabel('Organisation'));
  await page.keyboard.type('Key Works');
  await tabTo(page, page.getByLabel('Your name'));
  await page.keyboard.type('Kim Keys');
  await tabTo(page, page.getByLabel('Work e-mail'));
  await page.keyboard.type(somebody.email);
  await tabTo(page, page.getByLabel('Password', { exact: true }));
  await page.keyboard.type(somebody.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Look into your mailbox' })).toBeVisible();
  await page.goto((await latestMail(somebody.email)).link);
  await expect(page.getByRole('heading', { name: 'Your organisation is ready' })).toBeVisible();
  await page.goto('/log-in');
  await tabTo(page, page.getByLabel('E-mail', { exact: true }));
  await page.keyboard.type(somebody.email);
  await tabTo(page, page.getByLabel('Password', { exact: true }));
  await page.keyboard.type(somebody.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Hello, Kim' })).toBeFocused();
});

test('bring people in from a file, change one, and deactivate another', async ({ page, organisation }) => {
  const { admin, employee, manager } = organisation;
  const buffer = Buffer.from(`Name,Email\nUte Groß,ute-${crypto.randomUUID()}@example.com\n`);
  await enter(page, admin);
  await page.goto('/people/import');
  // The browser's own window for choosing a file is not the page's.
  await page.locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer });
  await tabTo(page, page.getByRole('button', { name: 'Import 1 person' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('The people are in')).toBeVisible();

  await page.goto(`/people/${employee.id}`);
  const change = page.getByRole('button', { name: 'Change', exact: true });
  await tabTo(page, change);
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: 'Change the person' });
  await tabTo(page, drawer.getByLabel('Job title'));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('Key keeper');
  await page.keyboard.press('Enter');
  await expect(drawer).toBeHidden();
  await expect(page.getByText('Key keeper').first()).toBeVisible();

  await page.goto('/people');
  await tabTo(page, page.getByRole('button', { name: `Actions for ${manager.name}` }));
  await page.keyboard.press('Enter');
  const last = page.getByRole('menuitem', { name: 'Deactivate' });
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('End');
  await expect(last).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText(`${manager.name} is deactivated.`)).toBeVisible();
});

test('close an objective, with its score and what was learned', async ({ page, organisation }) => {
  const goal = await objective(organisation, organisation.employee);
  await organisation.employee.api.post(`/key-results/${goal.results[0].id}/check-ins`, { status: 'on_track', value: 90 });
  await enter(page, organisation.employee);
  await open(page, goal);
  await tabTo(page, page.getByRole('button', { name: 'Close as achieved' }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await tabTo(page, dialog.getByLabel('What was learned'));
  await page.keyboard.type('Mornings are quiet.');
  await tabTo(page, dialog.getByRole('button', { name: 'Close as achieved' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Mornings are quiet.')).toBeVisible();
});

test('Escape closes what lies on top, and the focus goes back to where it came from', async ({ page, organisation }) => {
  const goal = await objective(organisation, organisation.employee);
  await enter(page, organisation.employee);
  await open(page, goal);
  for (const name of ['How was this computed?', 'Change', 'Add a key result', 'Close as achieved', 'History of Answers sent']) {
    const button = page.getByRole('button', { name, exact: true });
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(button).toBeFocused();
  }
  const menu = page.getByRole('button', { name: 'Actions for Answers sent' });
  await menu.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Change' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Follow a KPI' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Remove' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toBeFocused();
});

test('the first key of a page skips its navigation', async ({ page, organisation }) => {
  await enter(page, organisation.employee);
  await page.goto('/goals');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

/** Goes on with Tab until the focus is there; wherever it stops on the way, one has to see it. */
async function tabTo(page: Page, wanted: Locator, key = 'Tab'): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
    check(await page.evaluate(isSeen), `the focus is seen after ${steps + 1} steps`).toBe(true);
  }
  throw new Error(`${wanted} can't be reached by ${key}`);
}

/** Whether the focus is drawn, inside the picture. */
function isSeen(): boolean {
  const element = document.activeElement;
  if (!element || element === document.body) return true;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  const { width, height, top, bottom } = element.getBoundingClientRect();
  const drawn = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  return drawn && width > 0 && height > 0 && bottom > 0 && top < innerHeight;
}
