import type { KubernetesObject } from '../../shared/kubernetes/types/meta.ts';
import { machineStates, podStates, type StateFamily } from '../../shared/view/states.ts';
import { Pill } from '../design/Pill.tsx';
import { formatDuration } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { useCard, useClock, useMachine, usePod } from '../store/hooks.ts';
import { useSimulatedTime } from './use-simulated-time.ts';

/** The state of the inspected object as the canvas shows it; nothing for objects that have no state of their own. */
export function StatePill({ object, kind, name }: { object: KubernetesObject | undefined; kind: string; name: string }) {
  const uid = object?.metadata.uid ?? '';
  if (kind === 'Machine') return <MachinePill name={name} />;
  if (kind === 'Pod') return <PodPill uid={uid} created={object?.metadata.creationTimestamp} />;
  return <CardPill uid={uid} isDeleting={object?.metadata.deletionTimestamp !== undefined} />;
}

function MachinePill({ name }: { name: string }) {
  const row = useMachine(name);
  if (row === undefined) return null;
  const state = machineStates.find((candidate) => candidate.name === row.state);
  return <Pill family={state?.family ?? 'unknown'} name={row.state} text={row.state} />;
}

function PodPill({ uid, created }: { uid: string; created: string | undefined }) {
  const row = usePod(uid);
  const { nowMs } = useClock();
  const time = useSimulatedTime();
  if (row === undefined) return null;
  const state = podStates[row.state];
  const family: StateFamily = state?.family ?? 'unknown';
  const name = state?.name ?? 'Unknown';
  const since = time.msOf(created);
  const text =
    name === 'Ready' || name === 'NotReady'
      ? `${name} ${row.ready}/${row.total}`
      : name === 'Pending' && since !== undefined
        ? `${name} ${formatDuration(nowMs - since)}`
        : name;
  return <Pill family={family} name={name} text={text} />;
}

function CardPill({ uid, isDeleting }: { uid: string; isDeleting: boolean }) {
  const { localize } = useText();
  const card = useCard(uid);
  if (isDeleting) return <Pill family="leaving" text="Terminating" />;
  if (card === undefined) return null;
  const text = localize(card.fact);
  return text === '' ? null : <Pill family={card.family} text={text} />;
}
