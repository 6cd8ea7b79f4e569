// The server of the exercise, as one writes it with Express: GET /status is pending until the job's
// time is over. Beside it what the comparison needs: a job in HeyGen's words, long polls, and orders
// from the benchmark over standard input (serve PATH BASE64, heap, wake).
import express from 'express';
import { createInterface } from 'node:readline';

const SAYS = 'pollwise benchmark: ';
const DAY_MILLIS = 24 * 60 * 60 * 1000;
const IDLE_MILLIS = 300_000;

process.env.NODE_ENV ??= 'production';

const endsAt = Date.now() + Number(process.env.TRANSLATION_DELAY ?? DAY_MILLIS);
const errorProbability = Number(process.env.ERROR_PROBABILITY ?? 0);
const end = Math.random() < errorProbability ? 'error' : 'completed';
const jobs = new Map();
let parked = [];

const app = express();
app.disable('x-powered-by');
app.disable('etag');

app.get('/status', (request, response) => {
  response.json({ result: Date.now() < endsAt ? 'pending' : end });
});

app.get('/v3/video-translations/:id', (request, response) => {
  const answer = () => response.json(jobs.get(request.path) ?? jobs.values().next().value);
  if (request.get('Prefer')) {
    parked.push(answer);
  } else {
    answer();
  }
});

const server = app.listen(Number(process.argv[2] ?? 0), '127.0.0.1', 4096, () => {
  console.log(`${SAYS}http://127.0.0.1:${server.address().port}`);
});
server.keepAliveTimeout = IDLE_MILLIS;
server.requestTimeout = 0;

const orders = createInterface({ input: process.stdin });
orders.on('line', (line) => {
  const [order, path, text] = line.split(' ');
  switch (order) {
    case 'serve':
      jobs.set(path, JSON.parse(Buffer.from(text, 'base64').toString()));
      console.log(`${SAYS}served`);
      break;
    case 'heap':
      globalThis.gc();
      console.log(`${SAYS}${process.memoryUsage().heapUsed + process.memoryUsage().external}`);
      break;
    case 'wake': {
      const answers = parked;
      parked = [];
      answers.forEach((answer) => answer());
      console.log(`${SAYS}woken`);
      break;
    }
    default:
      throw new Error(`order ${order}: must be known`);
  }
});
orders.on('close', () => process.exit());
