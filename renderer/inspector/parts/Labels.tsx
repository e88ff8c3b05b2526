import { Breakable } from './Breakable.tsx';
import './parts.css';

/** Labels as chips, `key=value`, in mono since they can be pasted into a selector. */
export function Labels({ labels }: { labels: Readonly<Record<string, string>> }) {
  return (
    <ul className="labels">
      {Object.entries(labels).map(([key, value]) => (
        <li key={key} className="label-chip mono" title={`${key}=${value}`}>
          <Breakable text={value === '' ? key : `${key}=${value}`} />
        </li>
      ))}
    </ul>
  );
}
