import { DoorOpen, Zap } from 'lucide-react';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { PodRow } from '../../shared/view/rows.ts';
import { request } from '../ipc/client.ts';
import { inEditor, type Command, type CommandContext } from './command.ts';
import { sendEdit } from './edit.ts';
import { showError } from './show-error.ts';

const podRefs = (context: CommandContext): readonly ObjectRef[] => inEditor(context) ? context.selection.filter((ref) => ref.kind === 'Pod') : [];

function podRow({ mirror }: CommandContext, ref: ObjectRef): PodRow | undefined {
  return mirror.pods.find(ref.namespace ?? '', ref.name);
}

/** Names of the containers of a pod, as far as the mirror has its details (pods in view do). */
function knownContainers(context: CommandContext, ref: ObjectRef): string[] {
  const row = podRow(context, ref);
  const detail = row === undefined ? undefined : context.mirror.podDetail(row.uid);
  return (detail?.containers ?? []).filter((container) => container.init !== true).map((container) => container.name);
}

/** Names of the containers of a pod; from the object when the mirror does not have them. */
async function containersOf(context: CommandContext, ref: ObjectRef): Promise<string[]> {
  const known = knownContainers(context, ref);
  if (known.length > 0) return known;
  const answer = await request('object.get', { ref });
  const spec = answer.ok ? (answer.value.live as { spec?: { containers?: { name: string }[] } } | undefined)?.spec : undefined;
  return (spec?.containers ?? []).map((container) => container.name);
}

/** Ends the process of a container with exit code 1: the one named by the caller, else the first of each selected pod. */
export const crashContainer: Command = {
  id: 'crashContainer', title: 'commands:crashContainer', icon: Zap, group: 'fault', menus: ['palette', 'context'],
  isVisible: (context) => podRefs(context).some((ref) => (podRow(context, ref)?.node ?? '') !== ''),
  isEnabled: (context) => podRefs(context).some((ref) => (podRow(context, ref)?.node ?? '') !== ''),
  choices(context) {
    const [ref, ...others] = podRefs(context);
    if (ref === undefined || others.length > 0) return [];
    return knownContainers(context, ref).map((container) => ({ text: container, args: { container } }));
  },
  async run(context, args) {
    for (const ref of podRefs(context)) {
      const container = args?.container ?? (await containersOf(context, ref))[0];
      if (container === undefined) continue;
      const answer = await request('fault.inject', { fault: { kind: 'CrashContainer', namespace: ref.namespace ?? 'default', pod: ref.name, container } });
      if (!answer.ok) showError(answer.error);
    }
  },
};

/** Asks for eviction (POST pods/eviction); its controller makes another pod where the scheduler decides. */
export const evict: Command = {
  id: 'evict', title: 'commands:evict', icon: DoorOpen, group: 'object', menus: ['palette', 'context'],
  isVisible: (context) => podRefs(context).length > 0,
  isEnabled: (context) => podRefs(context).length > 0,
  async run(context) {
    const refs = podRefs(context);
    await sendEdit({ changes: refs.map((ref) => ({ op: 'evict', ref })), label: { key: 'commands:edit.evict', params: { name: refs.map((ref) => ref.name).join(', ') } } });
  },
};
