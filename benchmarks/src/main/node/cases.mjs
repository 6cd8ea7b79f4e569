// The clients that vendors of such jobs publish for Node, in cases of another vendor: what they do about errors, waiting and
// ends is their own code, only the words of the wire are translated by the fetch that each of them lets its user hand over.
// Arguments: folder with node_modules, client, server, scale, origin, keys, deadline, folder. Orders and answers as in ProcessProgram.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [modules, name, server, scale, , , deadline] = process.argv.slice(2);
const seconds = [...deadline.matchAll(/([\d.]+)([HMS])/g)]
  .reduce((sum, [, n, unit]) => sum + n * { H: 3600, M: 60, S: 1 }[unit], 0);

// Time passes faster for them, as for everybody.
const { setTimeout: sleep, Date: { now } } = globalThis;
const zero = now();
globalThis.setTimeout = (task, ms, ...more) => sleep(task, ms / scale, ...more);
Date.now = () => zero + (now() - zero) * scale;

const load = package_ => import(pathToFileURL(createRequire(modules + '/').resolve(package_)));

/** HeyGen's API as a fetch: what is asked of a vendor's routes, and what a vendor's client expects of an answer. */
function fetchFor({ isSubmit, idOf, submitted, look }) {
  return async (input, init = {}) => {
    const url = String(input.url ?? input);
    const method = (init.method ?? 'GET').toUpperCase();
    const submits = method === 'POST' && isSubmit(url);
    const signal = init.signal ?? undefined;
    const headers = { 'X-Api-Key': 'benchmark', 'Content-Type': 'application/json', 'User-Agent': name };
    const answer = submits
      ? await fetch(`${server}/v3/video-translations`, {
          method, signal, headers,
          body: JSON.stringify({
            video: { type: 'url', url: 'https://example.com/a.mp4' },
            output_languages: ['Spanish (Spain)'],
            callback_id: orderOf(init.body),
          }),
        })
      : await fetch(`${server}/v3/video-translations/${idOf(url)}`, { method, signal, headers });
    const text = await answer.text();
    let body;
    try { body = JSON.parse(text).data; } catch { /* no JSON: passed on as it is */ }
    const [translated, status = answer.status] = !answer.ok ? []
      : submits && body?.video_translation_ids ? [submitted(body.video_translation_ids[0])]
      : body?.status ? look(body, url) : [];
    const passed = new Headers(answer.headers);
    ['content-length', 'transfer-encoding', 'connection'].forEach(header => passed.delete(header));
    return new Response(translated ? JSON.stringify(translated) : text, { status, headers: passed });
  };
}

const orderOf = body => /job-\d+/.exec(String(body))?.[0] ?? '';
const words = (status, known) => known[status] ?? status;
const completed = (id, url) => ['completed', id, url ?? ''];
const failed = (id, reason) => ['failed', id, reason ?? ''];

const clients = {
  async 'Runway SDK'() {
    const { default: Runway, TaskFailedError, TaskTimedOutError } = await load('@runwayml/sdk');
    const client = new Runway({
      apiKey: 'benchmark',
      fetch: fetchFor({
        isSubmit: url => url.endsWith('/text_to_video'),
        idOf: url => url.split('/tasks/')[1],
        submitted: id => ({ id }),
        look: job => [{
          id: job.id,
          status: words(job.status, { pending: 'PENDING', running: 'RUNNING', completed: 'SUCCEEDED', failed: 'FAILED' }),
          output: job.video_url ? [job.video_url] : [],
          failure: job.failure_message,
        }],
      }),
    });
    const end = async task => {
      try {
        const done = await task.waitForTaskOutput({ timeout: seconds * 1000 });
        return completed(done.id, done.output[0]);
      } catch (error) {
        if (error instanceof TaskFailedError) return failed(error.taskDetails.id, error.message);
        if (error instanceof TaskTimedOutError) return ['open', error.taskDetails.id, error.message];
        throw error;
      }
    };
    return {
      translate: order => end(client.textToVideo.create({ model: 'veo3', promptText: order, ratio: '1280:720', duration: 8 })),
      resume: id => end(client.tasks.retrieve(id)),
    };
  },

  async 'Replicate SDK'() {
    const { default: Replicate } = await load('replicate');
    const client = new Replicate({
      auth: 'benchmark',
      useFileOutput: false,
      fetch: fetchFor({
        isSubmit: url => url.endsWith('/predictions'),
        idOf: url => url.split('/predictions/')[1],
        submitted: id => ({ id, status: 'starting' }),
        look: job => [{
          id: job.id,
          status: words(job.status, { pending: 'starting', running: 'processing', completed: 'succeeded' }),
          output: job.video_url,
          error: job.failure_message,
        }],
      }),
    });
    return {
      translate: async order => {
        let id = '';
        const watch = prediction => { id = prediction.id; };
        try {
          const url = await client.run('some/translation', { input: { order }, wait: { mode: 'poll' } }, watch);
          return completed(id, url);
        } catch (error) {
          if (error.message.startsWith('Prediction failed: ')) return failed(id, error.message);
          throw error;
        }
      },
    };
  },

  async 'fal SDK'() {
    const { createFalClient } = await load('@fal-ai/client');
    const client = createFalClient({
      credentials: 'benchmark',
      fetch: fetchFor({
        isSubmit: url => !url.includes('/requests/'),
        idOf: url => url.split('/requests/')[1].split(/[/?]/)[0],
        submitted: request_id => ({ request_id }),
        look: (job, url) =>
          url.includes('/status')
            ? [{
                request_id: job.id,
                status: words(job.status, { pending: 'IN_QUEUE', running: 'IN_PROGRESS', completed: 'COMPLETED', failed: 'COMPLETED' }),
                error: job.failure_message,
              }]
            : job.status === 'failed' ? [{ detail: job.failure_message }, 422] : [{ url: job.video_url }],
      }),
    });
    return {
      translate: async order => {
        let id = '';
        try {
          const { data } = await client.subscribe('some/translation',
            { input: { order }, timeout: seconds * 1000, onEnqueue: given => { id = given; } });
          return completed(id, data.url);
        } catch (error) {
          if (error.status === 422) return failed(id, error.body.detail);
          throw error;
        }
      },
    };
  },
};

// An error of a submit comes before anybody asks for it: it is told where it is asked for.
process.on('unhandledRejection', () => {});

const client = await clients[name]();
for await (const line of createInterface({ input: process.stdin })) {
  const [act, order] = line.split('\t');
  client[act](order)
    .catch(error => ['broken', String(error.cause?.message ?? error.message)])
    .then(told => console.log(`pollwise benchmark: ${[order, ...told.map(word => String(word).replace(/\s+/g, ' '))].join('\t')}`));
}
