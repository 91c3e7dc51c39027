/** The same two requests by Node's own client, on one keep-alive connection, and nothing else: the floor. */

const base = new URL(process.env.BASE_URL);
const client = require(base.protocol === 'https:' ? 'node:https' : 'node:http');
const agent = new client.Agent({ keepAlive: true });

/** @returns the text of the response. */
function post(path, headers, body) {
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      agent,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    };
    const request = client.request(new URL(path, base), options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.once('end', () => resolve(text));
    });
    request.once('error', reject);
    request.end(body);
  });
}

async function main() {
  const { CLIENT_ID: id, CLIENT_SECRET: secret, PAYLOAD: payload } = process.env;
  const basic = Buffer.from(`${id}:${secret}`).toString('base64');
  const form = {
    authorization: `Basic ${basic}`,
    'content-type': 'application/x-www-form-urlencoded',
  };
  const token = JSON.parse(
    await post('/accounts/connect/token', form, 'grant_type=client_credentials'),
  );
  const json = {
    authorization: `Bearer ${token.access_token}`,
    'content-type': 'application/json',
  };
  await post('/public/v1/notifications/send', json, payload);
  process.exit(0);
}

main();
