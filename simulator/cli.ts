/** `npm run simulator`: starts the simulator and prints one line for each request. */

import { helpText, readArguments } from './arguments.ts';
import { lineOf, printable } from './line.ts';
import { defaultClient, type Simulator, startSimulator } from './simulator.ts';

/** Where standard output is no terminal. */
const defaultWidth = 120;

await main();

async function main(): Promise<void> {
  try {
    const command = readArguments(process.argv.slice(2));
    if (command.kind === 'help') process.stdout.write(helpText());
    else run(await startSimulator(command.options), command.options.clients === undefined);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const system = error instanceof Error && 'syscall' in error;
    process.stderr.write(`${printable(reason)}\n${system ? '' : 'Try --help.\n'}`);
    process.exitCode = system ? 1 : 2;
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
    if (entry.settled) process.stdout.write(`${lineOf(entry, width)}\n`);
  });
  const stop = () => void simulator.close();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  process.stdout.on('error', stop);
}
