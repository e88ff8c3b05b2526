import type { PodTemplateSpec } from '../../../../shared/kubernetes/types/pod.ts';

/** k8s.io/apimachinery/pkg/util/rand: no vowels, no look-alikes. */
const safeAlphabet = 'bcdfghjklmnpqrstvwxz2456789';

/**
 * The `pod-template-hash` label of a template: FNV-1a over its content, whatever the order of keys, as a decimal number in the safe
 * alphabet.
 * Source: ComputeHash, pkg/controller/controller_utils.go. Differs: the real one hashes a dump of the API server's Go structs, so the
 * strings differ; length, alphabet and stability are the same.
 * @param collisionCount of the Deployment's status: a different count gives a different hash
 */
export function podTemplateHash(template: PodTemplateSpec, collisionCount: number | undefined): string {
  let hash = hashText(0x811c9dc5, canonicalJson(template));
  if (collisionCount !== undefined) hash = hashText(hash, `#${collisionCount}`);
  return safeEncode(String(hash >>> 0));
}

/** Each character by its code into the safe alphabet. Source: rand.SafeEncodeString. */
export function safeEncode(text: string): string {
  let encoded = '';
  for (let index = 0; index < text.length; index += 1) encoded += safeAlphabet[text.charCodeAt(index) % safeAlphabet.length];
  return encoded;
}

function hashText(seed: number, text: string): number {
  let hash = seed;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    hash = Math.imul(hash ^ (code & 0xff), 0x01000193);
    if (code > 0xff) hash = Math.imul(hash ^ (code >>> 8), 0x01000193);
  }
  return hash;
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const object = value as Record<string, unknown>;
  const members = Object.keys(object).filter((key) => object[key] !== undefined).sort();
  return `{${members.map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key])}`).join(',')}}`;
}
