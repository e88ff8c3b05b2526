import { objectKey } from '../../../../../shared/kubernetes/registry.ts';
import type { Ingress } from '../../../../../shared/kubernetes/types/networking.ts';
import type { ApplicationRule } from '../../../network/load-balancer/application-balancer.ts';
import type { Backends } from './backends.ts';
import { ModelError } from './model-error.ts';

type Path = NonNullable<NonNullable<NonNullable<Ingress['spec']>['rules']>[number]['http']>['paths'][number];

/**
 * The rules of an Ingress in the order in which they are tried: of each of its rules exact paths, then prefixes, longest first, then the others as they stand. Unlike with other
 * controllers the order of its rules counts: a rule without host before one with a host takes what both are for. Source: buildListenerRules, sortIngressPaths.
 * @throws ModelError
 */
export function rulesOf(ingress: Ingress, backends: Backends): ApplicationRule[] {
  const { namespace = '', name } = ingress.metadata;
  return (ingress.spec?.rules ?? []).flatMap(({ host = '', http }) => sorted(http?.paths ?? []).map(({ path = '', pathType = 'ImplementationSpecific', backend }): ApplicationRule => {
    const paths = path === '' ? [] : patterns(ingress, path, pathType);
    const hosts = host === '' ? [] : [host];
    const action = inIngress(ingress, () => backends.actionFor(ingress, backend));
    return { priority: 0, hosts, paths: hosts.length + paths.length === 0 ? ['/*'] : paths, ingress: { namespace, name }, match: { host, path: path === '' ? '/' : path, pathType }, action };
  }));
}

function sorted(paths: readonly Path[]): Path[] {
  const ofType = (type: string): Path[] => paths.filter(({ pathType = 'ImplementationSpecific' }) => pathType === type);
  return [...ofType('Exact'), ...ofType('Prefix').sort((a, b) => (b.path ?? '').length - (a.path ?? '').length), ...ofType('ImplementationSpecific')];
}

/** Source: buildPathPatterns. */
function patterns(ingress: Ingress, path: string, pathType: string): string[] {
  if (pathType === 'ImplementationSpecific') return [path];
  if (path === '/' && pathType === 'Prefix') return ['/*'];
  if (/[*?]/.test(path)) throw new ModelError(`ingress: ${objectKey(ingress)}: ${pathType === 'Exact' ? 'exact' : 'prefix'} path shouldn't contain wildcards: ${path}`);
  const bare = path.replace(/\/$/, '');
  return pathType === 'Exact' ? [path] : [bare, `${bare}/*`];
}

function inIngress<T>(ingress: Ingress, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof ModelError) throw new ModelError(`ingress: ${objectKey(ingress)}: ${error.message}`);
    throw error;
  }
}
