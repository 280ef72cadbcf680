// The OpenID provider that the tests sign in at: oidc-provider as it is, with its own pages for sign-in and consent.
// node oidc.mjs MODULES PORT REDIRECT_URI; it prints its address. Whoever signs in as ada gets the address of ada@...; the name
// typed there is the subject. Addresses that begin with "un" are not verified. It ends with its standard input.
import { pathToFileURL } from 'node:url';
import { createServer } from 'node:http';

const [modules, port, redirect] = process.argv.slice(2);
const { default: Provider } = await import(pathToFileURL(`${modules}/oidc-provider/lib/index.js`));

const server = createServer();
await new Promise((listening) => server.listen(Number(port), '127.0.0.1', listening));
const address = `http://127.0.0.1:${server.address().port}`;
// What the next sign-in says of somebody, beside the usual: POST /people {"ada": {"email": "..."}}.
let people = {};

const provider = new Provider(address, {
  clients: [
    { client_id: 'berth', client_secret: 'berth-s3cret', redirect_uris: [redirect], response_types: ['code'],
      grant_types: ['authorization_code'] },
  ],
  pkce: { required: () => true },
  // Each that is said is one about which it writes nothing to the output, of which only the first line is read.
  ttl: { AccessToken: 3600, AuthorizationCode: 60, Grant: 86400, IdToken: 3600, Interaction: 3600, Session: 86400 },
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  features: { devInteractions: { enabled: true } },
  findAccount: (_, sub) => ({
    accountId: sub,
    claims: () => ({ sub, email: `${sub}@northwind.test`, email_verified: !sub.startsWith('un'), ...people[sub] }),
  }),
});
provider.use(async (ctx, next) => {
  if (ctx.path === '/people') {
    let body = '';
    for await (const part of ctx.req) body += part;
    people = JSON.parse(body);
    ctx.body = people;
    return;
  }
  await next();
});
server.on('request', provider.callback());
console.log(address);
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
