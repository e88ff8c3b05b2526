import { CirclePause, CirclePlay, Rocket } from 'lucide-react';
import type { JsonObject } from '../../shared/json.ts';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { CronJob } from '../../shared/kubernetes/types/batch.ts';
import type { Manifest } from '../../shared/topology/types.ts';
import { inEditor, type Command, type CommandContext } from './command.ts';
import { sendEdit } from './edit.ts';
import { liveOf, patchAll } from './rollout.ts';

const selected = (context: CommandContext, kinds: readonly string[]): readonly ObjectRef[] =>
  inEditor(context) ? context.selection.filter((ref) => kinds.includes(ref.kind)) : [];

function batchCommand(command: Pick<Command, 'id'> & { icon: NonNullable<Command['icon']> }, kinds: readonly string[], run: (refs: readonly ObjectRef[]) => Promise<void>): Command {
  return {
    ...command, title: `commands:${command.id}`, group: 'object', menus: ['palette', 'context'],
    isVisible: (context) => selected(context, kinds).length > 0,
    isEnabled: (context) => selected(context, kinds).length > 0,
    run: (context) => run(selected(context, kinds)),
  };
}

/** A suspended Job's pods are deleted; a suspended CronJob starts no more Jobs. */
export const suspend = batchCommand({ id: 'suspend', icon: CirclePause }, ['Job', 'CronJob'], (refs) => patchAll(refs, { spec: { suspend: true } }, 'suspend'));
export const resume = batchCommand({ id: 'resume', icon: CirclePlay }, ['Job', 'CronJob'], (refs) => patchAll(refs, { spec: { suspend: null } }, 'resume'));

/** As `kubectl create job --from=cronjob/…`: a Job of the template, owned by the CronJob and marked as made by hand. */
export const triggerCronJob = batchCommand({ id: 'trigger', icon: Rocket }, ['CronJob'], async (refs) => {
  for (const ref of refs) {
    const cronJob = (await liveOf(ref)) as CronJob | undefined;
    if (cronJob === undefined) continue;
    const name = await freeName(ref);
    await sendEdit({ changes: [{ op: 'put', manifest: jobOf(cronJob, name) }], label: { key: 'commands:edit.trigger', params: { name: ref.name, job: name } } });
  }
});

async function freeName({ namespace, name }: ObjectRef): Promise<string> {
  const stem = `${name.slice(0, 50)}-manual`;
  for (let number = 1; ; number += 1) {
    const candidate = `${stem}-${number}`;
    if ((await liveOf({ apiVersion: 'batch/v1', kind: 'Job', ...(namespace ? { namespace } : {}), name: candidate })) === undefined) return candidate;
  }
}

/** Source: kubectl pkg/cmd/create/create_job.go, createJobFromCronJob. */
export function jobOf({ metadata, spec: { jobTemplate } }: CronJob, name: string): Manifest {
  return {
    apiVersion: 'batch/v1', kind: 'Job',
    metadata: {
      name, ...(metadata.namespace ? { namespace: metadata.namespace } : {}), ...(jobTemplate.metadata?.labels ? { labels: jobTemplate.metadata.labels } : {}),
      annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', ...jobTemplate.metadata?.annotations },
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'CronJob', name: metadata.name, uid: metadata.uid ?? '', controller: true }],
    },
    spec: jobTemplate.spec as unknown as JsonObject,
  };
}
