/** Builds a small world of plain values, and records what the runner receives. */

import { Fault } from '../../src/diagnostics.ts';
import { createRedactor } from '../../src/text/redact.ts';
import type { World } from '../../src/world.ts';

/** What the world holds; nothing by default. */
export interface Contents {
  readonly inputs?: Readonly<Record<string, string>>;
  /** By the path that the inputs use. */
  readonly files?: Readonly<Record<string, string>>;
  readonly event?: string;
  readonly otherSecrets?: readonly string[];
}

/** A world, and what became of it. */
export interface SmallWorld extends World {
  readonly masks: readonly string[];
  /** Paths in the order in which they were read; `event` for the event. */
  readonly reads: readonly string[];
}

/** Builds a world in which nothing can be sent. */
export function createWorld(contents: Contents): SmallWorld {
  const masks: string[] = [];
  const reads: string[] = [];
  const nothing = (): void => {};
  return {
    masks,
    reads,
    openAhead: async () => undefined,
    input: (name) => contents.inputs?.[name] ?? '',
    env: {},
    readEvent() {
      reads.push('event');
      return contents.event ?? '';
    },
    readFile(path) {
      reads.push(path);
      const text = contents.files?.[path];
      if (text === undefined) throw new Fault('does not exist', { hint: 'Check it out first.' });
      return { name: path, text };
    },
    redactor: createRedactor(),
    otherSecrets: contents.otherSecrets ?? [],
    signal: new AbortController().signal,
    send: () => Promise.reject(new Error('nothing can be sent from here')),
    openGithub: () => Promise.reject(new Error('GitHub cannot be asked from here')),
    lookUpIdentities: () => Promise.reject(new Error('nobody can be looked up from here')),
    now: () => 0,
    sleep: () => Promise.resolve(),
    random: () => 0,
    log: {
      mask: (...secrets) => masks.push(...secrets),
      info: nothing,
      debugging: false,
      debug: nothing,
      group: nothing,
      annotate: nothing,
    },
    setOutputs: nothing,
    writeSummary: nothing,
  };
}
