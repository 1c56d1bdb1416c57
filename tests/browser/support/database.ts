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

/** As if the invoice that somebody's organisation has paid was paid back by the operator. */
export async function paidBack(email: string): Promise<void> {
  const org = `org_id = (SELECT org_id FROM people WHERE email = '${email}')`;
  await run(
    `INSERT INTO credit_notes (org_id, invoice_id, number)
     SELECT org_id, id, 'CRN-' || substr(id::text, 25) FROM invoices WHERE ${org} AND state = 'paid'`,
  );
  await run(`UPDATE invoices SET state = 'refunded' WHERE ${org} AND state = 'paid'`);
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

/**
 * As if the organisation of whoever has this address had hired so many, minutes ago, so that the planner knows of them:
 * each with their password, the first tenth lead ten each, and the first nine are led by them. Gives their addresses.
 */
export async function hired(email: string, many: number): Promise<string[]> {
  const address = (n: number) => `crew-${n}-${email}`;
  const leads = Math.floor(many / 10);
  await run(
    `BEGIN;
     SELECT set_config('app.org_id', org_id::text, true) FROM people WHERE email = '${email}';
     WITH crew AS (
        SELECT n, gen_random_uuid() AS account, concat('Crew ', lpad(n::text, 3, '0')) AS name,
               concat('crew-', n, '-${email}') AS mail
        FROM generate_series(1, ${many}) n
     ), made AS (
        INSERT INTO accounts (id, email, email_key, password_hash)
        SELECT c.account, c.mail, c.mail, a.password_hash FROM crew c JOIN accounts a ON a.email = '${email}'
     )
     INSERT INTO people (org_id, id, account_id, name, email, email_key, role, status)
     SELECT f.org_id, gen_random_uuid(), c.account, c.name, c.mail, c.mail,
            CASE WHEN c.n <= ${leads} THEN 'manager' ELSE 'employee' END, 'active'
     FROM crew c JOIN people f ON f.email = '${email}';
     INSERT INTO reporting_lines (org_id, id, person_id, manager_id)
     SELECT f.org_id, gen_random_uuid(), p.id, coalesce(m.id, f.id)
     FROM people f
     CROSS JOIN generate_series(1, ${many}) n
     JOIN people p ON p.org_id = f.org_id AND p.email = concat('crew-', n, '-${email}')
     LEFT JOIN people m ON m.org_id = f.org_id AND m.email = concat('crew-', n / 10, '-${email}')
     WHERE f.email = '${email}';
     COMMIT;
     ANALYZE people, reporting_lines, reporting_closure`,
  );
  return Array.from({ length: many }, (_, at) => address(at + 1));
}

async function run(sql: string): Promise<void> {
  await promisify(execFile)(PSQL, ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', DATABASE, '-c', sql]);
}
