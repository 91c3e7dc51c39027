/**
 * Stands in the bundle for the client of `@actions/http-client`, which `@actions/core` imports at
 * load for its OIDC helper. Nothing in this action calls it; the real one loads undici and https.
 */
export class HttpClient {
  constructor() {
    throw new Error('left out of the bundle: see scripts/build.ts');
  }
}
