/**
 * The Service that a name stands for: `db`, `db.shop`, `db.shop.svc` and `db.shop.svc.cluster.local` are Services of the cluster, the first of the asking
 * pod's own namespace.
 * @param isNamespace whether there is a namespace of that name: `db.shop` is a Service where there is a namespace `shop`
 * @returns undefined for a host that is none
 */
export function serviceNamed(host: string, namespace: string, isNamespace: (name: string) => boolean): { namespace: string; name: string } | undefined {
  const [name = '', second, third, ...rest] = host.replace(/\.$/, '').split('.');
  if (second === undefined) return { namespace, name };
  if (third === undefined) return isNamespace(second) ? { namespace: second, name } : undefined;
  return third === 'svc' && (rest.length === 0 || rest.join('.') === 'cluster.local') ? { namespace: second, name } : undefined;
}
