import type { ClientRule, ContainerRule, DnsRule, Hop, IngressRuleHop, IngressTls, PolicyRule, ProxyRule, RequestTrace } from '../../../shared/network/trace.ts';
import type { LocalizedText } from '../../../shared/view/rows.ts';
import type { TraceStep } from '../../../shared/view/trace.ts';
import { nameOf } from './cause-text.ts';

type Params = NonNullable<LocalizedText['params']>;

/** A hop in words: what happened, and the rules that made it so. */
export function hopText(hop: Hop, origin: RequestTrace['origin']): Pick<TraceStep, 'text' | 'details'> {
  const { rule, verdict, before } = hop;
  const passed = verdict === 'Passed';
  const end = passed ? 'passed' : 'failed';
  switch (rule.kind) {
    case 'Client': return { text: clientText(rule, hop, origin), details: [] };
    case 'Dns': return dnsText(rule);
    case 'Egress': return { text: text(`egress.${end}`, { machine: rule.machine }), details: [] };
    case 'NatGateway': return { text: text(`nat.${end}`, { zone: rule.zone, address: rule.address }), details: [text('nat.detail', { id: rule.id })] };
    case 'LoadBalancer':
      return { text: text(`loadBalancer.${end}`, { node: rule.node ?? '', count: rule.healthy }), details: [text(`loadBalancer.${rule.forwardsTo}`)] };
    case 'Node': return { text: text(`node.${end}`, { node: rule.node }), details: [] };
    case 'Proxy': return { text: proxyText(rule, `${before?.destinationIp ?? ''}:${before?.destinationPort ?? ''}`), details: proxyDetails(rule) };
    case 'Policy': return { text: policyText(rule, passed), details: [text('policy.isolated', { policies: rule.isolatedBy.join(', ') })] };
    case 'Pod': return { text: text(`pod.${end}`, { ip: rule.ip, node: rule.node, pod: hop.subject?.name ?? '' }), details: [] };
    case 'Container': return { text: containerText(rule, passed), details: rule.assumed ? [text('container.assumed')] : [] };
    case 'Ingress':
      return {
        text: ingressText(rule), details: [
          ...balancerDetails(rule), ...(rule.tls ? [tlsText(rule.tls)] : []), ...(rule.choices === undefined ? [] : [text('ingress.endpoints', { count: rule.choices })]),
        ],
      };
  }
}

function clientText({ calls, redirected }: ClientRule, { subject }: Hop, origin: RequestTrace['origin']): LocalizedText {
  if (calls !== undefined) return text('client.call', { pod: nameOf({ namespace: subject?.namespace ?? '', name: subject?.name ?? '' }), calls });
  if (redirected) return text('client.redirected');
  return origin.kind === 'Pod' ? text('client.pod', { pod: nameOf(origin) }) : text('client.internet');
}

function tlsText(tls: IngressTls): LocalizedText {
  if (tls.kind === 'Redirect') return text('ingress.tls.Redirect', { status: tls.status ?? 308 });
  if (tls.kind === 'Certificate') return text('ingress.tls.Certificate', { arn: tls.arn });
  const variant = tls.kind === 'Default' ? `Default.${tls.why}` : tls.kind;
  return text(`ingress.tls.${variant}`, 'secret' in tls ? { secret: tls.secret } : undefined);
}

/** A load balancer outside decided: by which of its rules, and among which targets. */
function balancerDetails({ balancer }: IngressRuleHop): LocalizedText[] {
  if (!balancer) return [];
  const { name, listener, priority, targetType, healthy = 0, targets = 0, response } = balancer;
  const decided = priority === undefined ? text('ingress.balancer.default', { name, listener }) : text('ingress.balancer.rule', { name, listener, priority });
  return [
    decided, ...(response === undefined ? [] : [text('ingress.balancer.response', { status: response })]),
    ...(targetType === undefined ? [] : [text(healthy === 0 && targets > 0 ? `ingress.balancer.failOpen` : `ingress.balancer.${targetType}`, { healthy, targets })]),
  ];
}

function text(key: string, params?: Params): LocalizedText {
  return { key: `network:hop.${key}`, ...(params ? { params } : {}) };
}

function dnsText({ name, tried, server, record, answers, chosen = '' }: DnsRule): Pick<TraceStep, 'text' | 'details'> {
  return {
    text: text(`dns.${record}`, { name, address: chosen, count: answers.length }),
    details: [text(`dns.server.${server}`), ...(tried.length > 1 ? [text('dns.tried', { names: tried.join(', ') })] : [])],
  };
}

function proxyText({ node, service, destination, chosen, choices = 0, healthCheck }: ProxyRule, asked: string): LocalizedText {
  if (healthCheck && service) return text('proxy.healthCheck', { node, service: nameOf(service), count: healthCheck.localEndpoints, status: healthCheck.status });
  if (!service || !destination) return text('proxy.none', { node, address: asked });
  const params = { node, service: nameOf(service), port: service.port, address: asked };
  return chosen ? text(`proxy.${destination}`, { ...params, endpoint: `${chosen.ip}:${chosen.port}`, count: choices }) : text('proxy.nobody', params);
}

function proxyDetails(rule: ProxyRule): LocalizedText[] {
  const details: LocalizedText[] = [];
  if (rule.trafficPolicy === 'Local') details.push(text('proxy.local', { node: rule.node }));
  if (rule.shortCut) details.push(text('proxy.shortCut'));
  if (rule.terminatingFallback) details.push(text('proxy.terminating'));
  if (rule.distribution) details.push(text(`proxy.${rule.distribution}`));
  if (rule.affinitySeconds !== undefined) details.push(text('proxy.affinity', { seconds: rule.affinitySeconds }));
  if (rule.masquerade) details.push(text('proxy.masquerade', { node: rule.node }));
  if (rule.staleSinceMs !== undefined) details.push(text('proxy.stale', { atMs: rule.staleSinceMs }));
  return details;
}

function policyText({ direction, allowedBy }: PolicyRule, passed: boolean): LocalizedText {
  if (!passed || !allowedBy) return text(`policy.${direction}.denied`);
  return text(`policy.${direction}.allowed`, { policy: allowedBy.policy, rule: allowedBy.rule + 1 });
}

function containerText({ container, port, listens }: ContainerRule, passed: boolean): LocalizedText {
  if (passed) return text('container.passed', { container: container ?? '', port });
  if (container !== undefined) return text('container.silent', { container, port });
  return listens.length > 0 ? text('container.elsewhere', { port, ports: listens.join(', ') }) : text('container.closed', { port });
}

function ingressText({ host, path, ingress, match, service, chosen }: IngressRuleHop): LocalizedText {
  if (!ingress || !match) return text('ingress.none', { host, path });
  const params = { ingress: nameOf(ingress), service: service ? nameOf(service) : '', endpoint: chosen ? `${chosen.ip}:${chosen.port}` : '' };
  if (match === 'Default') return text('ingress.default', params);
  return text(service ? 'ingress.matched' : 'ingress.noBackend', { ...params, rule: `${match.host}${match.path}`, pathType: match.pathType });
}
