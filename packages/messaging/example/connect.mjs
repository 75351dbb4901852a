// Connects Twilio's SDK with a token, says so, and leaves: TOKEN is a Twilio access token, WEB_SOCKET the sandbox's. A step of ./local demo.
import { createRequire } from 'node:module';
import { Client } from '@twilio/conversations';

const { TOKEN, WEB_SOCKET } = process.env;
const { version } = createRequire(import.meta.url)('@twilio/conversations/package.json');
const client = new Client(TOKEN, { logLevel: 'silent', Twilsock: { uri: WEB_SOCKET } });
const failed = new Promise((_, reject) => client.on('connectionError', error => error.terminal && reject(new Error(error.message))));
const tooLate = new Promise((_, reject) => setTimeout(() => reject(new Error('no connection within a minute')), 60_000));
try {
  await Promise.race([new Promise(resolve => client.on('initialized', resolve)), failed, tooLate]);
  console.log(`${version} ${client.user.identity}`);
  process.exit(0);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
