// An organisation of its own for a journey that changes things: so that each passes alone, in any order and
// beside all others.
import type { Cookie, Page } from '@playwright/test';

import { type Answer, Api } from './api.ts';
import { hired } from './database.ts';
import { day } from './days.ts';
import { latestMail } from './mail.ts';
import type { LogIn, Role } from './people.ts';

/** Somebody who has accepted the invitation, with a session of their own. */
export interface Member extends LogIn {
  id: string;
  name: string;
  api: Api;
}

/** An Admin, a Manager who reports to them, an Employee who reports to the Manager; a team and a period. */
export interface Organisation extends Record<Role, Member> {
  name: string;
  team: Answer;
  period: Answer;
}

interface Newcomer {
  name: string;
  email: string;
  role: Role;
  team_id?: string;
}

const PASSWORD = 'four quiet herons fishing';

/** Signs one up as the app does; its founder is alone in it. */
export async function found(name: string, email: string): Promise<Member> {
  const visitor = await Api.open();
  await visitor.post('/sign-up', { organisation: name, name: 'Ada Admin', email, password: PASSWORD });
  await visitor.post('/sign-up/verify', { token: await mailedToken(email) });
  return member({ email, password: PASSWORD });
}

/** Signs one up and fills it, by the same calls and mails as the app. */
export async function signUp(): Promise<Organisation> {
  const mark = crypto.randomUUID().slice(0, 8);
  const name = `Heron Works ${mark}`;
  const address = (who: string) => `${who}-${mark}@example.com`;
  const admin = await found(name, address('ada'));
  const team = await admin.api.post('/teams', { name: 'Waders' });
  const period = await admin.api.post('/periods', { name: 'This quarter', ...aroundToday() });
  const mira: Newcomer = { name: 'Mira Manager', email: address('mira'), role: 'manager', team_id: team.id };
  const manager = await joined(admin, mira);
  const emil: Newcomer = { name: 'Emil Employee', email: address('emil'), role: 'employee', team_id: team.id };
  const employee = await joined(manager, emil, admin);
  return { name, team, period, admin, manager, employee };
}

/** Somebody new under `above`, invited by the Admin, who accepts. */
export async function joined(above: Member, person: Newcomer, by: Member = above): Promise<Member> {
  await by.api.post('/people', { ...person, manager_id: above.id, invite: true });
  const visitor = await Api.open();
  await visitor.post('/invitations/accept', { token: await mailedToken(person.email), password: PASSWORD });
  return member({ email: person.email, password: PASSWORD });
}

/** So many more under the Admin, who all have a session: the first tenth are Managers. Nobody invites each of them. */
export async function crew({ admin }: Organisation, many: number): Promise<Member[]> {
  const emails = await hired(admin.email, many);
  const members: Member[] = [];
  await atOnce(emails, async (email) => void members.push(await member({ email, password: PASSWORD })));
  return members;
}

/** Does it for each, a few at once. */
export async function atOnce<T>(all: T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = all.values();
  const some = async () => {
    for (const one of left) await work(one);
  };
  await Promise.all(Array.from({ length: 6 }, some));
}

/** Lets the page in without the form: for journeys that are about something else. */
export async function enter(page: Page, { email, password }: LogIn): Promise<void> {
  let cookies = entered.get(email);
  if (!cookies) {
    const api = await Api.open();
    await api.post('/log-in', { email, password });
    cookies = await api.cookies();
    entered.set(email, cookies);
  }
  await page.context().addCookies(cookies);
}

/** One session for each, or the list of somebody's sessions would grow with every journey. */
const entered = new Map<string, Cookie[]>();

async function member(logIn: LogIn): Promise<Member> {
  const api = await Api.open();
  const me = await api.post('/log-in', logIn);
  return { ...logIn, id: me.person_id, name: me.name, api };
}

async function mailedToken(email: string): Promise<string> {
  return new URL((await latestMail(email)).link).hash.slice(1);
}

/** First and last day of a span that today lies in the middle of. */
function aroundToday(): { starts_on: string; ends_on: string } {
  return { starts_on: day(-45), ends_on: day(45) };
}
