// Text-only mode: the pages for a slow line. Logging in, going from page to page, logging out.
import { fail, letGo, wait, waits } from './form.js';
import * as kept from './kept.js';
import { call, enter, person, Problem, whenEnded, whenUnproven } from './line.js';
import { review, reviews } from './review.js';
import { checkIn, praise, week } from './sheets.js';
import { at, goal, home } from './views.js';
import { OFFLINE, sentence } from './words.js';

const SECTIONS = ['loading', 'failed', 'log-in', 'due', 'goal', 'check-in', 'week', 'praise', 'reviews', 'review', 'two-steps'];
const NAME = document.title;
const HOME = '#/';

/** Which view an address after the # is of. */
const VIEWS = [
  [/^#\/goals\/([^/]+)\/([^/]+)$/, checkIn],
  [/^#\/goals\/([^/]+)$/, (_, objective) => goal(objective)],
  [/^#\/week$/, (tell) => week(tell, false)],
  [/^#\/week\/last$/, (tell) => week(tell, true)],
  [/^#\/praise$/, praise],
  [/^#\/reviews$/, reviews],
  [/^#\/reviews\/([^/]+)$/, review],
  [/^#\/two-steps$/, twoSteps],
  [/^/, home],
];

let turn = 0;
let news = '';

/** Few need it, and those once: it comes when it is asked for. */
function steps() {
  return import('./two_steps.js').catch(() => {
    throw new Problem(0, 'unavailable');
  });
}

async function twoSteps(told) {
  return (await steps()).twoSteps(told);
}

/** Shows the view of the address, once what it needs is here. */
async function go() {
  if (!person()) return;
  turn += 1;
  const mine = turn;
  // Who has to set it up first sees nothing else, and is back where they were afterwards.
  const due = person().second_factor === 'due';
  const [pattern, view] = due ? [/^/, twoSteps] : VIEWS.find(([one]) => one.test(location.hash));
  const told = due ? (words, done) => (done ? settled(words) : say(words, true)) : (words, done) => tell(words, done, mine);
  at('places').hidden = due;
  say('');
  reveal('loading');
  try {
    const { section, draw } = await view(told, ...pattern.exec(location.hash).slice(1));
    if (mine !== turn) return;
    await draw();
    if (mine !== turn) return;
    reveal(section);
    say(news);
    news = '';
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    if (mine !== turn) return;
    if (problem.code !== 'second_factor_needed' || due) return failed(problem, go);
    // It is asked for since they came.
    enter({ ...person(), second_factor: 'due' });
    go();
  }
}

/** What stood in the way is done. */
function settled(words) {
  news = words;
  go();
}

/** What was sent leads to what is due, and is said there; who has gone elsewhere meanwhile stays. */
function tell(words, done, from) {
  if (!done || from !== turn) return say(words, !done);
  news = words;
  if (location.hash === HOME) go();
  else location.hash = HOME;
}

function say(words, bad = false) {
  at('news').textContent = words;
  at('news').classList.toggle('bad', bad);
}

function failed(problem, again) {
  at('failed').querySelector('.wrong').textContent = problem.status === 0 ? OFFLINE : sentence(problem);
  at('retry').onclick = again;
  reveal('failed');
}

/** Shows one section, and leads whoever reads by ear to its title. */
function reveal(section) {
  for (const one of SECTIONS) at(one).hidden = one !== section;
  const [place] = /^#\/(week|praise|reviews|two-steps)/.exec(location.hash) || [HOME];
  for (const link of at('places').querySelectorAll('a')) {
    if (link.getAttribute('href') === place) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  const title = at(section).querySelector('h1');
  document.title = title ? `${title.textContent} – ${NAME}` : NAME;
  (title || at('main')).focus();
}

/** Asks who is here, and begins. */
async function begin() {
  reveal('loading');
  try {
    welcome(await call('readMe'));
  } catch (problem) {
    if (problem.status === 401) reveal('log-in');
    else failed(problem, begin);
  }
}

function welcome(me) {
  enter(me);
  at('two-steps-link').hidden = false;
  at('log-out').hidden = false;
  at('who').hidden = false;
  at('who').textContent = `${me.name}, ${me.organisation.name}`;
  go();
}

/** Logs in by a form and goes on with whoever that is. */
async function logIn(event, goOn) {
  event.preventDefault();
  const form = event.target;
  if (waits(form)) return;
  const { email, password, code } = form.elements;
  const second = !form.querySelector('.second').hidden;
  let asked = false;
  wait(form, true, 'Logging in …');
  try {
    await goOn(
      second
        ? await call('finishLogIn', { body: { code: code.value.trim() } })
        : await call('logIn', { body: { email: email.value.trim(), password: password.value } }),
    );
    form.reset();
    step(form, false);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    asked = problem.code === 'second_step_needed';
    if (problem.code === 'log_in_lapsed') step(form, false);
    if (!asked) fail(form, problem, OFFLINE);
  } finally {
    wait(form, false);
  }
  if (asked) step(form, true);
}

/** Shows the code in place of the password, or the other way round. */
function step(form, second) {
  form.querySelector('.first').hidden = second;
  form.querySelector('.second').hidden = !second;
  form.querySelector('.wrong').hidden = true;
  form.elements.code.value = '';
  if (second) form.elements.code.focus();
}

at('log-in-form').onsubmit = (event) => logIn(event, welcome);

/** Over the page, which stays as it is: it belongs to the person who was here, so nobody else can log in over it. */
function logInAgain(me) {
  const [dialog, form] = [at('again'), at('again-form')];
  form.elements.email.value = me.email;
  form.querySelector('.wrong').hidden = true;
  step(form, false);
  dialog.showModal();
  return new Promise((resolve) => {
    let back = false;
    form.onsubmit = (event) =>
      logIn(event, async (now) => {
        // An account may be in several organisations: back to the one that the page is of.
        const other = now.person_id !== me.person_id;
        enter(other ? await call('switchOrganisation', { body: { person_id: me.person_id } }) : now);
        back = true;
        dialog.close();
      });
    dialog.onclose = () => {
      form.reset();
      resolve(back);
    };
  });
}

// Not by its address, which says what the page shows.
document.querySelector('.skip').onclick = (event) => {
  event.preventDefault();
  at('main').focus();
};
at('again-later').onclick = () => at('again').close();
// What they typed stays on the device, where only they can open it.
at('again-other').onclick = startAnew;

at('log-out').onclick = async () => {
  const lost = 'What was typed on this device and not sent is removed from it. Log out?';
  if (kept.any() && !confirm(lost)) return;
  try {
    await call('logOut');
  } catch (problem) {
    // Whose session has ended already is out.
    if (problem.status !== 401) return say(problem.status === 0 ? `${OFFLINE} You are still logged in.` : sentence(problem), true);
  }
  kept.forget();
  startAnew();
};

/** Nothing of whoever was here stays in the page. */
function startAnew() {
  letGo();
  history.replaceState(null, '', location.pathname);
  location.reload();
}

whenEnded(logInAgain);
whenUnproven(async () => (await steps()).prove());
addEventListener('hashchange', go);
begin();
