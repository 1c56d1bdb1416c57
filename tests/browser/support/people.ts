// The people of the demo organisation, and how they get in.
import { type Page, expect } from '@playwright/test';

/** What somebody logs in with. */
export interface LogIn {
  email: string;
  password: string;
}

export type Role = 'admin' | 'manager' | 'employee';

/** The log-ins that `perftrack demo` printed: lines of role, address and password. */
export function demo(role: Role): LogIn {
  for (const line of (process.env.DEMO_LOG_INS ?? '').split('\n')) {
    const [, email, password] = new RegExp(`^\\s*${role}\\b.*?(\\S+@\\S+)\\s+(\\S+)\\s*$`, 'i').exec(line) ?? [];
    if (email && password) return { email, password };
  }
  throw new Error(`the demo organisation names no log-in for ${role}`);
}

/** Logs in on the page for it, and waits until the app is there. */
export async function logIn(page: Page, who: Role | LogIn): Promise<void> {
  const { email, password } = typeof who === 'string' ? demo(who) : who;
  await page.goto('/log-in');
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await expect(page).not.toHaveURL(/\/log-in/);
}
