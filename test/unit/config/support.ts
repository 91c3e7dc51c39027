/** Reads inputs as the action does; what is not given is blank. */

import type { Config } from '../../../src/config/config.ts';
import { parseConfig } from '../../../src/config/inputs.ts';
import { createDiagnostics, type ErrorDiagnostic } from '../../../src/diagnostics.ts';

/** What came of reading inputs. */
export interface Configured {
  readonly config: Config;
  readonly errors: readonly ErrorDiagnostic[];
}

/** Reads inputs; in messages, what the user wrote stands between ‹ and ›. */
export async function configure(inputs: Readonly<Record<string, string>>): Promise<Configured> {
  const diagnostics = createDiagnostics((text) => `‹${text}›`);
  const config = await parseConfig((name) => inputs[name] ?? '', diagnostics);
  return { config, errors: diagnostics.errors };
}

/** Reads inputs that have no error. */
export async function configured(inputs: Readonly<Record<string, string>>): Promise<Config> {
  const { config, errors } = await configure(inputs);
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return config;
}

/** The name of every input that is read, in the order in which errors are told. */
export async function inputNames(): Promise<readonly string[]> {
  const names: string[] = [];
  const read = (name: string): string => {
    names.push(name);
    return '';
  };
  await parseConfig(read, createDiagnostics(String));
  return names;
}
