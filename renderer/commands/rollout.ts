import { Pause, Play, RefreshCw, Undo2, type LucideIcon } from 'lucide-react';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../shared/kubernetes/types/meta.ts';
import { request } from '../ipc/client.ts';
import { inEditor, type Command, type CommandContext } from './command.ts';
import { sendEdit } from './edit.ts';
import { ownersOf } from './owners.ts';
import { showError } from './show-error.ts';

const withRollout = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** The selected workloads of these kinds; for a selected pod the one that it belongs to. */
function workloads(context: CommandContext, kinds: readonly string[]): readonly ObjectRef[] {
  return inEditor(context) ? ownersOf(context).filter((ref) => kinds.includes(ref.kind)) : [];
}

interface RolloutCommand {
  id: string;
  icon: LucideIcon;
  kinds?: readonly string[];
  run: (refs: readonly ObjectRef[], context: CommandContext) => Promise<void>;
}

function rolloutCommand({ id, icon, kinds = withRollout, run }: RolloutCommand): Command {
  return {
    id, title: `commands:${id}`, icon, group: 'object', menus: ['palette', 'context'],
    titleParams: (context) => ({ name: workloads(context, kinds).map((ref) => ref.name).join(', ') }),
    isVisible: (context) => workloads(context, kinds).length > 0,
    isEnabled: (context) => workloads(context, kinds).length > 0,
    run: (context) => run(workloads(context, kinds), context),
  };
}

/** Merge-patches the same fields of several objects, as one undo step. */
export async function patchAll(refs: readonly ObjectRef[], patch: Record<string, unknown>, id: string): Promise<void> {
  await sendEdit({
    changes: refs.map((ref) => ({ op: 'patch', ref, patch })), label: { key: `commands:edit.${id}`, params: { name: refs.map((ref) => ref.name).join(', ') } },
  });
}

/** The simulated time as a timestamp of the API. */
export function timestampOf({ mirror }: CommandContext): string {
  const epochMs = mirror.cluster?.epochMs ?? Date.UTC(2026, 0, 1);
  return new Date(epochMs + mirror.clock.nowMs).toISOString().replace(/\.\d+Z$/, 'Z');
}

export async function liveOf(ref: ObjectRef): Promise<KubernetesObject | undefined> {
  const answer = await request('object.get', { ref });
  return answer.ok ? answer.value.live : undefined;
}

/** As `kubectl rollout restart`: an annotation on the template, so that the controller replaces every pod. The time is the simulated one. */
export const restartWorkload = rolloutCommand({
  id: 'restart', icon: RefreshCw,
  run: (refs, context) => patchAll(refs, { spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': timestampOf(context) } } } } }, 'restart'),
});

/** As `kubectl rollout undo`: the template of the revision before. */
export const rolloutUndo = rolloutCommand({
  id: 'rolloutUndo', icon: Undo2,
  async run(refs) {
    for (const ref of refs) {
      const answer = await request('object.rolloutUndo', { ref });
      if (answer.ok) await sendEdit({ changes: [answer.value], label: { key: 'commands:edit.rolloutUndo', params: { name: ref.name } } });
      else showError(answer.error);
    }
  },
});

export const rolloutPause = rolloutCommand({ id: 'rolloutPause', icon: Pause, kinds: ['Deployment'], run: (refs) => patchAll(refs, { spec: { paused: true } }, 'rolloutPause') });
export const rolloutResume = rolloutCommand({ id: 'rolloutResume', icon: Play, kinds: ['Deployment'], run: (refs) => patchAll(refs, { spec: { paused: null } }, 'rolloutResume') });
