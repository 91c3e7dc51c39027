/** A real browser: headless Chromium, or the reason why there is none. */

import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian's package `chromium` puts it. */
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

/** Why tests in the browser are left out; null when they run. In CI they always do, or fail. */
export const whyNoBrowser =
  existsSync(executablePath) || process.env['CI'] !== undefined
    ? null
    : `There is no ${executablePath}.`;

/** Starts Chromium with a fresh profile; rejects when there is none. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, args: quiet, headless: true });
}
