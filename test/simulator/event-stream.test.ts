import { createServer, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createScript } from '../../simulator/faults/script.ts';
import { serveEvents } from '../../simulator/inbox/events.ts';
import { createLedger } from '../../simulator/ledger.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { createTimers } from '../../simulator/timers.ts';
import { listenOnFreePort } from '../support/tcp.ts';
import { readEvents } from './event-reader.ts';
import { until } from './support.ts';

/** Intervals that pass only when the test calls `pass`. */
function manualIntervals() {
  const running = new Map<() => void, number>();
  return {
    running,
    pass: () => {
      for (const act of running.keys()) act();
    },
    timers: {
      ...createTimers(),
      every: (intervalMs: number, act: () => void) => {
        const own = () => act();
        running.set(own, intervalMs);
        return () => void running.delete(own);
      },
    },
  };
}

/** A server with nothing but events; `open()` counts what it has subscribed to. */
async function serve() {
  const intervals = manualIntervals();
  const ledgerWriter = createLedger();
  const { ledger } = ledgerWriter;
  const scripts = { token: createScript('token'), send: createScript('send') };
  let open = 0;
  const counted = (end: () => void) => {
    open += 1;
    return () => {
      open -= 1;
      end();
    };
  };
  const { subscribe } = ledger;
  vi.spyOn(ledger, 'subscribe').mockImplementation((...all) => counted(subscribe(...all)));
  for (const script of Object.values(scripts)) {
    const own = script.subscribe;
    vi.spyOn(script, 'subscribe').mockImplementation((listener) => counted(own(listener)));
  }
  const responses: ServerResponse[] = [];
  const server = createServer((_request, response) => {
    responses.push(response);
    const source = { url: 'http://here', prefix: '', ledger, scripts, timers: intervals.timers };
    serveEvents(source, response);
  });
  const port = await listenOnFreePort(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port, ledgerWriter, scripts, intervals, responses, open: () => open };
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

it('sends a heartbeat every 15 seconds', async () => {
  const { port, intervals } = await serve();
  const reader = await readEvents(port);
  expect([...intervals.running.values()]).toEqual([15_000]);
  for (const heartbeats of [1, 2, 3]) {
    intervals.pass();
    await until(() => reader.data('heartbeat').length === heartbeats);
  }
});

it('ends every subscription and timer when pages are closed', async () => {
  const { port, ledgerWriter, intervals, open } = await serve();
  const readers = await Promise.all([1, 2, 3].map(() => readEvents(port)));
  expect([open(), intervals.running.size]).toEqual([9, 3]);
  intervals.pass();
  for (const reader of readers.slice(1)) reader.hangUp();
  await until(() => open() === 3);
  expect(intervals.running.size).toBe(1);
  ledgerWriter.record({ ...entry, body: 'later' });
  await until(() => readers[0]?.data('item').length === 1);
  readers[0]?.hangUp();
  await until(() => open() === 0 && intervals.running.size === 0);
});

it('disconnects a page that does not read, and continues', async () => {
  const { port, ledgerWriter, scripts, responses, open } = await serve();
  const socket = connect(port, '127.0.0.1', () => {
    socket.pause().write('GET /__events HTTP/1.1\r\nHost: x\r\n\r\n');
  });
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  await until(() => open() === 3);
  const body = '\u0001'.repeat(100_000);
  for (let count = 0; count < 400; count += 1) ledgerWriter.record({ ...entry, body });
  scripts.send.set(['ok']);
  expect(responses[0]?.destroyed).toBe(true);
  await until(() => open() === 0);
  ledgerWriter.ledger.clear();
  const other = await readEvents(port);
  expect(other.events()).toMatchObject([{ event: 'state' }]);
});

it('ends every stream when the simulator closes', async () => {
  const simulator = await startSimulator();
  const readers = await Promise.all([1, 2].map(() => readEvents(simulator.port)));
  await simulator.close();
  await until(() => readers.every((reader) => reader.ended()));
});
