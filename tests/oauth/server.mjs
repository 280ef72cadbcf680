// The OAuth 2.0 server that the tests sign in at: oidc-provider as it is, with its own pages for sign-in and consent.
// node server.mjs MODULES PORT REDIRECT_URI, where MODULES holds oidc-provider and PORT may be 0; it prints its address.
// It ends with its standard input, so that none outlives a test.
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { createServer } from 'node:http';

const [modules, port, redirect] = process.argv.slice(2);
const { default: Provider } = await import(pathToFileURL(`${modules}/oidc-provider/lib/index.js`));

const server = createServer();
await new Promise((listening) => server.listen(Number(port), '127.0.0.1', listening));
const address = `http://127.0.0.1:${server.address().port}`;
const said = {};

const provider = new Provider(address, {
  clients: [
    { client_id: 'the-partner', client_secret: 'partner-s3cret', redirect_uris: [redirect],
      grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'] },
    { client_id: 'the-customer', client_secret: 'customer-s3cret', redirect_uris: [], response_types: [],
      grant_types: ['client_credentials'] },
  ],
  scopes: ['openid', 'offline_access', 'orders'],
  pkce: { required: () => true },
  features: { clientCredentials: { enabled: true }, devInteractions: { enabled: true } },
  issueRefreshToken: async () => true,
  rotateRefreshToken: true,
  ttl: { AccessToken: 3600, ClientCredentials: 3600, Grant: 86400, RefreshToken: 86400, Session: 86400, Interaction: 3600 },
});
// How often each grant was asked for, and how many of them were refused.
provider.use(async (ctx, next) => {
  if (ctx.path === '/said') {
    ctx.body = said;
    return;
  }
  // Long enough for two workers to meet.
  if (ctx.path === '/token') await sleep(300);
  await next();
});
const count = (name) => { said[name] = (said[name] ?? 0) + 1; };
provider.on('grant.success', (ctx) => count(ctx.oidc.params.grant_type));
provider.on('grant.error', (ctx, error) => count(error.error));
server.on('request', provider.callback());
console.log(address);
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
