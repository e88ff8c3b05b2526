import type { RequestOrigin, RequestTarget } from '../../../shared/network/request.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { FindPod } from '../fault-steps.ts';

/** `internet`, `internet:192.0.2.7`, `web` (a pod by its name or the beginning of it), `shop/web`. */
export function parseOrigin(text: string, findPod: FindPod): Result<RequestOrigin, string> {
  if (text === 'internet') return ok({ kind: 'Internet' });
  if (text.startsWith('internet:')) return ok({ kind: 'Internet', ip: text.slice('internet:'.length) });
  const [name = '', namespace = 'default'] = text.split('/').reverse();
  const pod = findPod(namespace, name);
  return pod ? ok({ kind: 'Pod', namespace, name: pod.name }) : err(`There is no pod "${name}" in namespace "${namespace}".`);
}

/** `service/web`, `service/shop/web:http`, or as in a browser: `shop.example.com/cart`, `10.0.0.1:30080`, `web.shop:8080`. */
export function parseTarget(text: string): RequestTarget {
  const [, , address = '', port, path] = /^(https?:\/\/)?([^:/]+(?:\/[^:]*)?|[^:/]+)(?::([\w-]+))?(\/.*)?$/.exec(text) ?? [];
  if (address.startsWith('service/')) {
    const [name = '', namespace = 'default'] = address.split('/').slice(1).reverse();
    return { service: { namespace, name, ...(port === undefined ? {} : { port: portOf(port) }) }, ...(path ? { path } : {}) };
  }
  const [host = '', ...rest] = address.split('/');
  const ownPath = rest.length > 0 ? `/${rest.join('/')}` : path;
  return { host, ...(port === undefined ? {} : { port: Number(port) }), ...(ownPath ? { path: ownPath } : {}) };
}

function portOf(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}
