import { expect, it } from 'vitest';
import { expectRefusedEarly, notify } from '../support/story.ts';

const file = `notification:
  runtimeTitel: a
  template_id: b
  colour: c
  title: [x]
  override:
    A: {deep: 1}
  endUsersIds: [[a]]
  additionalFields:
    title: y
extra: 1
runtimeTitle: z
`;

it('unknown fields and wrong types are refused at once, with suggestions and positions', async () => {
  const run = await notify({
    inputs: { 'payload-file': 'walkme/p.yml' },
    files: { 'walkme/p.yml': file },
  });

  expectRefusedEarly(
    run,
    'payload-invalid',
    /walkme\/p\.yml:2:3\b.*`notification\.runtimeTitel`.*Did you mean `runtimeTitle`/,
    /walkme\/p\.yml:3:3\b.*template_id.*Did you mean `templateId`/,
    /walkme\/p\.yml:4:3\b.*colour.*additionalFields/,
    /walkme\/p\.yml:5:\d+\b.*`notification\.title` must be text, found a list/,
    /walkme\/p\.yml:7:\d+\b.*`notification\.override\.A` must be text, found a mapping/,
    /walkme\/p\.yml:8:\d+\b.*endUsersIds/,
    /walkme\/p\.yml:10:5\b.*title.*additionalFields/,
    /walkme\/p\.yml:11:1\b.*`extra` is not known/,
    /walkme\/p\.yml:12:1\b.*`runtimeTitle` must be inside `notification`/,
  );
  expect(run.report.errors).toHaveLength(9);
  expect(run.annotations.map((it) => it.location?.line)).toEqual([2, 3, 4, 5, 7, 8, 10, 11, 12]);
  expect(run.annotations.every((it) => it.location?.file === 'walkme/p.yml')).toBe(true);
});
