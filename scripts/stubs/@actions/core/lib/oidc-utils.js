/** Stands for a part of `@actions/core` that loads an HTTP client and undici; nobody calls it here. */
export class OidcClient {}
