import type { CardRow } from '../../../shared/view/rows.ts';
import { CardFact } from './CardFact.tsx';
import { containerLabel } from './names.ts';

/** Screen pixels of name and count, of one line below them, and of the track at the foot. */
const headPx = 30;
const rowPx = 13;
const footPx = 12;

/** At the middle zoom, as far as there is room: the containers' images and the volumes as plain lines, the live fact, how many pods are ready. */
export function CardMiddle({ row, heightPx }: { row: CardRow; heightPx: number }) {
  const { template, replicas } = row;
  const foot = replicas ? footPx : 0;
  const rows = Math.floor((heightPx - headPx - foot) / rowPx);
  const lines = template ? [...template.containers.map(containerLabel), ...template.volumes.map(({ name }) => name)] : [];
  return (
    <>
      {rows > 0 && (
        <div className="card-middle">
          {lines.slice(0, rows).map((line, index) => <div key={index} className="truncate">{line}</div>)}
          {rows > lines.length && <CardFact row={row} />}
        </div>
      )}
      {replicas && heightPx >= headPx + foot && (
        <div className="card-middle-track"><div style={{ width: `${Math.min(100, (100 * replicas.ready) / Math.max(1, replicas.desired))}%` }} /></div>
      )}
    </>
  );
}
