/** Where the random values of the tests begin. */
export const seed = readSeed(process.env['TEST_SEED'] ?? '20261129');

function readSeed(text: string): number {
  const given = text === 'random' ? Date.now() % 2 ** 31 : Number(text);
  if (!Number.isSafeInteger(given)) throw new Error(`TEST_SEED is not a number: ${text}`);
  return given;
}
