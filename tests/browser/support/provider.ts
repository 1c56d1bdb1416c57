// What single sign-on needs around it: a real OpenID provider, and a name server that says whose a domain is.
import { type ChildProcess, spawn } from 'node:child_process';
import { type Socket, createSocket } from 'node:dgram';
import { createInterface } from 'node:readline';

export const CLIENT = { client_id: 'perftrack', client_secret: 'a secret that only the two of us know' };

/** The provider of tests/oidc, which shows a page of its own. */
export async function provider(): Promise<{ issuer: string; program: ChildProcess }> {
  const REDIRECT_URI = `${new URL(process.env.BASE_URL ?? '').origin}/log-in/sso`;
  const env = { ...process.env, REDIRECT_URI, PAGE: '1' };
  const program = spawn('node', ['provider.mjs'], { cwd: '../oidc', env, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: program.stdout! })) {
    const issuer = line.match(/^listening on (.*)$/)?.[1];
    if (issuer) {
      // Whoever prints into a closed pipe ends.
      program.stdout!.resume();
      return { issuer, program };
    }
  }
  throw new Error('the provider of tests/oidc does not start');
}

/**
 * Answers every question with one text, as the name server of the server under test. Journeys beside each other take
 * turns, since there is one such address.
 */
export async function nameServer(): Promise<{ say: (text: string) => void; socket: Socket }> {
  let text = '';
  const answer = (asked: Buffer) => {
    let end = 12;
    while (asked[end]) end += asked[end]! + 1;
    const question = asked.subarray(12, end + 5);
    const head = Buffer.from([0x81, 0x80, 0, 1, 0, text ? 1 : 0, 0, 0, 0, 0]);
    const said = Buffer.from(text);
    const record = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 0, 0, said.length + 1, said.length]);
    return Buffer.concat([asked.subarray(0, 2), head, question, ...(text ? [record, said] : [])]);
  };
  const bound = () =>
    new Promise<Socket | undefined>((done) => {
      const socket = createSocket('udp4', (asked, from) => socket.send(answer(asked), from.port, from.address));
      socket.once('error', () => done(undefined));
      socket.bind(Number(process.env.NAMES_PORT), '127.0.0.1', () => done(socket));
    });
  for (;;) {
    const socket = await bound();
    if (socket) return { say: (words) => (text = words), socket };
    await new Promise((again) => setTimeout(again, 200));
  }
}
