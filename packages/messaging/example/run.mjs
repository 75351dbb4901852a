// Runs the example against a stack: ORIGIN is the gateway's, APP_TOKEN a login token, WEB_SOCKET the sandbox's.
// Ends well once its own message came back through Twilio's SDK with the label that our service writes.
import { openInbox } from '../dist/example/inbox.js';

const { ORIGIN, APP_TOKEN, WEB_SOCKET } = process.env;
const lines = [];
let arrived;
const arrival = new Promise(resolve => (arrived = resolve));

const messaging = await openInbox(
  { origin: ORIGIN, appToken: async () => APP_TOKEN, clientOptions: { logLevel: 'silent', Twilsock: { uri: WEB_SOCKET } } },
  line => {
    lines.push(line);
    console.log(line);
    if (/^.+ - Local Expert: Shall I book the hut\?$/.test(line)) {
      arrived(true);
    }
  },
);
const tooLate = new Promise(resolve => setTimeout(resolve, 60_000, false));
if (!(await Promise.race([arrival, tooLate]))) {
  console.error('The message did not come back:', lines);
  process.exit(1);
}
await messaging.disconnect();
process.exit(0);
