/** Runs `deliverAll` in virtual time against a scripted network. */

import type { Config } from '../../src/config/config.ts';
import { deliverAll } from '../../src/delivery/deliver.ts';
import type { DeliveryWorld } from '../../src/delivery/delivery-world.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import { type Delivery, planDeliveries } from '../../src/delivery/plan.ts';
import { createDiagnostics } from '../../src/diagnostics.ts';
import type {
  AttemptResult,
  Authorization,
  HttpResponse,
  NoResponse,
  Send,
} from '../../src/http/http.ts';
import type { Notification } from '../../src/payload/notification.ts';
import { createRedactor } from '../../src/text/redact.ts';
import { createClock } from './clock.ts';

/** When every scene begins: 2027-01-15 08:00:00 UTC. */
export const startMs = Date.UTC(2027, 0, 15, 8, 0, 0);

/** The secret that every scene knows. */
export const clientSecret = 'S3cret-of-the-key!';

/** What the network does with one request, and how long that takes. */
export interface Answer {
  readonly result: AttemptResult;
  readonly ms: number;
}

/** @returns a status line, after 10 ms unless told. */
export function response(
  status: number,
  {
    ms = 10,
    headers = {},
    body = '',
    ...rest
  }: Partial<HttpResponse> & { readonly ms?: number } = {},
): Answer {
  return { ms, result: { kind: 'response', status, headers, body, ...rest } };
}

/** @returns no status line, after 10 ms unless told. */
export function noResponse(
  phase: NoResponse['phase'],
  { ms = 10, ...rest }: Partial<NoResponse> & { readonly ms?: number } = {},
): Answer {
  const detail = phase === 'connecting' ? 'ECONNREFUSED' : 'ECONNRESET';
  return { ms, result: { kind: 'no-response', phase, cause: 'network', detail, ...rest } };
}

/** It cannot have arrived. */
export const unsent = noResponse('connecting');
/** It may have arrived. */
export const lost = noResponse('connected');
export const ok = response(200);
/** The service never answers. */
export const silence: Answer = response(200, { ms: Number.POSITIVE_INFINITY });

/** @returns a 429 with or without `Retry-After`, and the `Date` of the start. */
export function throttled(retryAfter?: string, ms = 10): Answer {
  const date = new Date(startMs).toUTCString();
  const headers = { date, ...(retryAfter !== undefined && { 'retry-after': retryAfter }) };
  return response(429, { ms, headers });
}

/** @returns the service's answer with a token. */
export function grant(token: string, ms = 10): Answer {
  return response(200, { ms, body: JSON.stringify({ access_token: token, token_type: 'Bearer' }) });
}

/** @returns a notification to one person. */
export function notificationWith(fields: Partial<Notification> = {}): Notification {
  const nobody = { systemId: [], endUsersIds: [], audiencesIds: [], override: [], additional: {} };
  return { templateId: 'template-1', ...nobody, endUsersIds: ['ann@example.com'], ...fields };
}

/** @returns the plan of one notification. */
export function planOf(
  fields: Partial<Notification> = {},
  people: ReadonlyMap<string, readonly string[]> = new Map(),
): readonly Delivery[] {
  const diagnostics = createDiagnostics((text) => text);
  const planning = planDeliveries(
    [notificationWith(fields)],
    { people, holdsSecret: () => false, isTest: false },
    diagnostics,
  );
  return [...planning];
}

/** @returns the plan of one notification to a system, which gives it its name. */
export function planTo(systemId: string): readonly Delivery[] {
  return planOf({ systemId: [systemId], title: `System ${systemId}` });
}

/** What happens, apart from which everything goes well. Times are milliseconds from the start. */
export interface Scene {
  /** The systems of the plan, or the plan; one system `A` unless told. */
  readonly plan?: readonly string[] | readonly Delivery[];
  /** For each system what its sends meet in turn; then 200. */
  readonly sends?: Readonly<Record<string, readonly Answer[]>>;
  /** What the requests for a token meet in turn; then `token-0001` and so on. */
  readonly tokens?: readonly Answer[];
  readonly rules?: Partial<Config['rules']>;
  /** Chance, half unless told. */
  readonly random?: number;
  readonly cancelAtMs?: number;
}

/** One request as the network saw it. */
export interface Sent {
  readonly atMs: number;
  readonly timeoutMs: number;
  /** The token of a send; of a token request the client's id. */
  readonly by: string;
  readonly scheme: Authorization['scheme'];
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
}

const defaultRules: Config['rules'] = {
  mode: 'at-most-once',
  maxAttempts: 4,
  requestTimeoutMs: 30_000,
  timeoutMs: 120_000,
};

/** @returns a world in which time stands still at the start and every request is accepted. */
export function createDeliveryWorld(rules: Partial<Config['rules']> = {}): DeliveryWorld {
  const service = {
    tokenUrl: 'https://api.test/token',
    sendUrl: 'https://api.test/send',
    host: 'api.test',
  };
  const config = {
    service,
    credentials: { clientId: 'key-1', clientSecret: () => clientSecret },
    rules: { ...defaultRules, ...rules },
  };
  return {
    config,
    redactor: createRedactor(),
    deadlineMs: startMs + config.rules.timeoutMs,
    signal: new AbortController().signal,
    send: async () => ok.result,
    openAhead: async () => undefined,
    now: () => startMs,
    sleep: async () => undefined,
    random: () => 0.5,
    registerToken: () => undefined,
    log: { info: () => undefined, debug: () => undefined },
  };
}

/** Plays a scene to its end. @returns what it left behind. */
export async function play(scene: Scene) {
  const clock = createClock(startMs);
  const cancellation = new AbortController();
  const redactor = createRedactor();
  redactor.register(clientSecret);
  const network = createNetwork(scene, clock);
  const masks: string[] = [];
  const info: string[] = [];
  const debug: string[] = [];
  const world: DeliveryWorld = {
    ...createDeliveryWorld(scene.rules),
    redactor,
    signal: cancellation.signal,
    send: network.send,
    now: clock.now,
    sleep: clock.sleep,
    random: () => scene.random ?? 0.5,
    registerToken(token) {
      redactor.register(token);
      masks.push(token);
    },
    log: { info: (line) => info.push(line), debug: (line) => debug.push(line) },
  };
  if (scene.cancelAtMs === 0) cancellation.abort();
  else if (scene.cancelAtMs !== undefined) {
    void clock.sleep(scene.cancelAtMs).then(() => cancellation.abort());
  }
  const plan = toPlan(scene.plan);
  const ended: Outcome[] = [];
  await clock.run(deliverAll(plan, world, (outcome) => ended.push(outcome)));
  const outcomes = plan.flatMap((it) => ended.filter(({ delivery }) => delivery === it));
  return {
    outcomes,
    /** By system. */
    outcome(systemId: string): Outcome {
      const found = outcomes.find(({ delivery }) => delivery.systemId === systemId);
      if (found === undefined) throw new Error(`The plan has no system ${systemId}.`);
      return found;
    },
    sends: network.sends,
    /** When the sends of a system, or of all, began. */
    sentAt: (systemId?: string): readonly number[] =>
      network.sends
        .filter((sent) => systemId === undefined || sent.systemId === systemId)
        .map((sent) => sent.atMs),
    tokenRequests: network.tokenRequests,
    masks,
    info,
    debug,
    /** Systems in the order in which their outcomes were told. */
    told: ended.map(({ delivery }) => delivery.systemId ?? ''),
    endMs: clock.now() - startMs,
  };
}

function toPlan(plan: Scene['plan'] = ['A']): readonly Delivery[] {
  return plan.flatMap((it) => (typeof it === 'string' ? planTo(it) : [it]));
}

/** The network of a scene; like the real one it keeps to its limits and never rejects. */
function createNetwork({ sends: scripts = {}, tokens = [] }: Scene, clock: Clock) {
  const sends: (Sent & { readonly systemId: string })[] = [];
  const tokenRequests: Sent[] = [];

  const answerTo = (sent: Sent): Answer => {
    if (sent.url.endsWith('/token')) {
      tokenRequests.push(sent);
      const count = tokenRequests.length;
      return tokens[count - 1] ?? grant(`token-${String(count).padStart(4, '0')}`);
    }
    const systemId: string = JSON.parse(sent.body).notification.systemId;
    sends.push({ ...sent, systemId });
    const nth = sends.filter((earlier) => earlier.systemId === systemId).length;
    return scripts[systemId]?.[nth - 1] ?? ok;
  };

  const send: Send = async ({ authorization, ...request }, { timeoutMs, signal }) => {
    const { scheme } = authorization;
    const by = scheme === 'basic' ? authorization.user : authorization.token;
    const atMs = clock.now() - startMs;
    const { result, ms } = answerTo({ ...request, atMs, timeoutMs, by, scheme });
    const phase = result.kind === 'response' ? 'connected' : result.phase;
    await clock.sleep(Math.min(ms, timeoutMs), signal);
    if (signal.aborted) {
      return noResponse(phase, { cause: 'aborted', detail: 'the job was cancelled' }).result;
    }
    if (ms <= timeoutMs) {
      return result;
    }
    return noResponse(phase, { cause: 'timeout', detail: `timed out after ${timeoutMs} ms` })
      .result;
  };

  return { send, sends, tokenRequests };
}

type Clock = ReturnType<typeof createClock>;
