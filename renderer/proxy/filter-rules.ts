import type { ProxyRuleRow } from '../../shared/view/trace.ts';

/** One rule among all of a node. */
export function ruleKey({ service, portName, protocol, destination, ip, port }: ProxyRuleRow): string {
  return [service.namespace, service.name, portName, protocol, destination, ip, port].join('/');
}

/** `10.96.0.10:53`, with the protocol where it is not TCP. */
export function addressOf({ ip, port, protocol }: ProxyRuleRow): string {
  return `${ip.includes(':') ? `[${ip}]` : ip}:${port}${protocol === 'TCP' ? '' : `/${protocol}`}`;
}

/** Rules in which all words occur, in Service, port, address, type, policy or verdict; case does not matter. */
export function filterRules(rules: readonly ProxyRuleRow[], text: string): readonly ProxyRuleRow[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return rules;
  return rules.filter((rule) => {
    const { service, portName, destination, trafficPolicy, verdict, affinitySeconds } = rule;
    const searched = [`${service.namespace ?? ''}/${service.name}:${portName}`, addressOf(rule), destination, trafficPolicy, verdict, affinitySeconds === undefined ? '' : 'ClientIP affinity'].join(' ').toLowerCase();
    return words.every((word) => searched.includes(word));
  });
}
