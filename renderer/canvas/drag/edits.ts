import { parse } from 'yaml';
import { assertNever } from '../../../shared/assert.ts';
import type { AppError } from '../../../shared/ipc/errors.ts';
import type { DesignEdit } from '../../../shared/ipc/design.ts';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { addContainerToPod, addContainerToTemplate } from '../../gestures/add-container.ts';
import { addMachine } from '../../gestures/add-machine.ts';
import { addVolume, createMountedObject } from '../../gestures/add-volume.ts';
import type { TakenNames } from '../../gestures/add-volume.ts';
import { mirror } from '../../store/cluster.ts';
import { connect } from '../../gestures/connect/index.ts';
import { createObject } from '../../gestures/create-object.ts';
import { createDeployment } from '../../gestures/create-deployment.ts';
import { createPod } from '../../gestures/create-pod.ts';
import { deleteObjects } from '../../gestures/delete-objects.ts';
import { movePod } from '../../gestures/move-pod.ts';
import { request } from '../../ipc/client.ts';
import { parseRefKey } from '../../store/ref-key.ts';
import { cardNames, machineNames, podNames } from './facts.ts';
import type { DropAction } from './verdict.ts';

/**
 * What a drop writes, in order; none for moves of cards (which need the drag's places) and for what asks first. Objects that a
 * gesture changes are read
 * from the API.
 */
export async function editsFor(action: DropAction): Promise<Result<DesignEdit[], AppError>> {
  switch (action.do) {
    case 'deleteObjects':
      return ok([deleteObjects(action.keys.map(parseRefKey).filter((ref): ref is ObjectRef => ref !== undefined))]);
    case 'addMachine':
      return ok([addMachine(action, machineNames())]);
    case 'createPod':
      return ok([createPod(action.preset, action.placement, podNames(), action.namespace)]);
    case 'createDeployment':
      return ok([createDeployment(action.preset, cardNames('Deployment'), action.at, action.namespace)]);
    case 'createMountedObject':
      return ok([createMountedObject(action.source, takenNames(), action.namespace)]);
    case 'createObject': {
      const { kind, namespace, on } = action;
      const made = { kind, ...(namespace === undefined ? {} : { namespace }) };
      if (on === undefined) return ok([createObject(made, cardNames(kind), podNames())]);
      return changing([on], (target) => createObject({ ...made, target }, cardNames(kind), podNames(), servicesOf({ from: '', to: on })));
    }
    case 'connect': {
      let begin: KubernetesObject | undefined;
      const read = await changing([action.from], (object) => {
        begin = object;
        return undefined;
      });
      if (!read.ok) return read;
      const source = begin;
      return changing([action.to], (end) => source && connect(source, end, { pods: podNames(), brokenFields: brokenFieldsOf(action), services: servicesOf(action) }));
    }
    case 'addContainer':
      return changing([action.key], (object) =>
        object.kind === 'Pod' ? addContainerToPod(object, action.preset, podNames()) : addContainerToTemplate(object, action.preset),
      );
    case 'addVolume':
      return changing([action.key], (object) => addVolume(object, action, takenNames()));
    case 'movePods': {
      // Each of them gets a name that none of the others gets.
      const taken = new Set(podNames());
      return changing(action.keys, (object) => {
        const edit = movePod(object, action.placement, taken);
        for (const change of edit.changes) if (change.op === 'put') taken.add(change.manifest.metadata.name);
        return edit;
      });
    }
    case 'evict':
    case 'chooseMeaning':
    case 'setGroupType':
    case 'moveObjects':
      return ok([]);
    default:
      return assertNever(action);
  }
}

/** An object as its author wrote it, else as it is live; undefined: there is none with this key. */
export async function readObject(key: string): Promise<KubernetesObject | undefined> {
  const ref = parseRefKey(key);
  const answer = ref && (await request('object.get', { ref }));
  return answer?.ok ? authored(answer.value.manifestYaml, answer.value.live) : undefined;
}

/** The edits that a gesture makes of these objects, each read as its author wrote it, else as it is live. */
export async function changing(
  keys: readonly string[],
  gesture: (object: KubernetesObject) => DesignEdit | undefined,
): Promise<Result<DesignEdit[], AppError>> {
  const edits: DesignEdit[] = [];
  for (const key of keys) {
    const ref = parseRefKey(key);
    const answer = ref && (await request('object.get', { ref }));
    if (!answer) continue;
    if (!answer.ok) return err(answer.error);
    const object = authored(answer.value.manifestYaml, answer.value.live);
    const edit = object && gesture(object);
    if (edit) edits.push(edit);
  }
  return ok(edits);
}

/** Fields of the two ends that lead nowhere now. */
function brokenFieldsOf({ from, to }: { from: string; to: string }): string[] {
  return [from, to].flatMap((key) => mirror.relations.from(key).filter((edge) => edge.broken).map((edge) => edge.field));
}

/** Services that select the pods of one of these two. */
function servicesOf({ from, to }: { from: string; to: string }): ObjectRef[] {
  return [from, to].flatMap((key) => mirror.relations.to(key)).flatMap((edge) => (edge.kind === 'selector' ? (parseRefKey(edge.from) ?? []) : []));
}

function takenNames(): TakenNames {
  return { pods: podNames(), configMaps: cardNames('ConfigMap'), secrets: cardNames('Secret'), claims: cardNames('PersistentVolumeClaim') };
}

/** The manifest's fields with the live object's identity: a manifest may leave out its namespace. */
export function authored(manifestYaml: string | undefined, live: KubernetesObject | undefined): KubernetesObject | undefined {
  if (manifestYaml === undefined) return live;
  const manifest = parse(manifestYaml, { maxAliasCount: 100 }) as KubernetesObject | null;
  if (manifest === null || typeof manifest !== 'object' || !manifest.metadata) return live;
  return live
    ? {
        ...manifest,
        metadata: {
          ...manifest.metadata,
          name: live.metadata.name,
          ...(live.metadata.namespace ? { namespace: live.metadata.namespace } : {}),
        },
      }
    : manifest;
}
