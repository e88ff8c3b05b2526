import { podTemplateHash, safeEncode } from '../../engine/controllers/deployment/template-hash.ts';
import type { PodTemplateSpec } from '../../../shared/kubernetes/types/pod.ts';
import { allOf, compare, skipped } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';

type HashCase =
  | { op: 'podTemplateHash'; defaultedTemplate: PodTemplateSpec; collisionCount?: number; hash: string }
  | { op: 'safeEncode'; in: string; out: string };

const alphabet = /^[bcdfghjklmnpqrstvwxz2456789]{1,10}$/;

/** The strings themselves are optional (the README says why); what they are made of, and that they stay the same, is not. */
export const podTemplateHashFamily = defineAdapter<HashCase>(['pod-template-hash'], (vector) => {
  if (vector.op === 'safeEncode') return compare(vector.out, safeEncode(vector.in));
  if (vector.op !== 'podTemplateHash') return skipped('unknown op');
  const { defaultedTemplate, collisionCount } = vector;
  const hash = podTemplateHash(defaultedTemplate, collisionCount);
  const reordered = Object.fromEntries(Object.entries(defaultedTemplate).toReversed()) as unknown as PodTemplateSpec;
  return allOf(
    () => compare({ vector: true, ours: true }, { vector: alphabet.test(vector.hash), ours: alphabet.test(hash) }),
    () => compare(hash, podTemplateHash(reordered, collisionCount)),
    () => compare(true, hash !== podTemplateHash(defaultedTemplate, (collisionCount ?? 0) + 1)),
  );
});
