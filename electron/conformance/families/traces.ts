/** `traces`. */
import { failed, passed, type Outcome } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';
import { ownEvents, ownStates, podTimes, recordedEvents, recordedStates, stateDifferences } from './traces/compare-states.ts';
import { Replay } from './traces/replay.ts';
import type { Trace, TraceAction, TraceChange } from './traces/trace.ts';

/** How far a pod's creation or end may be from the recorded time. */
const toleranceMs = 2_500;
/** More where a node falls silent: its last heartbeat was up to so long before. */
const heartbeatMs = 10_000;

/**
 * Does what the trace's user did, at the same times, and compares: the status of every workload before each further action and at the
 * end, the reasons of the Events of controllers, and when and how often pods come and go.
 */
export const tracesFamily = defineAdapter<Trace>(['traces'], (trace) => {
  const actions = trace.events.filter((event): event is TraceAction => event.type === 'ACTION');
  const replay = new Replay(trace);
  const differences: string[] = [];
  for (const [place, action] of actions.entries()) {
    replay.perform(action);
    const nextMs = actions[place + 1]?.t ?? (trace.events.at(-1)?.t ?? 0) + 1_000;
    // Actions in quick succession leave nothing settled between them.
    if (nextMs - action.t < 1_000) continue;
    replay.advanceTo(nextMs);
    const found = stateDifferences(recordedStates(trace, nextMs), ownStates(replay.cluster, trace.namespace));
    differences.push(...found.map((difference) => `before ${nextMs} ms: ${difference}`));
  }
  differences.push(...replay.wrongAnswers, ...compareEvents(trace, replay), ...comparePods(trace, replay));
  return outcomeOf(differences);
});

function compareEvents(trace: Trace, { cluster }: Replay): string[] {
  const recorded = recordedEvents(trace);
  const own = ownEvents(cluster, trace.namespace);
  return [...new Set([...recorded, ...own])].sort().filter((key) => recorded.has(key) !== own.has(key))
    .map((key) => `Event ${key}: ${recorded.has(key) ? 'recorded, but not here' : 'here, but not recorded'}`);
}

function comparePods(trace: Trace, { cluster }: Replay): string[] {
  const isPod = (event: Trace['events'][number]): event is TraceChange => event.type !== 'ACTION' && event.kind === 'Pod';
  const recorded = podTimes(trace.events.filter(isPod).map(({ t, type, name = '' }) => ({ t, type, name })));
  const own = podTimes(cluster.commitTimes.filter(({ event }) => event.resource === 'pods')
    .map(({ atMs, event }) => ({ t: atMs, type: event.type, name: event.object.metadata.name })));
  const silence = trace.events.some((event) => event.type === 'ACTION' && event.action === 'nodeStopsHeartbeat');
  const allowedMs = silence ? toleranceMs + heartbeatMs : toleranceMs;
  const endMs = trace.events.at(-1)?.t ?? 0;
  return [...new Set([...recorded.keys(), ...own.keys()])].sort().flatMap((key) => {
    let [theirs, ours] = [recorded.get(key) ?? [], own.get(key) ?? []];
    // What happens at the very end may fall on either side of it.
    if (theirs.length !== ours.length) [theirs, ours] = [theirs, ours].map((times) => times.filter((t) => t < endMs - allowedMs)) as [number[], number[]];
    if (theirs.length !== ours.length) return [`Pod ${key}: recorded ${theirs.length} times, here ${ours.length}`];
    const late = theirs.findIndex((t, place) => Math.abs(t - (ours[place] as number)) > allowedMs);
    return late < 0 ? [] : [`Pod ${key}, number ${late + 1}: recorded at ${theirs[late]} ms, here at ${ours[late]} ms`];
  });
}

function outcomeOf(differences: readonly string[]): Outcome {
  return differences.length === 0 ? passed : failed(differences.join('\n'));
}
