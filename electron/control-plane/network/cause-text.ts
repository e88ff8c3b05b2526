import type { ContainerLoad, FailureCause, NoEndpointsWhy, Symptom, UnreadyPod } from '../../../shared/network/failure-cause.ts';
import type { LocalizedText } from '../../../shared/view/rows.ts';

type Params = NonNullable<LocalizedText['params']>;

/** Why a request failed, in a sentence, and what there is to know about it. */
export function causeText(cause: FailureCause): { headline: LocalizedText; details: LocalizedText[] } {
  const details = cause.kind === 'NoEndpoints' && cause.why.kind === 'NoneReady' ? cause.why.pods.map(unreadyText)
    : cause.kind === 'DnsUnanswered' || cause.kind === 'CallFailed' ? [causeText(cause.because).headline, ...causeText(cause.because).details] : [];
  const [variant, params] = headlineOf(cause);
  return { headline: { key: `network:cause.${variant}`, ...(Object.keys(params).length > 0 ? { params } : {}) }, details };
}

export function symptomText(symptom: Symptom): LocalizedText {
  return typeof symptom === 'number' ? { key: 'network:symptom.http', params: { status: symptom } } : { key: `network:symptom.${symptom}` };
}

function headlineOf(cause: FailureCause): [variant: string, params: Params] {
  const { kind } = cause;
  switch (cause.kind) {
    case 'NoSuchPod': return [kind, { pod: nameOf(cause) }];
    case 'NoSuchService': case 'LoadBalancerPending': return [kind, { service: nameOf(cause.service) }];
    case 'NoSuchHost': return cause.ingress ? ['NoSuchHost.ingress', { host: cause.host, ingress: nameOf(cause.ingress) }] : [kind, { host: cause.host }];
    case 'DnsUnanswered': return [kind, { host: cause.host }];
    case 'NotExposed': return [kind, { service: nameOf(cause.service), type: cause.type }];
    case 'NoNode': case 'TooManyHops': return [kind, {}];
    case 'NoHealthyNode': return cause.nodes === 0 ? ['NoHealthyNode.none', { service: nameOf(cause.service) }]
      : [`NoHealthyNode.${cause.healthCheck}`, { service: nameOf(cause.service), nodes: cause.nodes }];
    case 'SourceRangeDenied': return [kind, { service: nameOf(cause.service), ip: cause.sourceIp, ranges: cause.ranges.join(', ') }];
    case 'NoSuchPort': return [kind, { service: nameOf(cause.service), port: cause.port, ports: cause.ports.join(', ') }];
    case 'NoProxyRule': return [cause.stale ? 'NoProxyRule.stale' : kind, { node: cause.node, ip: cause.ip, port: cause.port }];
    case 'NoEndpoints': return noEndpoints(nameOf(cause.service), cause.why);
    case 'NoLocalEndpoints': return [kind, { service: nameOf(cause.service), node: cause.node, policy: cause.policy }];
    case 'DeniedByPolicy':
      return [`DeniedByPolicy.${cause.direction}`, { pod: nameOf(cause.pod), policies: cause.policies.join(', '), port: cause.port, protocol: cause.protocol }];
    case 'EgressOff':
      if (cause.gateway === undefined) return [kind, { machine: cause.machine }];
      return cause.gateway === 'None' ? ['EgressOff.noGateway', { machine: cause.machine }] : ['EgressOff.gateway', { machine: cause.machine, id: cause.gateway.id, zone: cause.gateway.zone }];
    case 'MachineDown': return [kind, { machine: cause.machine }];
    case 'CutOff': return cause.from === undefined ? ['CutOff.outside', { machine: cause.machine }] : [kind, { machine: cause.machine, from: cause.from }];
    case 'AddressGone': return cause.staleOn === undefined ? [cause.stale ? 'AddressGone.stale' : kind, { ip: cause.ip }] : ['AddressGone.staleOn', { ip: cause.ip, node: cause.staleOn }];
    case 'NoRoute': return [kind, { ip: cause.ip }];
    case 'NodePortClosed': return [kind, { node: cause.node, port: cause.port }];
    case 'NotListening': return notListening(cause);
    case 'Starting': case 'ContainerNotRunning': return [kind, { pod: cause.pod.name, container: cause.container, port: cause.port }];
    case 'Hung': return [kind, { pod: cause.pod.name, container: cause.container }];
    case 'Overloaded': return [kind, { pod: cause.pod.name, container: cause.container, ...loadParams(cause.load) }];
    case 'NoIngressRule': return [kind, { controller: cause.controller, host: cause.host, path: cause.path }];
    case 'NoLocalHealth': return [kind, { service: nameOf(cause.service), node: cause.node }];
    case 'CallFailed': return [kind, { pod: cause.pod.name, container: cause.container, calls: cause.calls }];
    case 'BalancerProvisioning': return [kind, { ingress: nameOf(cause.ingress) }];
    case 'NoListener': return [kind, { ingress: nameOf(cause.ingress), port: cause.port, ports: cause.ports.join(', ') }];
    case 'NoTargets': return [kind, { ingress: nameOf(cause.ingress), service: nameOf(cause.service) }];
    case 'FixedResponse': return [kind, { ingress: nameOf(cause.ingress), status: cause.status }];
    case 'IngressBackendMissing':
      return cause.port === undefined ? ['IngressBackendMissing', { ingress: nameOf(cause.ingress), service: cause.service }]
        : ['IngressBackendMissing.port', { ingress: nameOf(cause.ingress), service: cause.service, port: cause.port }];
  }
}

function loadParams({ offeredRps, refusedShare, inFlight, maxConcurrent, cores }: ContainerLoad): Params {
  return { rps: rounded(offeredRps), percent: rounded(refusedShare * 100), inFlight: Math.round(inFlight), maxConcurrent, cores: Math.round(cores * 100) / 100 };
}

/** Of small numbers one decimal. */
function rounded(value: number): number {
  return value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
}

function noEndpoints(service: string, why: NoEndpointsWhy): [string, Params] {
  const variant = `NoEndpoints.${why.kind}`;
  switch (why.kind) {
    case 'NothingSelected': return [variant, { service, selector: Object.entries(why.selector).map(([key, value]) => `${key}=${value}`).join(',') }];
    case 'NoSuchPortName': return [variant, { service, targetPort: why.targetPort }];
    case 'NoneReady': return [variant, { service, count: why.total }];
    case 'NoSelector': case 'NotYetListed': return [variant, { service }];
  }
}

/** With one container that is known to listen elsewhere the sentence names it. */
function notListening({ pod, port, listens, targetPort }: Extract<FailureCause, { kind: 'NotListening' }>): [string, Params] {
  const open = listens.filter(({ ports }) => ports.length > 0);
  const ports = open.flatMap((one) => one.ports).join(', ');
  if (ports === '') return ['NotListening.nowhere', { pod: pod.name, port }];
  return targetPort === undefined ? ['NotListening', { pod: pod.name, port, ports }] : ['NotListening.targetPort', { pod: pod.name, targetPort, port, ports, container: open.map(({ container }) => container).join(', ') }];
}

function unreadyText({ name, why }: UnreadyPod): LocalizedText {
  const { kind, ...facts } = why;
  return { key: `network:unready.${kind}`, params: { pod: name, ...facts } };
}

/** As kubectl writes it: the namespace only where it is not `default`. */
export function nameOf({ namespace, name }: { namespace: string; name: string }): string {
  return namespace === 'default' || namespace === '' ? name : `${namespace}/${name}`;
}
