import { podStates } from '../../../shared/view/states.ts';
import { StateMark } from '../../design/StateMark.tsx';
import { useText } from '../../i18n/use-text.ts';
import { mirror } from '../../store/cluster.ts';
import { usePodStates, usePodUids } from '../../store/hooks.ts';
import './staying-pods.css';

const terminating = podStates.findIndex((state) => state.name === 'Terminating');

/**
 * On a machine whose kubelet is silent, evicted pods stay in the API: only the kubelet, or a person who forces it, can say that they are
 * gone. Nothing on a machine where all is well.
 */
export function StayingPods({ machine }: { machine: string }) {
  const { t } = useText();
  const states = usePodStates(machine);
  const staying = usePodUids(machine).filter((_, index) => states[index] === terminating);
  if (staying.length === 0) return null;
  const hasSet = staying.some((uid) => isOfStatefulSet(uid));
  return (
    <p className="staying-pods" data-family="leaving">
      <StateMark family="leaving" name="Terminating" size={14} />
      <span>
        {t('inspector:machine.stay', { count: staying.length })}
        {hasSet && ` ${t('inspector:machine.staySet')}`}
      </span>
    </p>
  );
}

/** Pods of a StatefulSet are called after it and their number. */
function isOfStatefulSet(uid: string): boolean {
  const row = mirror.pods.row(uid);
  return row !== undefined && row.owner !== '' && /^\d+$/.test(row.name.slice(row.owner.length + 1));
}
