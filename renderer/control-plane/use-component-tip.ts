import { useCallback, useSyncExternalStore } from 'react';
import type { ComponentRow, MachineRow } from '../../shared/view/rows.ts';
import { formatDuration } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { mirror } from '../store/cluster.ts';

/** Of the component on this machine, as whole seconds; undefined: it elects no leader, or nobody holds the Lease. */
function leaseAge(machine: string, name: string): number | undefined {
  return mirror.controlPlane?.components.find((one) => one.machine === machine && one.component === name)?.leaseAgeMs;
}

/** What the tooltip of a component says: its state, why, and how old its Lease is. Only what is pointed at follows the Lease. */
export function useComponentTip(machine: string, row: ComponentRow | MachineRow['lamps'][number], isHovered: boolean): string {
  const { t, localize } = useText();
  const subscribe = useCallback((listener: () => void) => (isHovered ? mirror.topics.subscribe('controlPlane', listener) : () => undefined), [isHovered]);
  const age = useSyncExternalStore(subscribe, () => (isHovered ? leaseAge(machine, row.name) : undefined));
  const lease = age === undefined ? '' : `\n${t('inspector:component.lease', { time: formatDuration(age) })}`;
  return `${row.name} · ${localize(row.detail)}\n${localize(row.why)}${lease}`;
}
