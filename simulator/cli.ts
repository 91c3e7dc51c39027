/** `npm run simulator`: starts the simulator, and prints a line for each request. */

import { helpText, readCommand } from './cli-options.ts';
import { type LedgerEntry, outcomeOf } from './ledger.ts';
import { defaultPort } from './options.ts';
import {
  defaultClient,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from './simulator.ts';

/** The width of a line if standard output is not a terminal. */
const defaultWidth = 120;

if (import.meta.main) await main();

async function main(): Promise<void> {
  try {
    const command = readCommand(process.argv.slice(2));
    if (command.kind === 'help') process.stdout.write(helpText());
    else run(await start(command.options), command.options.clients === undefined);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const system = error instanceof Error && 'syscall' in error;
    process.stderr.write(`${printable(reason)}\n${system ? '' : 'Try --help.\n'}`);
    process.exitCode = system ? 1 : 2;
  }
}

/** Starts on the default port, or on any free port if it is in use. */
async function start(options: SimulatorOptions): Promise<Simulator> {
  try {
    return await startSimulator({ port: defaultPort, ...options });
  } catch (error) {
    const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!inUse || options.port !== undefined) throw error;
    return startSimulator(options);
  }
}

function run(simulator: Simulator, showClient: boolean): void {
  const client = showClient
    ? `  client id      ${defaultClient.id}\n  client secret  ${defaultClient.secret}\n`
    : '';
  process.stdout.write(
    `WalkMe simulator\n  base url       ${simulator.url}\n${client}  inbox          ${simulator.url}/\n  ledger         ${simulator.url}/__ledger\n\n`,
  );
  simulator.ledger.subscribe((entry) => {
    const width = process.stdout.columns ?? defaultWidth;
    if (entry.settled) process.stdout.write(`${logLine(entry, width)}\n`);
  });
  const stop = () => void simulator.close();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  process.stdout.on('error', stop);
}

/** @returns the line for a settled entry, at most `width` characters, without credentials and recipients. */
export function logLine(entry: LedgerEntry, width: number): string {
  const columns = [
    new Date(entry.at).toTimeString().slice(0, 8),
    entry.endpoint.padEnd(5),
    String(entry.status ?? '---'),
    outcomeOf(entry).padEnd(11),
    entry.fault === null ? '' : `[${entry.fault}]`,
    subjectOf(entry),
  ];
  const text = columns.filter((column) => column !== '').join('  ');
  return cut(printable(text).trimEnd(), width);
}

/** Makes control, format and bidirectional characters and lone surrogates visible. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}

function subjectOf(entry: LedgerEntry): string {
  const [problem, ...further] = entry.problems;
  if (entry.endpoint === 'other') return `${entry.method} ${entry.path}`;
  if (problem !== undefined) {
    return further.length === 0 ? problem : `${problem} (and ${further.length} more)`;
  }
  const { runtimeTitle, title, templateId } = entry.notification ?? {};
  const name = runtimeTitle ?? title ?? templateId;
  return typeof name === 'string' ? name : '';
}

function cut(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, width - 1).join('')}…`;
}
