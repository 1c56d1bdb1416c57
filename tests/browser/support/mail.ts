// The mails that the server has sent: `.eml` files in its mail folder.
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { expect } from '@playwright/test';

/** A mail as its reader sees it. */
export interface Mail {
  to: string;
  subject: string;
  /** The plain text, decoded. */
  text: string;
  /** The first link in it. */
  link: string;
}

const folder = process.env.MAIL_DIR ?? '';

/** The newest mail to an address, waited for; only mails whose subject matches, if one is given. */
export async function latestMail(address: string, subject: RegExp = /.*/): Promise<Mail> {
  let found: Mail | undefined;
  await expect
    .poll(async () => (found = await newest(address, subject)) !== undefined, {
      message: `a mail to ${address} about ${subject}`,
      timeout: 20_000,
    })
    .toBe(true);
  if (!found) throw new Error(`no mail to ${address}`);
  return found;
}

async function newest(address: string, subject: RegExp): Promise<Mail | undefined> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.eml'));
  const files = await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      return { file, name, written: (await stat(file)).mtimeMs };
    }),
  );
  files.sort((a, b) => b.written - a.written || b.name.localeCompare(a.name));
  for (const { file } of files) {
    const mail = parsed(await readFile(file, 'utf8'));
    if (mail.to.toLowerCase() === address.toLowerCase() && subject.test(mail.subject)) return mail;
  }
  return undefined;
}

function parsed(raw: string): Mail {
  const [head, body] = split(raw.replaceAll('\r\n', '\n'));
  const boundary = /boundary="?([^";\n]+)/i.exec(head)?.[1];
  const part = boundary ? body.split(`--${boundary}`).find((part) => /content-type: text\/plain/i.test(part)) : undefined;
  const [partHead, content] = part === undefined ? [head, body] : split(part.trimStart());
  const text = decoded(header(partHead, 'content-transfer-encoding'), content);
  const to = header(head, 'to');
  return {
    to: /<([^>]+)>/.exec(to)?.[1] ?? to,
    subject: words(header(head, 'subject')),
    text,
    link: /https?:\/\/\S+/.exec(text)?.[0] ?? '',
  };
}

function split(message: string): [string, string] {
  const gap = message.indexOf('\n\n');
  return gap < 0 ? [message, ''] : [message.slice(0, gap), message.slice(gap + 2)];
}

function header(head: string, name: string): string {
  const unfolded = head.replaceAll(/\n[ \t]+/g, ' ');
  return new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(unfolded)?.[1]?.trim() ?? '';
}

function decoded(encoding: string, content: string): string {
  switch (encoding.toLowerCase()) {
    case 'base64':
      return Buffer.from(content, 'base64').toString('utf8');
    case 'quoted-printable':
      return quotedPrintable(content.replaceAll(/=[ \t]*\n/g, ''));
    default:
      return content;
  }
}

function quotedPrintable(text: string): string {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Encoded words of a header, such as `=?utf-8?b?4oCm?=`. */
function words(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('utf8')
        : quotedPrintable(word.replaceAll('_', ' ')),
    );
}
