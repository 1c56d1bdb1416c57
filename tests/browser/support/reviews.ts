// Review cycles: from a template to a draft, on to a stage, and what is written on the way.
import type { Answer } from './api.ts';
import { day } from './days.ts';
import type { Member, Organisation } from './organisation.ts';

/** Where the annual review stands in the library of templates. */
export const ANNUAL = 0;

/** Where the review after a project stands in it. */
export const PROJECT = 4;

/** What a cycle is set up with: a template by its place in the library or by its id, and whatever else differs. */
interface Settings {
  library?: number;
  template_id?: string;
  [setting: string]: unknown;
}

/** A cycle about one person, and the packet of that person. */
interface Ids {
  cycle: string;
  packet: string;
}

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

/** Takes a template over from the library. */
export async function fromLibrary({ api }: Member, place: number): Promise<Answer> {
  const { items } = await api.get('/review-templates/library');
  return (await api.post('/review-templates', items[place])).template;
}

/** The draft of a cycle about the employee alone, after a project and with names; `more` overrides whatever it says. */
export async function draft({ admin, employee }: Organisation, { library = PROJECT, ...more }: Settings = {}): Promise<Answer> {
  const template_id = more.template_id ?? (await fromLibrary(admin, library)).id;
  const { cycle } = await admin.api.post('/review-cycles', {
    name: 'After the harbour works',
    period_from: day(-90),
    period_to: day(0),
    write_by: day(10),
    share_by: day(20),
    naming: 'named',
    started_until: '1901-01-01',
    included: [employee.id],
    ...more,
    template_id,
  });
  return cycle;
}

/** Takes a cycle on to a stage, without whatever is missing before; gives the cycle as it then is. */
export async function until(admin: Member, cycle: Answer, stage: string): Promise<Answer> {
  while (cycle.stage !== stage) ({ cycle } = await goOn(admin, cycle.id));
  return cycle;
}

/** A cycle as of `draft` that is written now. */
export async function writing(organisation: Organisation, settings: Settings = {}): Promise<Answer> {
  return until(organisation.admin, await draft(organisation, settings), 'writing');
}

/** A cycle as of `draft` that is written now: it and its packet. */
export async function written(organisation: Organisation): Promise<Ids> {
  const { id } = await writing(organisation);
  return { cycle: id, packet: await packetOf(organisation.admin, id) };
}

/** A cycle as of `draft` that is shared, in which the employee and their manager have written: it and its packet. */
export async function shared(organisation: Organisation, own: string, managers: string): Promise<Ids> {
  const { admin, manager, employee } = organisation;
  const cycle = await writing(organisation);
  await writes(employee, own);
  await writes(manager, managers);
  const { id } = await until(admin, cycle, 'sharing');
  return { cycle: id, packet: await packetOf(admin, id) };
}

/** The first packet of a cycle that somebody sees: of a cycle about one person, theirs. */
export async function packetOf({ api }: Member, cycle: string): Promise<string> {
  return (await api.get(`/review-packets?cycle=${cycle}`)).items[0].id;
}

/** A manager settles who writes as a peer. */
export async function settles(manager: Member, cycle: string, peers: Member[]): Promise<void> {
  const packet = await packetOf(manager, cycle);
  await manager.api.put(`/review-packets/${packet}/peers`, { peers: peers.map(({ id }) => id) });
}

/** The reviews that somebody is still to write. */
export async function asked({ api }: Member): Promise<Answer[]> {
  return (await api.get('/reviews?open=true&limit=100')).items;
}

/** Hands a review in with these answers. */
export async function handsIn({ api }: Member, review: string, answers: object): Promise<void> {
  await api.put(`/reviews/${review}/answers`, { answers });
  await api.put(`/reviews/${review}/submission`, {});
}

/** Writes and hands in whatever somebody is asked: a three for every rating, these words for all else. */
export async function writes(member: Member, words: string): Promise<void> {
  for (const { id } of await asked(member)) {
    const { sections } = await member.api.get(`/reviews/${id}`);
    const questions = sections.flatMap((section: { questions: object[] }) => section.questions);
    const said = ({ key, kind }: { key: string; kind: string }) => [key, kind === 'rating' ? { rating: 3 } : { text: words }];
    await handsIn(member, id, Object.fromEntries(questions.map(said)));
  }
}

/** The employee is asked about themselves, and the Admin as a peer without their name; gives the employee's review. */
export async function reviewToWrite(organisation: Organisation): Promise<Answer> {
  const { admin, manager, employee } = organisation;
  const framework = await admin.api.post('/framework', { levels: ['One', 'Two', 'Three', 'Four', 'Five'] });
  const craft = framework.competencies.find((one: { name: string }) => one.name === 'Craft');
  const person = await admin.api.get(`/people/${employee.id}`);
  await admin.api.patch(`/people/${employee.id}`, { job_title: 'Pilot' }, person.version);
  await admin.api.put('/framework/expectations', { job_title: 'Pilot', levels: [{ competency_id: craft.id, level: 3 }] });
  const { template } = await admin.api.post('/review-templates', { name: 'Of every kind', form });
  const settings = { template_id: template.id, nominate_by: day(3), peers_most: 4, naming: 'unnamed' };
  const nominating = await until(admin, await draft(organisation, settings), 'nominating');
  await settles(manager, nominating.id, [admin]);
  await until(admin, nominating, 'writing');
  return (await asked(employee))[0];
}
