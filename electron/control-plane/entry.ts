import { sqliteVersion } from '../persistence/sqlite-version.ts';

process.parentPort.postMessage({ sqliteVersion: sqliteVersion(), node: process.versions.node });
