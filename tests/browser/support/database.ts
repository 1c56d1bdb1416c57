// What no page and no program can do: let time pass.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const { PSQL = 'psql', DATABASE = '' } = process.env;

/** As if whoever has this address had proved for the last time an hour ago who they are. */
export async function provedLongAgo(email: string): Promise<void> {
  const account = `(SELECT id FROM accounts WHERE email = '${email}')`;
  await run(`UPDATE sessions SET authenticated_at = now() - interval '1 hour' WHERE account_id = ${account}`);
}

/** As if the last term that somebody's organisation has paid for had been over for a month. */
export async function paidLongAgo(email: string): Promise<void> {
  const org = `org_id = (SELECT org_id FROM people WHERE email = '${email}')`;
  await run(`UPDATE billing_terms SET from_on = from_on - 60, until_on = until_on - 60 WHERE ${org}`);
  await run(`UPDATE subscriptions SET trial_ends_on = trial_ends_on - 60 WHERE ${org}`);
}

/** As if the term that somebody's organisation has paid for ended in so many days; the worker looks at it. */
export async function termEndsIn(email: string, days: number): Promise<void> {
  const org = `org_id = (SELECT org_id FROM people WHERE email = '${email}')`;
  const ends = `current_date + ${days}`;
  await run(`UPDATE billing_terms SET from_on = from_on - (until_on - (${ends})), until_on = ${ends} WHERE ${org}`);
  await run(`UPDATE subscriptions SET look_at = now() WHERE ${org}`);
}

/** As if the trial of somebody's organisation ended in so many days. */
export async function trialEndsIn(email: string, days: number): Promise<void> {
  const org = `(SELECT org_id FROM people WHERE email = '${email}')`;
  const ends = `current_date + ${days}`;
  await run(
    `INSERT INTO subscriptions (org_id, trial_ends_on) VALUES (${org}, ${ends})
     ON CONFLICT (org_id) DO UPDATE SET trial_ends_on = excluded.trial_ends_on`,
  );
}

async function run(sql: string): Promise<void> {
  await promisify(execFile)(PSQL, ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', DATABASE, '-c', sql]);
}
