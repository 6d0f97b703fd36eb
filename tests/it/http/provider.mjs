// A real OpenID provider for one test: npm's oidc-provider, with its own pages for login and consent.
// Arguments: the address to send people back to. It prints its own address.
import { createRequire } from 'node:module';
import { createServer } from 'node:http';

const { Provider } = createRequire(process.argv[3])('oidc-provider');
const [, , back] = process.argv;

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'femtrinn',
      client_secret: 'a-secret-of-this-test-alone',
      redirect_uris: [back],
    }],
    pkce: { required: () => true },
    claims: { openid: ['sub', 'places', 'roles', 'specialist'] },
    // What is told of somebody stands in the ID token, as Entra ID and ID-porten do it.
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, places: 'lillestrom', roles: ['Jobbspesialist'], specialist: 'S-1' }),
    }),
  });
  server.on('request', provider.callback());
  console.log(issuer);
});
