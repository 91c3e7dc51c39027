/**
 * Shows what a payload file would send, by the same code as a dry run, without network:
 * `npm run preview -- payload.yml`. `--help` lists the options.
 */

import { runPreview } from './preview-command.ts';

process.exitCode = await runPreview(process.argv.slice(2), process.env);
