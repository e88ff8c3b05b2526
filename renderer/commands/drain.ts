import { DoorOpen } from 'lucide-react';
import { isJsonObject } from '../../shared/json.ts';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../shared/kubernetes/types/meta.ts';
import { request } from '../ipc/client.ts';
import { ui } from '../store/ui.ts';
import { inEditor, type Command, type CommandContext } from './command.ts';
import { sendEdit } from './edit.ts';
import { liveOf } from './rollout.ts';

const machines = (context: CommandContext): readonly string[] =>
  inEditor(context) ? [...new Set(context.selection.filter(({ kind }) => kind === 'Machine' || kind === 'Node').map(({ name }) => name))].filter((name) => context.mirror.machine(name) !== undefined) : [];

/** Pods that a drain leaves: a DaemonSet would make them again, and mirror pods are the kubelet's own. Source: kubectl pkg/drain/filters.go. */
export function isLeftByDrain({ metadata, status }: KubernetesObject & { status?: unknown }): boolean {
  const phase = isJsonObject(status) ? status['phase'] : undefined;
  if (phase === 'Succeeded' || phase === 'Failed') return false;
  return metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined || metadata.ownerReferences?.some(({ kind, controller }) => controller === true && kind === 'DaemonSet') === true;
}

/**
 * As `kubectl drain --ignore-daemonsets --delete-emptydir-data --force`: cordons, then asks for the eviction of each pod. Unlike kubectl it
 * asks once and says which budgets refused, instead of asking every 5 s.
 */
export const drain: Command = {
  id: 'drain', title: 'commands:drain', icon: DoorOpen, group: 'object', menus: ['palette', 'context'],
  isVisible: (context) => machines(context).length > 0,
  isEnabled: (context) => machines(context).length > 0,
  async run(context) {
    for (const machine of machines(context)) await drainMachine(context, machine);
  },
};

async function drainMachine({ mirror }: CommandContext, machine: string): Promise<void> {
  const node: ObjectRef = { apiVersion: 'v1', kind: 'Node', name: machine };
  const cordoned = await sendEdit({ changes: [{ op: 'patch', ref: node, patch: { spec: { unschedulable: true } } }], label: { key: 'commands:edit.drain', params: { name: machine } } }, { quiet: true });
  if (!cordoned.ok) return;
  const blocked: string[] = [];
  let evicted = 0;
  for (const uid of mirror.pods.uidsOn(machine)) {
    const row = mirror.pods.row(uid);
    if (row === undefined) continue;
    const ref: ObjectRef = { apiVersion: 'v1', kind: 'Pod', namespace: row.namespace, name: row.name };
    const pod = await liveOf(ref);
    if (pod === undefined || pod.metadata.deletionTimestamp !== undefined || isLeftByDrain(pod)) continue;
    const answer = await request('design.edit', { changes: [{ op: 'evict', ref }], label: { key: 'commands:edit.evict', params: { name: row.name } } });
    if (answer.ok) evicted += 1;
    else blocked.push(`${row.name}: ${answer.error.kind === 'Refused' ? (answer.error.status.details?.causes?.[0]?.message ?? answer.error.status.message) : answer.error.kind}`);
  }
  if (blocked.length === 0) ui.toast({ tone: 'info', text: { key: 'commands:drain.done', params: { name: machine, count: evicted } } });
  else ui.toast({ tone: 'error', text: { key: 'commands:drain.blocked', params: { name: machine, count: blocked.length, evicted } }, detail: blocked.join('\n') });
}
