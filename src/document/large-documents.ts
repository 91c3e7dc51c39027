/** Keeps memory small, and the step able to hear a signal, while a large document is read. */

/** UTF-16 units. What is shorter is read in less than 0.2 s. */
const LARGE = 131_072;

/** @returns whether a document needs what this file does. */
export function isLarge(text: string): boolean {
  return text.length >= LARGE;
}

/** Before a document is parsed: bounds the memory that new objects take. */
export function boundMemory(text: string): void {
  if (!isLarge(text)) return;
  // Otherwise V8 doubles their space again and again, up to 100 MiB.
  process.getBuiltinModule('node:v8').setFlagsFromString('--semi-space-growth-factor=1');
}

/** After a document is parsed: frees what the parser made of it, which V8 would keep for long. */
export function freeMemory(text: string): void {
  if (!isLarge(text)) return;
  process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
  process.getBuiltinModule('node:vm').runInNewContext('gc()');
}

/** Between two stages of reading a document. */
export async function hearSignals(text: string): Promise<void> {
  if (isLarge(text)) await new Promise((resolve) => setImmediate(resolve));
}
