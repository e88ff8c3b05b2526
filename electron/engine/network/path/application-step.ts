import type { FailureCause } from '../../../../shared/network/failure-cause.ts';
import type { EndpointRef, IngressRuleHop } from '../../../../shared/network/trace.ts';
import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import { albController } from '../ingress/ingress-class.ts';
import { ruleFor, type ApplicationAction, type ApplicationBalancer, type ApplicationListener, type ApplicationTarget } from '../load-balancer/application-balancer.ts';
import type { Network } from '../network.ts';
import { nodeClass } from './node-class.ts';
import { noteHop, rewritten, type Passage } from './passage.ts';

/** A request that is sent from listener to listener ends here. */
const redirectLimit = 5;

type Send = (passage: Passage, target: ApplicationTarget) => void;

/**
 * A load balancer that reads requests takes one, decides by the rules of the listener that it came to, and passes it on to a target as a request of its own. Its rules are those that its controller
 * has given it, whatever the Ingresses say by now.
 * @param send on to the target
 */
export function enterApplication(passage: Passage, balancer: ApplicationBalancer, send: Send, redirects = 0): void {
  const { walk, packet: { destinationPort: port }, http: { host, path } } = passage;
  if (!passage.aside && redirects === 0) walk.pass({ kind: 'LoadBalancer', of: 'Ingress', ...balancer.ingress });
  const listener = balancer.listeners.find((one) => one.port === port);
  const rule = listener && ruleFor(listener, host, path);
  const action = rule?.action ?? listener?.fallback;
  const named = rule?.ingress ?? (action?.kind === 'FixedResponse' ? action.ingress : undefined) ?? balancer.ingress;
  const subject = ingressRef(named);
  const hop: IngressRuleHop = {
    kind: 'Ingress', controller: albController, host, path, ...(rule ? { ingress: named, match: rule.match } : action && action.kind !== 'FixedResponse' ? { ingress: named, match: 'Default' } : {}),
    balancer: { name: balancer.name, listener: port, ...(rule ? { priority: rule.priority } : {}) }, ...(listener?.protocol === 'HTTPS' ? { tls: tlsOf(listener) } : {}),
  };
  const fail = (cause: FailureCause): void => {
    noteHop(passage, () => ({ subject, rule: hop }), 'Failed');
    passage.failed(cause);
  };
  if (!balancer.isActive) return fail({ kind: 'BalancerProvisioning', ingress: balancer.ingress });
  if (!listener || !action) return fail({ kind: 'NoListener', ingress: balancer.ingress, port, ports: balancer.listeners.map((one) => one.port) });
  if (!rule && action.kind === 'FixedResponse' && !action.ingress) return fail({ kind: 'NoIngressRule', controller: albController, host, path });
  if (!passage.aside) walk.pass({ kind: 'Ingress', ...named });
  switch (action.kind) {
    case 'FixedResponse': {
      if (action.backend) return fail({ kind: 'IngressBackendMissing', ingress: named, ...action.backend });
      if (action.status >= 400) return fail({ kind: 'FixedResponse', ingress: named, status: action.status });
      noteHop(passage, () => ({ subject, rule: { ...hop, balancer: { ...hop.balancer as NonNullable<typeof hop.balancer>, response: action.status } } }));
      return passage.arrivedHere();
    }
    case 'Redirect': return redirect(passage, balancer, send, { action, hop, subject, redirects, fail });
    case 'Forward': return forward(passage, balancer, send, { action, hop, subject, named, fail });
  }
}

interface Decided<Kind extends ApplicationAction['kind']> {
  action: Extract<ApplicationAction, { kind: Kind }>;
  hop: IngressRuleHop;
  subject: ObjectRef;
  fail(cause: FailureCause): void;
}

/** The client asks again, where it was told to; somewhere else than at this load balancer it is no matter of the cluster. */
function redirect(passage: Passage, balancer: ApplicationBalancer, send: Send, { action, hop, subject, redirects, fail }: Decided<'Redirect'> & { redirects: number }): void {
  const { status, port, path, host } = action;
  if (redirects >= redirectLimit) return fail({ kind: 'TooManyHops' });
  noteHop(passage, () => ({ subject, rule: { ...hop, tls: { kind: 'Redirect', status } } }));
  if (host !== undefined && host !== '#{host}') return passage.arrivedOutside();
  const next = port === undefined || port === '#{port}' ? passage.packet.destinationPort : Number(port);
  const at = path === undefined ? passage.http.path : path.replaceAll('#{path}', passage.http.path.replace(/^\//, ''));
  enterApplication(rewritten(passage, { destinationPort: next }, { http: { ...passage.http, path: at } }), balancer, send, redirects + 1);
}

function forward(
  passage: Passage, balancer: ApplicationBalancer, send: Send, { action, hop, subject, named, fail }: Decided<'Forward'> & { named: { namespace: string; name: string } },
): void {
  const { walk, network } = passage;
  const groups = action.groups.flatMap(({ key, weight }) => {
    const group = balancer.groups.get(key);
    return group ? [{ group, weight }] : [];
  });
  if (groups.length === 0) return fail({ kind: 'NoIngressRule', controller: albController, host: hop.host, path: hop.path });
  walk.choose(groups, ({ group }) => {
    const { service, type, usable, healthy, registered } = group;
    const decided: IngressRuleHop = { ...hop, service, balancer: { ...hop.balancer as NonNullable<typeof hop.balancer>, targetType: type, healthy, targets: registered } };
    if (usable.length === 0) {
      noteHop(passage, () => ({ subject, rule: decided }), 'Failed');
      return passage.failed({ kind: 'NoTargets', ingress: named, service });
    }
    // Of instances kube-proxy says which Service it is.
    if (type === 'ip' && !passage.aside) walk.pass({ kind: 'Service', ...service });
    const { chosen: _before, at: _where, clientRps: _theirs, ...rest } = passage;
    const request: Passage = { ...rest, client: balancer.speaksAs, depth: passage.depth + 1 };
    const towards = (target: ApplicationTarget): Passage => rewritten(request, { sourceIp: balancer.speaksAs, ...addressOf(network, target) }, (
      type === 'ip' ? { chosen: { service, targetPort: target.port, endpoint: endpointOf(network, target) } } : {}
    ));
    walk.choose(usable, (target) => {
      const on = towards(target);
      noteHop(passage, () => ({ subject, rule: { ...decided, chosen: endpointOf(network, target) }, after: on.packet }));
      send(on, target);
    }, type === 'instance' ? { classOf: ({ node }) => nodeClass(towards({ node, port: usable[0]?.port ?? 0 }), node, true) } : {});
  }, { weightOf: ({ weight }) => weight });
}

export function addressOf(network: Network, { ip, node, port }: ApplicationTarget): { destinationIp: string; destinationPort: number } {
  return { destinationIp: ip ?? network.addresses.machineAddress(node) ?? '', destinationPort: port };
}

function endpointOf(network: Network, target: ApplicationTarget): EndpointRef {
  const { destinationIp: ip, destinationPort: port } = addressOf(network, target);
  return { ip, port, node: target.node, ...(target.pod ? { pod: target.pod } : {}) };
}

function tlsOf({ certificates: [arn = ''] }: ApplicationListener): NonNullable<IngressRuleHop['tls']> {
  return { kind: 'Certificate', arn };
}

function ingressRef({ namespace, name }: { namespace: string; name: string }): ObjectRef {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', namespace, name };
}
