import type { IngressBackend } from '../../../../shared/kubernetes/types/networking.ts';
import type { Service, ServicePort } from '../../../../shared/kubernetes/types/core.ts';
import type { EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { FailureCause } from '../../../../shared/network/failure-cause.ts';
import type { IngressRuleHop, ServicePortRef } from '../../../../shared/network/trace.ts';
import { refOf, type ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import { certificateFor } from '../ingress/certificate.ts';
import { isServedBy } from '../ingress/ingress-class.ts';
import { matchRequest, type IngressMatch } from '../ingress/match-request.ts';
import { endpointsOf, type ProxyEndpoint } from '../proxy/service-rules.ts';
import { lookUpFromPod, type Lookup } from './dns-step.ts';
import { podRef, protocolOf, type Arrival, type Passage } from './passage.ts';
import { endpointRef } from './proxy-step.ts';
import { sendFromPod } from './route.ts';
import { whyNoEndpoints } from './why-no-endpoints.ts';

const httpsPort = 443;
/** A controller that passes requests to another, and that to another, ends here. */
const depthLimit = 8;

/**
 * An ingress controller takes a request and passes it on by the rules of its Ingresses, to a ready endpoint of the Service: past kube-proxy, as
 * controllers do that balance load themselves. Source: ingress-nginx, internal/ingress/controller.
 */
export function passOn(base: Lookup, at: Arrival, controller: string): void {
  const { network, http: { host, path }, depth } = base;
  if (depth >= depthLimit) return base.failed({ kind: 'TooManyHops' });
  const match = matchRequest(network.ingresses, (ingress) => isServedBy(network.api, controller, ingress), host, path);
  const tls = match && certificateFor(network.api, controller, match.ingress, { host, port: at.port });
  const rule: IngressRuleHop = { kind: 'Ingress', controller, host, path, ...(match ? { ingress: nameOf(match), match: match.match } : {}), ...(tls ? { tls } : {}) };
  const subject: ObjectRef = match ? { ...refOf(match.ingress), apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' } : podRef(at.pod);
  const fail = (cause: FailureCause, more: Partial<IngressRuleHop> = {}): void => {
    base.walk.hop(() => ({ subject, rule: { ...rule, ...more }, verdict: 'Failed' }));
    base.failed(cause);
  };
  if (!match) return fail({ kind: 'NoIngressRule', controller, host, path });
  if (tls?.kind === 'Redirect' && base.askAgain) {
    base.walk.hop(() => ({ subject, rule, verdict: 'Passed' }));
    return base.askAgain(httpsPort);
  }
  base.walk.pass({ kind: 'Ingress', ...nameOf(match) });
  const found = backendOf(base, match);
  if ('cause' in found) return fail(found.cause);
  const { service, port, ref, endpoints } = found;
  base.walk.pass({ kind: 'Service', ...ref });
  const { chosen: _before, at: _where, clientRps: _theirs, ...request } = base;
  const lookup: Lookup = { ...request, depth: depth + 1, sender: at.pod, client: network.ground.addressOf(at.pod) ?? '' };
  if (service.spec.type === 'ExternalName') {
    base.walk.hop(() => ({ subject, rule: { ...rule, service: ref }, verdict: 'Passed' }));
    const go = (ip: string): void => sendFromPod(packetOf(lookup, ip, port.port, port.protocol), at.pod);
    return lookUpFromPod(lookup, at.pod, service.spec.externalName ?? '', sendFromPod, go);
  }
  if (endpoints.length === 0) {
    return fail({ kind: 'NoEndpoints', service: ref, why: whyNoEndpoints(network.api, service, { name: ref.portName, port: ref.port }), stale: false }, { service: ref, choices: 0 });
  }
  base.walk.choose(endpoints, (endpoint) => {
    base.walk.hop(() => ({ subject, rule: { ...rule, service: ref, choices: endpoints.length, chosen: endpointRef(endpoint) }, verdict: 'Passed' }));
    const chosen = { service: ref, targetPort: port.targetPort ?? port.port, endpoint: endpointRef(endpoint) };
    sendFromPod({ ...packetOf(lookup, endpoint.ip, endpoint.port, port.protocol), chosen }, at.pod);
  });
}

function packetOf(lookup: Lookup, destinationIp: string, destinationPort: number, protocol: string | undefined): Passage {
  return { ...lookup, packet: { sourceIp: lookup.client ?? '', destinationIp, destinationPort, protocol: protocolOf(protocol) } };
}

interface Backend {
  readonly service: Service;
  readonly port: ServicePort;
  readonly ref: ServicePortRef;
  readonly endpoints: readonly ProxyEndpoint[];
}

/** Backends that are no Services are not known to any controller here. */
function backendOf({ network }: Lookup, { ingress, backend }: IngressMatch): Backend | { cause: FailureCause } {
  const { namespace = '' } = ingress.metadata;
  const { name = backend.resource?.name ?? '', port: wanted } = backend.service ?? {};
  const key = `${namespace}/${name}`;
  const service = backend.service && network.api.get<Service>('services', key);
  const port = service?.spec.ports?.find((one) => isPort(one, wanted));
  if (!service || !port) {
    const number = wanted?.number ?? wanted?.name;
    return { cause: { kind: 'IngressBackendMissing', ingress: nameOf({ ingress }), service: name, ...(number === undefined ? {} : { port: number }) } };
  }
  const slices = [...network.api.byIndex<EndpointSlice>('endpointslices', 'service', key)];
  const endpoints = endpointsOf(slices, port.name ?? '', port.protocol ?? 'TCP').filter(({ ready }) => ready);
  return { service, port, endpoints, ref: { namespace, name, portName: port.name ?? '', port: port.port } };
}

function isPort({ name = '', port }: ServicePort, wanted: NonNullable<IngressBackend['service']>['port']): boolean {
  return wanted?.number !== undefined ? port === wanted.number : name === (wanted?.name ?? '');
}

function nameOf({ ingress: { metadata } }: Pick<IngressMatch, 'ingress'>): { namespace: string; name: string } {
  return { namespace: metadata.namespace ?? '', name: metadata.name };
}
