/** `npm run check:types` */
import { checkTypes } from './types.ts';

process.exit((await checkTypes()).failed === 0 ? 0 : 1);
