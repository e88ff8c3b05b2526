import { Database } from './database.ts';

// The one export becomes `module.exports`, as it is in better-sqlite3.
export default Database;
