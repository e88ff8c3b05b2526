import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import { refOf } from '../../../shared/kubernetes/registry.ts';
import type { WatchEvent } from '../../engine/apistore/watch-event.ts';
import type { RuleContext } from './recorder.ts';

/** Booting is a waiting period; losing power starts the grace period after which the node is marked NotReady. */
const monitorGraceMs = 50_000;

export const machineRule = {
  resource: 'machines',
  observe(event: WatchEvent, { nowMs, recorder }: RuleContext): void {
    const machine = event.object as Machine;
    const before = (event.previous as Machine | undefined)?.status?.phase;
    const phase = event.type === 'DELETED' ? undefined : machine.status?.phase;
    if (phase === before) return;
    const { name } = machine.metadata;
    const ref = refOf(machine);
    const bootKey = `boot/${name}`;
    if (phase === 'Booting') {
      recorder.openSpan(bootKey, 'nodes', nowMs, nowMs + (machine.spec.bootSeconds ?? 0) * 1000, 'working/Booting', { key: 'view:timeline.boot', params: { machine: name } }, ref);
    } else recorder.closeSpan(bootKey, nowMs);
    const fell = (phase === 'Off' || phase === 'Crashed') && before === 'Running';
    if (fell) recorder.openSpan(`grace/${name}`, 'nodes', nowMs, nowMs + monitorGraceMs, 'attention/Grace', { key: 'view:timeline.grace', params: { machine: name, seconds: 50 } }, ref);
  },
};
