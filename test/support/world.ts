/** A world for `main` in one process: real transport and files, recorded log, outputs and job summary. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Location } from '../../src/diagnostics.ts';
import { readSourceFile } from '../../src/io/files.ts';
import { openGithub } from '../../src/io/github.ts';
import { createTransport } from '../../src/io/transport.ts';
import { main } from '../../src/main.ts';
import type { Report } from '../../src/report/report.ts';
import { cut, escapeForLog } from '../../src/text/escape.ts';
import { createRedactor } from '../../src/text/redact.ts';
import type { Level, World } from '../../src/world.ts';

/** What a run is given; everything else has a harmless default. */
export interface Scenario {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** The event; `undefined` for a run without one. */
  readonly event?: unknown;
  /** Files of the workspace by relative path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Replaces parts of the world. */
  readonly world?: Partial<World>;
}

/** One annotation as it was told. */
export interface Annotation {
  readonly level: Level;
  readonly text: string;
  readonly location: Location | undefined;
}

/** What a run left behind. */
export interface Run {
  readonly report: Report;
  /** All lines of the log in order, those of annotations and groups included. */
  readonly log: readonly string[];
  readonly debug: readonly string[];
  readonly masks: readonly string[];
  readonly annotations: readonly Annotation[];
  readonly outputs: Readonly<Record<string, string>>;
  /** `deliveries`, parsed. */
  readonly deliveries: readonly Readonly<Record<string, unknown>>[];
  /** `payload`, parsed. */
  readonly payload: readonly { readonly notification: Readonly<Record<string, unknown>> }[];
  readonly summary: string;
  /** Everything that was told anywhere, in one text: for "no secret in it". */
  readonly everything: string;
}

/** Runs `main` once and waits for its end. */
export async function runAction(scenario: Scenario): Promise<Run> {
  const workspace = mkdtempSync(join(tmpdir(), 'workspace-'));
  for (const [path, text] of Object.entries(scenario.files ?? {})) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }
  const env = {
    GITHUB_WORKSPACE: workspace,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'acme/harbor',
    GITHUB_REPOSITORY_OWNER: 'acme',
    ...scenario.env,
  };
  const transport = createTransport();
  const redactor = createRedactor();
  const safe = (text: string): string => cut(escapeForLog(redactor.redact(text)), 8000);
  const log: string[] = [];
  const debug: string[] = [];
  const masks: string[] = [];
  const annotations: Annotation[] = [];
  let outputs: Readonly<Record<string, string>> = {};
  let summary = '';
  const world: World = {
    input: (name) => scenario.inputs?.[name]?.trim() ?? '',
    env,
    readEvent: () => (scenario.event === undefined ? '' : JSON.stringify(scenario.event)),
    readFile: (path) => readSourceFile(path, env),
    redactor,
    otherSecrets: [],
    signal: new AbortController().signal,
    ...transport,
    openGithub,
    lookUpIdentities: async () => ({
      found: new Map(),
      reason: 'it has no SAML provider, or the token cannot see it',
    }),
    now: () => performance.timeOrigin + performance.now(),
    sleep: (ms) => new Promise((resolve) => setTimeout(() => setImmediate(resolve), ms)),
    random: Math.random,
    log: {
      mask: (...secrets) => masks.push(...secrets),
      info: (line) => log.push(safe(line)),
      debugging: true,
      debug: (line) => debug.push(safe(line)),
      group: (title, lines) => log.push(safe(title), ...lines.map(safe)),
      annotate(level, text, location) {
        const lines = redactor.redact(text).split('\n').map(escapeForLog);
        log.push(...lines);
        annotations.push({ level, text: lines.join('\n'), location });
      },
    },
    setOutputs(values) {
      const entries = Object.entries(values).map(([name, it]) => [name, redactor.redact(it)]);
      outputs = Object.fromEntries(entries);
    },
    writeSummary(markdown) {
      summary += redactor.redact(markdown);
    },
    ...scenario.world,
  };
  try {
    const report = await main(world);
    return {
      report,
      log,
      debug,
      masks,
      annotations,
      outputs,
      deliveries: JSON.parse(outputs['deliveries'] ?? '[]'),
      payload: JSON.parse(outputs['payload'] ?? '[]'),
      summary,
      everything: [...log, ...debug, ...Object.values(outputs), summary].join('\n'),
    };
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}
