/** The life of an event stream: beats, the end from either side, a reader that does not read. */

import { createServer, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { serveEvents } from '../../simulator/events.ts';
import { createLedger } from '../../simulator/ledger.ts';
import { createScript } from '../../simulator/script.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { readEvents } from './events.ts';
import { until } from './support.ts';

/** Timers that count: `act` runs those that wait. */
function handTimers() {
  const waiting = new Map<() => void, number>();
  return {
    waiting,
    act: () => {
      for (const act of [...waiting.keys()]) {
        waiting.delete(act);
        act();
      }
    },
    timers: {
      after: (waitMs: number, act: () => void) => {
        const once = () => act();
        waiting.set(once, waitMs);
        return () => void waiting.delete(once);
      },
      end: () => waiting.clear(),
    },
  };
}

/** A server with nothing but events; `open()` counts what it has subscribed to. */
async function serve() {
  const hand = handTimers();
  const book = createLedger();
  const scripts = { token: createScript('token'), send: createScript('send') };
  let open = 0;
  const counted = (end: () => void) => {
    open += 1;
    return () => {
      open -= 1;
      end();
    };
  };
  const { subscribe } = book.ledger;
  vi.spyOn(book.ledger, 'subscribe').mockImplementation((...all) => counted(subscribe(...all)));
  for (const script of Object.values(scripts)) {
    const { watch } = script;
    vi.spyOn(script, 'watch').mockImplementation((listener) => counted(watch(listener)));
  }
  const responses: ServerResponse[] = [];
  const server = createServer((_request, response) => {
    responses.push(response);
    serveEvents({ url: 'http://here', prefix: '', book, scripts, timers: hand.timers }, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { port, book, scripts, hand, responses, open: () => open };
}

const entry = {
  at: '2026-03-12T09:00:00.000Z',
  endpoint: 'other',
  method: 'POST',
  path: '/x',
  httpVersion: '1.1',
  connection: 1,
  headers: {},
  authorization: null,
  notification: null,
  fault: null,
  accepted: false,
  problems: [],
} as const;

it('beats every 15 seconds', async () => {
  const { port, hand } = await serve();
  const reader = await readEvents(port);
  for (const beats of [1, 2, 3]) {
    expect([...hand.waiting.values()]).toEqual([15_000]);
    hand.act();
    await until(() => reader.data('beat').length === beats);
  }
});

it('leaves no listener and no timer behind when pages leave', async () => {
  const { port, book, hand, open } = await serve();
  const readers = await Promise.all([1, 2, 3].map(() => readEvents(port)));
  expect([open(), hand.waiting.size]).toEqual([9, 3]);
  hand.act();
  for (const reader of readers.slice(1)) reader.hangUp();
  await until(() => open() === 3);
  expect(hand.waiting.size).toBe(1);
  book.record({ ...entry, body: 'later' });
  await until(() => readers[0]?.data('item').length === 1);
  readers[0]?.hangUp();
  await until(() => open() === 0 && hand.waiting.size === 0);
});

it('cuts off a page that does not read, and goes on', async () => {
  const { port, book, scripts, responses, open } = await serve();
  const socket = connect(port, '127.0.0.1', () => {
    socket.pause().write('GET /__events HTTP/1.1\r\nHost: x\r\n\r\n');
  });
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  await until(() => open() === 3);
  const body = '\u0001'.repeat(100_000);
  for (let count = 0; count < 400; count += 1) book.record({ ...entry, body });
  scripts.send.set(['ok']);
  expect(responses[0]?.destroyed).toBe(true);
  await until(() => open() === 0);
  book.ledger.clear();
  const other = await readEvents(port);
  expect(other.events()).toMatchObject([{ event: 'state' }]);
});

it('ends every stream when the simulator closes', async () => {
  const simulator = await startSimulator();
  const readers = await Promise.all([1, 2].map(() => readEvents(simulator.port)));
  await simulator.close();
  await until(() => readers.every((reader) => reader.ended()));
});
