// The API as a program calls it, for what a journey needs but isn't about.
import { type APIRequestContext, type Cookie, request } from '@playwright/test';

/** Any JSON object that the API answers. */
export type Answer = any;

/** One session with the API, from an address of its own. */
export class Api {
  private constructor(private readonly requests: APIRequestContext) {}

  /** Not logged in yet. */
  static async open(): Promise<Api> {
    const baseURL = process.env.BASE_URL ?? '';
    const extraHTTPHeaders = { Origin: new URL(baseURL).origin, 'X-Forwarded-For': someAddress() };
    return new Api(await request.newContext({ baseURL, extraHTTPHeaders }));
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }

  post(path: string, data: object = {}, version?: number): Promise<Answer> {
    return this.send('POST', path, data, version);
  }

  patch(path: string, data: object, version: number): Promise<Answer> {
    return this.send('PATCH', path, data, version);
  }

  put(path: string, data: object): Promise<Answer> {
    return this.send('PUT', path, data);
  }

  delete(path: string, version?: number): Promise<Answer> {
    return this.send('DELETE', path, undefined, version);
  }

  /** The session, for a browser to go on with. */
  async cookies(): Promise<Cookie[]> {
    return (await this.requests.storageState()).cookies;
  }

  /** Sends it and reads the answer. A refusal fails the journey with what the server said. */
  private async send(method: string, path: string, data?: object, version?: number): Promise<Answer> {
    const headers = version === undefined ? undefined : { 'If-Match': `"${version}"` };
    const body = data && Object.keys(data).length > 0 ? data : undefined;
    const answer = await this.requests.fetch(`/api/v1${path}`, { method, data: body, headers });
    const text = await answer.text();
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
}

/** An address that nobody else comes from, so that nobody uses up another's limits. */
export function someAddress(): string {
  const byte = () => 1 + Math.floor(Math.random() * 254);
  return `198.${18 + Math.floor(Math.random() * 2)}.${byte()}.${byte()}`;
}
