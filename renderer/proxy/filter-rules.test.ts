import { expect, it } from 'vitest';
import type { ProxyRuleRow } from '../../shared/view/trace.ts';
import { addressOf, filterRules, ruleKey } from './filter-rules.ts';

function rule(name: string, more: Partial<ProxyRuleRow> = {}): ProxyRuleRow {
  return {
    service: { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name }, portName: 'http', protocol: 'TCP', destination: 'ClusterIP', ip: '10.96.0.7', port: 80,
    trafficPolicy: 'Cluster', verdict: 'Forward', endpoints: { all: 1, ready: 1, taken: 1 }, why: [], ...more,
  };
}

const rules = [rule('web'), rule('web', { destination: 'NodePort', ip: '10.0.0.4', port: 30_080, trafficPolicy: 'Local', verdict: 'Drop' }), rule('dns', { protocol: 'UDP', port: 53, affinitySeconds: 60 })];

it.each([['', 3], ['web', 2], ['WEB nodeport', 1], ['10.96', 2], [':30080', 1], ['drop', 1], ['local', 1], ['shop/dns', 1], ['53/udp', 1], ['clientip', 1], ['web dns', 0]])('%j finds %i rules', (text, count) => {
  expect(filterRules(rules, text)).toHaveLength(count);
});

it('an address tells its protocol where it is not TCP, and rules are told apart', () => {
  expect(rules.map(addressOf)).toEqual(['10.96.0.7:80', '10.0.0.4:30080', '10.96.0.7:53/UDP']);
  expect(new Set(rules.map(ruleKey)).size).toBe(3);
});
