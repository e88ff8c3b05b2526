import type { ServicePortRef } from '../../../../shared/network/trace.ts';
import type { ProxyEndpoint } from '../proxy/service-rules.ts';
import type { Passage } from './passage.ts';

/** So many clients at most are told apart; more are spread as evenly. */
const clientLimit = 256;

/**
 * Which endpoints the clients of a passage stick to, with ClientIP affinity: a client has one endpoint for as long as it is there, and the
 * loss of another endpoint moves nobody else. Each node remembers for itself, so another node may have given the client another endpoint.
 * A client that stays away for longer than the timeout is forgotten: of clients whose requests come at random, and not more often than
 * that, part of the requests goes to any endpoint.
 * Differs: kube-proxy draws an endpoint for a client that it sees for the first time; here the client's address decides.
 */
export function affinityWeights(
  { client, clients, clientRps }: Passage, node: string, { namespace, name, port }: ServicePortRef, endpoints: readonly ProxyEndpoint[], timeoutSeconds: number,
): (endpoint: ProxyEndpoint) => number {
  const salt = `${node}/${namespace}/${name}/${port}`;
  const weights = new Map<ProxyEndpoint, number>();
  const stick = (who: string): void => {
    const mine = endpointOf(who, salt, endpoints);
    if (mine) weights.set(mine, (weights.get(mine) ?? 0) + 1);
  };
  if (client !== undefined) stick(client);
  else for (let index = 0; index < Math.min(clients, clientLimit); index += 1) stick(`client-${index}`);
  const total = client === undefined ? Math.min(clients, clientLimit) : 1;
  const kept = rememberedShare(clientRps, timeoutSeconds);
  return (endpoint) => (kept * (weights.get(endpoint) ?? 0)) / total + (1 - kept) / endpoints.length;
}

/** How many of a client's requests, which come at random, follow another within the timeout. @param rps undefined: they come often */
export function rememberedShare(rps: number | undefined, timeoutSeconds: number): number {
  return rps === undefined ? 1 : -Math.expm1(-rps * timeoutSeconds);
}

/** Of all endpoints the one that, hashed together with the client, comes out highest. */
function endpointOf(client: string, salt: string, endpoints: readonly ProxyEndpoint[]): ProxyEndpoint | undefined {
  let best: ProxyEndpoint | undefined;
  let highest = -1;
  for (const endpoint of endpoints) {
    const value = hashOf(`${client}/${salt}/${endpoint.ip}:${endpoint.port}`);
    if (value > highest) [best, highest] = [endpoint, value];
  }
  return best;
}

/** FNV-1a with a final mix, 32 bits: text that differs little comes out far apart. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
