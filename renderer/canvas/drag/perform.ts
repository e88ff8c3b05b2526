import { parse } from 'yaml';
import { assertNever } from '../../../shared/assert.ts';
import type { DesignEdit } from '../../../shared/ipc/design.ts';
import { refKey } from '../../../shared/kubernetes/registry.ts';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { sendEdit } from '../../commands/edit.ts';
import { showError } from '../../commands/show-error.ts';
import { addContainerToPod, addContainerToTemplate } from '../../gestures/add-container.ts';
import { addMachine } from '../../gestures/add-machine.ts';
import { addVolume, createConfigObject } from '../../gestures/add-volume.ts';
import { createDeployment } from '../../gestures/create-deployment.ts';
import { createPod } from '../../gestures/create-pod.ts';
import { cordonAndEvict, evictPods, movePod, pinWorkload } from '../../gestures/move-pod.ts';
import { request } from '../../ipc/client.ts';
import { mirror } from '../../store/cluster.ts';
import { parseRefKey } from '../../store/ref-key.ts';
import { ui } from '../../store/ui.ts';
import { cardNames, machineNames, podNames } from './facts.ts';
import { promiseNames } from './promised-names.ts';
import type { DropAction } from './verdict.ts';

/** Does what a drop says, except moving cards (which needs the drag's places) and the choice after an eviction. Selects what was made. */
export async function perform(action: DropAction): Promise<void> {
  switch (action.do) {
    case 'addMachine': return write(addMachine(action, machineNames()));
    case 'createPod': return write(createPod(action.preset, action.placement, podNames()));
    case 'createDeployment': return write(createDeployment(action.preset, cardNames('Deployment'), action.at));
    case 'createConfigObject': return write(createConfigObject(action.source, taken()));
    case 'addContainer': return change(action.key, (object) => (object.kind === 'Pod' ? addContainerToPod(object, action.preset, podNames()) : addContainerToTemplate(object, action.preset)));
    case 'addVolume': return change(action.key, (object) => addVolume(object, action, taken()));
    case 'movePods': {
      for (const key of action.keys) await change(key, (object) => movePod(object, action.placement, podNames()));
      return;
    }
    case 'evict': case 'moveObjects': return;
    default: assertNever(action);
  }
}

/** What may be done with a controller's pod that was dragged to another machine. */
export type EvictChoice = 'evict' | 'pin' | 'cordon';

export async function performEviction(action: Extract<DropAction, { do: 'evict' }>, choice: EvictChoice): Promise<void> {
  const refs = action.keys.map(parseRefKey).filter((ref): ref is ObjectRef => ref !== undefined);
  if (choice === 'evict') return write(evictPods(refs));
  if (choice === 'cordon') {
    for (const node of action.from) await write(cordonAndEvict(node, refs));
    return;
  }
  const owner = workloadNamed(action.owner, refs[0]?.namespace);
  if (owner) await change(refKey(owner), (object) => pinWorkload(object, action.to));
}

/** The card of a pod's top controller; undefined when it has none on the canvas. */
export function workloadNamed(name: string, namespace: string | undefined): ObjectRef | undefined {
  for (const uid of mirror.cardUids()) {
    const row = mirror.card(uid);
    if (row?.template && row.ref.name === name && row.ref.namespace === namespace) return row.ref;
  }
  return undefined;
}

function taken(): { pods: ReadonlySet<string>; configMaps: ReadonlySet<string>; secrets: ReadonlySet<string> } {
  return { pods: podNames(), configMaps: cardNames('ConfigMap'), secrets: cardNames('Secret') };
}

async function write(edit: DesignEdit | undefined): Promise<void> {
  if (!edit) return;
  const settle = promiseNames(edit);
  const answer = await sendEdit(edit);
  settle(answer.ok);
  if (!answer.ok) return;
  const made = edit.changes.findLast((entry) => entry.op === 'put');
  if (made?.op !== 'put') return;
  const written = answer.value.written.findLast((entry) => entry.ref.kind === made.manifest.kind && entry.ref.name === made.manifest.metadata.name);
  if (written) ui.select([refKey(written.ref)]);
}

/** Reads the object as its author wrote it (else as it is live), and writes what the gesture makes of it. */
async function change(key: string, gesture: (object: KubernetesObject) => DesignEdit | undefined): Promise<void> {
  const ref = parseRefKey(key);
  if (!ref) return;
  const answer = await request('object.get', { ref });
  if (!answer.ok) {
    showError(answer.error);
    return;
  }
  const object = authored(answer.value.manifestYaml, answer.value.live);
  if (object) await write(gesture(object));
}

/** The manifest's fields with the live object's identity: a manifest may leave out its namespace. */
export function authored(manifestYaml: string | undefined, live: KubernetesObject | undefined): KubernetesObject | undefined {
  if (manifestYaml === undefined) return live;
  const manifest = parse(manifestYaml, { maxAliasCount: 100 }) as KubernetesObject | null;
  if (manifest === null || typeof manifest !== 'object' || !manifest.metadata) return live;
  return live ? { ...manifest, metadata: { ...manifest.metadata, name: live.metadata.name, ...(live.metadata.namespace ? { namespace: live.metadata.namespace } : {}) } } : manifest;
}
