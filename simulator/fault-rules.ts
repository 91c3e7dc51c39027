/** The table of faults: how each is written, what it means, and what it is read into. */

import type {
  Afterwards,
  Effect,
  Endpoint,
  Fault,
  Grant,
  Outage,
  RetryAfter,
  Way,
} from './fault.ts';

/** What a rule reads out of a text: all but the text itself. */
export type Meaning = Omit<Fault, 'text'> | Omit<Outage, 'text'>;

/** One line of the table of faults: how it is written, what it does, and where it can be used. */
export type FaultRule = {
  readonly form: string;
  readonly meaning: string;
  readonly endpoint: Endpoint | 'either';
  readonly pattern: RegExp;
  readonly read: (part: (index: number) => string) => Meaning;
};

/** How long the port refuses connections when `unsent` names no time. */
export const unsentMs = 400;

/** Every fault there is, in the order in which `--help` lists them. */
export const faultRules: readonly FaultRule[] = [
  rule('ok', 'normal behaviour', /^ok$/, () => normal({})),
  rule(
    'ok <2xx>',
    'normal, with another status; 204 and 205 have no body',
    /^ok (2\d\d)$/,
    (part) => normal({ status: Number(part(1)) }),
  ),
  rule('ok close', 'normal, with Connection: close', /^ok close$/, () =>
    normal({ afterwards: 'close' }),
  ),
  rule(
    'slow <ms>',
    'accepts at once, answers normally after the wait',
    /^slow (\d{1,7})$/,
    (part) => normal({ waitMs: Number(part(1)) }),
  ),
  rule(
    'idle close',
    'normal, promises keep-alive, closes the connection 50 ms later',
    /^idle close$/,
    () => normal({ afterwards: 'close when idle' }),
  ),
  rule(
    '<status> [after accepting] [retry-after <s> | retry-after date <s> | retry-after rubbish]',
    'any 3xx, 4xx or 5xx; 401 on a send revokes the token; "after accepting" takes the request first',
    /^([345]\d\d)( after accepting)?(?: retry-after (date )?(\d{1,6})| retry-after (rubbish))?$/,
    (part) => ({
      accepts: part(2) !== '',
      effect: status(Number(part(1)), { retryAfter: retryAfter(part(3), part(4), part(5)) }),
    }),
  ),
  rule(
    'redirect [<url>]',
    '307 to another path of the simulator, or to the URL',
    /^redirect(?: ([\x21-\x7e]+))?$/,
    (part) => ({
      accepts: false,
      effect: status(307, { location: part(1) === '' ? null : part(1) }),
    }),
  ),
  rule(
    'html [<status>]',
    'an HTML page, 200 unless told; a 2xx accepts',
    /^html(?: ([2-5]\d\d))?$/,
    (part) => page('html', part(1)),
  ),
  rule(
    'echo <status>',
    'an answer that repeats credentials and body in many spellings; a 2xx accepts',
    /^echo ([2-5]\d\d)$/,
    (part) => page('echo', part(1)),
  ),
  rule('reset early', 'resets the connection before the body is read', /^reset early$/, () =>
    wire('reset early'),
  ),
  rule(
    '[accepted then] reset',
    'resets the connection instead of answering',
    /^(accepted then )?reset$/,
    (part) => wire('reset', part(1)),
  ),
  rule(
    '[accepted then] close',
    'closes the connection instead of answering',
    /^(accepted then )?close$/,
    (part) => wire('close', part(1)),
  ),
  rule('[accepted then] stall', 'never answers', /^(accepted then )?stall$/, (part) =>
    wire('stall', part(1)),
  ),
  rule('drip', 'accepts, answers 200, then one byte each 100 ms for ever', /^drip$/, () =>
    wire('drip', 'accepts'),
  ),
  rule('cut json', 'accepts, answers 200, closes after 5 of 500 bytes', /^cut json$/, () =>
    wire('cut', 'accepts'),
  ),
  rule('huge', 'accepts, answers 200 with 300 MiB', /^huge$/, () => wire('huge', 'accepts')),
  rule('garbage', 'answers bytes that are no HTTP', /^garbage$/, () => wire('garbage')),
  rule(
    'unsent [<ms>]',
    `refuses connections for ${unsentMs} ms, or as told, before the endpoint's next request`,
    /^unsent(?: (\d{1,6}))?$/,
    (part) => ({ outageMs: part(1) === '' ? unsentMs : Number(part(1)) }),
  ),
  tokenRule('empty token', 'the access token is an empty text', 'empty'),
  tokenRule('no token', 'the reply has no access token', 'absent'),
  tokenRule('token type mac', 'the token type is not bearer', 'mac'),
  tokenRule('short token', 'a token of 5 characters, which works', 'short'),
  tokenRule('token with control character', 'a control character inside the token', 'control'),
  tokenRule('json array', 'the reply is a JSON array', 'array'),
];

function rule(form: string, meaning: string, pattern: RegExp, read: FaultRule['read']): FaultRule {
  return { form, meaning, endpoint: 'either', pattern, read };
}

function tokenRule(form: string, meaning: string, grant: Grant): FaultRule {
  const read = () => ({ accepts: true, effect: { kind: 'grant', grant } }) as const;
  return { form, meaning, endpoint: 'token', pattern: new RegExp(`^${form}$`), read };
}

function normal(change: {
  readonly status?: number;
  readonly waitMs?: number;
  readonly afterwards?: Afterwards;
}): Omit<Fault, 'text'> {
  const usual = { kind: 'normal', status: null, waitMs: 0, afterwards: 'keep' } as const;
  return { accepts: true, effect: { ...usual, ...change } };
}

function status(
  code: number,
  change: { readonly retryAfter?: RetryAfter | null; readonly location?: string | null },
): Effect {
  return { kind: 'status', status: code, retryAfter: null, location: null, ...change };
}

function page(kind: 'html' | 'echo', code: string): Omit<Fault, 'text'> {
  const status = code === '' ? 200 : Number(code);
  return { accepts: status < 300, effect: { kind, status } };
}

function wire(way: Way, accepts = ''): Omit<Fault, 'text'> {
  return { accepts: accepts !== '', effect: { kind: 'wire', way } };
}

function retryAfter(date: string, seconds: string, rubbish: string): RetryAfter | null {
  if (rubbish !== '') return { kind: 'rubbish' };
  if (seconds === '') return null;
  return { kind: date === '' ? 'seconds' : 'date', seconds: Number(seconds) };
}
