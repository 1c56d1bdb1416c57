// A review to write, with a question of every kind.
import type { Answer } from './api.ts';
import type { Member, Organisation } from './organisation.ts';

const day = (away: number) => new Date(Date.now() + away * 86_400_000).toISOString().slice(0, 10);

const scale = [
  { word: 'Below', description: 'Less than the job asks for' },
  { word: 'Meets', description: 'What the job asks for' },
  { word: 'Above', description: 'More than the job asks for' },
];

/** A question to the person themselves and to their peers, read by managers. */
const question = (key: string, kind: string, text: string, more: object = {}) => ({
  key,
  kind,
  text,
  answered_by: ['self', 'peer'],
  read_by: 'manager',
  ...more,
});

const form = {
  scale,
  weights: [],
  sections: [
    {
      title: 'The work',
      introduction: 'Of the last quarter.',
      questions: [
        question('craft', 'rating', 'How good was the work?', { measures: 'performance', required: true, hint: 'Think of two things.' }),
        question('story', 'text', 'What should be remembered?', { required: true, read_by: 'subject' }),
        question('where', 'choice', 'Where was the work done?', { options: ['At sea', 'In the harbour'] }),
        question('with', 'choices', 'With whom?', { options: ['Pilots', 'Divers', 'Nobody'], read_by: 'admin' }),
      ],
    },
    {
      title: 'One by one',
      questions: [
        question('goals', 'goals', 'How did the goals go?', { required: true }),
        question('levels', 'competencies', 'Which level did you see?'),
      ],
    },
  ],
};

/** Takes a cycle to its next stage, and lets it go on without whatever is missing. */
export async function goOn({ api }: Member, cycle: string): Promise<Answer> {
  const { first_gaps } = await api.get(`/review-cycles/${cycle}/rehearsal`);
  const people = first_gaps.map((gap: { person: { id: string } }) => gap.person.id);
  if (people.length) await api.post(`/review-cycles/${cycle}/waivers`, { people, reason: 'They are at sea' });
  return api.post(`/review-cycles/${cycle}/move`, { step: 'forward', gaps: 0 });
}

/** The employee is asked about themselves, and the Admin as a peer without their name; gives the employee's review. */
export async function reviewToWrite({ admin, manager, employee }: Organisation): Promise<Answer> {
  const framework = await admin.api.post('/framework', { levels: ['One', 'Two', 'Three', 'Four', 'Five'] });
  const craft = framework.competencies.find((one: { name: string }) => one.name === 'Craft');
  const person = await admin.api.get(`/people/${employee.id}`);
  await admin.api.patch(`/people/${employee.id}`, { job_title: 'Pilot' }, person.version);
  await admin.api.put('/framework/expectations', { job_title: 'Pilot', levels: [{ competency_id: craft.id, level: 3 }] });
  const { template } = await admin.api.post('/review-templates', { name: 'Of every kind', form });
  let { cycle } = await admin.api.post('/review-cycles', {
    name: 'After the harbour works',
    template_id: template.id,
    period_from: day(-90),
    period_to: day(0),
    nominate_by: day(3),
    write_by: day(10),
    share_by: day(20),
    peers_most: 4,
    naming: 'unnamed',
    started_until: '1901-01-01',
    included: [employee.id],
  });
  while (cycle.stage !== 'writing') {
    if (cycle.stage === 'nominating') {
      const { items } = await manager.api.get(`/review-packets?cycle=${cycle.id}`);
      await manager.api.put(`/review-packets/${items[0].id}/peers`, { peers: [admin.id] });
    }
    ({ cycle } = await goOn(admin, cycle.id));
  }
  return (await employee.api.get('/reviews?open=true')).items[0];
}
