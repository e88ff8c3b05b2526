import type { Ingress, IngressBackend } from '../../../../shared/kubernetes/types/networking.ts';
import type { IngressRuleHop } from '../../../../shared/network/trace.ts';
import { wildcardOf, type IngressIndex } from './ingress-index.ts';

/** Where an ingress controller sends a request, and the rule that says so. */
export interface IngressMatch {
  readonly ingress: Ingress;
  readonly match: NonNullable<IngressRuleHop['match']>;
  readonly backend: IngressBackend;
}

interface Location {
  readonly ingress: Ingress;
  readonly host: string;
  readonly path: string;
  readonly pathType: string;
  readonly backend: IngressBackend;
}

/**
 * Of a host's rules an exact path comes first, then the longest that the path begins with; rules of a host with a star count where
 * none names the host itself, and rules without a host where no rule is about it at all. What no path matches goes to the `defaultBackend`
 * of an Ingress with rules for the host; what no host matches to that of an Ingress without rules. As ingress-nginx does; other
 * controllers agree but for ImplementationSpecific paths, which here are beginnings that may end within a segment.
 * @param isServed whether the controller is the one of an Ingress's class
 * @returns undefined: the controller answers for itself (404)
 */
export function matchRequest(index: IngressIndex, isServed: (ingress: Ingress) => boolean, host: string, path: string): IngressMatch | undefined {
  for (const name of [host, wildcardOf(host), '']) {
    const ingresses = index.at(name).filter(isServed);
    if (ingresses.length > 0) return matchOf(ingresses, name, path) ?? defaultOf(ingresses);
  }
  return undefined;
}

function matchOf(ingresses: readonly Ingress[], host: string, path: string): IngressMatch | undefined {
  let best: Location | undefined;
  for (const location of locationsOf(ingresses, host)) {
    if (location.pathType === 'Exact' && location.path === path) return found(location);
    if (location.pathType !== 'Exact' && begins(location, path) && (!best || weightOf(location) > weightOf(best))) best = location;
  }
  return best && found(best);
}

/** The first of several with the same path and type counts. */
function locationsOf(ingresses: readonly Ingress[], host: string): Location[] {
  return ingresses.flatMap((ingress) => (ingress.spec?.rules ?? []).filter((rule) => (rule.host ?? '') === host).flatMap(
    ({ http }) => (http?.paths ?? []).map(({ path = '', pathType = 'ImplementationSpecific', backend }): Location => (
      { ingress, host, path: path === '' ? '/' : path, pathType, backend }
    )),
  ));
}

/** A Prefix is made of whole segments: `/foo` and `/foo/` begin `/foo` and `/foo/bar`, not `/foobar`. Source: networking/v1 PathTypePrefix. */
function begins({ path, pathType }: Location, asked: string): boolean {
  if (pathType !== 'Prefix') return asked.startsWith(path);
  const prefix = path.replace(/\/+$/, '');
  return asked === prefix || asked.startsWith(`${prefix}/`);
}

/** A Prefix reaches to the slash after it. */
function weightOf({ path, pathType }: Location): number {
  return pathType === 'Prefix' ? path.replace(/\/+$/, '').length + 1 : path.length;
}

function found({ ingress, host, path, pathType, backend }: Location): IngressMatch {
  return { ingress, match: { host, path, pathType }, backend };
}

function defaultOf(ingresses: readonly Ingress[]): IngressMatch | undefined {
  for (const ingress of ingresses) if (ingress.spec?.defaultBackend) return { ingress, match: 'Default', backend: ingress.spec.defaultBackend };
  return undefined;
}
