import Database from 'better-sqlite3';

const database = new Database(':memory:');
const sqliteVersion = database.prepare('SELECT sqlite_version()').pluck().get();
process.parentPort.postMessage({ sqliteVersion, node: process.versions.node });
