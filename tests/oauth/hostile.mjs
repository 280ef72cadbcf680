// A provider that signs whatever a test tells it to. node hostile.mjs; it prints its address. A code is the base64url of JSON:
// {"header": {...}, "claims": {...}, "by": "rs256" | "es256" | "eddsa" | "none" | "hs-secret" | "hs-public" | "stranger",
//  "info": {...} or "bare": true}. POST /rotate makes a new RSA key. /reads counts how often its keys were read.
import { createServer } from 'node:http';
import { createHmac, createSign, generateKeyPairSync, sign } from 'node:crypto';

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
let [one, number] = [rsa(), 1];
const [stranger, ec, ed] = [rsa(), generateKeyPairSync('ec', { namedCurve: 'P-256' }), generateKeyPairSync('ed25519')];
const b64 = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const jwk = (pair, kid, alg) => ({ ...pair.publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' });
let [reads, secret] = [0, ''];

function signed({ header = {}, claims, by = 'rs256' }) {
  const algs = { rs256: 'RS256', es256: 'ES256', eddsa: 'EdDSA', none: 'none', stranger: 'RS256' };
  const kids = { rs256: `rsa-${number}`, es256: 'ec', eddsa: 'ed', stranger: `rsa-${number}` };
  const head = b64({ alg: algs[by] ?? 'HS256', kid: kids[by], typ: 'JWT', ...header });
  const input = `${head}.${b64(claims)}`;
  const rs = (pair) => createSign('RSA-SHA256').update(input).sign(pair.privateKey).toString('base64url');
  const made = {
    rs256: () => rs(one),
    stranger: () => rs(stranger),
    es256: () => sign('sha256', Buffer.from(input), { key: ec.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
    eddsa: () => sign(null, Buffer.from(input), ed.privateKey).toString('base64url'),
    none: () => '',
    'hs-secret': () => createHmac('sha256', secret).update(input).digest('base64url'),
    'hs-public': () => createHmac('sha256', one.publicKey.export({ format: 'pem', type: 'spki' })).update(input).digest('base64url'),
  };
  return `${input}.${made[by]()}`;
}

let info = {};
const server = createServer(async (request, response) => {
  let body = '';
  for await (const part of request) body += part;
  const address = `http://127.0.0.1:${server.address().port}`;
  const answer = (value, status = 200) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(value));
  };
  const path = request.url.split('?')[0];
  if (path === '/.well-known/openid-configuration') {
    return answer({
      issuer: address, authorization_endpoint: `${address}/auth`, token_endpoint: `${address}/token`,
      userinfo_endpoint: `${address}/me`, jwks_uri: `${address}/jwks`, response_types_supported: ['code'],
      subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256', 'none', 'HS256'],
    });
  }
  if (path === '/jwks') {
    reads += 1;
    return answer({ keys: [jwk(one, `rsa-${number}`, 'RS256'), jwk(ec, 'ec', 'ES256'), jwk(ed, 'ed', 'EdDSA')] });
  }
  if (path === '/reads') return answer({ reads });
  if (path === '/rotate') {
    [one, number] = [rsa(), number + 1];
    return answer({});
  }
  if (path === '/me') return answer(info);
  if (path === '/token') {
    const basic = Buffer.from((request.headers.authorization ?? '').replace('Basic ', ''), 'base64').toString();
    secret = decodeURIComponent(basic.split(':')[1] ?? '');
    const wanted = JSON.parse(Buffer.from(new URLSearchParams(body).get('code'), 'base64url').toString());
    info = wanted.info ?? {};
    const token = wanted.bare ? {} : { id_token: signed(wanted) };
    return answer({ access_token: 'access', token_type: 'Bearer', ...token });
  }
  return answer({}, 404);
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
