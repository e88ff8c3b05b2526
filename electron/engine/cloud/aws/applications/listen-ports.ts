import { objectKey } from '../../../../../shared/kubernetes/registry.ts';
import type { Ingress } from '../../../../../shared/kubernetes/types/networking.ts';
import { annotation, listAnnotation } from './annotations.ts';
import { ModelError } from './model-error.ts';

export interface ListenPort {
  port: number;
  protocol: 'HTTP' | 'HTTPS';
  certificates: string[];
}

/**
 * The ports on which an Ingress wants to be heard: those of its annotation, else 443 where it names a certificate, else 80. Source: computeIngressListenPorts.
 * Differs: the account has no certificates of its own (ACM), so none is found for a host: the Ingress has to name one.
 * @throws ModelError
 */
export function listenPorts(ingress: Ingress): ListenPort[] {
  const { annotations } = ingress.metadata;
  const certificates = listAnnotation(annotations, 'certificate-arn');
  const text = annotation(annotations, 'listen-ports');
  const ports = text === undefined ? [certificates.length > 0 ? { port: 443, protocol: 'HTTPS' as const } : { port: 80, protocol: 'HTTP' as const }] : parse(text, ingress);
  const [host] = certificates.length > 0 || ports.every(({ protocol }) => protocol === 'HTTP') ? [] : hostsOf(ingress);
  if (host !== undefined) throw new ModelError(`ingress: ${objectKey(ingress)}: no certificate found for host: ${host}`);
  return ports.map(({ port, protocol }) => ({ port, protocol, certificates: protocol === 'HTTPS' ? certificates : [] }));
}

function parse(text: string, ingress: Ingress): Omit<ListenPort, 'certificates'>[] {
  const fail = (message: string): never => {
    throw new ModelError(`ingress: ${objectKey(ingress)}: ${message}`);
  };
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch {
    entries = undefined;
  }
  if (!Array.isArray(entries)) return fail(`failed to parse listen-ports configuration: \`${text}\``);
  if (entries.length === 0) return fail(`empty listen-ports configuration: \`${text}\``);
  const ports = new Map<number, 'HTTP' | 'HTTPS'>();
  for (const [protocol, port] of entries.flatMap((entry: unknown) => Object.entries(entry as Record<string, unknown>))) {
    if (typeof port !== 'number' || port < 1 || port > 65_535) return fail(`listen port must be within [1, 65535]: ${String(port)}`);
    if (protocol !== 'HTTP' && protocol !== 'HTTPS') return fail(`listen protocol must be within [HTTP, HTTPS]: ${protocol}`);
    ports.set(port, protocol);
  }
  return [...ports].map(([port, protocol]) => ({ port, protocol }));
}

function hostsOf({ spec }: Ingress): string[] {
  return [...new Set([...(spec?.rules ?? []).flatMap(({ host = '' }) => (host === '' ? [] : host)), ...(spec?.tls ?? []).flatMap(({ hosts = [] }) => hosts)])].sort();
}
