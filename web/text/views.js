// What is due, and one objective. A view reads what it needs, then gives what draws it and the section it is in.
import { call, person } from './line.js';
import { amount, day, daysAfter, percent, standing, status, today, way } from './words.js';

/** An element of the page. */
export const at = (id) => document.getElementById(id);

/** A new element, with what stands in it. */
export function made(tag, more = {}, ...inside) {
  const element = Object.assign(document.createElement(tag), more);
  element.append(...inside);
  return element;
}

export const link = (href, words) => made('a', { href }, words);
export const hint = (...words) => made('p', { className: 'hint' }, ...words);
export const list = (items) => made('ul', { className: 'list' }, ...items.map((inside) => made('li', {}, ...inside)));

/** Puts the title and the line below it. */
export function head(section, title, lead) {
  at(section).querySelector('h1').textContent = title;
  at(section).querySelector('.lead').textContent = lead;
}

/** A heading and a list, or nothing. */
function part(id, title, items) {
  at(id).replaceChildren(...(items.length > 0 ? [made('h2', {}, title), list(items)] : []));
}

/** When something is due, louder once that has passed. */
export function due(on) {
  if (on === today()) return 'Due today';
  return on < today() ? made('span', { className: 'late' }, `Due since ${day(on)}`) : `Due ${day(on)}`;
}

/** What is due. */
export async function home() {
  const now = await call('readHome');
  return {
    section: 'due',
    draw() {
      const elsewhere = waiting(now);
      const count = (now.week ? 1 : 0) + now.check_ins_due.length + now.reviews_to_write.length + elsewhere.length;
      const said = count === 1 ? 'One thing is waiting for you.' : `${count || 'No'} things are waiting for you.`;
      head('due', `Hello, ${person().name.split(/\s/)[0]}`, count ? said : 'Nothing is waiting for you today.');
      const week = now.week ? [[link('#/week', 'Write your weekly check-in'), hint(due(now.week.due_on))]] : [];
      part('due-week', 'Your week', week);
      part('due-check-ins', 'Check-ins due', now.check_ins_due.map(checkInDue));
      part('due-reviews', 'Reviews to write', now.reviews_to_write.map(reviewsDue));
      part('due-elsewhere', 'Also waiting, in the full app', elsewhere);
      const none = hint('You have no objectives yet.');
      at('due-goals').replaceChildren(now.my_objectives.length ? list(now.my_objectives.map(mine)) : none);
    },
  };
}

const checkInDue = ({ objective, key_result_id: id, title, due_on: on, status: now }) => [
  link(`#/goals/${objective.id}/${id}`, `Check in: ${title}`),
  hint(`${objective.title} · ${status(now)} · `, due(on)),
];

const reviewsDue = ({ cycle, due_on: on, count }) => [
  link('#/reviews', count === 1 ? 'A review to write' : `${count} reviews to write`),
  hint(`${cycle.name} · `, due(on)),
];

const mine = (objective) => [
  link(`#/goals/${objective.id}`, objective.title),
  hint([standing(objective), progress(objective), `until ${day(objective.ends_on)}`].filter(Boolean).join(' · ')),
];

const progress = (of) => (of.progress === undefined ? '' : percent(of.progress));

/** What these pages have no form for. */
function waiting(home) {
  const { open_pulses, proposals, level_proposals } = home;
  const { values_due, action_items, feedback_asks, weeks_to_read } = home;
  const pulses = open_pulses.map(({ id, title, closes_on }) => [
    link(`/pulse/${id}`, `“${title}” is open for you`),
    hint(`Anonymous, until ${day(closes_on)}`),
  ]);
  const agree = proposals.map(({ id, title }) => [link(`/goals/${id}`, title), hint('Waits for your agreement')]);
  const levels = level_proposals.map(({ id, name }) => [
    link(`/people/${id}?tab=development`, name),
    hint('Another job is proposed for them, and waits for your word'),
  ]);
  const asks = feedback_asks.map(({ id, asker, subject, question, due_on }) => [
    link(`/feedback/asks/${id}`, `${asker.name} asks about ${asker.id === subject.id ? 'themselves' : subject.name}`),
    hint(`${question} · `, due(due_on)),
  ]);
  const values = values_due.map(({ id, name }) => [link(`/kpis/${id}`, `Value of ${name}`)]);
  const items = action_items.map(({ item, with: other }) => [
    link(`/one-on-ones/meetings/${item.meeting_id}`, item.body),
    hint(`Agreed with ${other.name}`, ...(item.due_on ? [' · ', due(item.due_on)] : [])),
  ]);
  const names = weeks_to_read.map(({ name }) => name).join(', ');
  const weeks = names ? [[link('/weekly?tab=team', 'Weeks to read'), hint(names)]] : [];
  return [...pulses, ...agree, ...levels, ...asks, ...values, ...items, ...weeks];
}

/** One objective with its key results. */
export async function goal(id) {
  const { objective, key_results: results } = await call('readObjective', { id });
  return {
    section: 'goal',
    draw() {
      const lead = [objective.owner.name, standing(objective), progress(objective), objective.period.name];
      head('goal', objective.title, lead.filter(Boolean).join(' · '));
      const items = results.map((result) => keyResult(objective, result));
      at('goal-results').replaceChildren(items.length ? list(items) : hint('No key results yet.'));
      at('goal-full').href = `/goals/${objective.id}`;
    },
  };
}

function keyResult(objective, result) {
  const words = [`Now ${amount(result, result.value)}`, way(result), progress(result), status(result.status)];
  const said = result.last_on ? [hint(`Last check-in ${day(result.last_on)}`)] : [];
  const checkIn = link(`#/goals/${objective.id}/${result.id}`, `Check in: ${result.title}`);
  const title = mayCheckIn(objective, result) ? checkIn : made('h3', {}, result.title);
  return [title, hint(words.filter(Boolean).join(' · ')), ...said];
}

/** Who only sees it is offered nothing that the server would refuse. */
export function mayCheckIn(objective, { relation }) {
  const { role } = person();
  const may = {
    own: true,
    report: role !== 'employee',
    shared: relation.level === 'edit',
    organisation: role === 'admin',
  };
  return objective.state === 'active' && may[relation.kind];
}

/** The days of a week by its Monday. */
export const daysOf = (monday) => `${day(monday)} – ${day(daysAfter(monday, 6))}`;
