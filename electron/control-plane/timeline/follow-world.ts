import { faultIcon, faultSubject } from '../../../shared/faults.ts';
import type { World } from '../../engine/world.ts';
import type { TimelineRecorder } from './recorder.ts';

/** Lets the timeline see all that is committed and decided in a world, as long as `isOn`. */
export function followWorld(timeline: TimelineRecorder, world: World, isOn: () => boolean = () => true): void {
  const parse = (text: string): number => world.simulation.env.parseTimestamp(text);
  world.onCommit((event) => {
    if (!isOn()) return;
    timeline.observe(event, world.nowMs, parse);
    timeline.scaling.observe(event, { nowMs: world.nowMs, api: world.api, parse });
  });
  world.onStrike(({ atMs, fault, error }) => {
    if (!isOn()) return;
    const text = { key: `view:fault.${fault.kind}`, params: { subject: faultSubject(fault) } };
    timeline.mark('you', atMs, faultIcon(fault), error === undefined ? text : { key: 'view:timeline.faultFailed', params: { kind: fault.kind, error } });
  });
  world.onDecision((decision) => {
    if (isOn()) timeline.scaling.decided(decision, { nowMs: world.nowMs, api: world.api, parse });
  });
}
