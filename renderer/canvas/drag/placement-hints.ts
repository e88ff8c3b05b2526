import type { Manifest } from '../../../shared/topology/types.ts';
import { asManifest } from '../../gestures/json-manifest.ts';
import { podAround } from '../../gestures/create-pod.ts';
import { podManifestFrom } from '../../gestures/pod-manifest.ts';
import { request } from '../../ipc/client.ts';
import { parseRefKey } from '../../store/ref-key.ts';
import { authored } from './perform.ts';
import type { DropAction } from './verdict.ts';

/** Asks the scheduler's filters about a drop on a machine, once per drag and machine. */
export class PlacementHints {
  readonly #asked = new Map<string, Promise<readonly string[]>>();
  readonly #answers = new Map<string, readonly string[]>();

  /** What `reasonsFor` has answered before; undefined: not yet. */
  known(action: DropAction): readonly string[] | undefined {
    const key = keyOf(action);
    return key === undefined ? undefined : this.#answers.get(key);
  }

  /** Reasons why the pod of this action would not be scheduled there; none when it fits, when nobody knows, or when the action skips the scheduler. */
  reasonsFor(action: DropAction): Promise<readonly string[]> | undefined {
    const key = keyOf(action);
    if (key === undefined || (action.do !== 'createPod' && action.do !== 'movePods') || !action.placement) return undefined;
    const asked = this.#asked.get(key);
    if (asked) return asked;
    const { node } = action.placement;
    const answer = action.do === 'createPod' ? ask(podAround(action.preset, undefined, new Set()), node) : askAboutMoved(action.keys[0] as string, node);
    this.#asked.set(key, answer);
    void answer.then((reasons) => this.#answers.set(key, reasons));
    return answer;
  }
}

/** One question per pod and machine; undefined: nothing to ask, the scheduler has no say. */
function keyOf(action: DropAction): string | undefined {
  if ((action.do !== 'createPod' && action.do !== 'movePods') || !action.placement || action.placement.by === 'nodeName') return undefined;
  return `${action.placement.node}/${action.do === 'createPod' ? action.preset : action.keys.join()}`;
}

async function askAboutMoved(key: string, node: string): Promise<readonly string[]> {
  const ref = parseRefKey(key);
  const answer = ref && await request('object.get', { ref });
  const object = answer?.ok ? authored(answer.value.manifestYaml, answer.value.live) : undefined;
  if (!object) return [];
  const manifest = podManifestFrom(object, object.metadata.name);
  delete manifest.spec.nodeSelector?.['kubernetes.io/hostname'];
  return ask(asManifest(manifest), node);
}

async function ask(manifest: Manifest, node: string): Promise<readonly string[]> {
  const answer = await request('placement.preview', { manifest, node });
  return answer.ok ? answer.value.refusals.flatMap((refusal) => refusal.reasons.map(withoutCount)) : [];
}

/** `node(s) had untolerated taint {…}` speaks of one node here. */
function withoutCount(reason: string): string {
  return reason.replace(/^node\(s\) /, '');
}
