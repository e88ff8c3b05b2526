import type { LocalizedText } from '../../../shared/view/rows.ts';
import type { Manifest } from '../../../shared/topology/types.ts';
import { describeError } from '../../commands/show-error.ts';
import { podAround } from '../../gestures/create-pod.ts';
import { asManifest } from '../../gestures/json-manifest.ts';
import { podManifestFrom } from '../../gestures/pod-manifest.ts';
import { request } from '../../ipc/client.ts';
import { mirror } from '../../store/cluster.ts';
import { translate } from '../../i18n/i18n.ts';
import { changing, editsFor } from './edits.ts';
import { podNames } from './facts.ts';
import type { DropAction, Verdict } from './verdict.ts';

/** Asks the API server and the scheduler about a drop while it still hovers; once per drag for each thing that it could do. */
export class ApiHints {
  readonly #asked = new Map<string, Promise<Verdict | undefined>>();
  readonly #answers = new Map<string, Verdict | undefined>();

  /** What `ask` has answered before: a verdict that replaces the rules', or none. `isAsked` false: not asked yet. */
  known(action: DropAction): { isAsked: boolean; verdict?: Verdict } {
    const key = keyOf(action);
    if (key === undefined) return { isAsked: true };
    const verdict = this.#answers.get(key);
    return { isAsked: this.#answers.has(key), ...(verdict ? { verdict } : {}) };
  }

  /**
   * Would the API refuse it? Would the pod stay Pending there? undefined: neither, as far as one can know. @param name of the dragged thing
   */
  ask(action: DropAction, name: string): Promise<Verdict | undefined> {
    const key = keyOf(action) ?? '';
    let answer = this.#asked.get(key);
    if (!answer) {
      answer = askBoth(action, name);
      this.#asked.set(key, answer);
      void answer.then((verdict) => this.#answers.set(key, verdict));
    }
    return answer;
  }
}

/** What writes nothing yet. */
const asksFirst: ReadonlySet<DropAction['do']> = new Set(['moveObjects', 'evict', 'chooseMeaning', 'setGroupType']);

/** One question per action; where on the canvas a machine would stand makes no difference. undefined: nothing to ask. */
function keyOf(action: DropAction): string | undefined {
  if (asksFirst.has(action.do)) return undefined;
  return JSON.stringify(action, (key, value: unknown) => (key === 'at' ? undefined : value));
}

async function askBoth(action: DropAction, name: string): Promise<Verdict | undefined> {
  const refusal = await apiRefusal(action);
  if (refusal) return { kind: 'refused', hint: refusal };
  const reasons = await schedulerReasons(action);
  const podName = action.do === 'createPod' ? podAround(action.preset, undefined, podNames()).metadata.name : name;
  return reasons.length === 0
    ? undefined
    : { kind: 'pending', action, hint: { key: 'canvas:drop.staysPending', params: { name: podName, reason: reasons.join(', ') } } };
}

/** `design.check`: the write path's answer without the write. */
async function apiRefusal(action: DropAction): Promise<LocalizedText | undefined> {
  const edits = await editsFor(action);
  if (!edits.ok) return refusalText(edits.error);
  const changes = edits.value.flatMap((edit) => edit.changes);
  if (changes.length === 0) return undefined;
  const answer = await request('design.check', { changes });
  return answer.ok ? undefined : refusalText(answer.error);
}

function refusalText(error: Parameters<typeof describeError>[0]): LocalizedText | undefined {
  const described = describeError(error);
  if (!described) return undefined;
  return described.detail ? { key: 'canvas:drop.apiRefuses', params: { message: described.detail } } : described.text;
}

/** The scheduler's filters about this pod on this machine; none when it fits or when the scheduler has no say. */
async function schedulerReasons(action: DropAction): Promise<readonly string[]> {
  if ((action.do !== 'createPod' && action.do !== 'movePods') || !action.placement || action.placement.by === 'nodeName') return [];
  const { node } = action.placement;
  if (action.do === 'createPod') return preview(podAround(action.preset, undefined, podNames()), node);
  let manifest: Manifest | undefined;
  await changing(action.keys.slice(0, 1), (object) => {
    const pod = podManifestFrom(object, object.metadata.name);
    delete pod.spec.nodeSelector?.['kubernetes.io/hostname'];
    manifest = asManifest(pod);
    return undefined;
  });
  return manifest ? preview(manifest, node) : [];
}

async function preview(manifest: Manifest, node: string): Promise<readonly string[]> {
  const answer = await request('placement.preview', { manifest, node });
  return answer.ok
    ? answer.value.refusals.flatMap(({ plugin, reasons }) =>
        plugin === 'TaintToleration' ? untolerated(node, reasons) : reasons.map(ofOneNode),
      )
    : [];
}

/** The scheduler's reason counts nodes; of one node one can say which taints. */
function untolerated(node: string, reasons: readonly string[]): string[] {
  const taints = (mirror.machine(node)?.taints ?? []).filter((taint) => !taint.endsWith(':PreferNoSchedule'));
  return taints.length === 0 ? reasons.map(ofOneNode) : [translate('canvas:drop.taint', { taints: taints.join(', ') })];
}

/** `node(s) didn't match …` without the words that speak of several nodes. */
function ofOneNode(reason: string): string {
  return reason.replace(/^node\(s\) /, '');
}
