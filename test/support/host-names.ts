/** Host names that lead to this machine without being loopback names: what a proxy is used for. */

import dns from 'node:dns/promises';
import { accessSync, appendFileSync, constants, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { type MockInstance, onTestFinished, vi } from 'vitest';

const hostsFile = '/etc/hosts';

/** @returns whether {@link addHostName} will work; usually only for root. */
export function canAddHostNames(): boolean {
  try {
    accessSync(hostsFile, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Adds a name to /etc/hosts until the test is over. Each test file uses names of its own. */
export function addHostName(name: string, addresses: readonly string[]): string {
  const lines = addresses.map((address) => `${address} ${name} # test\n`);
  appendFileSync(hostsFile, lines.join(''));
  onTestFinished(() => {
    const rest = readFileSync(hostsFile, 'utf8').split('\n');
    // In place: in a container the file is mounted and cannot be replaced.
    writeFileSync(hostsFile, rest.filter((line) => !line.includes(` ${name} # test`)).join('\n'));
  });
  return name;
}

/** @returns the machine's own name, if it leads to an IPv4 address of this machine. */
export async function ownHostName(): Promise<string | undefined> {
  const name = hostname().toLowerCase();
  if (name === 'localhost') return undefined;
  try {
    await dns.lookup(name, 4);
    return name;
  } catch {
    return undefined;
  }
}

/** From now until the test is over, no host name is resolved. @returns a spy of the look-ups. */
export function resolveNothing(): MockInstance {
  const lookup = vi.spyOn(dns, 'lookup').mockReturnValue(new Promise<never>(() => undefined));
  onTestFinished(() => lookup.mockRestore());
  return lookup;
}
