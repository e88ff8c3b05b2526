import { existsSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import type { Decision } from '../../../shared/decisions.ts';
import { eventComponent } from '../../../shared/kubernetes/event-facts.ts';
import type { Event } from '../../../shared/kubernetes/types/core.ts';
import type { WatchEvent } from '../../engine/apistore/watch-event.ts';
import { World } from '../../engine/world.ts';
import { playScript } from '../play-script.ts';
import { readTopologyFile } from '../read-topology.ts';
import { readScript } from '../script.ts';
import { callLine } from './call-line.ts';
import { changeLines, eventLine, titleOf } from './change-lines.ts';
import type { Scenario } from './scenario.ts';

/** Told only when a scenario asks for them: they are the same few for each pod. */
const quietComponents = ['kubelet', 'default-scheduler'];

/**
 * Plays a scenario and writes down what changed and when. The same scenario gives the same text everywhere.
 * Throws when its topology or script cannot be read, or a manifest is refused.
 */
export function recordScenario({ folder, settings }: Scenario): string {
  const { text, problems } = readTopologyFile(path.join(folder, 'input.yaml'));
  if (!text) throw new Error(problems.map(({ message }) => message).join(' '));
  const script = path.join(folder, 'script.yaml');
  const steps = existsSync(script) ? readScript(script) : { ok: true as const, value: [] };
  if (!steps.ok) throw new Error(steps.error);
  const { world, refused } = World.create(text.topology);
  for (const { manifest, status } of refused) throw new Error(`${manifest.kind} ${manifest.metadata.name}: ${status.message}`);
  const timeline = new Timeline(settings.from ?? 0);
  const kinds = new Set(settings.kinds);
  const hidden = new Set(quietComponents.filter((name) => !settings.eventsOf?.includes(name)));
  const names = new Map<string, string>();
  for (const resource of world.api.resources()) for (const object of world.api.list(resource)) names.set(object.metadata.uid ?? '', titleOf(object));
  world.onCommit((commit) => {
    if (settings.decisions && commit.type === 'ADDED' && commit.resource !== 'events') names.set(commit.object.metadata.uid ?? '', titleOf(commit.object));
    timeline.add(world.nowMs, linesOf(commit, kinds, hidden));
  });
  if (settings.controlPlane) followControlPlane(world, (lines) => timeline.add(world.nowMs, lines));
  const decisions = new Set(settings.decisions);
  world.onDecision((decision) => {
    if (decisions.has(decision.kind)) timeline.add(world.nowMs, [decisionLine(decision, names)]);
  });
  const calls = settings.calls ?? [];
  world.components.cloud?.onCall((call) => {
    if (calls.includes(call.service) || calls.includes(`${call.service}:${call.action}`)) timeline.add(world.nowMs, [callLine(call)]);
  });
  world.onStrike(({ atMs, fault, error }) => {
    const planned = stringify(fault, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd();
    timeline.add(atMs, [`>>> planned: ${planned}`, ...(error === undefined ? [] : [`>>> refused: ${error}`])]);
  });
  playScript(world, steps.value, settings.until, folder, {
    doing: (action) => timeline.add(world.nowMs, [`>>> ${stringify(action, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd()}`]),
    saw: (lines) => timeline.add(world.nowMs, lines.map((line) => `    ${line}`)),
    refused: (error) => timeline.add(world.nowMs, [`>>> refused: ${error}`]),
  });
  const title = `# ${settings.about}\n# Recorded by npm run scenarios -- --update; times are simulated seconds.\n`;
  return title + withShortIds(timeline.text());
}

/** What no API object shows of a control plane on the cluster's own machines: etcd's elections and members, and whose API server answers. */
function followControlPlane({ components, simulation: { processes } }: World, add: (lines: readonly string[]) => void): void {
  components.etcd.onEvent(({ kind, member, term }) => add([`etcd ${member}  ${kind} (term ${term})`]));
  let before = '';
  processes.listen(() => {
    const now = [...processes.apiServers()].sort().join(', ');
    if (now !== before) add([`API servers that answer: ${now || 'none'}`]);
    before = now;
  });
}

function linesOf(commit: WatchEvent, kinds: ReadonlySet<string>, hidden: ReadonlySet<string>): string[] {
  if (commit.resource === 'events') {
    const event = commit.object as Event;
    const { kind = '', name = '', namespace = '' } = event.involvedObject;
    if (commit.type === 'DELETED' || !kinds.has(kind) || hidden.has(eventComponent(event))) return [];
    return [`${titleOf({ kind, metadata: { name, namespace } })}  * ${eventLine(event)}`];
  }
  return kinds.has(commit.object.kind) ? changeLines(commit).map((line) => `${titleOf(commit.object)}  ${line}`) : [];
}

/** `NodeGroup workers  ? ScaleUpDecided  best: workers, sizes: […]`: the facts, without the times that stand before the line. */
function decisionLine(decision: Decision, names: ReadonlyMap<string, string>): string {
  const { kind, objectUid, ...facts } = decision;
  const told = Object.entries(facts).filter(([name]) => name !== 'sinceMs' && name !== 'atMs')
    .map(([name, value]) => `${name}: ${typeof value === 'object' ? stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd() : String(value)}`);
  return `${names.get(objectUid) ?? objectUid}  ? ${kind}  ${told.join(', ')}`;
}

const drawnIds = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<=csi-)[0-9a-f]{64}|(?<=vol-)[0-9a-f]{17}/g;

/** Uids, and names made of them, are numbered as they appear: a draw more or less before them changes nothing. */
function withShortIds(text: string): string {
  const numbers = new Map<string, number>();
  return text.replaceAll(drawnIds, (id) => {
    if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
    return `<${numbers.get(id)}>`;
  });
}

/** Lines in order of time; each instant is named once. */
class Timeline {
  private readonly fromMs: number;
  private readonly lines: string[] = [];
  private lastMs = -1;

  constructor(fromMs: number) {
    this.fromMs = fromMs;
  }

  add(atMs: number, lines: readonly string[]): void {
    if (atMs < this.fromMs) return;
    for (const line of lines) {
      const time = atMs === this.lastMs ? '' : (atMs / 1000).toFixed(3);
      this.lastMs = atMs;
      this.lines.push(`${time.padStart(9)}  ${line}`);
    }
  }

  text(): string {
    return `${this.lines.join('\n')}\n`;
  }
}
