/** The inbox in a tab of a real browser, which tells everything that went wrong in it. */

import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest';
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../simulator/simulator.ts';
import { openBrowser, whyNoBrowser } from './chromium.ts';

/** An open inbox; `troubles` are errors, console messages, dialogs and requests to elsewhere. */
export type Inbox = {
  readonly simulator: Simulator;
  readonly page: Page;
  readonly troubles: readonly string[];
};

/** How a tab is to be. */
type Look = BrowserContextOptions & {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
};

/** Opens an inbox in the browser of these tests. */
export type OpenInbox = (options?: SimulatorOptions, look?: Look) => Promise<Inbox>;

/** A loaded machine needs long to start a browser. */
const startTimeoutMs = 60_000;

/** Tests in one browser, left out with the reason where there is none. */
export function inChromium(name: string, tests: (openInbox: OpenInbox) => void): void {
  const title = whyNoBrowser === null ? name : `${name} (left out: ${whyNoBrowser})`;
  if (whyNoBrowser !== null) process.stderr.write(`${title}\n`);
  describe.skipIf(whyNoBrowser !== null)(title, () => {
    const browsers: Browser[] = [];
    beforeAll(async () => void browsers.push(await openBrowser()), startTimeoutMs);
    afterAll(() => browsers[0]?.close());
    tests((options = {}, look = {}) => {
      const [browser] = browsers;
      if (browser === undefined) throw new Error('The browser did not start.');
      return openInbox(browser, options, look);
    });
  });
}

/** Opens the inbox of a new simulator and waits until it is live; all is closed after the test. */
async function openInbox(browser: Browser, options: SimulatorOptions, look: Look): Promise<Inbox> {
  const { theme = 'light', width = 1280, ...more } = look;
  const simulator = await startSimulator(options);
  onTestFinished(() => simulator.close());
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: theme,
    reducedMotion: 'reduce',
    ...more,
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const troubles = watchTroubles(page, simulator.url);
  await page.goto(simulator.url);
  await page.getByRole('status').getByText('Live').waitFor();
  return { simulator, page, troubles };
}

/** Waits until the cards have these titles, from top to bottom. */
export async function expectTitles(page: Page, expected: readonly string[]): Promise<void> {
  const titles = (): Promise<string[]> => page.locator('.card h3').allTextContents();
  await expect.poll(titles, { timeout: 5000 }).toEqual(expected);
}

function watchTroubles(page: Page, ownUrl: string): readonly string[] {
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('console', (message) => troubles.push(`console: ${message.text()}`));
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(`${ownUrl}/`)) troubles.push(`request: ${request.url()}`);
  });
  return troubles;
}
