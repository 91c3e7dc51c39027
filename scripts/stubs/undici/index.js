/**
 * Stands for undici, 400 KB: `src/io/fetch.ts` asks GitHub instead. `@actions/http-client` makes an
 * agent as it loads where there is a proxy, and nothing sends through it.
 */
export class ProxyAgent {}

export function fetch() {
  throw new Error('left out of the bundle: see scripts/build.ts');
}
