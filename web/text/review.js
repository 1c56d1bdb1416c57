// Reviews: those one owes, and the form of one. What it asks comes with it, so the page draws it question by question.
import { keepOpen, put, show, values } from './form.js';
import * as kept from './kept.js';
import { call, Problem } from './line.js';
import { at, due, head, hint, link, list, made } from './views.js';
import { day, percent } from './words.js';

const SIDES = { self: 'yourself', manager: 'as their manager', peer: 'as a peer', upward: 'as their report' };
const STATES = { assigned: 'Not begun', in_progress: 'Begun' };
const READERS = {
  subject: 'The person, their managers and Admins',
  manager: 'Their managers and Admins',
  admin: 'Admins alone',
};
const NO_ANSWER = 'No answer';
const NO_GOALS = 'No goals of that time that you can see.';
const NO_COMPETENCIES = 'Their job asks for no competencies yet.';
const KEPT = 'It is saved. Nobody else reads it before you hand it in.';
const HANDED_IN = 'It is handed in. As long as reviews are written you can take it back.';

/** The review that the form is about; what is on its way for another draws nothing here. */
let current = null;

const about = ({ subject, relation }) =>
  relation === 'self' ? 'Your own review' : `About ${subject.name}, ${SIDES[relation]}`;

/** What one has to write, what is due first before the rest. */
export async function reviews() {
  const { items } = await call('listReviews', { query: { open: true, limit: 100 } });
  return {
    section: 'reviews',
    draw() {
      const none = 'Nothing to write. When a review cycle asks you to write about somebody, it stands here.';
      head('reviews', 'Reviews to write', items.length ? 'What is due first stands first.' : none);
      const one = (review) => [
        link(`#/reviews/${review.id}`, about(review)),
        hint(`${review.cycle.name} · ${STATES[review.state]} · `, due(review.due_on)),
      ];
      at('reviews-due').replaceChildren(...(items.length ? [list(items.map(one))] : []));
    },
  };
}

/** One of them. */
export async function review(news, id) {
  const detail = await call('readReview', { id });
  return {
    section: 'review',
    draw() {
      const { review: it, period_from: from, period_to: to } = detail;
      head('review', about(it), `${it.cycle.name} · due ${day(it.due_on)} · looks back on ${day(from)} – ${day(to)}`);
      at('review-promise').replaceChildren(...promise(detail));
      const open = isOpen(it);
      at('review-form').hidden = !open;
      at('review-said').replaceChildren(...(open ? [] : written(detail)));
      at('review-asked').replaceChildren(...(open ? detail.sections.map((one) => section(one, detail)) : []));
      return open ? write(detail, news) : arrived(detail);
    },
  };
}

const isOpen = ({ stage, state, reopened }) =>
  ['assigned', 'in_progress'].includes(state) && (stage === 'writing' || (reopened && ['calibrating', 'sharing'].includes(stage)));

/** Who will know whose words these are; said before the first of them. */
function promise({ review: { relation }, naming, minimum, may_be_guessed: guessed }) {
  if (!['peer', 'upward'].includes(relation)) return [];
  const [title, words] = {
    named: ['With your name', `Whoever reads your answers reads that they are yours: Admins, the person's managers, whoever an Admin gives sight of the cycle and, where a question says so, the person.`],
    confidential: ['Confidential', `Admins read that your answers are yours, unless they are the person or lead them. Everybody else, the person and their managers too, reads them without your name, mixed with others', all at once when writing is over, and only if at least ${minimum} answer. Write so that your style doesn't tell who you are.`],
    unnamed: ['Without your name', `Your answers are shown without your name, mixed with others', all at once when writing is over, and only if at least ${minimum} answer; to Admins too. PerfTrack keeps that you wrote, so that you can take it back; whoever operates its database could look that up. Write so that your style doesn't tell who you are.`],
  }[naming];
  const few = guessed
    ? [made('p', {}, `This review cycle is about fewer than ten people. In so small a group how you write may tell who you are, though your name isn't shown: this isn't anonymous.`)]
    : [];
  return [made('div', { className: 'card' }, made('h2', {}, title), made('p', {}, words), ...few)];
}

/** What is handed in or over, to be read. */
function written(detail) {
  const { state, stage } = detail.review;
  let lead = 'Nothing is written here any more.';
  if (state === 'declined') lead = 'You have declined to write this.';
  else if (state === 'submitted' && stage === 'writing') lead = HANDED_IN;
  else if (stage === 'nominating') lead = 'Writing begins when it is settled who writes as peers.';
  const fields = fieldsOf(detail);
  const said = parts(detail).map(({ name, label, words }) => [label, words(fields[name])]);
  const pair = ([label, words]) => (words ? [made('dt', {}, label), made('dd', { className: 'said' }, words)] : []);
  return [made('p', {}, lead), made('dl', {}, ...said.flatMap(pair))];
}

/** What this device still keeps of it goes, where it is what stands there. */
async function arrived(detail) {
  const name = nameOf(detail.review);
  const record = await kept.read(name).catch(() => null);
  if (record && asText(detail, record.fields) === asText(detail, fieldsOf(detail))) kept.remove(name);
}

const nameOf = ({ id }) => `review/${id}`;

/** Questions under one heading. */
function section({ title, introduction, questions }, detail) {
  const lead = introduction ? [made('p', { className: 'hint said' }, introduction)] : [];
  return made('div', { className: 'part' }, made('h2', {}, title), ...lead, ...questions.map((one) => asked(one, detail)));
}

/** A question, what helps to answer it, who reads the answer, and its controls. */
function asked(question, detail) {
  const { key, kind, text, required } = question;
  const [name, id] = [`answers.${key}`, `answer-${key}`];
  const help = made('div', { id: `${id}-hint`, className: 'hint' });
  if (question.hint) help.append(made('p', { className: 'said' }, question.hint));
  help.append(made('p', {}, `Read by: ${READERS[question.read_by]}`));
  const words = required ? text : `${text} (optional)`;
  let home;
  if (kind === 'text') {
    const area = made('textarea', { id, name: `${name}.text`, rows: 5, required });
    area.setAttribute('aria-describedby', help.id);
    home = made('div', { className: 'field' }, made('label', { htmlFor: id }, words), help, area);
  } else {
    home = made('fieldset', { className: 'field' }, made('legend', {}, words), help, ...controls(question, detail));
    home.setAttribute('aria-describedby', help.id);
  }
  home.dataset.field = name;
  return home;
}

function controls({ key, kind, options, required }, detail) {
  const name = `answers.${key}`;
  const none = required ? [] : [option('radio', `${name}.${kind === 'rating' ? 'rating' : 'chosen'}`, '', NO_ANSWER)];
  if (kind === 'rating') {
    const steps = detail.scale.map((step, place) => option('radio', `${name}.rating`, place + 1, step.word, step.description));
    return [...steps, ...none, comment(`answer-${key}-why`, `${name}.text`, 'Why')];
  }
  if (kind === 'choice') return [...options.map((words, place) => option('radio', `${name}.chosen`, place, words)), ...none];
  if (kind === 'choices') return options.map((words, place) => option('checkbox', `${name}.chosen`, place, words));
  const items = itemsOf(kind, detail);
  const empty = kind === 'goals' ? NO_GOALS : NO_COMPETENCIES;
  if (items.length === 0) return [made('p', { className: 'hint' }, empty)];
  const goals = kind === 'goals' ? [meanings(detail.scale.map(({ word, description }) => [word, description]))] : [];
  return [...goals, ...items.map((item) => itemised(item, key, kind))];
}

/** A goal or a competency: its step, and a comment. */
function itemised({ id, name: words, note, steps }, key, kind) {
  const [name, place] = [`answers.${key}.items.${id}`, `answer-${key}-${id}`];
  const options = [['', NO_ANSWER], ...steps.map(([word], step) => [step + 1, word])];
  const choose = made('select', { id: place, name: `${name}.rating` });
  choose.append(...options.map(([value, word]) => made('option', { value: String(value) }, word)));
  const rating = made('div', { className: 'field' }, made('label', { htmlFor: place }, `Rating: ${words}`), choose);
  const levels = kind === 'competencies' ? [meanings(steps)] : [];
  const title = made('p', {}, made('strong', {}, words), ...(note ? [' ', made('span', { className: 'hint' }, note)] : []));
  const said = comment(`${place}-comment`, `${name}.comment`, `Comment: ${words}`);
  return made('div', { className: 'item' }, title, ...levels, rating, said);
}

function option(type, name, value, words, meaning) {
  const more = meaning ? [made('span', { className: 'hint said' }, meaning)] : [];
  const input = made('input', { type, name, value: String(value) });
  return made('label', { className: 'choice' }, input, made('span', {}, words, ...(more.length ? [made('br'), ...more] : [])));
}

const comment = (id, name, words) =>
  made('div', { className: 'field' }, made('label', { htmlFor: id }, words), made('textarea', { id, name, rows: 2 }));

/** What steps mean, so that two people mean the same. */
function meanings(steps) {
  const pair = ([word, meaning]) => [made('dt', {}, word), made('dd', { className: 'said' }, meaning || '–')];
  return made('details', {}, made('summary', {}, 'What the steps mean'), made('dl', {}, ...steps.flatMap(pair)));
}

/** The goals or competencies there are to speak of, each with its steps: words, and what they mean. */
function itemsOf(kind, { goals, competencies, scale }) {
  const steps = scale.map(({ word, description }) => [word, description]);
  if (kind === 'goals') {
    return goals.map(({ id, title, progress }) => {
      return { id, name: title, note: progress === undefined ? '' : percent(progress), steps };
    });
  }
  return competencies.map(({ id, name, expected, levels }) => {
    const asks = levels[expected - 1];
    const note = asks ? `the job asks for: ${asks.word}` : '';
    return { id, name, note, steps: levels.map(({ word, behaviour }) => [word, behaviour]) };
  });
}

const questionsOf = ({ sections }) => sections.flatMap(({ questions }) => questions);
const isItemised = (kind) => kind === 'goals' || kind === 'competencies';

/** Each field of the form: what it is called, and what it holds in words. */
function parts(detail) {
  const said = (text) => text || '';
  return questionsOf(detail).flatMap(({ key, kind, text: label, options }) => {
    const name = `answers.${key}`;
    const step = (steps) => (value) => (value ? steps[value - 1] || '' : '');
    const text = { name: `${name}.text`, label: kind === 'rating' ? `${label} – Why` : label, words: said };
    if (kind === 'text') return [text];
    if (kind === 'rating') return [{ name: `${name}.rating`, label, words: step(detail.scale.map(({ word }) => word)) }, text];
    if (!isItemised(kind)) {
      const words = (chosen) => [chosen].flat().filter(Boolean).map((place) => options[place]).join(', ');
      return [{ name: `${name}.chosen`, label, words }];
    }
    return itemsOf(kind, detail).flatMap(({ id, name: item, steps }) => [
      { name: `${name}.items.${id}.rating`, label: `Rating: ${item}`, words: step(steps.map(([word]) => word)) },
      { name: `${name}.items.${id}.comment`, label: `Comment: ${item}`, words: said },
    ]);
  });
}

/** What is written there, as the fields hold it. */
function fieldsOf(detail) {
  const fields = {};
  for (const { key, kind } of questionsOf(detail)) {
    const [name, known] = [`answers.${key}`, detail.answers[key] || {}];
    const chosen = (known.chosen || []).map(String);
    if (kind === 'rating') fields[`${name}.rating`] = String(known.rating || '');
    if (kind === 'rating' || kind === 'text') fields[`${name}.text`] = known.text || '';
    if (kind === 'choice') fields[`${name}.chosen`] = chosen[0] || '';
    if (kind === 'choices') fields[`${name}.chosen`] = chosen;
    for (const { id } of isItemised(kind) ? itemsOf(kind, detail) : []) {
      const said = (known.items || []).find((item) => item.id === id) || {};
      fields[`${name}.items.${id}.rating`] = String(said.rating || '');
      fields[`${name}.items.${id}.comment`] = said.comment || '';
    }
  }
  return fields;
}

/** What is to be sent; what says nothing isn't. */
function sheetOf(detail, fields) {
  const answers = {};
  const words = (name) => (fields[name] || '').trim();
  for (const { key, kind } of questionsOf(detail)) {
    const name = `answers.${key}`;
    const answer = {};
    if (fields[`${name}.rating`]) answer.rating = Number(fields[`${name}.rating`]);
    if (words(`${name}.text`)) answer.text = words(`${name}.text`);
    const chosen = [fields[`${name}.chosen`] || []].flat().map(Number);
    if (chosen.length > 0) answer.chosen = chosen;
    const item = ({ id }) => {
      const [rating, said] = [fields[`${name}.items.${id}.rating`], words(`${name}.items.${id}.comment`)];
      return { id, ...(rating ? { rating: Number(rating) } : {}), ...(said ? { comment: said } : {}) };
    };
    const items = isItemised(kind) ? itemsOf(kind, detail).map(item) : [];
    const those = items.filter((one) => one.rating || one.comment);
    // What was said of something that has gone out of sight since is sent along, or it would be lost.
    const rest = ((detail.answers[key] || {}).items || []).filter((one) => !items.some(({ id }) => id === one.id));
    if (those.length + rest.length > 0) answer.items = [...those, ...rest];
    if (Object.keys(answer).length > 0) answers[key] = answer;
  }
  return { answers };
}

/** The same, to be compared. */
const asText = (detail, fields) => JSON.stringify(sheetOf(detail, fields));

/** The questions that have to be answered and aren't, as the server would say it. */
function missing(detail, fields) {
  const { answers } = sheetOf(detail, fields);
  const lacks = ({ key, kind, required }) => {
    const { rating, text, chosen, items = [] } = answers[key] || {};
    if (!required) return false;
    if (kind === 'rating') return !rating;
    if (kind === 'text') return !text;
    if (isItemised(kind)) return items.filter((item) => item.rating).length < itemsOf(kind, detail).length;
    return !chosen;
  };
  return questionsOf(detail).filter(lacks).map(({ key }) => ({ field: `answers.${key}`, code: 'required' }));
}

function write(detail, news) {
  const { id } = detail.review;
  let { version } = detail.review;
  let lost = null; // what was sent and not answered
  let theirs = null; // what somebody, oneself elsewhere, made of it meanwhile
  const there = (now) => ({ ...detail, answers: now.answers });
  const moved = (now) => {
    theirs = fieldsOf(there(now));
    if (current === it) beside(detail, theirs);
  };
  /** Saves it; gives the review as it then stands. */
  const save = async (fields) => {
    const body = sheetOf(detail, fields);
    for (;;) {
      try {
        const saved = await call('saveReview', { id, version, body });
        version = saved.version;
        return saved;
      } catch (problem) {
        // Nobody knows whether it arrived.
        if (problem.status === 0 || problem.status >= 500) lost = JSON.stringify(body);
        if (problem.code !== 'version_mismatch') throw named(problem, body);
        const now = await call('readReview', { id });
        version = now.review.version;
        const stands = asText(detail, fieldsOf(there(now)));
        if (stands === JSON.stringify(body)) return now.review;
        // One's own that arrived, and whose answer got lost: what was typed since goes on from there.
        if (stands === lost && isOpen(now.review)) continue;
        Object.assign(it, { initial: fieldsOf(there(now)) });
        moved(now);
        throw problem;
      }
    }
  };
  const stays = (fields) => {
    [lost, theirs] = [null, null];
    Object.assign(it, { initial: fields, base: version });
    if (current === it) at('review-theirs').replaceChildren();
  };
  const it = {
    title: about(detail.review),
    name: nameOf(detail.review),
    base: version,
    initial: fieldsOf(detail),
    // Saving twice is saving once: its version says so, and no key has to.
    keyless: true,
    saved: KEPT,
    moved: () => moved(detail),
    shown(fields) {
      // Once both are the same there is nothing to settle.
      if (theirs && !beside(detail, theirs, fields)) theirs = null;
    },
    check: (fields) => missing(detail, fields),
    save: async (fields) => {
      const { state } = await save(fields);
      stays(fields);
      if (state === 'submitted') throw new Problem(409, 'conflict', { detail: 'it is handed in' });
    },
    send: async (fields) => {
      // Kept first, so that what is missing is told of what is there.
      const { state } = await save(fields);
      stays(fields);
      if (state === 'submitted') return;
      try {
        await call('submitReview', { id, version });
      } catch (problem) {
        if (!['version_mismatch', 'conflict'].includes(problem.code)) throw problem;
        // It may be handed in already, by what was sent before and not answered.
        const now = await call('readReview', { id });
        if (now.review.state !== 'submitted' || asText(detail, fieldsOf(there(now))) !== asText(detail, fields)) throw problem;
      }
    },
    sent: () => news(HANDED_IN, true),
    unsent: (words) => news(words, false),
  };
  current = it;
  at('review-theirs').replaceChildren();
  return show(at('review-form'), it);
}

/** What is wrong with one of several goals or competencies, named as its field here is. */
function named(problem, { answers }) {
  const pattern = /^answers\.(\w+)\.items(?:\[(\d+)\]\.(\w+))?$/;
  const field = (whole, key, place, part) =>
    place === undefined ? `answers.${key}` : `answers.${key}.items.${answers[key].items[place].id}.${part}`;
  const errors = problem.errors.map((error) => ({ ...error, field: error.field.replace(pattern, field) }));
  return Object.assign(problem, { errors });
}

/** Where the form and what stands there now differ: both, and how to take the other. Says whether they do. */
function beside(detail, theirs, mine = values(at('review-form'))) {
  const same = ({ name }) => String(mine[name] || '').trim() === String(theirs[name] || '').trim();
  const rows = parts(detail).filter((part) => !same(part));
  if (rows.length === 0) {
    at('review-theirs').replaceChildren();
    return false;
  }
  const row = ({ name, label, words }) => {
    const pair = (title, fields) => [made('dt', {}, title), made('dd', { className: 'said' }, words(fields[name]) || '–')];
    const button = made('button', { type: 'button', className: 'quiet', onclick: () => take(name, theirs[name]) }, 'Take this');
    button.setAttribute('aria-label', `Take this: ${label}`);
    const both = made('dl', {}, ...pair('In this form', mine), ...pair('The other', theirs));
    return made('li', {}, made('h3', {}, label), both, made('p', { className: 'actions' }, button));
  };
  const lead = 'What you typed stands in the form. Take over from the other side what you want to have.';
  const title = made('h2', {}, 'This has changed in two places');
  at('review-theirs').replaceChildren(title, made('p', {}, lead), made('ul', { className: 'list' }, ...rows.map(row)));
  return true;
}

function take(name, value) {
  const fields = Array.from(at('review-form').elements).filter((field) => field.name === name);
  for (const field of fields) put(field, value);
  keepOpen();
  if (fields.length > 0) (fields.find((field) => field.checked) || fields[0]).focus();
}
