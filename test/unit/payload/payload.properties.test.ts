import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Notification } from '../../../src/payload/notification.ts';
import { findWrongId, normalizeId } from '../../../src/text/ids.ts';
import fc from '../../support/fast-check.ts';
import { anyText } from '../../support/texts.ts';
import { type Built, build, sound } from './support.ts';

/** Stands for the text in the document that the others are compared with. */
const marker = 'MARKER';

/** A field of a document in which the text of the event stands alone, and one where it is a part. */
const yaml = `
notification:
  templateId: template-1
  endUsersIds:
    - ann
    - x\${{ github.event.id }}
  audiencesIds: [audience-1, "y\${{ github.event.id }}"]
  title: "[\${{ github.event.text }}]"
  runtimeTitle: \${{ github.event.text }}!
  runtimeDescription: |
    \${{ github.event.text }}
    {"a": "\${{ github.event.text }}"}
  override:
    BEFORE: 1.10
    WHOLE: \${{ github.event.text }}
    PART: "it's \${{ format('{0}', github.event.text) }}"
    LIST: \${{ join(github.event.list, '-') }}
    AFTER: "\${{ 'x' }}"
  additionalFields:
    whole: \${{ github.event.text }}
    deep: [1.10, {a: "\${{ github.event.text }}-", b: "\${{ github.event.list }}"}]
`;

/** Any ID that arrives exactly; the marker where there is none in the text. */
function toId(text: string): string {
  const id = normalizeId(text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ''));
  const isSound = ['', 'x', 'y'].every((before) => findWrongId(before + id) === undefined);
  return id !== '' && isSound ? id : marker;
}

const send = (name: string, file: string, text: string): Promise<Built> =>
  build({ name, file, event: { text, id: toId(text), list: [text, 'end'] } });

/** The notification with the text where the marker was: nothing else may differ. */
function replaced(value: unknown, text: string): unknown {
  if (value === `x${marker}` || value === `y${marker}`) return value.charAt(0) + toId(text);
  if (typeof value === 'string') return value.replaceAll(marker, () => text);
  if (value instanceof Map) {
    const entries = [...value].map(([key, it]) => [replaced(key, text), it] as const);
    return new Map(entries);
  }
  if (Array.isArray(value)) return value.map((item) => replaced(item, text));
  if (typeof value !== 'object' || value === null || Object.hasOwn(value, 'rawJSON')) return value;
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, replaced(it, text)]));
}

describe.each([
  ['payload.yml', yaml],
  ['payload.json', JSON.stringify(parse(yaml))],
])('in %s any text of the event', (name, file) => {
  it('arrives exactly, and changes nothing else', async () => {
    const plain = await send(name, file, marker);
    expect(plain.errors).toEqual([]);
    const [expected] = plain.notifications;
    expect(JSON.stringify(expected).split(marker)).toHaveLength(13);
    await fc.assert(
      fc.asyncProperty(
        anyText().filter((text) => text !== ''),
        async (text) => {
          const { notifications, errors } = await send(name, file, text);
          expect(errors).toEqual([]);
          expect(notifications).toEqual([replaced(expected, text)]);
        },
      ),
      { numRuns: 500 },
    );
  });
});

it('a text alone arrives exactly, and IDs without blanks around them', async () => {
  const file = `notification:
  templateId: \${{ github.event.id }}
  title: \${{ github.event.text }}
  runtimeTitle: \${{ github.event.text }}
  runtimeDescription: \${{ github.event.text }}
  endUsersIds: \${{ github.event.list }}
`;
  const isText = (text: string): boolean => text.trim() !== '';
  await fc.assert(
    fc.asyncProperty(anyText().filter(isText), async (text) => {
      const id = toId(text);
      const event = { text, id: ` ${id}\n`, list: [`\t${id} `] };
      const { notifications, errors } = await build({ file, event });
      expect(errors).toEqual([]);
      const expected: Notification = {
        templateId: id,
        title: text,
        runtimeTitle: text,
        runtimeDescription: text,
        endUsersIds: [id],
        override: [],
        additional: {},
      };
      const [{ personLocations: _, ...found } = expected] = notifications;
      expect(found).toEqual(expected);
      expect(notifications).toHaveLength(1);
    }),
    { numRuns: 500 },
  );
});

it('pairs that an expression yields as override arrive exactly, in either form', async () => {
  // The engine knows no case, and loses a key that every JavaScript object has.
  const lost = new Set(['__proto__', 'constructor']);
  // Numbers are left out, because every JavaScript object has them first.
  const key = anyText(4).filter((it) => !/^\s|\s$|^###[\s\S]*###$|^\d*$/.test(it));
  const pairs = fc.uniqueArray(fc.tuple(key, anyText(4)), {
    selector: ([it]) => it.toLowerCase(),
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(pairs, fc.boolean(), async (all, asList) => {
      const listed = all
        .filter(([name]) => !lost.has(name.toLowerCase()))
        .map(([name, value]) => ({ key: name, value }));
      const { notifications } = await sound({
        file: 'notification:\n  override: ${{ github.event.pairs }}\n',
        event: { pairs: asList ? listed : Object.fromEntries(all) },
      });
      expect(notifications[0]?.override).toEqual(listed);
    }),
    { numRuns: 500 },
  );
});

it('no document of text makes it throw', async () => {
  const piece = fc.constantFrom(
    ...['notification', 'notifications', 'override', 'title', ':', ' ', '\n', '  ', '- ', '{', '}'],
    ...['[', ']', ',', '"', "'", '${{', '}}', 'github', '.', 'x', '1', '~', '&a', '*a', '|', '#'],
    ...['key', 'value', 'additionalFields', '__proto__', '!!str', '---', '\t', '\0', '“'],
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 40 }).map((all) => all.join('')),
    anyText(),
  );
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom('p.yml', 'p.json'), async (file, name) => {
      const { notifications, errors } = await build({ name, file, payload: file });
      expect(notifications.length + errors.length).toBeGreaterThan(0);
      for (const { message, code } of errors) {
        expect(code).toMatch(/^(payload-invalid|expression-invalid|value-missing)$/);
        expect(message.length).toBeLessThan(1000);
      }
    }),
    { numRuns: 500 },
  );
});
