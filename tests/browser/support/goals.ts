// Objectives that a journey starts from, and the comboboxes of their forms.
import { type Locator, type Page, expect } from '@playwright/test';

import type { Answer } from './api.ts';
import type { Member, Organisation } from './organisation.ts';

/** An active objective of somebody, made by them; `more` overrides whatever it says. */
export async function objective(organisation: Organisation, owner: Member, more: object = {}): Promise<Answer> {
  const made = await owner.api.post('/objectives', {
    level: 'person',
    title: 'Customers answer within a day',
    period_id: organisation.period.id,
    visibility: 'chain',
    state: 'active',
    key_results: [counted('Answers sent')],
    ...more,
  });
  return { ...made.objective, results: made.key_results };
}

/** A key result that counts from 0 to 100. */
export function counted(title: string, more: object = {}): object {
  return { title, kind: 'number', direction: 'increase', start: 0, target: 100, ...more };
}

/** Types into a combobox and takes the option. */
export async function pick(where: Page | Locator, label: string, option: string): Promise<void> {
  const box = where.getByRole('combobox', { name: label });
  await box.fill(option);
  await where.getByRole('option', { name: option }).click();
  await expect(box).toHaveValue(option);
}

/** Opens the page of an objective and waits for it. */
export async function open(page: Page, { id, title }: { id: string; title: string }): Promise<void> {
  await page.goto(`/goals/${id}`);
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}
