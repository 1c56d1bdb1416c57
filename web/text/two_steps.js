// Two-step log-in: an authenticator app is set up by its secret, and who is here proves it once more where that is asked.
import { clear, fail, wait, waits } from './form.js';
import { call, enter, person, Problem } from './line.js';
import { at, head, made } from './views.js';
import { moment, OFFLINE, sentence } from './words.js';

const LEAD = 'After your password, a log-in asks for a code that only your phone shows. Whoever learns your password gets no further.';
const DUE_LEAD = 'Your organisation asks for it. You go on where you were once it is set up.';
const URGED = 'You are an Admin without it: your password alone opens everything your organisation keeps here.';
const BY_PROVIDER = 'You log in by your organisation’s provider. A second step is set up there.';
const BY_PASSKEY = 'It is on, by passkey, without an authenticator app.';
const ELSEWHERE = 'New recovery codes, passkeys and turning it off are in the full app, on your account’s page.';
const TURNED_ON = 'Two-step log-in is on.';
/** Whoever finds it on has seen no recovery codes. */
const LOST = 'No answer. It may be on by now: load the page again, and if it is, make new recovery codes in the full app.';

const PARTS = ['two-steps-begin', 'two-steps-form', 'two-steps-codes'];

function only(part) {
  for (const one of PARTS) at(one).hidden = one !== part;
}

/** How one stands to it, and setting an app up. `news` is told once it is on. */
export async function twoSteps(news) {
  const own = await call('readSecondFactor');
  return {
    section: 'two-steps',
    draw() {
      const due = own.state === 'due';
      head('two-steps', due ? 'Set up two-step log-in' : 'Two-step log-in', due ? DUE_LEAD : LEAD);
      at('two-steps-said').replaceChildren(...standing(own).map((words) => made('p', {}, words)));
      forget();
      only(own.since || person().by_provider ? '' : 'two-steps-begin');
      at('set-up').onclick = () => begin(news);
      at('two-steps-form').onsubmit = (event) => turnOn(event, news);
      at('codes-kept').onclick = () => {
        forget();
        news(TURNED_ON, true);
      };
    },
  };
}

/** What is shown once doesn't stay in the page. */
function forget() {
  at('two-steps-form').reset();
  clear(at('two-steps-form'));
  at('secret').textContent = '';
  at('secret-link').href = '#/two-steps';
  at('codes').replaceChildren();
}

function standing(own) {
  const left = own.recovery_codes_left;
  const codes = left === 1 ? '1 recovery code is left.' : `${left || 'No'} recovery codes are left.`;
  if (person().by_provider) return [BY_PROVIDER];
  if (own.since) return [`It is on since ${moment(own.since)}. ${codes}`, ELSEWHERE];
  if (own.state === 'in_use') return [`${BY_PASSKEY} ${codes}`, ELSEWHERE];
  return own.state === 'urged' ? [URGED] : [];
}

async function begin(news) {
  const button = at('set-up');
  if (button.getAttribute('aria-disabled') === 'true') return;
  button.setAttribute('aria-disabled', 'true');
  try {
    const { secret, address } = await call('beginSecondFactor');
    at('secret').textContent = secret.match(/.{1,4}/g).join(' ');
    at('secret-link').href = address;
    only('two-steps-form');
    at('secret-title').focus();
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    news(problem.status === 0 ? OFFLINE : sentence(problem), false);
  } finally {
    button.setAttribute('aria-disabled', 'false');
  }
}

async function turnOn(event, news) {
  event.preventDefault();
  const form = event.target;
  if (waits(form)) return;
  wait(form, true, 'Turning it on …');
  try {
    const { codes } = await call('confirmSecondFactor', { body: { code: form.elements.code.value.trim() } });
    enter({ ...person(), second_factor: 'in_use' });
    forget();
    // Whoever has codes from before goes on with them.
    if (codes.length === 0) return news(TURNED_ON, true);
    at('two-steps-said').replaceChildren();
    at('codes').replaceChildren(...codes.map((code) => made('li', {}, made('code', {}, code))));
    only('two-steps-codes');
    at('codes-title').focus();
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    fail(form, problem, LOST);
  } finally {
    wait(form, false);
  }
}

/** Over the page, before what is dangerous is done; promises whether they did prove it. */
export function prove() {
  const [dialog, form, swap] = [at('prove'), at('prove-form'), at('prove-swap')];
  const { password, code } = form.elements;
  const byCode = () => form.querySelector('.first').hidden;
  const ask = (forCode) => {
    clear(form);
    form.querySelector('.first').hidden = forCode;
    form.querySelector('.second').hidden = !forCode;
    swap.textContent = forCode ? 'Give the password instead' : 'Give a code instead';
    (forCode ? code : password).focus();
  };
  // Who has no second step has no codes.
  swap.parentElement.hidden = person().second_factor !== 'in_use';
  swap.onclick = () => ask(!byCode());
  at('prove-later').onclick = () => dialog.close();
  dialog.showModal();
  ask(false);
  return new Promise((resolve) => {
    let proved = false;
    form.onsubmit = async (event) => {
      event.preventDefault();
      if (waits(form)) return;
      wait(form, true, 'Confirming …');
      try {
        const body = byCode() ? { code: code.value.trim() } : { password: password.value };
        await call('confirmIdentity', { body });
        proved = true;
        dialog.close();
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem;
        fail(form, problem, OFFLINE);
      } finally {
        wait(form, false);
      }
    };
    dialog.onclose = () => {
      form.reset();
      resolve(proved);
    };
  });
}
