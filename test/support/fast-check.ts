/**
 * fast-check with a seed: each run of the tests tries the same values, so that only a change can break
 * them. `TEST_SEED=random npm test` tries new values, and `TEST_SEED=5` those of another run.
 */

import fc from 'fast-check';
import { seed } from './seed.ts';

fc.configureGlobal({ seed });

export { default } from 'fast-check';
