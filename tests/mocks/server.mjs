// The mock server of an API description: Prism as it is, behind an address of its own.
// node server.mjs MODULES FILE, where MODULES holds Prism; it prints its address, and ends with its standard input, so
// that none outlives a test.
import { createRequire } from 'node:module';

const [modules, file] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const { createServer } = require('@stoplight/prism-http-server');
const { getHttpOperationsFromSpec } = require('@stoplight/prism-http');
const { createLogger } = require('@stoplight/prism-core');

const server = createServer(await getHttpOperationsFromSpec(file), {
  components: { logger: createLogger('mock', { level: 'silent' }) },
  config: {
    mock: { dynamic: false },
    validateRequest: true,
    validateResponse: true,
    checkSecurity: true,
    errors: false,
    isProxy: false,
    upstreamProxy: undefined,
  },
  cors: false,
});
console.log(await server.listen(0, '127.0.0.1'));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
