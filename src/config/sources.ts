/** Reads the inputs, the files that they name, and the event. */

import { type Diagnostics, Fault } from '../diagnostics.ts';
import { didYouMean, isBuiltin } from '../text/names.ts';
import { once } from '../text/once.ts';
import { textAt } from '../text/property.ts';
import type { SourceFile, World } from '../world.ts';
import type { Config } from './config.ts';
import { parseConfig } from './inputs.ts';
import type { Rehearsal } from './recorded-event.ts';

/**
 * Reads the inputs, and the files that `context` and `needs` name. Errors (`inputs-invalid`, and
 * `payload-invalid` for lists of ids) go to `diagnostics`.
 */
export async function readConfig(world: World, diagnostics: Diagnostics): Promise<Config> {
  const texts = new Map<string, string>();
  const unreadable = new Set<string>();
  for (const name of ['context', 'needs']) {
    const path = pathIn(world.input(name));
    if (path === undefined) continue;
    const file = readFile(path, name, world, diagnostics);
    if (file === undefined) unreadable.add(name);
    // Its beginning stays, so that the lines of its errors are those of the file.
    texts.set(name, file?.text.trimEnd() ?? '');
  }
  const input = (name: string): string => texts.get(name) ?? world.input(name);
  const config = await parseConfig(input, diagnostics);
  return { ...config, invalidInputs: new Set([...config.invalidInputs, ...unreadable]) };
}

/** @returns the path in the value of an input that may be `@path`; nothing if it is not. */
export function pathIn(value: string): string | undefined {
  return value.startsWith('@') ? value.slice(1).trim() : undefined;
}

/** @returns the file that `user-map` names, if it is given and readable. */
export function readUserMapFile(world: World, diagnostics: Diagnostics): SourceFile | undefined {
  const path = world.input('user-map');
  return path === '' ? undefined : readFile(path, 'user-map', world, diagnostics);
}

/**
 * Replaces the event where `event-file` is set. Errors (`inputs-invalid`) go to `diagnostics`.
 * @returns both as they are without `event-file`.
 */
export async function rehearse(
  world: World,
  config: Config,
  diagnostics: Diagnostics,
): Promise<Rehearsal> {
  const { eventFile, dryRun } = config;
  if (eventFile === undefined) return { world, config };
  const { withRecordedEvent } = await import(
    /* webpackChunkName: "rehearsal" */ './recorded-event.ts'
  );
  const file = dryRun ? readFile(eventFile.path, 'event-file', world, diagnostics) : undefined;
  return withRecordedEvent(file, world, config, diagnostics);
}

/**
 * @returns the file that `payload-file` names, if it is set and readable: a file, or a ready-made one
 * such as `builtin:release`.
 */
export async function readPayloadFile(
  path: string,
  world: World,
  diagnostics: Diagnostics,
): Promise<SourceFile | undefined> {
  if (path === '') return undefined;
  if (isBuiltin(path)) return readBuiltin(path, diagnostics);
  return readFile(path, 'payload-file', world, diagnostics);
}

async function readBuiltin(
  name: string,
  { errors, quote }: Diagnostics,
): Promise<SourceFile | undefined> {
  const { builtinPayloads } = await import(
    /* webpackChunkName: "builtin" */ '../builtin/payloads.ts'
  );
  const known = Object.keys(builtinPayloads).map((it) => `builtin:${it}`);
  const text = textAt(builtinPayloads, name.slice('builtin:'.length));
  if (text !== '') return { name, text };
  const message = `\`payload-file\`: there is no ready-made payload file ${quote(name)}.${didYouMean(name, known)}`;
  const hint = `Use ${known.join(', ')}, or the path of a file.`;
  const location = { input: 'payload-file' };
  errors.push({ code: 'payload-unreadable', message, hint, location });
  return undefined;
}

function readFile(
  path: string,
  input: string,
  world: World,
  diagnostics: Diagnostics,
): SourceFile | undefined {
  const isDocument = /^\{|:\s|\n/.test(path);
  // A user map names people.
  const shown = isDocument ? 'the value' : `the file ${diagnostics.quote(path, 200)}`;
  try {
    if (/^(?:file:|[a-z]+:\/\/)/i.test(path)) {
      throw new Fault('is a URL', { hint: 'Write the path of a file in the workspace.' });
    }
    if (isDocument) {
      const or = input === 'payload-file' ? 'Set `payload` to it, or write' : 'Write';
      throw new Fault('is a document', { hint: `${or} it to a file, and set the path.` });
    }
    return world.readFile(path);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    diagnostics.errors.push({
      code: input === 'payload-file' ? 'payload-unreadable' : 'inputs-invalid',
      message: `\`${input}\`: ${shown} ${error.message}.`,
      // It may name files of the workspace.
      ...(error.hint !== undefined && { hint: diagnostics.quote(error.hint, 400) }),
      location: { input },
    });
    return undefined;
  }
}

/** @returns the event, parsed when it is first asked for; without members where there is none. */
export function openEvent(world: World, diagnostics: Diagnostics): () => unknown {
  return once(() => {
    try {
      const text = world.readEvent().replace(/^\ufeff/, '');
      return text === '' ? {} : (JSON.parse(text) ?? {});
    } catch (error) {
      if (!(error instanceof Fault || error instanceof SyntaxError)) throw error;
      const why = error instanceof Fault ? error.message : 'is not valid JSON';
      const message = `The event file (GITHUB_EVENT_PATH) ${why}, so \`github.event\` is empty.`;
      diagnostics.warnings.push({ level: 'warning', message });
      return {};
    }
  });
}
