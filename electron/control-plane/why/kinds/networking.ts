import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject, LabelSelector } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { LocalizedText } from '../../../../shared/view/rows.ts';
import type { WhyAnswer } from '../../../../shared/view/why.ts';
import { whyNoEndpoints } from '../../../engine/network/path/why-no-endpoints.ts';
import { isPodReady, isPodTerminal } from '../../../engine/controllers/pod-state.ts';
import type { World } from '../../../engine/world.ts';
import { podStateName } from '../../view/pod-state.ts';
import { causeText } from '../../network/cause-text.ts';
import { historyOf, type ChainStep } from '../chain.ts';
import { mendsOfComponent } from '../mends.ts';
import { failureSteps } from './failure-steps.ts';
import { fieldEvidence, says, stepAbout, subject } from './shared.ts';

const podsShown = 20;

type Service = KubernetesObject & { spec: { selector?: Record<string, string>; type?: string; externalName?: string }; status?: { loadBalancer?: { ingress?: unknown[] } } };

function selected(world: World, namespace: string, selector: LabelSelector): Pod[] {
  const matches = matcherOf(selector);
  return [...world.api.byIndex<Pod>('pods', 'namespace', namespace)].filter(({ metadata }) => matches(metadata.labels ?? {}));
}

/** Why a pod gets no traffic of the Service; undefined: it gets some. The rules are those of the EndpointSlice controller. */
function noTraffic(pod: Pod): LocalizedText | undefined {
  const { name } = pod.metadata;
  if (isPodTerminal(pod)) return says('endpoint.over', { name, phase: pod.status?.phase ?? '' });
  if (!pod.status?.podIP) return says('endpoint.noAddress', { name, state: podStateName(pod, false) });
  if (pod.metadata.deletionTimestamp) return says('endpoint.leaving', { name });
  return isPodReady(pod) ? undefined : says('endpoint.notReady', { name, state: podStateName(pod, false) });
}

/** Why a Service has these endpoints: whom its selector selects, and who of them does not answer. */
export function explainService(world: World, ref: ObjectRef): WhyAnswer {
  const object = subject<Service>(world, ref);
  const { selector } = object.spec;
  const evidence = fieldEvidence(world, ref, object, 'spec.selector', says('service.field.selector'));
  if (object.spec.type === 'ExternalName') {
    return { headline: says('service.external', { name: object.spec.externalName ?? '' }), evidence: [historyOf(world, object)], remedies: [] };
  }
  if (!selector || Object.keys(selector).length === 0) return { headline: says('service.noSelector'), evidence: [historyOf(world, object)], remedies: [] };
  const pods = selected(world, ref.namespace ?? '', { matchLabels: selector });
  const silent = pods.flatMap((pod) => {
    const why = noTraffic(pod);
    return why ? [stepAbout(world, pod, 'attention/Warning', why)] : [];
  });
  const answering = pods.length - silent.length;
  const failing = failuresOf(world, ref);
  const unserved = portsWithoutEndpoints(world, object);
  const pending = pendingBalancer(world, object);
  const detail = pending?.detail ?? unserved[0]?.text ?? failing[0]?.text;
  return {
    headline: pending?.headline ?? says(pods.length === 0 ? 'service.nobody' : answering === 0 ? 'service.noneReady' : 'service.answering', { answering, pods: pods.length, count: pods.length }),
    ...(detail ? { detail } : {}),
    evidence: [
      ...evidence, ...fieldEvidence(world, ref, object, 'spec.publishNotReadyAddresses', says('service.field.notReady')),
      historyOf(world, object, [...silent.slice(0, podsShown), ...unserved, ...failing]),
    ],
    remedies: pending ? mendsOfComponent(world, 'cloud-controller-manager') : [],
  };
}

/** Why a Service of type LoadBalancer has no address from outside yet: who asks the provider for one does not work, or it is being made. */
function pendingBalancer(world: World, { spec, status }: Service): Required<Pick<WhyAnswer, 'headline' | 'detail'>> | undefined {
  if (spec.type !== 'LoadBalancer' || (status?.loadBalancer?.ingress ?? []).length > 0) return undefined;
  const { processes } = world.simulation;
  const word = !processes.apiReachable() ? 'apiSilent' : processes.isRunning('cloud-controller-manager') ? 'asked' : 'nobodyAsks';
  return { headline: says(`service.pending.${word}`), detail: says('service.pending.inside') };
}

/** Why nothing is behind a port of it, as a client finds out, and who of the selected pods keeps it so. */
function portsWithoutEndpoints(world: World, object: Service): ChainStep[] {
  const { namespace = '', name } = object.metadata;
  const rules = world.components.proxies.rulesOf(`${namespace}/${name}`);
  return (rules?.ports ?? []).flatMap((port) => {
    if (!rules || port.endpoints.some(({ ready, serving, terminating }) => ready || (serving && terminating))) return [];
    const why = whyNoEndpoints(world.api, rules.service, port);
    const { headline, details } = causeText({ kind: 'NoEndpoints', service: { namespace, name, portName: port.name, port: port.port }, why, stale: false });
    return [headline, ...details].map((text): ChainStep => ({ atMs: world.nowMs, icon: 'attention/Warning', text }));
  });
}

/** Why requests for it fail now, if there are any. */
function failuresOf(world: World, ref: ObjectRef): ChainStep[] {
  const measure = world.components.traffic.ofService(`${ref.namespace ?? ''}/${ref.name}`);
  return measure ? failureSteps(measure.failures, measure.rps, world.nowMs) : [];
}

/** An EndpointSlice is explained by its Service. */
export function explainSlice(world: World, ref: ObjectRef): WhyAnswer | undefined {
  const object = subject<KubernetesObject>(world, ref);
  const service = object.metadata.labels?.['kubernetes.io/service-name'];
  if (service === undefined || !world.api.get('services', `${ref.namespace ?? ''}/${service}`)) return undefined;
  return explainService(world, { apiVersion: 'v1', kind: 'Service', ...(ref.namespace ? { namespace: ref.namespace } : {}), name: service });
}

/** Whom a NetworkPolicy isolates, and in which directions. */
export function explainNetworkPolicy(world: World, ref: ObjectRef): WhyAnswer {
  const object = subject<KubernetesObject & { spec: { podSelector?: LabelSelector; policyTypes?: string[] } }>(world, ref);
  const pods = selected(world, ref.namespace ?? '', object.spec.podSelector ?? {});
  return {
    headline: says(pods.length === 0 ? 'policy.nobody' : 'policy.isolates', { count: pods.length, types: (object.spec.policyTypes ?? []).join(', ') }),
    evidence: [
      ...fieldEvidence(world, ref, object, 'spec.podSelector', says('policy.field.selector')),
      ...fieldEvidence(world, ref, object, 'spec.policyTypes', says('policy.field.types')),
      historyOf(world, object, pods.slice(0, podsShown).map((pod) => stepAbout(world, pod, 'kind/Pod', says('policy.pod', { name: pod.metadata.name })))),
    ],
    remedies: [],
  };
}
