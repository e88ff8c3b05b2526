import { HardDrive, TriangleAlert, Wrench } from 'lucide-react';
import type { EtcdMemberView, EtcdView } from '../../shared/view/control-plane.ts';
import { inject } from '../commands/inject.ts';
import { slowFsyncMs } from '../commands/slow-disk.ts';
import { IconButton } from '../design/IconButton.tsx';
import { StateMark } from '../design/StateMark.tsx';
import { formatCount } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { ObjectLink } from '../inspector/parts/Facts.tsx';
import { useMachine } from '../store/hooks.ts';
import { ui } from '../store/ui.ts';
import { memberFamily } from './member-family.ts';

/** etcd calls a disk slow whose writes take longer. */
const slowMs = 100;

/** A row for each member: what it is, how far its log goes, and what can be done to it. */
export function EtcdMembers({ etcd }: { etcd: EtcdView }) {
  const first = Math.min(...etcd.members.map(({ snapshotIndex }) => snapshotIndex));
  const last = Math.max(1, ...etcd.members.map(({ lastIndex }) => lastIndex));
  const canForce = etcd.why?.kind === 'NoQuorum';
  return (
    <ul className="etcd-members">
      {etcd.members.map((member) => <Member key={member.id} member={member} first={first} last={last} canForce={canForce} />)}
    </ul>
  );
}

function Member({ member, first, last, canForce }: { member: EtcdMemberView; first: number; last: number; canForce: boolean }) {
  const { t, localize } = useText();
  const { machine, role, lost, term, fsyncMs, id } = member;
  const row = useMachine(machine)?.components.find(({ name }) => name === 'etcd');
  // Without a leader nobody says how far the others are: the longest log is measured by.
  const lag = Math.max(member.lag, role === 'Leader' ? 0 : last - member.lastIndex);
  const isSlow = fsyncMs >= slowMs;
  const isHere = role !== 'Down';
  return (
    <li className="etcd-member" data-role={role} data-machine={machine} data-family={memberFamily[role]}>
      <div className="etcd-member-head">
        <StateMark family={memberFamily[role]} size={14} />
        <ObjectLink to={{ apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: machine }} />
        <span className="etcd-role" title={row && localize(row.why)}>{lost ? t('inspector:etcd.lost') : t(`inspector:etcd.role.${role}`)}</span>
        <span className="etcd-id mono" title={t('inspector:etcd.memberId')}>{id.slice(0, 8)}</span>
        {isHere && (isSlow
          ? <IconButton label={t('inspector:etcd.mendDisk', { machine })} icon={<Wrench size={14} />} side="left" onClick={() => void inject({ kind: 'MendMachine', machine, fault: 'SlowDisk' })} />
          : <IconButton label={t('inspector:etcd.slowDisk', { machine })} icon={<HardDrive size={14} />} side="left" onClick={() => void inject({ kind: 'SlowDisk', machine, fsyncMs: slowFsyncMs })} />)}
        {isHere && canForce && <IconButton label={t('inspector:etcd.force.title', { machine })} icon={<TriangleAlert size={14} />} side="left" onClick={() => ui.openDialog({ kind: 'forceNewCluster', machine })} />}
      </div>
      <Log member={member} first={first} last={last} />
      <p className="etcd-facts">
        <span title={t('inspector:etcd.termHint')}>{t('inspector:etcd.term', { term })}</span>
        <span data-slow={isSlow || undefined} title={t('inspector:etcd.fsyncHint')}>{t('inspector:etcd.fsync', { ms: formatCount(fsyncMs) })}</span>
        {role !== 'Leader' && <span>{lag === 0 ? t('inspector:etcd.caughtUp') : t('inspector:etcd.lag', { count: lag, entries: formatCount(lag) })}</span>}
      </p>
    </li>
  );
}

/** A log as a bar: what the snapshot holds, what is committed, what is only written. */
function Log({ member: { snapshotIndex, commitIndex, lastIndex }, first, last }: { member: EtcdMemberView; first: number; last: number }) {
  const { t } = useText();
  const at = (index: number): string => `${(Math.max(0, index - first) / Math.max(1, last - first)) * 100}%`;
  const text = t('inspector:etcd.log', { snapshot: formatCount(snapshotIndex), commit: formatCount(commitIndex), last: formatCount(lastIndex) });
  return (
    <div className="etcd-log">
      <span className="etcd-log-track" aria-hidden>
        <span className="etcd-log-last" style={{ width: at(lastIndex) }} />
        <span className="etcd-log-commit" style={{ width: at(commitIndex) }} />
      </span>
      <span className="etcd-log-text mono" title={t('inspector:etcd.logHint')}>{text}</span>
    </div>
  );
}
