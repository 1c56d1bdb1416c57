// What is missing before a stage ends: waived with a reason, given more time, and shown afterwards.
import { expectAccessible } from './support/accessible.ts';
import { type Organisation, enter } from './support/organisation.ts';
import { goOn } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

const day = (away: number) => new Date(Date.now() + away * 86_400_000).toISOString().slice(0, 10);

/** A cycle about the employee in which they and their manager are to write. */
async function writing({ admin, employee }: Organisation): Promise<string> {
  const library = await admin.api.get('/review-templates/library');
  const { template } = await admin.api.post('/review-templates', library.items[4]);
  let { cycle } = await admin.api.post('/review-cycles', {
    name: 'After the harbour works',
    template_id: template.id,
    period_from: day(-90),
    period_to: day(0),
    write_by: day(10),
    share_by: day(20),
    naming: 'named',
    started_until: '1901-01-01',
    included: [employee.id],
  });
  while (cycle.stage !== 'writing') ({ cycle } = await goOn(admin, cycle.id));
  return cycle.id;
}

test('an Admin gives one more time, lets the cycle go on without the rest, and reads why afterwards', async ({ page, organisation }) => {
  const { admin, manager, employee } = organisation;
  const id = await writing(organisation);
  await enter(page, admin);
  await page.goto(`/reviews/cycles/${id}`);
  await page.getByRole('button', { name: 'End writing' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('2 gaps are left')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Go on', exact: true })).toHaveCount(0);
  await expectAccessible(page);

  await dialog.getByRole('button', { name: 'Go on without it' }).click();
  await expect(dialog.getByRole('group', { name: 'Whose gaps' })).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByRole('checkbox', { name: employee.name }).check();
  await dialog.getByRole('radio', { name: 'Give more time' }).check();
  await dialog.getByLabel('Due instead').fill(day(15));
  await dialog.getByRole('button', { name: 'Give more time' }).click();
  await expect(dialog.getByRole('checkbox', { name: new RegExp(`^${employee.name} .*, until`) })).toBeVisible();

  for (const who of [employee, manager]) await dialog.getByRole('checkbox', { name: who.name }).check();
  await dialog.getByLabel('Reason').fill('They are at sea until the autumn.');
  await dialog.getByRole('button', { name: 'Go on without it' }).click();
  await expect(dialog.getByText('Goes on without what 2 people lack.')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Go on', exact: true }).click();
  await expect(page.getByText('The cycle stands at: Sharing.')).toBeVisible();

  const waived = page.locator('#waived');
  await expect(waived.getByText('They are at sea until the autumn.')).toHaveCount(2);
  await expect(waived.getByRole('button', { name: /^Take back/ })).toHaveCount(0);
  await expectAccessible(page);
});

test('a cycle is for those below a manager', async ({ page, organisation }) => {
  const { admin, manager } = organisation;
  const library = await admin.api.get('/review-templates/library');
  await admin.api.post('/review-templates', library.items[4]);
  await enter(page, admin);
  await page.goto('/reviews/cycles/new');
  await page.getByLabel('Name', { exact: true }).fill('The yard');
  await page.getByLabel('Template').selectOption({ label: library.items[4].name });
  await page.getByRole('combobox', { name: 'People below' }).fill(manager.name);
  await page.getByRole('option', { name: manager.name }).click();
  await page.getByRole('radio', { name: 'With names' }).check();
  await page.getByRole('button', { name: 'Save cycle' }).click();
  await expect(page.getByText(`People below ${manager.name}`).first()).toBeVisible();
  await expectAccessible(page);
});
