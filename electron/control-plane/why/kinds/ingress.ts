import { objectKey, type ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Ingress, IngressBackend, IngressClass } from '../../../../shared/kubernetes/types/networking.ts';
import type { WhyAnswer } from '../../../../shared/view/why.ts';
import type { World } from '../../../engine/world.ts';
import { historyOf, type ChainStep } from '../chain.ts';
import { fieldEvidence, says, stepAbout, subject } from './shared.ts';

const defaultClassAnnotation = 'ingressclass.kubernetes.io/is-default-class';
const stepsShown = 30;

type Service = KubernetesObject & { spec: { ports?: { name?: string; port: number }[] } };

/** What each rule of an Ingress reaches: its Service, its port, its ready endpoints; and whether its class and TLS Secrets exist. */
export function explainIngress(world: World, ref: ObjectRef): WhyAnswer {
  const object = subject<Ingress>(world, ref);
  const found = backendsOf(object).map(({ where, backend }) => reach(world, ref, where, backend));
  const good = found.filter(({ answers }) => answers).length;
  const secrets = (object.spec?.tls ?? []).flatMap(({ secretName }) =>
    secretName !== undefined && !world.api.get('secrets', `${ref.namespace ?? ''}/${secretName}`) ? [now(world, says('ingress.secretMissing', { name: secretName }))] : []);
  const problem = classProblem(world, object);
  const reaches = found.length === 0 ? says('ingress.none') : says('ingress.reaches', { good, backends: found.length });
  return {
    headline: problem ?? reaches,
    ...(problem ? { detail: reaches } : {}),
    evidence: [
      ...fieldEvidence(world, ref, object, 'spec.ingressClassName', says('ingress.field.class')),
      ...fieldEvidence(world, ref, object, 'spec.rules', says('ingress.field.rules')),
      historyOf(world, object, [...found.map(({ step }) => step), ...secrets].slice(0, stepsShown)),
    ],
    remedies: [],
  };
}

function backendsOf({ spec }: Ingress): { where: string; backend: IngressBackend }[] {
  const rules = (spec?.rules ?? []).flatMap(({ host = '*', http }) => (http?.paths ?? []).map(({ path = '/', backend }) => ({ where: `${host}${path}`, backend })));
  return spec?.defaultBackend ? [...rules, { where: 'defaultBackend', backend: spec.defaultBackend }] : rules;
}

function reach(world: World, { namespace = '' }: ObjectRef, where: string, { service, resource }: IngressBackend): { step: ChainStep; answers: boolean } {
  if (!service) return { step: now(world, says('ingress.resource', { where, kind: resource?.kind ?? '', name: resource?.name ?? '' })), answers: false };
  const target = world.api.get<Service>('services', `${namespace}/${service.name}`);
  const params = { where, service: service.name, port: service.port?.name ?? service.port?.number ?? '' };
  if (!target) return { step: now(world, says('ingress.noService', params)), answers: false };
  const hasPort = target.spec.ports?.some(({ name, port }) => (service.port?.name === undefined ? port === service.port?.number : name === service.port.name)) ?? false;
  if (!hasPort) return { step: stepAbout(world, target, 'attention/Warning', says('ingress.noPort', params)), answers: false };
  const ready = readyEndpoints(world, namespace, service.name);
  const text = says(ready > 0 ? 'ingress.backend' : 'ingress.noEndpoints', { ...params, ready });
  return { step: stepAbout(world, target, ready > 0 ? 'kind/Service' : 'attention/Warning', text), answers: ready > 0 };
}

function readyEndpoints(world: World, namespace: string, service: string): number {
  let ready = 0;
  for (const slice of world.api.byIndex<EndpointSlice>('endpointslices', 'namespace', namespace)) {
    if (slice.metadata.labels?.['kubernetes.io/service-name'] === service) ready += (slice.endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false).length;
  }
  return ready;
}

function classProblem(world: World, object: Ingress): WhyAnswer['headline'] | undefined {
  const name = classNameOf(object);
  if (name !== undefined) return world.api.get('ingressclasses', name) ? undefined : says('ingress.classMissing', { class: name });
  return [...world.api.list<IngressClass>('ingressclasses')].some(isDefault) ? undefined : says('ingress.noClass');
}

function classNameOf({ spec, metadata }: Ingress): string | undefined {
  return spec?.ingressClassName ?? metadata.annotations?.['kubernetes.io/ingress.class'];
}

function isDefault({ metadata }: IngressClass): boolean {
  return metadata.annotations?.[defaultClassAnnotation] === 'true';
}

function now(world: World, text: WhyAnswer['headline']): ChainStep {
  return { atMs: world.nowMs, icon: 'attention/Warning', text };
}

/** Which Ingresses belong to a class, by name or because it is the default. */
export function explainIngressClass(world: World, ref: ObjectRef): WhyAnswer {
  const object = subject<IngressClass>(world, ref);
  const steps = [...world.api.list<Ingress>('ingresses')].flatMap((ingress): ChainStep[] => {
    const name = classNameOf(ingress);
    if (name === undefined ? !isDefault(object) : name !== ref.name) return [];
    return [stepAbout(world, ingress, 'kind/Ingress', says(name === undefined ? 'ingressClass.byDefault' : 'ingressClass.names', { name: objectKey(ingress) }))];
  });
  return {
    headline: says('ingressClass.used', { count: steps.length, by: object.spec?.controller ?? '' }),
    evidence: [...fieldEvidence(world, ref, object, 'spec.controller', says('passive.field.IngressClass')), historyOf(world, object, steps.slice(0, stepsShown))],
    remedies: [],
  };
}
