import type { CardRow } from '../../../shared/view/rows.ts';
import { CardFact } from './CardFact.tsx';
import { containerLabel } from './names.ts';

/** Screen pixels of a head with name and count, or with a name alone, of one line below it, and of the foot with and without a track. */
const headPx = 30;
const nameHeadPx = 22;
const rowPx = 13;
const trackPx = 12;
const footPx = 4;

/** At the middle zoom, as far as there is room: the containers' images and the volumes as plain lines, the live fact, how many pods are ready. */
export function CardMiddle({ row, heightPx, hasCount }: { row: CardRow; heightPx: number; hasCount: boolean }) {
  const { template, replicas } = row;
  const head = hasCount ? headPx : nameHeadPx;
  const foot = replicas ? trackPx : footPx;
  const rows = Math.floor((heightPx - head - foot) / rowPx);
  const lines = template ? [...template.containers.map(containerLabel), ...template.volumes.map(({ name }) => name)] : [];
  return (
    <>
      {rows > 0 && (
        <div className="card-middle">
          {lines.slice(0, rows).map((line, index) => <div key={index} className="truncate">{line}</div>)}
          {rows > lines.length && <CardFact row={row} />}
        </div>
      )}
      {replicas && heightPx >= head + foot && (
        <div className="card-middle-track"><div style={{ width: `${Math.min(100, (100 * replicas.ready) / Math.max(1, replicas.desired))}%` }} /></div>
      )}
    </>
  );
}
