/**
 * Lets the action ask a GitHub that misbehaves at random whether a run that works after a failure is
 * news. Whatever GitHub does, the answer is never a silent "no".
 */

import net from 'node:net';
import { type Chance, createChance } from '../model/chance.ts';
import {
  earlierRun,
  failedJob,
  job,
  ownJob,
  ownJobId,
  runId,
  workflowRun,
} from '../support/github-answers.ts';
import { listenOnFreePort } from '../support/tcp.ts';
import { runAction } from '../support/world.ts';

/** One run; everything in it follows from the seed, but for what the machine makes of it. */
export interface GithubFuzzRun {
  readonly seed: number;
  /** Empty if every promise was kept. */
  readonly broken: readonly string[];
  /** What GitHub did to each request. */
  readonly story: readonly string[];
  readonly outcome: string;
}

const timeoutSeconds = 3;

/** Milliseconds that a run may take beside its network time, on a machine that is busy. */
const graceMs = 4000;

type Trick = (socket: net.Socket, honest: unknown, chance: Chance) => void;

const respond = (status: string, body: string | Buffer, ...headers: readonly string[]): Buffer => {
  const length = `content-length: ${Buffer.byteLength(body)}`;
  const head = [`HTTP/1.1 ${status}`, 'content-type: application/json', length, ...headers, '', ''];
  return Buffer.concat([Buffer.from(head.join('\r\n')), Buffer.from(body)]);
};
const answering =
  (...statuses: readonly [number, ...number[]]): Trick =>
  (socket, _, chance) => {
    const message = chance.pick([
      'Resource not accessible by integration',
      'Your IP is not allowed',
      'API rate limit exceeded',
      '',
    ]);
    const status = `${chance.pick(statuses)} Reason`;
    socket.write(respond(status, JSON.stringify({ message }), 'location: /elsewhere'));
  };
const honestly =
  (before: string, change: (text: string) => string = (text) => text): Trick =>
  (socket, honest) =>
    socket.write(
      Buffer.concat([Buffer.from(before), respond('200 OK', change(JSON.stringify(honest)))]),
    );
const saying =
  (...bytes: readonly [string, ...string[]]): Trick =>
  (socket, _, chance) =>
    socket.write(chance.pick(bytes));
const dripping =
  (head: string, drop: string): Trick =>
  (socket) => {
    socket.write(head);
    const timer = setInterval(() => socket.write(drop), 20);
    socket.once('close', () => clearInterval(timer));
  };

/** What GitHub does instead of answering as it should, or how it does that. */
const tricks: Readonly<Record<string, Trick>> = {
  silence: () => undefined,
  reset: (socket) => socket.resetAndDestroy(),
  end: (socket) => socket.end(),
  switching: saying(
    'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
  ),
  informing: honestly('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n'),
  'informing without end': dripping('', 'HTTP/1.1 103 Early Hints\r\n\r\n'),
  'half a head': (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-le'),
  'half a body': (socket, honest) => {
    const whole = respond('200 OK', JSON.stringify(honest));
    socket.end(whole.subarray(0, whole.length - 20));
  },
  'a body that drips': dripping('HTTP/1.1 200 OK\r\ncontent-length: 999999\r\n\r\n', ' '),
  'chunks without end': dripping(
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n',
    '1\r\n[\r\n',
  ),
  'a body that is too long': (socket) =>
    socket.write(respond('200 OK', Buffer.alloc(17 << 20, 32))),
  redirect: answering(301, 302, 304, 307, 308),
  'no content': answering(202, 204, 205, 206),
  'server error': answering(500, 502, 503, 599),
  refusal: answering(400, 401, 403, 404, 407, 410, 422, 429),
  'an odd status': (socket, _, chance) =>
    socket.write(respond(chance.pick(['200', '099 x', '999 x']), '{}')),
  'no HTTP': saying('SSH-2.0-OpenSSH_9.6\r\n', '\u0000\u0001\u0002', '\r\n\r\n\r\n'),
  'something else': (socket, _, chance) =>
    socket.write(
      respond(
        '200 OK',
        chance.pick([
          '{}',
          '[]',
          'null',
          '"x"',
          '7',
          '{"message":"x"}',
          '<html>',
          '',
          '\u0000\u00ff',
          '[[]]',
          '{"total_count":0}',
        ]),
      ),
    ),
  'wrong types': (socket, honest, chance) =>
    socket.write(respond('200 OK', JSON.stringify(mistyped(honest, chance)))),
  'a list that is too short': (socket, honest) => {
    const short = Object.entries(Object(honest)).map(([name, it]) => [
      name,
      Array.isArray(it) ? it.slice(1) : it,
    ]);
    socket.write(respond('200 OK', JSON.stringify(Object.fromEntries(short))));
  },
  'a byte order mark': honestly('', (text) => `\ufeff${text}`),
  'another length': saying('HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}'),
  'a coding': (socket) =>
    socket.write(respond('200 OK', '\u001f\u008b\u0008', 'content-encoding: gzip')),
  'a late answer': (socket, honest) => {
    setTimeout(() => socket.write(respond('200 OK', JSON.stringify(honest))), 1300);
  },
};

/** Replaces one member by something of a type that it never has. */
function mistyped(value: unknown, chance: Chance): unknown {
  const entries = Object.entries(Object(value));
  const [name, member] = entries[chance.whole(0, Math.max(0, entries.length - 1))] ?? [];
  if (typeof value !== 'object' || name === undefined || chance.happens(0.1)) {
    return chance.pick<unknown>([typeof value === 'string' ? 7 : 'x', [[{ x: 7 }]]]);
  }
  const changed = mistyped(member, chance);
  return Array.isArray(value) ? value.with(Number(name), changed) : { ...value, [name]: changed };
}

/** What GitHub knows: a run that works after two failures. */
function honestAnswer(path: string): unknown {
  const list = (name: string, items: readonly unknown[]) => ({
    total_count: items.length,
    [name]: items,
  });
  if (path.includes('/workflows/')) {
    return list('workflow_runs', [
      earlierRun(41, 'failure'),
      earlierRun(40, 'failure'),
      earlierRun(39, 'success'),
    ]);
  }
  if (path.includes('/compare/'))
    return { commits: [{ author: { login: 'octocat' } }, { author: null }] };
  if (!path.endsWith('/jobs')) return workflowRun();
  return list(
    'jobs',
    path.includes(`/${runId}/`) ? [job('build'), ownJob()] : [failedJob('build')],
  );
}

/** Runs the action once. */
export async function fuzzGithub(seed: number): Promise<GithubFuzzRun> {
  const chance = createChance(seed);
  const story: string[] = [];
  const names = Object.keys(tricks);
  const sockets = new Set<net.Socket>();
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', (bytes) => {
      const path = /^GET ([^ ?]+)/.exec(bytes.toString('latin1'))?.[1] ?? '';
      const name = chance.happens(0.4) ? undefined : names[chance.whole(0, names.length - 1)];
      story.push(`${name ?? 'honest'}: ${path}`);
      (tricks[name ?? ''] ?? honestly(''))(socket, honestAnswer(path), chance);
    });
  });
  const port = await listenOnFreePort(server);
  const startedMs = performance.now();
  try {
    const { report, outputs, everything } = await runAction({
      inputs: {
        'dry-run': 'true',
        when: chance.pick(['changed', 'failed-or-fixed']),
        'template-id': 't1',
        'audience-ids': 'a1',
        'payload-file': 'p.yml',
        'github-token': 'ghs_0123456789abcdef',
        'missing-values': 'empty',
        'standard-overrides': chance.pick(['DURATION', 'FAILED_JOBS', 'false']),
        'timeout-seconds': String(timeoutSeconds),
        'request-timeout-seconds': '1',
        job: JSON.stringify({ status: 'success', check_run_id: ownJobId }),
      },
      env: { GITHUB_API_URL: `http://127.0.0.1:${port}`, GITHUB_RUN_ID: String(runId) },
      files: {
        'p.yml': `notification:
  runtimeTitle: "\${{ run.result == 'failure' && 'IT-IS-BROKEN' || 'works' }}"
  runtimeDescription: "\${{ ${chance.pick(['run.failures', 'toJSON(run)', 'run.authors[0]', 'run.failed[0].name'])} }}"
`,
      },
    });
    const tookMs = performance.now() - startedMs;
    const codes = report.errors.map(({ code }) => code);
    const odd = codes.filter((code) => code !== 'value-missing' && code !== 'inputs-invalid');
    const broken = [
      ...(outputs['outcome'] === 'dry-run' || codes.length > 0
        ? []
        : [`${outputs['outcome']} in silence`]),
      ...odd,
      ...(everything.includes('IT-IS-BROKEN"') ? ['what works is reported as broken'] : []),
      ...(everything.includes('ghs_') ? ['the token is shown'] : []),
      ...(tookMs > timeoutSeconds * 1000 + graceMs ? [`${Math.round(tookMs)} ms`] : []),
    ];
    return { seed, broken, story, outcome: outputs['outcome'] ?? '' };
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}
