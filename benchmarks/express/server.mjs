// The same task in the usual way: check the signature, wait until Kafka has the event, answer 200. Run by ./benchmark ingest.
// Arguments: port, Kafka's bootstrap servers, auth token, public base URL.
import express from 'express';
import { Kafka, logLevel } from 'kafkajs';
import twilio from 'twilio';

const [port, brokers, authToken, publicBaseUrl] = process.argv.slice(2);
const producer = new Kafka({ clientId: 'express', brokers: brokers.split(','), logLevel: logLevel.ERROR }).producer();
await producer.connect();

const app = express();
app.post('/api/webhooks/twilio-event', express.urlencoded({ extended: false }), async (request, response) => {
  const url = publicBaseUrl + request.originalUrl;
  if (!twilio.validateRequest(authToken, request.get('X-Twilio-Signature'), url, request.body)) {
    response.status(403).end();
    return;
  }
  const message = { key: request.body.ConversationSid, value: JSON.stringify(request.body) };
  await producer.send({ topic: 'express.events', acks: -1, messages: [message] });
  response.end();
});
app.listen(Number(port), '127.0.0.1');
