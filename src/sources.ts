/** Inputs, and the files and the event that they name, in; what the stages work on out. */

import { type Config, parseConfig } from './config/config.ts';
import { type Findings, throwIfAny, UnreadableError } from './errors.ts';
import type { UserMap } from './payload/userMap.ts';
import type { SourceFile, World } from './world.ts';

/** The configuration, and the people that `user-map` knows. */
export interface Settings {
  readonly config: Config;
  /** Nothing when the input was not given. */
  readonly userMap: UserMap | undefined;
}

/**
 * Reads the inputs, and the files that `context`, `needs` and `user-map` name.
 * @throws {ActionError} with every problem of the inputs (`inputs-invalid`).
 */
export async function readSettings(world: World, findings: Findings): Promise<Settings> {
  const texts = new Map<string, string>();
  for (const name of ['context', 'needs']) {
    const value = world.input(name);
    if (!value.startsWith('@')) continue;
    const file = readFile(value.slice(1), name, 'inputs-invalid', world, findings);
    // Its beginning stays, so that the lines of its problems are those of the file.
    texts.set(name, file?.text.trimEnd() ?? '');
  }
  const config = await parseConfig((name) => texts.get(name) ?? world.input(name), findings);
  const userMap = await readUserMap(world, findings);
  throwIfAny(findings.problems.filter((problem) => problem.code === 'inputs-invalid'));
  if (config === undefined) throw new Error('no configuration, and no problem that says why');
  return { config, userMap };
}

async function readUserMap(world: World, findings: Findings): Promise<UserMap | undefined> {
  const path = world.input('user-map');
  if (path === '') return undefined;
  const file = readFile(path, 'user-map', 'inputs-invalid', world, findings);
  if (file === undefined) return undefined;
  const { parseUserMap } = await import(/* webpackChunkName: "people" */ './payload/userMap.ts');
  return parseUserMap(file, findings);
}

/** @returns the file that `payload-file` names, if it is given and readable. */
export function readPayloadFile(
  path: string,
  world: World,
  findings: Findings,
): SourceFile | undefined {
  if (path === '') return undefined;
  return readFile(path, 'payload-file', 'payload-unreadable', world, findings);
}

function readFile(
  path: string,
  input: string,
  code: 'inputs-invalid' | 'payload-unreadable',
  world: World,
  findings: Findings,
): SourceFile | undefined {
  try {
    return world.readFile(path);
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    findings.problems.push({
      code,
      message: `\`${input}\`: the file ${findings.quote(path, 200)} ${error.message}.`,
      hint: error.hint,
      place: { input },
    });
    return undefined;
  }
}

/** @returns the event, parsed when it is first asked for; without members where there is none. */
export function openEvent(world: World, findings: Findings): () => unknown {
  let event: unknown;
  return () => {
    event ??= parseEvent(world.readEvent(), findings);
    return event;
  };
}

function parseEvent(text: string, findings: Findings): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text) ?? {};
  } catch {
    findings.remarks.push({
      level: 'warning',
      message: 'The event file (GITHUB_EVENT_PATH) is not valid JSON, so `github.event` is empty.',
    });
    return {};
  }
}
