import { useEffect, useMemo, useState } from 'react';
import type { LibraryEntry, RevisionEntry, SampleEntry } from '../../shared/ipc/library.ts';
import { showError } from '../commands/show-error.ts';
import { request } from '../ipc/client.ts';
import { useUi } from '../store/ui.ts';
import { offersOf, type Offer } from './choices.ts';

interface Listed {
  designs: readonly LibraryEntry[];
  samples: readonly SampleEntry[];
  revisions: readonly RevisionEntry[];
}

export interface Offers {
  /** Undefined until they are known. */
  offers: readonly Offer[] | undefined;
  /** Asks for a file. @returns the value of its offer; undefined: none was chosen */
  addFile(): Promise<string | undefined>;
}

export function useOffers(): Offers {
  const openId = useUi((state) => state.designId);
  const [listed, setListed] = useState<Listed>();
  const [files, setFiles] = useState<readonly { name: string; text: string }[]>([]);
  useEffect(() => {
    let wanted = true;
    void (async () => {
      const library = await request('library.list');
      const revisions = openId === undefined ? undefined : await request('library.revisions', { designId: openId });
      if (!wanted) return;
      if (library.ok) setListed({ designs: library.value.designs, samples: library.value.samples, revisions: revisions?.ok ? revisions.value : [] });
      else showError(library.error);
    })();
    return () => { wanted = false; };
  }, [openId]);
  const offers = useMemo(() => listed && offersOf({ openId, ...listed, files }), [openId, listed, files]);
  const addFile = async (): Promise<string | undefined> => {
    const file = await readFile();
    if (file === undefined) return undefined;
    setFiles((before) => [...before, file]);
    return `file:${files.length}`;
  };
  return { offers, addFile };
}

/** Asks for a file and reads it; what goes wrong is shown. */
export async function readFile(): Promise<{ name: string; text: string } | undefined> {
  const answer = await request('compare.readFile');
  if (answer.ok) return { name: answer.value.fileName, text: answer.value.text };
  if (answer.error.kind !== 'Cancelled') showError(answer.error);
  return undefined;
}
