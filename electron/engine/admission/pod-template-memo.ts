import { jsonEqual } from '../../../shared/json.ts';
import type { Pod, PodSpec, PodStatus } from '../../../shared/kubernetes/types/pod.ts';
import type { AdmissionContext } from './context.ts';
import { limitRangerAnnotation } from './plugins/limit-ranger-defaults.ts';
import { limitRangesIn } from './plugins/limit-ranges.ts';
import { resolvePriority } from './plugins/priority.ts';
import { resolveOverhead } from './plugins/runtime-class.ts';
import { resolveServiceAccount } from './plugins/service-account.ts';
import { appArmorAnnotations } from './prepare/app-armor.ts';

interface Admitted {
  namespace: string | undefined;
  /** What the plugins looked up then, to notice when the answer would be another one now. */
  resolved: unknown;
  spec: PodSpec;
  status: PodStatus | undefined;
  /** What LimitRanges set, as they annotate it. */
  limitRangerAnnotation: string | undefined;
}

/**
 * Specs that were admitted already, by identity. A controller makes all pods of a template with the same spec object, so decoding,
 * defaulting and validating it once is enough: the pods then share one admitted spec. Stored objects are never changed, which makes
 * this safe.
 */
const admittedSpecs = new WeakMap<PodSpec, Admitted>();

/** The spec and first status of a pod whose spec object was admitted before under the same circumstances. */
export function recallAdmittedSpec(pod: Pod, context: AdmissionContext): Admitted | undefined {
  const known = typeof pod.spec === 'object' && pod.spec !== null ? admittedSpecs.get(pod.spec) : undefined;
  if (!known || known.namespace !== pod.metadata.namespace) return undefined;
  return jsonEqual(known.resolved, resolvedFor(pod, context)) ? known : undefined;
}

export function rememberAdmittedSpec(input: Pod, admitted: Pod, context: AdmissionContext): void {
  if (typeof input.spec !== 'object' || input.spec === null || dependsOnLabels(admitted.spec)) return;
  const { spec, status, metadata } = admitted;
  const annotation = metadata.annotations?.[limitRangerAnnotation];
  admittedSpecs.set(input.spec, {
    namespace: input.metadata.namespace, resolved: resolvedFor(input, context), spec, status,
    limitRangerAnnotation: annotation === input.metadata.annotations?.[limitRangerAnnotation] ? undefined : annotation,
  });
}

function resolvedFor(pod: Pod, context: AdmissionContext): unknown {
  const { namespace = '', name } = pod.metadata;
  const looked = [
    resolvePriority(pod.spec, name, context), resolveServiceAccount(pod.spec, name, namespace, context),
    resolveOverhead(pod.spec, name, context),
  ]
    .map((result) => (result.ok ? result.value ?? null : 'refused'));
  return [...looked, appArmorAnnotations(pod.metadata.annotations) ?? null, ...limitRangesIn(namespace, context)];
}

/** `matchLabelKeys` put label values of the single pod into its spec. */
function dependsOnLabels({ affinity, topologySpreadConstraints }: PodSpec): boolean {
  const text = affinity || topologySpreadConstraints ? JSON.stringify([affinity, topologySpreadConstraints]) : '';
  return text.includes('atchLabelKeys');
}
