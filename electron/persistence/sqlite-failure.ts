import { accessSync, constants, statfsSync } from 'node:fs';
import path from 'node:path';
import type { AppError } from '../../shared/ipc/errors.ts';

/**
 * A statement that SQLite refused, with the statement and the file that it is about. `code` is SQLite's (`SQLITE_FULL`) or the system's
 * (`EACCES`).
 */
export class SqliteFailure extends Error {
  readonly code: string;
  readonly file: string;

  constructor(file: string, what: string, cause: unknown) {
    super(`${cause instanceof Error ? cause.message : String(cause)} (${what}; ${file})`, { cause });
    this.name = 'SqliteFailure';
    this.code = codeOf(cause);
    this.file = file;
  }
}

type StorageError = Extract<AppError, { kind: 'Storage' }>;

/** Free space below this counts as a full disk when SQLite only says that writing failed. */
const fullBelowBytes = 256 * 1024;

/** What the window is told of a failure of the database or the file system. A mistake of this program is thrown on. */
export function storageError(cause: unknown, file: string): StorageError {
  const code = codeOf(cause);
  if (code === '') throw cause;
  return { kind: 'Storage', reason: reasonOf(code, file), file, detail: cause instanceof Error ? cause.message : String(cause) };
}

/** Whether the file's content is at fault, rather than the disk or another process. */
export function isDamage(cause: unknown): boolean {
  const code = codeOf(cause);
  // SQLITE_ERROR comes from a table whose definition in the file is no longer readable.
  return code.startsWith('SQLITE_CORRUPT') || ['SQLITE_NOTADB', 'SQLITE_IOERR_SHORT_READ', 'SQLITE_ERROR', 'SQLITE_FORMAT'].includes(code);
}

function codeOf(cause: unknown): string {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' && /^(SQLITE_|E[A-Z]+$)/.test(code) ? code : '';
}

function reasonOf(code: string, file: string): StorageError['reason'] {
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return 'full';
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return 'readOnly';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code === 'SQLITE_IOERR_SHORT_READ') return 'damaged';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'busy';
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN')) {
    if (freeBytes(file) < fullBelowBytes) return 'full';
    if (!isWritable(file)) return 'readOnly';
  }
  return 'failed';
}

function freeBytes(file: string): number {
  try {
    const { bavail, bsize } = statfsSync(path.dirname(file));
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function isWritable(file: string): boolean {
  try {
    accessSync(path.dirname(file), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
