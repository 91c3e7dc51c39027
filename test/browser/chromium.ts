/** Starts headless Chromium, or says why it is not available. */

import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** The path of Debian's package `chromium`. */
const executablePath = '/usr/bin/chromium';

/** No traffic but that of the page under test. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Why tests in the browser are skipped; null if they run. In CI they always run, or fail. */
export const whyNoBrowser =
  existsSync(executablePath) || process.env['CI'] !== undefined
    ? null
    : `${executablePath} does not exist.`;

/** Starts Chromium with a new profile. Rejects if it is not available. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, args: quiet, headless: true });
}
