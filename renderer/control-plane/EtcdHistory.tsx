import type { EtcdView } from '../../shared/view/control-plane.ts';
import { formatClock } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';

const shown = 40;

/** Elections and changes of the membership, newest first. */
export function EtcdHistory({ history }: { history: EtcdView['history'] }) {
  const { t } = useText();
  return (
    <ol className="etcd-history">
      {history.slice(-shown).reverse().map(({ atMs, kind, member, term }, index) => (
        <li key={history.length - index} className="etcd-event">
          <time className="mono">{formatClock(atMs)}</time>
          <span>{t(`inspector:etcd.history.${kind}`, { member, term })}</span>
        </li>
      ))}
    </ol>
  );
}
