/** `npm run check:lint` */
import { checkLint } from './lint.ts';

process.exit((await checkLint()).failed === 0 ? 0 : 1);
