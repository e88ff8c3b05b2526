import { Unlink } from 'lucide-react';
import { etcdSides } from '../../shared/view/etcd-sides.ts';
import { votersOf } from '../../shared/view/control-plane-trouble.ts';
import { StateMark } from '../design/StateMark.tsx';
import { useText } from '../i18n/use-text.ts';
import { mirror } from '../store/cluster.ts';
import { useCluster, useControlPlane } from '../store/hooks.ts';

/** Whether a zone is cut off. */
export function useIsCut(zone: string): boolean {
  return useCluster()?.cutZones?.includes(zone) ?? false;
}

/** Of a zone, while the network is parted: whether it is cut off, and whether the members of etcd in it are on the side of the quorum. */
export function ZoneMark({ zone }: { zone: string }) {
  const { t } = useText();
  const isCut = useIsCut(zone);
  const etcd = useControlPlane()?.etcd;
  const sides = etcd ? etcdSides(etcd) : [];
  const isHere = (machine: string): boolean => mirror.machine(machine)?.zone === zone;
  const side = sides.length > 1 ? sides.find(({ machines }) => machines.some(isHere)) : undefined;
  if (!isCut && !side) return null;
  const family = isCut || side?.hasQuorum === false ? 'bad' : 'ready';
  return (
    <span className="zone-mark" data-family={family}>
      {isCut ? <Unlink size={12} aria-hidden /> : <StateMark family={family} size={11} />}
      {!side && t('canvas:zone.cut')}
      {side && <><span className="zone-mark-word">{t(side.hasQuorum ? 'canvas:zone.quorum' : 'canvas:zone.noQuorum')}</span> {side.machines.length}/{votersOf(etcd?.members ?? []).length}</>}
    </span>
  );
}
