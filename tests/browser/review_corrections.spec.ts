// A review keeps what was known when it was written; what was corrected since stands beside it.
import { expectAccessible } from './support/accessible.ts';
import type { Answer } from './support/api.ts';
import { objective } from './support/goals.ts';
import { type Member, type Organisation, enter } from './support/organisation.ts';
import { goOn } from './support/reviews.ts';
import { expect, test } from './support/test.ts';

const day = (away: number) => new Date(Date.now() + away * 86_400_000).toISOString().slice(0, 10);

/** How a review cites something of a day. */
function cited(on: string, title: string): string {
  const date = new Date(`${on}T00:00:00Z`);
  const month = date.toLocaleString('en-US', { month: 'short', timeZone: 'UTC' });
  return `[${date.getUTCDate()} ${month} ${date.getUTCFullYear()}: ${title}]`;
}

async function writes({ api }: Member, words: string): Promise<void> {
  const { items } = await api.get('/reviews?open=true');
  for (const { id } of items) {
    const { sections } = await api.get(`/reviews/${id}`);
    const questions = sections.flatMap((section: { questions: object[] }) => section.questions);
    const said = ({ key, kind }: { key: string; kind: string }) => [key, kind === 'rating' ? { rating: 3 } : { text: words }];
    await api.put(`/reviews/${id}/answers`, { answers: Object.fromEntries(questions.map(said)) });
    await api.put(`/reviews/${id}/submission`, {});
  }
}

/** A cycle about the employee that is shared, in which they and their manager have written; its packet's id. */
async function shared({ admin, manager, employee }: Organisation, words: string): Promise<string> {
  const library = await admin.api.get('/review-templates/library');
  const template = await admin.api.post('/review-templates', library.items[4]);
  let { cycle } = await admin.api.post('/review-cycles', {
    name: 'After the harbour works',
    template_id: template.template.id,
    period_from: day(-90),
    period_to: day(0),
    write_by: day(10),
    share_by: day(20),
    naming: 'named',
    started_until: '1901-01-01',
    included: [employee.id],
  });
  while (cycle.stage !== 'sharing') {
    if (cycle.stage === 'writing') {
      await writes(employee, words);
      await writes(manager, words);
    }
    ({ cycle } = await goOn(admin, cycle.id));
  }
  const { items } = await admin.api.get(`/review-packets?cycle=${cycle.id}`);
  return items[0].id;
}

test('a check-in that a review cites is corrected, and the review says so', async ({ page, organisation }) => {
  const { employee, manager } = organisation;
  const goal = await objective(organisation, employee);
  const path = `/key-results/${goal.results[0].id}/check-ins`;
  const said: Answer = await employee.api.post(path, { as_of: day(-1), value: 40, status: 'on_track' });
  const packet = await shared(organisation, `Calm ${cited(day(-1), 'Answers sent')}.`);
  await enter(page, manager);
  await page.goto(`/reviews/packets/${packet}`);
  await expect(page.getByText('Calm').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Corrected since' })).toHaveCount(0);

  await employee.api.post(path, { as_of: day(-1), value: 42, status: 'on_track', supersedes_id: said.id });
  await page.reload();
  const card = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Corrected since' }) });
  await expect(card.getByText('40, since corrected to 42 (+5%)')).toBeVisible();
  await expect(card.getByText('Cited')).toBeVisible();
  await expectAccessible(page);
  await card.getByRole('link', { name: 'Answers sent' }).click();
  await expect(page.getByRole('heading', { level: 1, name: goal.title })).toBeVisible();
});
