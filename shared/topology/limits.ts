/** Bounds on what a file may hold, checked before or while reading. Opening a file never runs anything and never takes the app down. */
export const topologyLimits = {
  /** Characters of text. A 5,000-machine design with 2,000 manifests is under 3 million. */
  textLength: 20_000_000,
  documents: 20_000,
  /** Nesting of maps and lists; the deepest Kubernetes field is about 20 deep. */
  depth: 100,
  /** Nodes that aliases may expand to, in all: stops alias bombs. */
  aliasCount: 100,
} as const;

/** Keys that would reach JavaScript's prototype chain. No Kubernetes field has such a name. */
export const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
