/** Reads inputs as the action does; what is not given is blank. */

import { type Config, parseConfig } from '../../../src/config/config.ts';
import { createFindings, type Problem } from '../../../src/errors.ts';

/** What came of reading inputs. */
export interface Configured {
  readonly config: Config | undefined;
  readonly problems: readonly Problem[];
}

/** Reads inputs; in messages, what the user wrote stands between ‹ and ›. */
export async function configure(inputs: Readonly<Record<string, string>>): Promise<Configured> {
  const findings = createFindings((text) => `‹${text}›`);
  const config = await parseConfig((name) => inputs[name] ?? '', findings);
  return { config, problems: findings.problems };
}

/** Reads inputs that have no problem. */
export async function configured(inputs: Readonly<Record<string, string>>): Promise<Config> {
  const { config, problems } = await configure(inputs);
  if (config === undefined || problems.length > 0) throw new Error(JSON.stringify(problems));
  return config;
}

/** The name of every input that is read, in the order in which problems are told. */
export async function inputNames(): Promise<readonly string[]> {
  const names: string[] = [];
  const read = (name: string): string => {
    names.push(name);
    return '';
  };
  await parseConfig(read, createFindings(String));
  return names;
}
