import { Cable, Unlink } from 'lucide-react';
import type { EtcdMemberView } from '../../shared/view/control-plane.ts';
import { inject } from '../commands/inject.ts';
import { IconButton } from '../design/IconButton.tsx';
import { StateMark } from '../design/StateMark.tsx';
import { useText } from '../i18n/use-text.ts';
import { useCluster } from '../store/hooks.ts';
import { areLinked } from './links.ts';

/** The ways between each two members: which are open, and a button that cuts or mends one. */
export function EtcdLinks({ members }: { members: readonly EtcdMemberView[] }) {
  const { t } = useText();
  const cluster = useCluster();
  const pairs = members.flatMap((a, index) => members.slice(index + 1).map((b) => ({ a, b })));
  return (
    <ul className="etcd-links">
      {pairs.map(({ a, b }) => {
        const cut = !areLinked(cluster, a.machine, b.machine);
        const bothRun = a.role !== 'Down' && b.role !== 'Down';
        const open = bothRun && a.reaches.includes(b.machine);
        const names = { a: a.machine, b: b.machine };
        return (
          <li key={`${a.machine} ${b.machine}`} className="etcd-link" data-cut={cut || undefined}>
            <StateMark family={open ? 'ready' : cut ? 'bad' : bothRun ? 'attention' : 'waiting'} size={12} />
            <span className="truncate">{a.machine} – {b.machine}</span>
            <span className="etcd-link-state">{t(cut ? 'inspector:etcd.link.cut' : open ? 'inspector:etcd.link.open' : bothRun ? 'inspector:etcd.link.apart' : 'inspector:etcd.link.down')}</span>
            <IconButton label={t(cut ? 'inspector:etcd.link.reconnect' : 'inspector:etcd.link.doCut', names)} icon={cut ? <Cable size={14} /> : <Unlink size={14} />} side="left"
              onClick={() => void inject({ kind: cut ? 'ReconnectLink' : 'CutLink', a: a.machine, b: b.machine })} />
          </li>
        );
      })}
    </ul>
  );
}
