import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { DnsRule, HopKind, HopRule, ProxyDestination } from '../../../shared/network/trace.ts';
import { hopText } from './hop-text.ts';

const read = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, `../../../renderer/i18n/${language}/network.json`), 'utf8')) as Record<string, string>;
const catalogues = { en: read('en'), 'pt-BR': read('pt-BR') };

const service = { namespace: 'default', name: 'web', portName: 'http', port: 80 };
const chosen = { ip: '10.0.0.1', port: 80 };
const ingress = { kind: 'Ingress', controller: 'c', host: 'h', path: '/' } as const;

/** At least one of each kind, and of each case within it, so that a new kind cannot be without words. */
const rules: { [K in HopKind]: Extract<HopRule, { kind: K }>[] } = {
  Client: [{ kind: 'Client' }],
  Dns: (['Service', 'Headless', 'EndpointHostname', 'Pod', 'ExternalName', 'Ingress', 'External', 'None'] as const).flatMap((record) => (
    (['Managed', 'Service', 'Public'] as const).map((server): DnsRule => ({ kind: 'Dns', name: 'web', tried: ['web.default', 'web'], server, record, answers: ['a', 'b'], chosen: 'a' })))),
  Egress: [{ kind: 'Egress', machine: 'm' }],
  NatGateway: [{ kind: 'NatGateway', id: 'nat-1', zone: 'z', address: '198.51.100.1' }],
  LoadBalancer: (['Address', 'NodePort'] as const).map((forwardsTo) => ({ kind: 'LoadBalancer', node: 'n', healthy: 1, nodes: 2, forwardsTo })),
  Node: [{ kind: 'Node', node: 'n', address: '10.0.0.1' }],
  Proxy: [
    { kind: 'Proxy', node: 'n' }, { kind: 'Proxy', node: 'n', destination: 'ClusterIP', service },
    ...(['ClusterIP', 'ExternalIP', 'LoadBalancer', 'NodePort'] satisfies ProxyDestination[]).map((destination) => ({ kind: 'Proxy' as const, node: 'n', destination, service, chosen, choices: 2 })),
    ...(['PreferSameZone', 'PreferSameNode'] as const).map((distribution) => ({
      kind: 'Proxy' as const, node: 'n', trafficPolicy: 'Local' as const, shortCut: true, terminatingFallback: true, distribution, affinitySeconds: 1, masquerade: true, staleSinceMs: 1,
    })),
  ],
  Policy: (['Ingress', 'Egress'] as const).flatMap((direction) => [
    { kind: 'Policy', direction, isolatedBy: ['p'] }, { kind: 'Policy', direction, isolatedBy: ['p'], allowedBy: { policy: 'p', rule: 0 } },
  ]),
  Pod: [{ kind: 'Pod', node: 'n', ip: '10.0.0.1' }],
  Container: [
    { kind: 'Container', port: 80, listens: [] }, { kind: 'Container', port: 80, listens: [8080] }, { kind: 'Container', container: 'c', port: 80, listens: [80], assumed: true },
  ],
  Ingress: [
    ingress, { ...ingress, ingress: service, match: 'Default', service, choices: 2, chosen },
    { ...ingress, ingress: service, match: { host: 'h', path: '/', pathType: 'Prefix' } }, { ...ingress, ingress: service, match: { host: 'h', path: '/', pathType: 'Prefix' }, service, choices: 1, chosen },
  ],
};

const origins = [{ kind: 'Internet' }, { kind: 'Pod', namespace: 'default', name: 'web' }] as const;

test.each(Object.entries(rules))('a hop of kind %s has its sentence in both languages, whether it passes or fails', (_, list) => {
  for (const rule of list) for (const verdict of ['Passed', 'Failed'] as const) for (const origin of origins) {
    const { text, details } = hopText({ rule, verdict }, origin);
    for (const { key, params = {} } of [text, ...details]) for (const catalogue of Object.values(catalogues)) {
      const name = key.replace(/^network:/, '');
      const sentence = catalogue[name] ?? catalogue[`${name}_other`] ?? '';
      expect(sentence, key).not.toBe('');
      for (const [, param = ''] of sentence.matchAll(/\{\{\s*([\w.]+)/g)) expect(params, key).toHaveProperty([param]);
    }
  }
});
