// An authenticator app: makes codes from a secret as RFC 6238 says.
import { createHmac } from 'node:crypto';

import { expect } from '@playwright/test';

import type { Member } from './organisation.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The code that the app shows now, or so many half minutes ago. */
export function code(secret: string, ago = 0): string {
  const bits = [...secret].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) - ago));
  const hash = createHmac('sha1', key).update(step).digest();
  const number = hash.readUInt32BE((hash[19] ?? 0) & 15) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/**
 * The code of the half minute before: it is taken as well, and leaves the present one for the log-in that follows. Asked
 * for early in a half minute, or it would be too old by the time it arrives.
 */
export async function earlierCode(secret: string): Promise<string> {
  const early = () => Math.floor(Date.now() / 1000) % 30 < 18;
  await expect.poll(early, { message: 'a half minute begins', timeout: 20_000 }).toBe(true);
  return code(secret, 1);
}

/** Sets an app up for somebody, as a program would; gives its secret. */
export async function setUp({ api }: Member): Promise<string> {
  const { secret } = await api.post('/me/second-factor/begin');
  await api.post('/me/second-factor/confirm', { code: await earlierCode(secret) });
  return secret;
}
