import type { ReactNode } from 'react';
import { type ObjectRef, refKey, refOf } from '../../../shared/kubernetes/registry.ts';
import { formatLabels, selectorFromObject, selectorString } from '../../../shared/kubernetes/label-selector.ts';
import { isJsonObject, type JsonObject } from '../../../shared/json.ts';
import type { LabelSelector } from '../../../shared/kubernetes/types/meta.ts';
import { StateMark } from '../../design/StateMark.tsx';
import { useText, type Text } from '../../i18n/use-text.ts';
import { ObjectLink } from '../parts/Facts.tsx';
import { TrafficNow } from '../traffic/TrafficNow.tsx';
import { Section } from '../parts/Section.tsx';
import { useObject } from '../use-object.ts';
import { useRelations } from '../../store/use-relations.ts';
import type { KindView, Loose } from './kind-view.ts';
import { listAt, mapAt, textAt } from './read.ts';
import { Table } from './Table.tsx';

/** Endpoints of one slice: who answers, and whether traffic goes there. */
function Endpoints({ slice }: { slice: Loose }) {
  const { t } = useText();
  const endpoints = listAt(slice, 'endpoints');
  if (endpoints.length === 0) return <p className="form-empty">{t('inspector:kind.noEndpoints')}</p>;
  return (
    <ul className="kind-lines">
      {endpoints.map((endpoint, index) => {
        const isReady = textAt(endpoint, 'conditions', 'ready') !== 'false';
        const isLeaving = textAt(endpoint, 'conditions', 'terminating') === 'true';
        const pod = textAt(endpoint, 'targetRef', 'name');
        return (
          <li key={index} className="kind-line">
            <StateMark family={isLeaving ? 'leaving' : isReady ? 'ready' : 'attention'} size={14} label={isLeaving ? 'terminating' : isReady ? 'ready' : 'not ready'} />
            <span className="kind-line-text">
              <span className="mono">{textAt(endpoint, 'addresses')}</span>
              {pod !== undefined && <ObjectLink to={{ apiVersion: 'v1', kind: 'Pod', namespace: slice.metadata.namespace ?? '', name: pod }} />}
            </span>
            <span className="kind-aside">{textAt(endpoint, 'zone') ?? textAt(endpoint, 'nodeName')}</span>
          </li>
        );
      })}
    </ul>
  );
}

function SliceOf({ target }: { target: ObjectRef }) {
  const live = useObject(target)?.live;
  return live === undefined ? null : <Endpoints slice={live as Loose} />;
}

function ServicePanel({ object }: { object: Loose }) {
  const { t } = useText();
  const slices = useRelations(refKey(refOf(object))).flatMap(({ direction, other }) => (direction === 'in' && other?.kind === 'EndpointSlice' ? [other] : []));
  const named = [...new Map(slices.map((slice) => [slice.name, slice])).values()];
  const ports = listAt(object, 'spec', 'ports');
  return (
    <>
      <TrafficNow of={refOf(object)} />
      {ports.length > 0 && (
        <Section title={t('inspector:container.ports')}>
          <Table
            label={t('inspector:container.ports')}
            head={['name', 'port', 'targetPort', 'nodePort']}
            rows={ports.map((port) => [textAt(port, 'name') ?? '–', `${textAt(port, 'port') ?? ''}/${textAt(port, 'protocol') ?? 'TCP'}`, textAt(port, 'targetPort') ?? textAt(port, 'port'), textAt(port, 'nodePort') ?? '–'])}
          />
        </Section>
      )}
      <Section title={t('inspector:kind.endpoints')}>
        {named.length === 0 ? <p className="form-empty">{t('inspector:kind.noEndpoints')}</p> : named.map((slice) => <SliceOf key={slice.name} target={slice} />)}
      </Section>
    </>
  );
}

function SlicePanel({ object }: { object: Loose }) {
  const { t } = useText();
  return (
    <Section title={t('inspector:kind.endpoints')} aside={String(listAt(object, 'endpoints').length)}>
      <Endpoints slice={object} />
    </Section>
  );
}

function IngressPanel({ object }: { object: Loose }) {
  const { t } = useText();
  const namespace = object.metadata.namespace ?? '';
  const backend = (value: JsonObject): ReactNode => {
    const name = textAt(value, 'service', 'name');
    if (name === undefined) return textAt(value, 'resource', 'name');
    const port = textAt(value, 'service', 'port', 'number') ?? textAt(value, 'service', 'port', 'name') ?? '';
    return (
      <>
        <ObjectLink to={{ apiVersion: 'v1', kind: 'Service', namespace, name }} />:{port}
      </>
    );
  };
  const rules = listAt(object, 'spec', 'rules').flatMap((rule) =>
    listAt(rule, 'http', 'paths').map((path) => [textAt(rule, 'host') ?? '*', textAt(path, 'path') ?? '/', textAt(path, 'pathType'), backend(mapAt(path, 'backend') as JsonObject)]),
  );
  const fallback = mapAt(object, 'spec', 'defaultBackend');
  if (Object.keys(fallback).length > 0) rules.push(['*', '*', 'defaultBackend', backend(fallback as JsonObject)]);
  return (
    <Section title={t('inspector:kind.rules')}>
      <Table label={t('inspector:kind.rules')} head={['host', 'path', 'pathType', 'backend']} rows={rules} />
    </Section>
  );
}

const selectorWords = (value: unknown): string => {
  const selector = selectorFromObject(value as LabelSelector);
  return selector.ok ? selectorString(selector.value) : '';
};

/** One peer in words: which pods, of which namespaces, or which addresses. */
function peerWords(peer: JsonObject, t: Text['t']): string {
  if (isJsonObject(peer['ipBlock'])) {
    const except = textAt(peer, 'ipBlock', 'except');
    const cidr = textAt(peer, 'ipBlock', 'cidr') ?? '';
    return except === undefined ? cidr : t('inspector:policy.except', { cidr, except });
  }
  const pods = selectorWords(peer['podSelector']);
  const podText = peer['podSelector'] === undefined || pods === '' ? t('inspector:policy.allPods') : t('inspector:policy.pods', { selector: pods });
  if (peer['namespaceSelector'] === undefined) return podText;
  const namespaces = selectorWords(peer['namespaceSelector']);
  return namespaces === '' ? t('inspector:policy.anyNamespace', { pods: podText }) : t('inspector:policy.namespaces', { pods: podText, selector: namespaces });
}

function ruleWords(rule: JsonObject, side: 'from' | 'to', t: Text['t']): string {
  const peers = listAt(rule, side).map((peer) => peerWords(peer, t));
  const ports = listAt(rule, 'ports').map((port) => {
    const end = textAt(port, 'endPort');
    const number = textAt(port, 'port') ?? '*';
    return `${textAt(port, 'protocol') ?? 'TCP'} ${end === undefined ? number : `${number}–${end}`}`;
  });
  const who = peers.length === 0 ? t('inspector:policy.anyone') : peers.join(t('inspector:policy.or'));
  return ports.length === 0 ? t(`inspector:policy.${side}`, { who }) : t(`inspector:policy.${side}Ports`, { who, ports: ports.join(', ') });
}

function PolicyPanel({ object }: { object: Loose }) {
  const { t } = useText();
  const types = (textAt(object, 'spec', 'policyTypes') ?? 'Ingress').split(', ');
  const selector = selectorWords(mapAt(object, 'spec', 'podSelector'));
  return (
    <Section title={t('inspector:kind.rules')}>
      <div className="kind-words">
        <p>{selector === '' ? t('inspector:policy.appliesToAll') : t('inspector:policy.appliesTo', { selector })}</p>
        {types.map((type) => {
          const rules = listAt(object, 'spec', type.toLowerCase());
          const side = type === 'Ingress' ? 'from' : 'to';
          if (rules.length === 0) return <p key={type}>{t(`inspector:policy.none.${type === 'Ingress' ? 'ingress' : 'egress'}`)}</p>;
          return rules.map((rule, index) => <p key={`${type}/${index}`}>{ruleWords(rule, side, t)}</p>);
        })}
      </div>
    </Section>
  );
}

export const networkingViews: Readonly<Record<string, KindView>> = {
  Service: {
    facts: (object) => [
      { label: 'type', value: textAt(object, 'spec', 'type') },
      { label: 'clusterIP', value: textAt(object, 'spec', 'clusterIP') },
      { label: 'externalName', value: textAt(object, 'spec', 'externalName') },
      { label: 'loadBalancer', value: listAt(object, 'status', 'loadBalancer', 'ingress').map((entry) => textAt(entry, 'ip') ?? textAt(entry, 'hostname')).join(', ') },
      { label: 'selector', value: formatLabels(mapAt(object, 'spec', 'selector') as Record<string, string>) },
      { label: 'sessionAffinity', value: textAt(object, 'spec', 'sessionAffinity') },
    ],
    Panel: ServicePanel,
    form: [{ path: ['spec'], type: 'ServiceSpec', primary: ['type', 'selector', 'ports', 'externalName', 'sessionAffinity', 'internalTrafficPolicy', 'publishNotReadyAddresses'], without: ['clusterIPs'] }],
  },
  EndpointSlice: {
    facts: (object) => [
      { label: 'addressType', value: textAt(object, 'addressType') },
      { label: 'ports', value: listAt(object, 'ports').map((port) => `${textAt(port, 'port') ?? '*'}/${textAt(port, 'protocol') ?? 'TCP'}`).join(', ') },
    ],
    Panel: SlicePanel,
  },
  Ingress: {
    facts: (object) => [
      { label: 'ingressClassName', value: textAt(object, 'spec', 'ingressClassName') },
      { label: 'loadBalancer', value: listAt(object, 'status', 'loadBalancer', 'ingress').map((entry) => textAt(entry, 'ip') ?? textAt(entry, 'hostname')).join(', ') },
      { label: 'tls', value: listAt(object, 'spec', 'tls').map((tls) => textAt(tls, 'hosts') ?? '*').join(', ') },
    ],
    Panel: IngressPanel,
    form: [{ path: ['spec'], type: 'IngressSpec', primary: ['ingressClassName', 'rules', 'defaultBackend', 'tls'] }],
  },
  IngressClass: {
    facts: (object) => [
      { label: 'controller', value: textAt(object, 'spec', 'controller') },
      { label: 'default', value: object.metadata.annotations?.['ingressclass.kubernetes.io/is-default-class'] },
    ],
    form: [{ path: ['spec'], type: 'IngressClassSpec', primary: ['controller', 'parameters'] }],
  },
  NetworkPolicy: {
    facts: (object) => [{ label: 'policyTypes', value: textAt(object, 'spec', 'policyTypes') }],
    Panel: PolicyPanel,
    form: [{ path: ['spec'], type: 'NetworkPolicySpec', primary: ['podSelector', 'policyTypes', 'ingress', 'egress'] }],
  },
};
