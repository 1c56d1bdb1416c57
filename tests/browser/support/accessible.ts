// What a program can find of WCAG 2.2 AA, on the page as it stands.
import { AxeBuilder } from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Fails with each breach and where it is. Light and dark differ in nothing but colours, which are the same on a
 * phone: so dark is looked at on a desk alone, and for contrast alone.
 */
export async function expectAccessible(page: Page): Promise<void> {
  // An empty page, before the app is there, is nobody's page.
  await page.locator('h1').first().waitFor({ state: 'attached' });
  await expectNoBreach(page, 'light', (axe) => axe.withTags(TAGS));
  if ((page.viewportSize()?.width ?? 0) > 500) {
    await expectNoBreach(page, 'dark', (axe) => axe.withRules(['color-contrast']));
  }
  await page.emulateMedia({ colorScheme: null });
}

async function expectNoBreach(page: Page, colorScheme: 'light' | 'dark', told: (axe: AxeBuilder) => AxeBuilder) {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  // Until the page is painted in these colours.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  // The app has no frames: without looking for them axe is twice as quick.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await told(axe).analyze();
  // What lies half below the bar at the foot of a phone is as large as ever a scroll further.
  const covered = (id: string, summary = '') => id === 'target-size' && summary.includes('partially obscured');
  const breaches = violations.flatMap(({ id, help, nodes }) =>
    nodes.filter(({ failureSummary }) => !covered(id, failureSummary)).map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
  expect(breaches, `${page.url()} in ${colorScheme}`).toEqual([]);
}
