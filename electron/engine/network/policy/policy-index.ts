import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { NetworkPolicy } from '../../../../shared/kubernetes/types/network-policy.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { compilePolicy, type CompiledPolicy } from './compile-policy.ts';
import { addressBytes, compileIpBlock } from './ip-block.ts';

/** The policies of one namespace, under each label that a pod must have to be selected. */
interface NamespacePolicies {
  readonly byLabel: Map<string, Map<string, CompiledPolicy>>;
  /** Those that no single label decides, e.g. `{}`. */
  readonly others: Map<string, CompiledPolicy>;
  /** By key, the tests of those with rules about addresses of senders. */
  readonly byAddress: Map<string, readonly AddressTest[]>;
}

type AddressTest = (address: readonly number[]) => boolean;

/**
 * All NetworkPolicies, found by the pod that they select: a question looks at policies of the pod's namespace that want one of its labels,
 * not at all there are. Holds nothing but what was put in, so it can be made anew from the API at any time.
 */
export class PolicyIndex {
  private readonly compiled = new Map<string, CompiledPolicy>();
  private readonly namespaces = new Map<string, NamespacePolicies>();

  constructor(policies: Iterable<NetworkPolicy> = []) {
    for (const policy of policies) this.set(policy);
  }

  get size(): number {
    return this.compiled.size;
  }

  /** Adds a policy, or puts it in the place of its former version. */
  set(policy: NetworkPolicy): void {
    const key = objectKey(policy);
    if (this.compiled.get(key)?.policy === policy) return;
    this.delete(key);
    const compiled = compilePolicy(policy);
    this.compiled.set(key, compiled);
    const blocks = (policy.spec.ingress ?? []).flatMap(({ from = [] }) => from.flatMap(({ ipBlock }) => (ipBlock ? [compileIpBlock(ipBlock)] : [])));
    if (blocks.length > 0) this.policiesOf(policy).byAddress.set(key, blocks);
    for (const bucket of this.bucketsOf(policy)) bucket.set(key, compiled);
  }

  /** Forgets the policy with the key `namespace/name`, if there is one. */
  delete(key: string): void {
    const known = this.compiled.get(key);
    if (!known) return;
    this.compiled.delete(key);
    this.policiesOf(known.policy).byAddress.delete(key);
    for (const bucket of this.bucketsOf(known.policy)) bucket.delete(key);
  }

  /** Whether the address of a sender may make a difference to pods of a namespace. */
  seesAddresses(namespace: string): boolean {
    return (this.namespaces.get(namespace)?.byAddress.size ?? 0) > 0;
  }

  /** Senders that are no pods, and whose addresses have the same text, are the same to all policies of a namespace. */
  addressClass(namespace: string, ip: string): string {
    const blocks = this.namespaces.get(namespace)?.byAddress;
    if (!blocks || blocks.size === 0) return '';
    const address = addressBytes(ip);
    return [...blocks.values()].flat().map((test) => (address && test(address) ? '1' : '0')).join('');
  }

  /** The policies whose `podSelector` selects the pod, by name. */
  selecting({ metadata: { namespace = '', labels = {} } }: Pod): readonly CompiledPolicy[] {
    const policies = this.namespaces.get(namespace);
    if (!policies) return [];
    const found: CompiledPolicy[] = [];
    const collect = (bucket: Map<string, CompiledPolicy> | undefined): void => {
      for (const candidate of bucket?.values() ?? []) if (candidate.selects(labels)) found.push(candidate);
    };
    collect(policies.others);
    if (policies.byLabel.size > 0) for (const [key, value] of Object.entries(labels)) collect(policies.byLabel.get(labelText(key, value)));
    return found.length > 1 ? found.sort((a, b) => (a.policy.metadata.name < b.policy.metadata.name ? -1 : 1)) : found;
  }

  private policiesOf({ metadata: { namespace = '' } }: NetworkPolicy): NamespacePolicies {
    let policies = this.namespaces.get(namespace);
    if (!policies) this.namespaces.set(namespace, (policies = { byLabel: new Map(), others: new Map(), byAddress: new Map() }));
    return policies;
  }

  private bucketsOf(policy: NetworkPolicy): Map<string, CompiledPolicy>[] {
    const { byLabel, others } = this.policiesOf(policy);
    const labels = decisiveLabels(policy.spec.podSelector ?? {});
    if (labels.length === 0) return [others];
    return labels.map((label) => {
      let bucket = byLabel.get(label);
      if (!bucket) byLabel.set(label, (bucket = new Map()));
      return bucket;
    });
  }
}

/** Labels with one key, of which every selected pod has exactly one; none when the selector demands no certain label. */
function decisiveLabels({ matchLabels = {}, matchExpressions = [] }: NonNullable<NetworkPolicy['spec']['podSelector']>): string[] {
  const [equal] = Object.entries(matchLabels);
  if (equal) return [labelText(...equal)];
  const among = matchExpressions.find(({ operator }) => operator === 'In');
  return [...new Set(among?.values ?? [])].map((value) => labelText(among?.key ?? '', value));
}

/** Neither a key nor a value may have `=` in it. */
function labelText(key: string, value: string): string {
  return `${key}=${value}`;
}
