import type { AppError } from '../../shared/ipc/errors.ts';

const reasons: Record<string, Extract<AppError, { kind: 'Storage' }>['reason']> = {
  ENOSPC: 'full', EDQUOT: 'full', EROFS: 'readOnly', EACCES: 'readOnly', EPERM: 'readOnly', EBUSY: 'busy', ETXTBSY: 'busy',
};

/** What the window is told when the file system refused. A mistake of this program is thrown on. */
export function fileError(cause: unknown, file: string): AppError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  if (code === undefined) throw cause;
  if (code === 'ENOENT') return { kind: 'NotFound', what: file };
  return { kind: 'Storage', reason: reasons[code] ?? 'failed', file, detail: (cause as Error).message };
}
