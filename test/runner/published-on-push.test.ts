import { runPublished } from './published.ts';

runPublished((event) => event === 'push');
