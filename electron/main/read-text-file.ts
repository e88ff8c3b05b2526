import { open } from 'node:fs/promises';
import path from 'node:path';
import { topologyLimits } from '../../shared/topology/limits.ts';
import type { AppError } from '../../shared/ipc/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { fileError } from './file-error.ts';

/** A text within the limit can have no more bytes than this: UTF-8 takes at most three per UTF-16 unit. */
const maximumBytes = topologyLimits.textLength * 3;

/**
 * Reads a UTF-8 text; a byte order mark is left out. Errors: BadFile for what is no text or too large (and is not read then), NotFound,
 * Storage.
 */
export async function readTextFile(file: string): Promise<Result<string, AppError>> {
  try {
    const handle = await open(file, 'r');
    try {
      const found = await handle.stat();
      if (!found.isFile()) return badFile(file, 'This is not a file.', 'Choose a topology file or Kubernetes YAML.');
      if (found.size > maximumBytes) {
        return badFile(
          file, `The file has ${(found.size / 1e6).toFixed(0)} MB; at most ${(maximumBytes / 1e6).toFixed(0)} MB are read.`,
          'Split it into several files.',
        );
      }
      return ok(new TextDecoder('utf-8', { fatal: true }).decode(await handle.readFile()));
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (cause instanceof TypeError) return badFile(file, 'The file is not UTF-8 text.', 'Save it as UTF-8.');
    return err(fileError(cause, file));
  }
}

function badFile(file: string, message: string, hint: string): Result<never, AppError> {
  return err({ kind: 'BadFile', fileName: path.basename(file), problems: [{ severity: 'error', message, hint }] });
}
