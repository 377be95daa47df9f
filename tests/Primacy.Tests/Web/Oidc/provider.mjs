// An OpenID provider that lets in whoever gives a name, for the tests of the login through a proxy:
// node provider.mjs DIRECTORY PORT REDIRECT_URI CLIENT_SECRET
const [directory, port, redirect, secret] = process.argv.slice(2);
const { Provider } = await import(`${directory}/node_modules/oidc-provider/lib/index.js`);

const provider = new Provider(`http://127.0.0.1:${port}`, {
    clients: [{ client_id: 'primacy', client_secret: secret, redirect_uris: [redirect] }],
    claims: { openid: ['sub'], email: ['email'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['only a test'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email: `${id}@example.com` }) }),
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
