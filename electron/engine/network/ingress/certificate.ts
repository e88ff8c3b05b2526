import type { Secret } from '../../../../shared/kubernetes/types/core.ts';
import type { Ingress } from '../../../../shared/kubernetes/types/networking.ts';
import type { IngressTls } from '../../../../shared/network/trace.ts';
import type { ApiReader } from '../../apistore/api-client.ts';

/** Ports of controllers that take TLS; the second where they run without privileges. */
const tlsPorts = new Set([443, 8443]);
const nginx = 'k8s.io/ingress-nginx';
const redirectAnnotation = 'nginx.ingress.kubernetes.io/ssl-redirect';

/**
 * The certificate with which a controller answers for a host: that of the Secret which the Ingress names for it; else its own, which nobody trusts.
 * ingress-nginx sends clients of a host with TLS there from its other port. Source: ingress-nginx, internal/ingress/controller (createServers,
 * extractTLSSecretName). Differs: what certificates say is not read: one without `hosts` counts for all hosts of its Ingress.
 */
export function certificateFor(api: ApiReader, controller: string, { metadata, spec }: Ingress, { host, port }: { host: string; port: number }): IngressTls | undefined {
  const entry = (spec?.tls ?? []).find(({ hosts = [] }) => hosts.length === 0 || hosts.includes(host) || hosts.includes(`*${host.slice(host.indexOf('.'))}`));
  if (!tlsPorts.has(port)) return entry && controller === nginx && metadata.annotations?.[redirectAnnotation] !== 'false' ? { kind: 'Redirect' } : undefined;
  const { secretName: name } = entry ?? {};
  if (name === undefined || name === '') return { kind: 'Default', why: 'NoneNamed' };
  const secret = api.get<Secret>('secrets', `${metadata.namespace ?? ''}/${name}`);
  if (!secret) return { kind: 'Default', why: 'SecretMissing', secret: name };
  const complete = ['tls.crt', 'tls.key'].every((key) => (secret.data?.[key] ?? '') !== '');
  return complete ? { kind: 'Secret', secret: name } : { kind: 'Default', why: 'SecretIncomplete', secret: name };
}
