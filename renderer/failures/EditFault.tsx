import { mirror } from '../store/cluster.ts';
import { draftOf, type FaultDraft } from './draft.ts';
import { FaultForm } from './FaultForm.tsx';

/** The form of the planned fault at this place of the list, or of a new one. */
export function EditFault({ index, draft, onClose }: { index?: number | undefined; draft?: FaultDraft | undefined; onClose: () => void }) {
  const row = index === undefined ? undefined : mirror.plannedFaults.find((one) => one.index === index);
  const begun = draft ?? (row && draftOf(row.entry));
  return begun ? <FaultForm draft={begun} row={row} onClose={onClose} /> : null;
}
