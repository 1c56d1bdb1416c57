// What no page and no program can do: let time pass.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const { PSQL = 'psql', DATABASE = '' } = process.env;

/** As if whoever has this address had proved for the last time an hour ago who they are. */
export async function provedLongAgo(email: string): Promise<void> {
  const account = `(SELECT id FROM accounts WHERE email = '${email}')`;
  await run(`UPDATE sessions SET authenticated_at = now() - interval '1 hour' WHERE account_id = ${account}`);
}

async function run(sql: string): Promise<void> {
  await promisify(execFile)(PSQL, ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', DATABASE, '-c', sql]);
}
