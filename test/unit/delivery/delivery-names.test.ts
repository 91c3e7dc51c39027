import { describe, expect, it } from 'vitest';
import { withNames } from '../../../src/delivery/plan.ts';
import type { Notification } from '../../../src/payload/notification.ts';
import { cut, escapeForLog } from '../../../src/text/escape.ts';
import { notificationWith } from '../../support/delivering.ts';
import fc from '../../support/fast-check.ts';

interface Given extends Pick<Partial<Notification>, 'title' | 'runtimeTitle'> {
  readonly systems?: readonly string[];
}

/** @returns the names of these notifications, each to its systems. */
function namesOf(...given: readonly Given[]): readonly string[] {
  const deliveries = given.flatMap(({ systems, ...titles }, index) => {
    const notification = notificationWith(titles);
    return (systems ?? [null]).map((systemId) => ({ notification, index, systemId }));
  });
  const quote = (text: string, length = 60): string => cut(escapeForLog(text), length);
  return withNames(deliveries, quote).map(({ name }) => name);
}

describe('a delivery is named', () => {
  it.each<[string, Given, string]>([
    ['by its title', { title: 'Release', runtimeTitle: 'Harbor 4.7 is out' }, 'Release'],
    ['else by its runtime title', { runtimeTitle: 'Harbor 4.7 is out' }, 'Harbor 4.7 is out'],
    ['else as the only one', {}, 'Notification'],
    ['without its system, if there is one', { title: 'Release', systems: ['a'] }, 'Release'],
    ['on one line', { title: 'Two\nlines' }, 'Two␊lines'],
    ['in 100 characters', { title: 'x'.repeat(101) }, `${'x'.repeat(99)}…`],
  ])('%s', (_, given, name) => {
    expect(namesOf(given)).toEqual([name]);
  });

  it('with its system, if the plan has several', () => {
    expect(namesOf({ title: 'Release', systems: ['a', 'b'] })).toEqual([
      'Release (system a)',
      'Release (system b)',
    ]);
    expect(namesOf({ title: 'One', systems: ['a'] }, { title: 'Two', systems: ['b'] })).toEqual([
      'One (system a)',
      'Two (system b)',
    ]);
    expect(namesOf({ title: 'One', systems: ['a'] }, { title: 'Two' })).toEqual([
      'One (system a)',
      'Two',
    ]);
  });

  it('with its position, if another notification has the same title', () => {
    expect(namesOf({ title: 'Release' }, {}, { runtimeTitle: 'Release' }, {})).toEqual([
      'Release (notifications[0])',
      'notifications[1]',
      'Release (notifications[2])',
      'notifications[3]',
    ]);
    expect(
      namesOf({ title: 'Release', systems: ['a', 'b'] }, { title: 'Release', systems: ['a'] }),
    ).toEqual([
      'Release (notifications[0], system a)',
      'Release (notifications[0], system b)',
      'Release (notifications[1], system a)',
    ]);
  });

  it('so that no two have the same name', () => {
    const title = fc.constantFrom(undefined, 'Release', 'release', 'Deploy', 'x'.repeat(120));
    const systems = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 });
    const given = fc.record({ title, systems }).map(({ title: text, systems: to }): Given => {
      return { ...(text !== undefined && { title: text }), systems: to };
    });
    fc.assert(
      fc.property(fc.array(given, { maxLength: 8 }), (all) => {
        const names = namesOf(...all);
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });
});
