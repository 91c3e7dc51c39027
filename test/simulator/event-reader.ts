/** Reads server-sent events, as strictly as a browser. */

import { request } from 'node:http';
import { onTestFinished } from 'vitest';
import { until } from './support.ts';

/** One event, its data parsed. */
export type SentEvent = { readonly event: string; readonly data: unknown };

/** Opens `/__events` and waits for the first event; hangs up when the test is over. */
export async function readEvents(port: number) {
  let text = '';
  let over = false;
  let headers: Readonly<Record<string, unknown>> = {};
  const asking = request({ host: '127.0.0.1', port, path: '/__events', agent: false });
  const end = () => {
    over = true;
  };
  asking.on('error', end).on('response', (response) => {
    headers = response.headers;
    response.setEncoding('utf8').on('error', end).on('close', end);
    response.on('data', (chunk: string) => {
      text += chunk;
    });
  });
  asking.end();
  onTestFinished(() => void asking.destroy());
  const events = () => parseEvents(text);
  await until(() => events().length > 0);
  return {
    headers,
    /** Everything that came so far. */
    text: () => text,
    events,
    /** The data of the events of this name. */
    data: (name: string): readonly unknown[] =>
      events().flatMap(({ event, data }) => (event === name ? [data] : [])),
    /** Whether the server has ended it. */
    ended: () => over,
    hangUp: () => void asking.destroy(),
  };
}

/** Complete events only: each ends with an empty line. */
function parseEvents(text: string): readonly SentEvent[] {
  const blocks = text.split('\n\n').slice(0, -1);
  return blocks.map((block) => {
    const lines = new Map(block.split('\n').map((line) => [line.split(': ', 1)[0], line]));
    const field = (name: string) => lines.get(name)?.slice(name.length + 2) ?? '';
    const data: unknown = JSON.parse(field('data'));
    return { event: field('event'), data };
  });
}
