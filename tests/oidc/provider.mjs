// A real OpenID provider for tests: it knows whoever is named to it, and lets them in.
//
// REDIRECT_URI: where it may send people back to. PAGE=1: it shows a page with a button first, as providers do. THIN=1: its
// tokens name the person and nothing else, so that the address has to be asked for beside them.
import { createServer } from 'node:http';

import { Provider } from 'oidc-provider';

const { REDIRECT_URI, PAGE, THIN } = process.env;
const SCOPES = 'openid email profile';

const server = createServer();
await new Promise((listens) => server.listen(0, '127.0.0.1', listens));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'perftrack',
      client_secret: 'a secret that only the two of us know',
      redirect_uris: [REDIRECT_URI],
      response_types: ['code'],
      grant_types: ['authorization_code'],
    },
  ],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  conformIdTokenClaims: THIN === '1',
  cookies: { keys: ['only for tests'] },
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  // Who has an address here is known by something else, as at any provider.
  findAccount: (_, id) => ({
    accountId: id,
    claims: async () => ({ sub: id, email: addressOf(id), email_verified: true, name: `Somebody ${addressOf(id).split('@')[0]}` }),
  }),
  // It is the organisation's own: nobody is asked whether it may be told who they are.
  loadExistingGrant: async ({ oidc }) => {
    const known = oidc.session.grantIdFor(oidc.client.clientId);
    if (known) return oidc.provider.Grant.find(known);
    const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope(SCOPES);
    await grant.save();
    return grant;
  },
});

function subjectOf(address) {
  return `subject-${Buffer.from(address.toLowerCase()).toString('hex')}`;
}

function addressOf(subject) {
  return Buffer.from(subject.replace('subject-', ''), 'hex').toString();
}

function page(address) {
  const shown = address.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
  return `<!doctype html><html lang="en"><title>Provider</title><main><h1>Heron Identity</h1>
    <form method="post"><button>Go on as ${shown}</button></form></main></html>`;
}

const answer = provider.callback();
server.on('request', async (request, response) => {
  if (!request.url.startsWith('/interaction/')) return answer(request, response);
  try {
    const { params } = await provider.interactionDetails(request, response);
    const address = String(params.login_hint ?? '');
    if (PAGE === '1' && request.method === 'GET') {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      return response.end(page(address));
    }
    const result = { login: { accountId: subjectOf(address) } };
    return await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  } catch (error) {
    response.statusCode = 500;
    return response.end(String(error));
  }
});

console.log(`listening on ${issuer}`);
