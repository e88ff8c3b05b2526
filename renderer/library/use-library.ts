import { useCallback, useEffect, useState } from 'react';
import type { ResponseOf } from '../../shared/ipc/contract.ts';
import { showError } from '../commands/show-error.ts';
import { request } from '../ipc/client.ts';
import { useUi } from '../store/ui.ts';

export type LibraryContent = ResponseOf<'library.list'>;

export interface LibraryState {
  /** Undefined until the control plane has answered. */
  content: LibraryContent | undefined;
  reload: () => Promise<void>;
  rename: (designId: string, name: string) => Promise<void>;
  duplicate: (designId: string) => Promise<void>;
  remove: (designId: string) => Promise<void>;
  restore: (designId: string) => Promise<void>;
}

/** The list of designs, read when the screen opens, after each change, and when the control plane comes back. */
export function useLibrary(): LibraryState {
  const [content, setContent] = useState<LibraryContent>();
  const process = useUi((state) => state.process);
  const reload = useCallback(async () => {
    const answer = await request('library.list');
    if (answer.ok) setContent(answer.value);
    else if (answer.error.kind !== 'Unavailable') showError(answer.error);
  }, []);
  useEffect(() => {
    if (process !== 'restarting' && process !== 'failed') void reload();
  }, [process, reload]);

  const change = useCallback(async (name: 'library.duplicate' | 'library.delete' | 'library.undelete', designId: string) => {
    const answer = await request(name, { designId });
    if (!answer.ok) showError(answer.error);
    await reload();
  }, [reload]);
  const rename = useCallback(async (designId: string, name: string) => {
    const answer = await request('library.rename', { designId, name });
    if (!answer.ok) showError(answer.error);
    await reload();
  }, [reload]);
  return {
    content, reload, rename,
    duplicate: (designId) => change('library.duplicate', designId), remove: (designId) => change('library.delete', designId), restore: (designId) => change('library.undelete', designId),
  };
}
