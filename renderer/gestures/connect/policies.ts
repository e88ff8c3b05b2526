import type { DesignChange } from '../../../shared/ipc/design.ts';
import { matcherOf } from '../../../shared/kubernetes/label-selector-matcher.ts';
import { podSpecOf } from '../../../shared/kubernetes/pod-template.ts';
import { refOf } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { namespaceNameLabel, type Caller } from '../../../shared/network/policy/caller.ts';
import { admitCaller, exceptCaller, isolatesIngress, type Called, type PolicyDrawing } from '../../../shared/network/policy/draw-policy.ts';
import { asManifest } from '../json-manifest.ts';
import { uniqueName } from '../names.ts';
import type { Drawing, DrawingFacts, Drawn } from './drawing.ts';
import { labelsFor, podMakers } from './selectors.ts';

const namespaceOf = ({ metadata }: KubernetesObject): string => metadata.namespace ?? 'default';
const says = (key: string, params: Record<string, string | number>): { key: string; params: Record<string, string | number> } => ({ key: `canvas:drawn.${key}`, params });

/** An edge that lets callers in, or keeps them out: what a NetworkPolicy of the called one's namespace says then. */
function policyDrawing(id: 'allow' | 'deny', decide: typeof admitCaller): Drawing {
  return {
    id, from: podMakers, to: podMakers,
    draw(from, to, facts) {
      const params = { from: from.metadata.name, to: to.metadata.name };
      // Nothing tells their traffic from that of their node: the API leaves it open whether policies see them.
      if ([from, to].some((object) => podSpecOf(object)?.spec.hostNetwork)) return { refused: says('hostNetwork', params) };
      const [callers, called] = [labelsFor(from), labelsFor(to)];
      if (!callers || !called) return { refused: says('noLabels', params) };
      const drawing = decide(calledFacts(to, called.labels, facts), callerFacts(from, callers.labels, facts), facts.network);
      const drawn = writtenFor(id, drawing, to, params, facts);
      return drawn && 'changes' in drawn ? { ...drawn, changes: [...callers.changes, ...called.changes, ...drawn.changes] } : drawn;
    },
  };
}

/** Whom a workload lets in, and whom it keeps out. */
export const policyDrawings: readonly Drawing[] = [policyDrawing('allow', admitCaller), policyDrawing('deny', exceptCaller)];

function callerFacts(from: KubernetesObject, labels: Record<string, string>, { namespaceLabels }: DrawingFacts): Caller {
  const namespace = namespaceOf(from);
  return { namespace, labels, podLabels: { ...podSpecOf(from)?.labels, ...labels }, namespaceLabels: { ...namespaceLabels, [namespaceNameLabel]: namespace } };
}

function calledFacts(to: KubernetesObject, labels: Record<string, string>, { policies, general }: DrawingFacts): Called {
  const podLabels = { ...podSpecOf(to)?.labels, ...labels };
  return { namespace: namespaceOf(to), labels, general, policies: policies.filter((policy) => isolatesIngress(policy) && matcherOf(policy.spec.podSelector ?? {})(podLabels)) };
}

function writtenFor(id: 'allow' | 'deny', drawing: PolicyDrawing, to: KubernetesObject, names: { from: string; to: string }, { policies }: DrawingFacts): Drawn {
  switch (drawing.do) {
    case 'create': {
      const name = uniqueName(`${names.to}-callers`, new Set(policies.map(({ metadata }) => metadata.name)));
      const { podSelector, ingress } = drawing;
      const namespace = namespaceOf(to);
      const manifest = asManifest({
        apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, ...(namespace === 'default' ? {} : { namespace }) },
        ...{ spec: { podSelector, policyTypes: ['Ingress'], ingress } },
      });
      return { changes: [{ op: 'put', manifest }], says: says(`${id}Creates`, { ...names, policy: name }) };
    }
    case 'change': {
      const changes = drawing.policies.map(({ policy, ingress }): DesignChange => ({ op: 'patch', ref: refOf(policy), patch: { spec: { ingress } } }));
      return { changes, says: says(`${id}Changes`, { ...names, policy: drawing.policies.map(({ policy }) => policy.metadata.name).join(', ') }) };
    }
    case 'delete': return { changes: [{ op: 'delete', ref: refOf(drawing.policy) }], says: says('allowDeletes', { ...names, policy: drawing.policy.metadata.name }) };
    case 'nothing': return { refused: says(`${id}Nothing`, { ...names, policy: drawing.policies.join(', ') }) };
    case 'refuse': return { refused: says(`refused.${drawing.because}`, { ...names, policy: drawing.policy }) };
  }
}
