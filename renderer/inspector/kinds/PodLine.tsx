import type { ReactNode } from 'react';
import { podStates } from '../../../shared/view/states.ts';
import { StateMark } from '../../design/StateMark.tsx';
import { useText } from '../../i18n/use-text.ts';
import { mirror } from '../../store/cluster.ts';
import { usePod } from '../../store/hooks.ts';
import { ObjectLink } from '../parts/Facts.tsx';

interface PodLineProps {
  namespace: string;
  name: string;
  children?: ReactNode;
}

/** One pod in a list of its controller: its state, its name, its node. A pod that is wanted but not there is a dashed ring. */
export function PodLine({ namespace, name, children }: PodLineProps) {
  const { t } = useText();
  const row = usePod(mirror.pods.find(namespace, name)?.uid ?? '');
  const state = row === undefined ? undefined : podStates[row.state];
  return (
    <li className="kind-line">
      <StateMark family={state?.family ?? 'waiting'} name={state?.name} size={14} label={state?.name ?? t('inspector:kind.noPod')} />
      <span className="kind-line-text">
        {row === undefined ? <span className="quiet">{name}</span> : <ObjectLink to={{ apiVersion: 'v1', kind: 'Pod', namespace, name }} />}
        {children}
      </span>
      <span className="kind-aside">
        {row === undefined ? t('inspector:kind.noPod') : row.node === '' ? state?.name : <ObjectLink to={{ apiVersion: 'v1', kind: 'Node', name: row.node }} />}
      </span>
    </li>
  );
}
