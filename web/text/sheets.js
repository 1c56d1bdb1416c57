// The three forms: a check-in, a week, praise.
import { keepOpen, show, values } from './form.js';
import { call, person, Problem } from './line.js';
import { at, daysOf, head, made, mayCheckIn } from './views.js';
import { amount, day, daysAfter, lines, OFFLINE, scale, sentence, today, typed, way } from './words.js';

const choice = (name, value, words, checked = false) =>
  made('label', { className: 'choice' }, made('input', { type: 'checkbox', name, value, checked }), ` ${words}`);

/** A check-in on a key result. `news` is given what to say: once it is sent, and else with `false`. */
export async function checkIn(news, goal, id) {
  const { objective, key_results: results } = await call('readObjective', { id: goal });
  const result = results.find((one) => one.id === id);
  if (!result) throw new Problem(404, 'not_found');
  if (!mayCheckIn(objective, result)) throw new Problem(403, 'forbidden');
  const { kind } = result.measure;
  const counted = kind !== 'milestone' && !result.kpi;
  const known = result.value === undefined ? result.measure.start : result.value;
  const done = result.milestones.filter((step) => step.done).map((step) => step.id);
  const said = ['at_risk', 'off_track'].includes(result.status) ? result.status : 'on_track';
  const initial = {
    value: counted && known !== undefined ? String(known / scale(result)) : '',
    milestones_done: done,
    status: said,
    'blocker.kind': '',
    'blocker.next_step': '',
    comment: '',
    as_of: '',
    confidence: '',
  };
  return {
    section: 'check-in',
    draw() {
      head('check-in', `Check in: ${result.title}`, `${objective.title} · Now ${amount(result, result.value)} · ${way(result)}`);
      at('check-in-back').href = `#/goals/${objective.id}`;
      at('check-in-value').hidden = !counted;
      at('value-hint').textContent = kind === 'percent' ? 'In per cent.' : result.unit || '';
      at('check-in-kpi').hidden = !result.kpi;
      const steps = result.milestones.map((step) => choice('milestones_done', step.id, step.title, step.done));
      at('check-in-steps').replaceChildren(at('check-in-steps').querySelector('legend'), ...steps);
      at('check-in-steps').hidden = steps.length === 0;
      at('as-of').max = today();
      return show(at('check-in-form'), {
        title: result.title,
        name: `check-in/${result.id}`,
        initial,
        shown(fields) {
          at('in-the-way').hidden = fields.status === 'on_track';
          at('check-in-next').hidden = !fields['blocker.kind'];
        },
        check: (fields) => misread(fields, counted),
        send: (fields, key) => call('createCheckIn', { id: result.id, key, body: newCheckIn(fields, result, counted) }),
        sent: () => news(`Sent. You have checked in on “${result.title}”.`, true),
        unsent: (words) => news(words, false),
      });
    },
  };
}

/** What can't be read as what it should be, each at its field. */
function misread(fields, counted) {
  const wrong = [];
  if (counted && !fields.value.trim()) wrong.push({ field: 'value', code: 'required' });
  else if (counted && !Number.isFinite(typed(fields.value))) wrong.push({ field: 'value', code: 'not_a_number' });
  const sure = fields.confidence.trim() ? typed(fields.confidence) : 0;
  if (!Number.isFinite(sure)) wrong.push({ field: 'confidence', code: 'not_a_number' });
  else if (!Number.isInteger(sure)) wrong.push({ field: 'confidence', code: 'not_whole' });
  else if (sure < 0 || sure > 10) wrong.push({ field: 'confidence', code: 'number_out_of_range', limit: '10' });
  return wrong;
}

function newCheckIn(fields, result, counted) {
  const body = { status: fields.status, comment: fields.comment };
  const by = scale(result);
  if (counted) body.value = by > 1 ? Math.round(typed(fields.value) * by) : typed(fields.value);
  if (result.measure.kind === 'milestone') body.milestones_done = fields.milestones_done;
  if (fields.as_of) body.as_of = fields.as_of;
  if (fields.confidence.trim()) body.confidence = typed(fields.confidence);
  const kind = fields.status === 'on_track' ? '' : fields['blocker.kind'];
  if (kind) body.blocker = { kind, next_step: fields['blocker.next_step'] };
  return body;
}

/** This week, or with `last` the one before. */
export async function week(news, last) {
  // Only the server knows which week it is in the organisation.
  let mine = await call('readMyWeek');
  if (last) mine = await call('readMyWeek', { query: { week: daysAfter(mine.week, -7) } });
  return {
    section: 'week',
    draw() {
      const there = mine.check_in;
      const fixed = Boolean(there && there.read_at) || (!there && !mine.enabled);
      const state = there ? (there.read_at ? 'Read' : 'Sent, not read yet') : `Due ${day(mine.due_on)}`;
      head('week', last ? 'Your weekly check-in, last week' : 'Your weekly check-in', `${daysOf(mine.week)} · ${state}`);
      Object.assign(at('week-other'), last ? { href: '#/week' } : { href: '#/week/last' });
      at('week-other').textContent = last ? 'This week' : 'Last week';
      at('week-form').hidden = fixed;
      at('week-said').replaceChildren(...(fixed ? closed(mine) : []));
      return fixed ? undefined : writeWeek(mine, news);
    },
  };
}

/** What can no longer be changed, or is not asked at all. */
function closed(mine) {
  if (!mine.check_in) return [made('p', {}, 'This organisation doesn’t check in by the week.')];
  const { answer } = mine.check_in;
  const words = answer ? [made('h2', {}, `${answer.author.name} answered`), made('p', { className: 'said' }, answer.body)] : [];
  return [made('p', {}, 'It has been read, and stays as it is.'), told(mine.check_in, mine.question), ...words];
}

/** A week as a list of what was asked and said. */
function told(it, question) {
  const said = it.away
    ? [['This week', 'Away']]
    : [
        ['What I did', it.did.join('\n')],
        ['What I will do', it.will_do.map(({ text }) => text).join('\n')],
        ['Where I am stuck', it.stuck.join('\n')],
        [question, it.reply],
      ];
  const pair = ([asked, words]) => [made('dt', {}, asked), made('dd', { className: 'said' }, words || '–')];
  return made('dl', {}, ...said.flatMap(pair));
}

function fieldsOf({ check_in: it, unfinished }) {
  const meant = (it ? it.will_do : unfinished).map(({ text }) => text).join('\n');
  if (!it) return { did: '', will_do: meant, stuck: '', reply: '', mood: '', away: [] };
  const [did, stuck] = [it.did.join('\n'), it.stuck.join('\n')];
  return { did, will_do: meant, stuck, reply: it.reply, mood: String(it.mood || ''), away: it.away ? ['yes'] : [] };
}

function writeWeek(mine, news) {
  const form = at('week-form');
  let there = mine.check_in;
  at('week-question').textContent = mine.question;
  at('week-mood').hidden = !mine.asks_mood;
  at('week-theirs').replaceChildren();
  at('week-left').replaceChildren(...(there ? [] : unfinished(mine.unfinished)));
  form.querySelector('[type=submit]').textContent = there ? 'Save changes' : 'Send';
  delete form.querySelector('[type=submit]').dataset.words;
  const moved = () => {
    const lead = 'This has changed since. What stands there now is below, and what you typed is in the form: sending puts yours in its place.';
    at('week-theirs').replaceChildren(made('p', {}, lead), told(there, mine.question));
  };
  const send = async (fields, key) => {
    const body = weekOf(fields);
    try {
      if (there) return await call('editWeeklyCheckIn', { id: there.id, version: there.version, body });
      const first = { ...body, week: mine.week };
      if (first.mood === null) delete first.mood;
      return await call('createWeeklyCheckIn', { key, body: first });
    } catch (problem) {
      if (!['version_mismatch', 'conflict', 'key_reused'].includes(problem.code)) throw problem;
      // It may be one's own that arrived and whose answer got lost, or one from another device.
      const now = await call('readMyWeek', { query: { week: mine.week } });
      if (!now.check_in || now.check_in.read_at) throw problem;
      there = now.check_in;
      if (JSON.stringify(weekOf(fieldsOf(now))) === JSON.stringify(body)) return there;
      moved();
      throw new Problem(412, 'version_mismatch');
    }
  };
  return show(form, {
    title: 'Your weekly check-in',
    name: `weekly/${mine.week}`,
    base: there ? there.version : undefined,
    initial: fieldsOf(mine),
    moved: () => there && moved(),
    shown: (fields) => (at('week-asked').hidden = (fields.away || []).length > 0),
    send,
    sent: () => news(mine.check_in ? 'Sent. Whoever reads it sees the new version.' : 'Sent. Your managers up the line and Admins can read it.', true),
    unsent: (words) => news(words, false),
  });
}

function weekOf(fields) {
  const away = fields.away.length > 0;
  const said = (text) => (away ? [] : lines(text));
  const mood = away || !fields.mood ? null : Number(fields.mood);
  const [did, will_do, stuck] = [said(fields.did), said(fields.will_do), said(fields.stuck)];
  return { away, did, will_do, stuck, mood, reply: fields.reply };
}

/** What was meant and is not said to be done: into the one list, or out of the other. */
function unfinished(left) {
  if (left.length === 0) return [];
  const move = (item, text, done) => {
    at('will-do').value = lines(at('will-do').value).filter((line) => line !== text).join('\n');
    if (done) at('did').value = [...lines(at('did').value), text].join('\n');
    item.remove();
    keepOpen();
    at(done ? 'did' : 'will-do').focus();
  };
  const one = ({ text }) => {
    const item = made('li', {}, made('p', {}, text));
    const button = (words, done) => {
      const it = made('button', { type: 'button', className: 'quiet', onclick: () => move(item, text, done) }, words);
      it.setAttribute('aria-label', `${words}: ${text}`);
      return it;
    };
    item.append(made('p', { className: 'actions' }, button('Done', true), button('Drop it', false)));
    return item;
  };
  const lead = made('p', { className: 'hint' }, 'It stands in “What I will do” until you say otherwise.');
  return [made('h2', {}, 'Left from last time'), lead, made('ul', { className: 'list' }, ...left.map(one))];
}

/** Praise. */
export async function praise(news) {
  const values = await call('listCompanyValues');
  return {
    section: 'praise',
    draw() {
      const offered = values.items.filter((value) => !value.retired);
      const boxes = offered.map((value) => choice('value_ids', value.id, value.name));
      const group = at('praise-values');
      group.replaceChildren(...Array.from(group.children).slice(0, 2), ...boxes);
      group.hidden = boxes.length === 0;
      for (const box of at('praise-people').querySelectorAll('.choice')) box.remove();
      at('nobody').hidden = false;
      at('find').value = '';
      at('found').textContent = '';
      at('find-form').onsubmit = find;
      return show(at('praise-form'), {
        title: 'Praise',
        name: 'praise',
        initial: { person_ids: [], body: '', value_ids: [] },
        shown: ({ person_ids: people }) => (people || []).forEach(offer),
        check: ({ person_ids: people }) => (people && people.length ? [] : [{ field: 'person_ids', words: 'Choose at least one person.' }]),
        send: ({ person_ids: people, body, value_ids: ids }, key) =>
          call('givePraise', { key, body: { person_ids: people.map(idOf), body, value_ids: ids || [] } }),
        sent: () => news('Sent. Your praise is out.', true),
        unsent: (words) => news(words, false),
      });
    },
  };
}

/** A box stands for an id and a name, so that who was ticked comes back with a name. */
const idOf = (somebody) => somebody.split(' ', 1)[0];

function offer(somebody) {
  const group = at('praise-people');
  const id = idOf(somebody);
  const there = Array.from(group.querySelectorAll('input')).some((box) => idOf(box.value) === id);
  if (!there) group.append(choice('person_ids', somebody, somebody.slice(id.length + 1)));
  at('nobody').hidden = true;
}

async function find(event) {
  event.preventDefault();
  const q = at('find').value.trim();
  if (!q) return at('find').focus();
  at('found').textContent = 'Looking …';
  try {
    const found = await call('listPeople', { query: { q, limit: 10 } });
    // Praise isn't for oneself.
    const items = found.items.filter(({ id }) => id !== person().person_id);
    const ticked = values(at('praise-form')).person_ids || [];
    for (const box of at('praise-people').querySelectorAll('input:not(:checked)')) box.closest('.choice').remove();
    items.forEach(({ id, name }) => offer(`${id} ${name}`));
    at('nobody').hidden = items.length + ticked.length > 0;
    at('found').textContent = foundWords(items.length, Boolean(found.next_cursor));
  } catch (problem) {
    at('found').textContent = problem.status === 0 ? OFFLINE : sentence(problem);
  }
}

function foundWords(many, more) {
  if (more) return `The first ${many} are below. Type more of the name to find others.`;
  if (many === 0) return 'Nobody found.';
  return many === 1 ? '1 person found, below.' : `${many} people found, below.`;
}
