import type { ApiReader } from '../../../apistore/api-client.ts';
import { objectKey } from '../../../../../shared/kubernetes/registry.ts';
import type { Ingress } from '../../../../../shared/kubernetes/types/networking.ts';
import type { ApplicationAction, ApplicationRule } from '../../../network/load-balancer/application-balancer.ts';
import type { Scheme } from '../state.ts';
import { annotation, isNamedGroup } from './annotations.ts';
import { Backends } from './backends.ts';
import { listenPorts, type ListenPort } from './listen-ports.ts';
import { hexDigest } from '../../../hex-digest.ts';
import { ModelError } from './model-error.ts';
import { rulesOf } from './rules.ts';
import type { Listener, TargetGroupSpec } from './state.ts';

/** What a group of Ingresses asks for. */
export interface ApplicationModel {
  name: string;
  scheme: Scheme;
  listeners: Omit<Listener, 'arn'>[];
  targetGroups: TargetGroupSpec[];
}

/**
 * Works out the load balancer for the Ingresses of a group, in their order. Source: aws-load-balancer-controller, pkg/ingress/model_builder.go and the model_build_… files beside it.
 * Differs: no IngressClassParams, subnets and security groups by annotation, authentication, conditions by annotation.
 * @throws ModelError
 */
export function buildModel(api: ApiReader, group: string, members: readonly Ingress[]): ApplicationModel {
  const scheme = schemeOf(members);
  const ports = new Map<number, ListenPort & { members: Ingress[] }>();
  for (const ingress of members) {
    for (const one of listenPorts(ingress)) {
      const known = ports.get(one.port);
      if (known && known.protocol !== one.protocol) throw new ModelError(`failed to merge listPort config for port: ${one.port}: conflicting protocol, ${objectKey(known.members[0] as Ingress)}: ${known.protocol} | ${objectKey(ingress)}: ${one.protocol}`);
      if (known) {
        known.members.push(ingress);
        known.certificates = [...new Set([...known.certificates, ...one.certificates])];
      } else ports.set(one.port, { ...one, members: [ingress] });
    }
  }
  const redirect = sslRedirectOf(members, ports);
  const backends = new Backends(api, group);
  const listeners = [...ports.values()].sort((a, b) => a.port - b.port).map(({ port, protocol, certificates, members: served }): Omit<Listener, 'arn'> => {
    if (redirect && protocol === 'HTTP') return { port, protocol, certificates, rules: [], fallback: redirect };
    const rules: ApplicationRule[] = served.flatMap((ingress) => rulesOf(ingress, backends));
    return { port, protocol, certificates, rules: rules.map((rule, index) => ({ ...rule, priority: index + 1 })), fallback: fallbackOf(served, backends) };
  });
  return { name: nameOf(group, members, scheme), scheme, listeners, targetGroups: backends.groups() };
}

function schemeOf(members: readonly Ingress[]): Scheme {
  const schemes = [...new Set(members.flatMap(({ metadata }) => annotation(metadata.annotations, 'scheme') ?? []))];
  if (schemes.length > 1) throw new ModelError(`conflicting scheme: map[${schemes.sort().map((one) => `${one}:{}`).join(' ')}]`);
  const [scheme = 'internal'] = schemes;
  if (scheme !== 'internal' && scheme !== 'internet-facing') throw new ModelError(`unknown scheme: ${scheme}`);
  return scheme;
}

/** Source: buildLoadBalancerName. Differs: a digest of our own. */
function nameOf(group: string, members: readonly Ingress[], scheme: Scheme): string {
  const names = [...new Set(members.flatMap(({ metadata }) => annotation(metadata.annotations, 'load-balancer-name') ?? []))];
  if (names.length > 1) throw new ModelError(`conflicting load balancer name: map[${names.sort().map((one) => `${one}:{}`).join(' ')}]`);
  const [name] = names;
  if (name !== undefined && name.length > 32) throw new ModelError('load balancer name cannot be longer than 32 characters');
  if (name !== undefined) return name;
  const digest = hexDigest(`alb/${group}/${scheme}`, 10);
  const letters = (text: string, length: number): string => text.replace(/[^A-Za-z0-9]/g, '').slice(0, length);
  if (isNamedGroup(group)) return `k8s-${letters(group, 17)}-${digest}`;
  const [namespace = '', own = ''] = group.split('/');
  return `k8s-${letters(namespace, 8)}-${letters(own, 8)}-${digest}`;
}

/** Source: buildSSLRedirectConfig. */
function sslRedirectOf(members: readonly Ingress[], ports: ReadonlyMap<number, ListenPort>): ApplicationAction | undefined {
  const asked = [...new Set(members.flatMap(({ metadata }) => annotation(metadata.annotations, 'ssl-redirect') ?? []))];
  if (asked.length > 1) throw new ModelError(`conflicting sslRedirect port: ${asked.join(' | ')}`);
  const [port] = asked;
  if (port === undefined) return undefined;
  const listener = ports.get(Number(port));
  if (!listener) throw new ModelError(`listener does not exist for SSLRedirect port: ${port}`);
  if (listener.protocol !== 'HTTPS') throw new ModelError(`listener protocol non-SSL for SSLRedirect port: ${port}`);
  return { kind: 'Redirect', status: 301, protocol: 'HTTPS', port };
}

/** Source: buildListenerDefaultActions. */
function fallbackOf(members: readonly Ingress[], backends: Backends): ApplicationAction {
  const withDefault = members.filter(({ spec }) => spec?.defaultBackend);
  if (withDefault.length > 1) throw new ModelError(`multiple ingress defined default backend: [${withDefault.map(objectKey).join(' ')}]`);
  const [ingress] = withDefault;
  return ingress?.spec?.defaultBackend ? backends.actionFor(ingress, ingress.spec.defaultBackend) : { kind: 'FixedResponse', status: 404 };
}
