// KPIs that a journey starts from.
import { type Page, expect } from '@playwright/test';

import type { Answer } from './api.ts';
import { day } from './days.ts';
import type { Member } from './organisation.ts';

/** A KPI of somebody's, made by them, that takes the last value of each day; `more` overrides whatever it says. */
export async function kpi(owner: Member, more: object = {}): Promise<Answer> {
  const made = await owner.api.post('/kpis', {
    name: 'Letters answered',
    visibility: 'chain',
    kind: 'number',
    unit: 'letters',
    frequency: 'day',
    aggregation: 'last',
    gauge: { direction: 'higher', target: 100, watch: 90, unhealthy: 80, hard: 10 },
    ...more,
  });
  return made.kpi;
}

/** Values for the days before today, the last of them for yesterday. */
export async function measured(owner: Member, { id }: { id: string }, values: number[]): Promise<void> {
  const row = (value: number, index: number) => ({ kpi_id: id, on: day(index - values.length), value });
  await owner.api.post('/kpis/measurements', { measurements: values.map(row) });
}

/** Opens the page of a KPI and waits for it. */
export async function openKpi(page: Page, { id, name }: { id: string; name: string }): Promise<void> {
  await page.goto(`/kpis/${id}`);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}
